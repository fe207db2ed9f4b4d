/**
 * A second reader on the command line: which one, how often it is right, and what happens without it.
 */
import { Effect, Option, Schema } from "effect"
import { Flag } from "effect/cli"
import { Presidio, type SecondReader, SecondReading } from "../privacy/index.ts"
import { UsageError } from "./Exit.ts"
import * as Output from "./Output.ts"
import * as WrittenFile from "./WrittenFile.ts"

/** Which reader, as it is given on the command line. */
export const secondReaderFlags = {
  secondReader: Flag.String("second-reader").pipe(
    Flag.withMetavar("presidio=URL"),
    Flag.withDescription(
      "Asks Presidio's analyzer too, such as presidio=http://localhost:5002, and weighs what it says"
    ),
    Flag.optional
  ),
  secondReaderRates: Flag.String("second-reader-rates").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("How often the second reader is right, as persona privacy calibrate writes it"),
    Flag.optional
  ),
  secondReaderHost: Flag.String("second-reader-host").pipe(
    Flag.withMetavar("HOST"),
    Flag.withDescription("A host other than this machine that the second reader may be sent unreplaced text to"),
    Flag.atLeast(0)
  ),
  secondReaderOptional: Flag.Boolean("second-reader-optional").pipe(
    Flag.withDescription("Go on, with a warning, where the second reader is down, slow or cannot be understood"),
    Flag.withDefault(false)
  )
}

/** The flags, as they were given. */
export interface SecondReaderOptions {
  readonly secondReader: Option.Option<string>
  readonly secondReaderRates: Option.Option<string>
  readonly secondReaderHost: ReadonlyArray<string>
  readonly secondReaderOptional: boolean
}

const share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** What `persona privacy calibrate` writes. */
export const RatesFile = Schema.Struct({
  languages: Schema.optionalKey(Schema.Array(Schema.String)),
  rates: Schema.Record(Schema.String, Schema.Struct({ found: share, false: share }))
})

const ratesIn = Effect.fnUntraced(function* (file: string) {
  const values = yield* WrittenFile.values({ file, what: "rates file", flag: "second-reader-rates" })
  return yield* Schema.decodeUnknownEffect(RatesFile)(values).pipe(
    Effect.mapError(
      () =>
        new UsageError({
          message: `The rates file ${file} must look like {"rates": {"PERSON": {"found": 0.8, "false": 0.1}}}, with shares from 0 to 1: write it with persona privacy calibrate.`
        })
    )
  )
})

/** The reader that a flag names. */
export const readerOf = Effect.fnUntraced(function* (
  given: string,
  known: { readonly rates: SecondReader.RatesByType; readonly languages?: ReadonlyArray<string> }
) {
  const [, name, url] = /^([^=]*)=(.*)$/.exec(given) ?? []
  if (name !== "presidio" || url === undefined)
    return yield* new UsageError({
      message: `--second-reader ${given}: write presidio=URL, such as presidio=http://localhost:5002. Other readers are plugged in by code (SecondReader).`
    })
  return yield* Presidio.make({ url, ...known }).pipe(
    Effect.mapError(({ message }) => new UsageError({ message: `--second-reader ${given}: ${message}` }))
  )
})

/** The reader that was asked for, at work; nothing where none was. */
export const secondReadingOf = Effect.fnUntraced(function* (options: SecondReaderOptions) {
  if (Option.isNone(options.secondReader)) return undefined
  if (Option.isNone(options.secondReaderRates))
    return yield* new UsageError({
      message:
        "--second-reader needs --second-reader-rates FILE: what it says is weighed by how often it is right on texts like yours. Measure that with persona privacy calibrate."
    })
  const reader = yield* readerOf(options.secondReader.value, yield* ratesIn(options.secondReaderRates.value))
  return yield* SecondReading.make(reader, {
    allowHosts: options.secondReaderHost,
    whenUnavailable: options.secondReaderOptional ? "continue" : "fail"
  }).pipe(Effect.mapError(({ message }) => new UsageError({ message })))
})

/** Says in which texts the reader had no say. */
export const warnOfReader = (reading: SecondReading.SecondReading | undefined) =>
  Effect.forEach(reading?.warnings() ?? [], ({ message }) => Output.say(`Warning: ${message}`), { discard: true })
