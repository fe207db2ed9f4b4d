/**
 * Presidio's analyzer as a second reader, over HTTP: `POST /analyze`, a text a request.
 */
import { Effect, Layer, Schema } from "effect"
import {
  type Limits,
  type Question,
  type RatesByType,
  type Reading,
  SecondReader,
  SecondReaderError,
  type SecondReaderShape
} from "./SecondReader.ts"

/** Where Presidio's analyzer is, and what is known of it. */
export interface PresidioOptions {
  /** Such as `http://localhost:5002`. */
  readonly url: string
  /** What it is believed about, and how often it is right there: measure it with `persona privacy calibrate`. */
  readonly rates: RatesByType
  /** The languages that it was set up for. The default is English alone, as in its own image. */
  readonly languages?: ReadonlyArray<string>
  readonly limits?: Partial<Omit<Limits, "batch">>
}

const Answer = Schema.fromJsonString(
  Schema.Array(Schema.Struct({ start: Schema.Int, end: Schema.Int, entity_type: Schema.String }))
)
const decode = Schema.decodeUnknownEffect(Answer)

// Below this are numbers that only have the right length. Names are reported with 0.85.
const leastScore = 0.4

// Of one text of the usual length there are a few kilobytes.
const mostBytes = 5_000_000

/**
 * From offsets in code points to offsets in UTF-16 code units; -1 for one that is none in the text.
 *
 * @internal
 */
export const utf16Offsets = (text: string): ((codePoints: number) => number) => {
  const places: Array<number> = []
  let at = 0
  for (const character of text) {
    places.push(at)
    at += character.length
  }
  places.push(at)
  return (codePoints) => places[codePoints] ?? -1
}

const bodyOf = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ""
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > mostBytes) throw new RangeError("too long")
  }
  return text + decoder.decode()
}

/**
 * The reader itself, to be measured or asked by hand. Fails at once where the address is none.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Presidio } from "effect-persona/privacy"
 *
 * const reader = Presidio.make({ url: "http://localhost:5002", rates: {} })
 * const seen = Effect.flatMap(reader, ({ read }) => read([{ text: "I asked Maya", language: "en" }]))
 * ```
 */
export const make = Effect.fnUntraced(function* (options: PresidioOptions) {
  const { languages = ["en"], rates } = options
  const failure = (reason: SecondReaderError["reason"], message: string) =>
    new SecondReaderError({ reader: "presidio", reason, message })
  const url = URL.canParse(options.url) ? new URL(options.url) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    return yield* failure(
      "Unreachable",
      "The address of Presidio's analyzer is no web address: write it like http://localhost:5002."
    )
  const endpoint = new URL(`${url.pathname.replace(/\/+$/, "")}/analyze`, url)
  const where = `Presidio's analyzer at ${url.host}`

  const readOne = Effect.fnUntraced(function* ({ language, text }: Question) {
    const { body, status } = yield* Effect.tryPromise({
      try: async (signal) => {
        const response = await fetch(endpoint, {
          method: "POST",
          signal,
          // A text with personal data goes where it was sent and nowhere else.
          redirect: "error",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ text, language, score_threshold: leastScore })
        })
        return { status: response.status, body: await bodyOf(response) }
      },
      catch: (error) =>
        error instanceof RangeError
          ? failure("Garbled", `${where} answers with more than can belong to a text. Is it another service?`)
          : failure("Unreachable", `${where} cannot be reached. Start it, or check the address.`)
    })
    if (status !== 200)
      return yield* failure(
        "Refused",
        `${where} answered with HTTP ${status}. Its log says why; often it was not set up for the language ${language}.`
      )
    const found = yield* Effect.mapError(decode(body), () =>
      failure("Garbled", `${where} answered with something that is no list of findings. Is it another service?`)
    )
    const place = utf16Offsets(text)
    return found.map(({ end, entity_type: type, start }): Reading => ({ start: place(start), end: place(end), type }))
  })

  const reader: SecondReaderShape = {
    name: "presidio",
    host: url.hostname,
    rates,
    languages,
    limits: { ...options.limits, batch: 1 },
    read: (questions) => Effect.forEach(questions, readOne)
  }
  return reader
})

/**
 * Presidio's analyzer as the second reader.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { LocalAnonymiser, Presidio } from "effect-persona/privacy"
 *
 * const layer = LocalAnonymiser.layerWithSecondReader({ whenUnavailable: "continue" }).pipe(
 *   Layer.provide(Presidio.layer({ url: "http://localhost:5002", rates: { PERSON: { found: 0.8, false: 0.1 } } }))
 * )
 * ```
 */
export const layer = (options: PresidioOptions): Layer.Layer<SecondReader, SecondReaderError> =>
  Layer.effect(SecondReader, make(options))
