/**
 * Asks a second reader about texts before they are replaced, and keeps what it says. What happens without an answer is up to the app:
 * the run fails, or goes on without it and says so.
 */
import { Effect } from "effect"
import { languageOf } from "../names/Analysis.ts"
import { contextOf } from "../RecordNames.ts"
import type { ResearchRecord } from "../../domain/ResearchRecord.ts"
import * as Opinions from "./Opinions.ts"
import { type Limits, type Question, type Reading, SecondReaderError, type SecondReaderShape } from "./SecondReader.ts"

/** What an app decides about its second reader. */
export interface SecondReadingOptions {
  /**
   * What becomes of a run when the reader is down, slow or gives no answer that can be read. `fail`, the default, ends it with a
   * `SecondReaderError`; `continue` goes on with what is found without it, and warns.
   */
  readonly whenUnavailable?: "fail" | "continue"
  /** Hosts other than this machine that texts may be sent to before anything in them is replaced. None by default. */
  readonly allowHosts?: ReadonlyArray<string>
}

/** A text, and what it answers. */
export type Asked = Omit<Question, "language">

/** A second reader at work in a run. */
export interface SecondReading {
  readonly opinions: Opinions.Opinions
  /** Asks about texts that were not asked about before. */
  readonly ask: (texts: Iterable<Asked>) => Effect.Effect<void, SecondReaderError>
  /** The same about all that respondents said in records. */
  readonly askRecords: (records: Iterable<ResearchRecord>) => Effect.Effect<void, SecondReaderError>
  /** What somebody who relies on the reader should know: how many texts it said nothing about, and why. */
  readonly warnings: () => ReadonlyArray<{ readonly code: string; readonly message: string }>
}

const usual: Limits = { batch: 16, concurrency: 4, characters: 100_000, timeout: 30_000 }

// A reader that failed so often is not asked again in a run.
const mostFailures = 3

const isThisMachine = (host: string): boolean =>
  /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

const chunks = <A>(all: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

/** The texts of records that respondents wrote or said, and in talks the questions. Labels and headers tell by themselves. */
const textsIn = function* (records: Iterable<ResearchRecord>): Generator<Asked> {
  for (const { fields, kind } of records) {
    for (const field of fields) {
      yield { text: field.text, field: contextOf(field).field }
      if (kind !== "row" && field.question !== undefined) yield { text: field.question }
    }
  }
}

/**
 * Fails where a reader would send texts to a host that was not allowed.
 *
 * @internal
 */
export const allowed = (
  { host, name }: SecondReaderShape,
  allowHosts: ReadonlyArray<string> = []
): Effect.Effect<void, SecondReaderError> =>
  host === undefined || isThisMachine(host) || allowHosts.includes(host)
    ? Effect.void
    : Effect.fail(
        new SecondReaderError({
          reader: name,
          reason: "NotAllowed",
          message: `The second reader ${name} would be sent texts with personal data in them, to ${host}, which is not this machine. Run it here, or allow the host by name: allowHosts: ["${host}"], on the command line --second-reader-host ${host}.`
        })
      )

/**
 * A reader that has been asked nothing, for an anonymiser or scanner of your own. Fails with `NotAllowed` before any text is sent.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Presidio, Scan, SecondReading } from "effect-persona/privacy"
 *
 * const scanned = Effect.gen(function* () {
 *   const reader = yield* Presidio.make({ url: "http://localhost:5002", rates: { PERSON: { found: 0.9, false: 0.05 } } })
 *   const reading = yield* SecondReading.make(reader)
 *   const text = "I asked Maya"
 *   yield* reading.ask([{ text }])
 *   return Scan.make({ opinions: reading.opinions }).scan(text)
 * })
 * ```
 */
export const make = (
  reader: SecondReaderShape,
  options: SecondReadingOptions = {}
): Effect.Effect<SecondReading, SecondReaderError> =>
  Effect.as(allowed(reader, options.allowHosts), start(reader, options))

/**
 * The same for a reader whose host was allowed.
 *
 * @internal
 */
export const start = (reader: SecondReaderShape, options: SecondReadingOptions): SecondReading => {
  const limits = { ...usual, ...reader.limits }
  const opinions = Opinions.make(reader.rates)
  const goesOn = options.whenUnavailable === "continue"
  const unanswered = { failed: 0, impossible: 0, long: 0 }
  let failures: ReadonlyArray<SecondReaderError> = []

  const failed = (reason: "TimedOut" | "Garbled", what: string) =>
    new SecondReaderError({
      reader: reader.name,
      reason,
      message: `The second reader ${reader.name} ${what}. Look at its log, or go on without it: whenUnavailable: "continue", on the command line --second-reader-optional.`
    })

  const read = (
    batch: ReadonlyArray<Question>
  ): Effect.Effect<ReadonlyArray<ReadonlyArray<Reading>>, SecondReaderError> =>
    Effect.suspend(() => reader.read(batch)).pipe(
      // What was thrown may quote the text.
      Effect.catchDefect(() => Effect.fail(failed("Garbled", "threw an error"))),
      Effect.timeoutOrElse({
        duration: limits.timeout,
        orElse: () => Effect.fail(failed("TimedOut", `did not answer within ${limits.timeout} ms`))
      }),
      Effect.filterOrFail(
        (answers) => answers.length === batch.length,
        () => failed("Garbled", "did not answer each text once")
      )
    )

  const askBatch = (batch: ReadonlyArray<Question>) =>
    Effect.suspend(() => {
      const last = failures.length < mostFailures ? undefined : failures.at(-1)
      return (last === undefined ? read(batch) : Effect.fail(last)).pipe(
        Effect.catch((error) => {
          if (last === undefined) failures = [...failures, error]
          if (!goesOn) return Effect.fail(error)
          return Effect.succeed(batch.map(() => undefined))
        })
      )
    }).pipe(
      Effect.map((answers) => {
        for (const [i, { text }] of batch.entries()) {
          const answer = answers[i]
          const believed = opinions.keep(text, answer)
          if (answer === undefined) unanswered.failed++
          else if (!believed) unanswered.impossible++
        }
      })
    )

  const ask = (texts: Iterable<Asked>) =>
    Effect.suspend(() => {
      const open = new Map<string, Question>()
      for (const asked of texts) {
        const { text } = asked
        if (opinions.has(text) || open.has(text) || !/\p{L}/u.test(text)) continue
        const language = languageOf(text)
        if (reader.languages?.includes(language) === false) continue
        if (text.length > limits.characters) {
          opinions.keep(text, undefined)
          unanswered.long++
        } else open.set(text, { ...asked, language })
      }
      const batches = chunks([...open.values()], limits.batch)
      return Effect.forEach(batches, askBatch, { concurrency: limits.concurrency, discard: true })
    })

  const warnings = () => {
    const why = [
      unanswered.failed > 0 && `${unanswered.failed} got no answer (${failures.at(-1)?.reason ?? ""})`,
      unanswered.impossible > 0 && `of ${unanswered.impossible} the answer led to places that cannot be`,
      unanswered.long > 0 && `${unanswered.long} are longer than ${limits.characters} characters`
    ].filter((reason) => reason !== false)
    if (why.length === 0) return []
    const message = `The second reader ${reader.name} had no say in some texts: ${why.join("; ")}. In these stands what was found without it.`
    return [{ code: "second-reader", message }]
  }

  return { opinions, ask, askRecords: (records) => ask(textsIn(records)), warnings }
}
