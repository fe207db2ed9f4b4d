/**
 * The Anonymiser that runs on this machine, without a model or the network. Every run has its own vault, and with it its own numbering,
 * whatever layers it shares with others.
 *
 * It is pseudonymisation: whoever holds the vault can lead everything back, and what is left (a job, a town, an age) may still tell
 * who somebody is.
 */
import { Effect, Layer } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { Anonymiser, AnonymiserError, type AnonymiserShape } from "../stages/Anonymiser.ts"
import * as AnonymiserSession from "../stages/AnonymiserSession.ts"
import { RecogniserFailure } from "./Detection.ts"
import { research } from "./Operators.ts"
import * as Pseudonymiser from "./Pseudonymiser.ts"
import type { Recogniser } from "./Recogniser.ts"
import { allRecognisers, defaultRecognisers } from "./recognisers/index.ts"
import { SecondReader, type SecondReaderError } from "./second/SecondReader.ts"
import * as SecondReading from "./second/SecondReading.ts"

/** How a local anonymiser is made. */
export interface LocalAnonymiserOptions extends Pseudonymiser.PseudonymiserOptions {
  /**
   * What to look for. The default is `defaultRecognisers`: what leads to one person. Where the policy is another than
   * `Operators.research`, or an operator is named for a type that only describes (dates, ages, titles), it is `allRecognisers`.
   */
  readonly recognisers?: ReadonlyArray<Recogniser>
}

/**
 * The anonymiser with its vault, for those who build their own layer or want to know which placeholders a model made up.
 *
 * @example
 * ```ts
 * import { LocalAnonymiser } from "effect-persona/privacy"
 *
 * const anonymiser = LocalAnonymiser.make({ roster: ["Maya Okafor"], deny: ["Project Heron"], allow: ["Maya Studio"] })
 * const text = anonymiser.replaceText("maya uses Maya Studio for project heron")
 * // "[PERSON_1] uses Maya Studio for [CUSTOM_1]"
 * ```
 */
export const make = (options: LocalAnonymiserOptions = {}): Pseudonymiser.Pseudonymiser =>
  Pseudonymiser.make(recognisersOf(options), options)

/**
 * What an anonymiser looks for.
 *
 * @internal
 */
export const recognisersOf = (options: LocalAnonymiserOptions): ReadonlyArray<Recogniser> =>
  options.recognisers ?? (wantsAll(options) ? allRecognisers : defaultRecognisers)

const identifying = new Set(defaultRecognisers.flatMap(({ types }) => types))
const describing = new Set(allRecognisers.flatMap(({ types }) => types).filter((type) => !identifying.has(type)))

const wantsAll = ({ operators = {}, policy = research }: LocalAnonymiserOptions): boolean =>
  policy !== research || Object.keys(operators).some((type) => describing.has(type))

// Longer than this nothing else of the process may wait.
const slice = 10

/** Gives way to others when it is asked and some milliseconds have passed since it last did. */
const givingWay = (): Effect.Effect<void> => {
  let since = performance.now()
  return Effect.suspend(() => {
    if (performance.now() - since < slice) return Effect.void
    return Effect.map(Effect.yieldNow, () => {
      since = performance.now()
    })
  })
}

const attempt = <A>(recordId: string, what: () => A): Effect.Effect<A, AnonymiserError> =>
  Effect.try({
    try: what,
    catch: (cause) =>
      new AnonymiserError({
        recordId,
        // Any other error may quote the record.
        message:
          cause instanceof RecogniserFailure
            ? cause.message
            : "The record could not be anonymised because of a mistake in the anonymiser. Leave the record out and report it."
      })
  })

/** Goes on slice by slice, and lets others run between. */
const inSlices = (recordId: string, slices: Iterable<undefined>): Effect.Effect<void, AnonymiserError> =>
  Effect.suspend(() => {
    const steps = slices[Symbol.iterator]()
    const breathe = givingWay()
    return Effect.gen(function* () {
      while (!(yield* attempt(recordId, () => steps.next().done === true))) yield* breathe
    })
  })

/**
 * The Anonymiser on this machine; with options, recognisers of your own can be added to the default ones or stand instead. What it knows
 * belongs to the run that asks (`AnonymiserSession`), so that one layer serves many runs at once. Building it dies when a recogniser declares a type
 * that cannot be written in a placeholder. A recogniser that throws is an `AnonymiserError` of the record, and a defect in `inspect`,
 * which has no error to report it by.
 *
 * @example
 * ```ts
 * import { LocalAnonymiser, defaultRecognisers, type Recogniser } from "effect-persona/privacy"
 *
 * const StaffNumber: Recogniser = {
 *   name: "StaffNumber",
 *   types: ["STAFF_NUMBER"],
 *   recognise: (text) =>
 *     Array.from(text.matchAll(/\bS-\d{6}\b/g), (match) => ({
 *       start: match.index,
 *       end: match.index + match[0].length,
 *       type: "STAFF_NUMBER",
 *       score: 0.9,
 *       rule: "shape"
 *     }))
 * }
 *
 * const layer = LocalAnonymiser.layer({ recognisers: [...defaultRecognisers, StaffNumber] })
 * ```
 */
export const layer = (options: LocalAnonymiserOptions = {}): Layer.Layer<Anonymiser> =>
  Layer.effect(
    Anonymiser,
    Effect.sync(() => {
      // A wrong recogniser is said when the layer is built, not in the middle of a run.
      make(options)
      return over(AnonymiserSession.state(() => ({ mine: make(options) })))
    })
  )

/**
 * The service over an anonymiser of one's own, whose vault can then be kept with `VaultFile.seal(pseudonymiser.entries(), key)`. It is
 * for one run: runs that share it number people together, and each can restore what the others replaced.
 *
 * @example
 * ```ts
 * import { Effect, Layer, Redacted } from "effect"
 * import { Anonymiser } from "effect-persona"
 * import { LocalAnonymiser, VaultFile } from "effect-persona/privacy"
 *
 * const pseudonymiser = LocalAnonymiser.make()
 * const Kept = Layer.succeed(Anonymiser, LocalAnonymiser.toService(pseudonymiser))
 * // After the run: the way back, encrypted.
 * const vault = Effect.suspend(() => VaultFile.seal(pseudonymiser.entries(), Redacted.make("a long passphrase")))
 * ```
 */
export const toService = (
  pseudonymiser: Pseudonymiser.Pseudonymiser,
  reading?: SecondReading.SecondReading
): AnonymiserShape => over(Effect.succeed({ mine: pseudonymiser, ...(reading !== undefined && { reading }) }))

/**
 * The anonymiser on this machine that asks a second reader before it replaces anything. Building the layer fails where the reader would
 * send texts to a host that was not allowed; a reader that gives no answer is an `AnonymiserError`, or with
 * `whenUnavailable: "continue"` a warning of the result.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { LocalAnonymiser, Presidio } from "effect-persona/privacy"
 *
 * const layer = Layer.provide(
 *   LocalAnonymiser.layerWithSecondReader({ allow: ["Trello"], whenUnavailable: "continue" }),
 *   Presidio.layer({ url: "http://localhost:5002", rates: { PERSON: { found: 0.9, false: 0.05 } } })
 * )
 * ```
 */
export const layerWithSecondReader = (
  options: Omit<LocalAnonymiserOptions, "opinions"> & SecondReading.SecondReadingOptions = {}
): Layer.Layer<Anonymiser, SecondReaderError, SecondReader> =>
  Layer.effect(
    Anonymiser,
    Effect.gen(function* () {
      const reader = yield* SecondReader
      const begin = () => SecondReading.start(reader, options)
      yield* SecondReading.allowed(reader, options.allowHosts)
      make({ ...options, opinions: begin().opinions })
      return over(
        AnonymiserSession.state(() => {
          const reading = begin()
          return { mine: make({ ...options, opinions: reading.opinions }), reading }
        })
      )
    })
  )

/** What a run has of its own. */
interface Own {
  readonly mine: Pseudonymiser.Pseudonymiser
  readonly reading?: SecondReading.SecondReading
}

/** The service over whatever anonymiser is that of the run that asks. */
const over = (own: Effect.Effect<Own>): AnonymiserShape => {
  const breathe = givingWay()
  const ask = (records: ReadonlyArray<ResearchRecord>): Effect.Effect<void, AnonymiserError> =>
    Effect.flatMap(own, ({ reading }) =>
      reading === undefined
        ? Effect.void
        : Effect.mapError(
            reading.askRecords(records),
            ({ message, reason }) =>
              new AnonymiserError({ recordId: records[0]?.id ?? "", message, secondReader: reason })
          )
    )
  /** What was replaced already stands as it is without an answer. */
  const askAgain = (text: string): Effect.Effect<void> =>
    Effect.flatMap(own, ({ reading }) => (reading === undefined ? Effect.void : Effect.ignore(reading.ask([{ text }]))))
  return {
    prepare: ask,
    preview: (rows) => Effect.flatMap(own, ({ mine }) => inSlices(rows[0]?.id ?? "", mine.previewInSlices(rows))),
    anonymise: (record) =>
      ask([record]).pipe(
        Effect.andThen(
          Effect.flatMap(own, ({ mine }) =>
            attempt(record.id, () => {
              mine.health.read(record)
              return mine.replaceRecord(record)
            })
          )
        ),
        Effect.tap(() => breathe)
      ),
    inspect: (text, inspection) =>
      Effect.andThen(
        askAgain(text),
        Effect.map(own, ({ mine }) => mine.inspect(text, inspection))
      ),
    restore: (text) => Effect.map(own, ({ mine }) => mine.restore(text).text),
    revisit: (record) =>
      Effect.tap(
        Effect.map(own, ({ mine }) => mine.revisit(record)),
        () => breathe
      ),
    clean: (text, inspection) =>
      Effect.andThen(
        askAgain(text),
        Effect.map(own, ({ mine }) => mine.clean(text, inspection))
      ),
    invented: (text) => Effect.map(own, ({ mine }) => mine.restore(text).invented),
    counts: Effect.map(own, ({ mine }) => mine.counts()),
    healthTerms: Effect.map(own, ({ mine: { health } }) => ({ common: health.common(), own: health.own })),
    warnings: Effect.map(own, ({ reading }) => reading?.warnings() ?? [])
  }
}
