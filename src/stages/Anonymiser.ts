/**
 * The stage that replaces personal data before anything else sees it.
 */
import { Brand, Context, Effect, Schema } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"

const declareAnonymised = Brand.nominal<AnonymisedRecord>()

/** A record could not be anonymised; it goes no further. The message never holds its text. */
export class AnonymiserError extends Schema.TaggedError<AnonymiserError>()("AnonymiserError", {
  recordId: Schema.String,
  message: Schema.String
}) {}

/** A stretch of text that looks like personal data. Offsets are UTF-16 code units, as in JavaScript strings. */
export interface PersonalData {
  readonly start: number
  readonly end: number
  /** Such as `PERSON`, `EMAIL_ADDRESS`, `PHONE_NUMBER`. */
  readonly type: string
  /** How sure the recogniser is, 0 to 1. */
  readonly score: number
}

/** What an anonymiser does, over raw text. */
export interface AnonymiserImplementation {
  /** Replaces the personal data in a record. The same person must get the same placeholder all run long. */
  readonly replace: (record: ResearchRecord) => Effect.Effect<ResearchRecord, AnonymiserError>
  /** The personal data left in a text, such as a prompt about to be sent. */
  readonly inspect: (text: string) => Effect.Effect<ReadonlyArray<PersonalData>>
  /** Puts the original words back for the placeholders in a text. For local output only, never for a model. */
  readonly restore: (text: string) => Effect.Effect<string>
}

/** What the pipeline is given: the same, with records branded as anonymised. */
export interface AnonymiserShape extends Omit<AnonymiserImplementation, "replace"> {
  readonly anonymise: (record: ResearchRecord) => Effect.Effect<AnonymisedRecord, AnonymiserError>
}

/**
 * Replaces personal data by consistent placeholders, and knows the way back.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Anonymiser } from "effect-persona"
 *
 * // For data that was anonymised elsewhere.
 * const AlreadyDone = Layer.succeed(
 *   Anonymiser,
 *   Anonymiser.make({
 *     replace: Effect.succeed,
 *     inspect: () => Effect.succeed([]),
 *     restore: Effect.succeed
 *   })
 * )
 * ```
 */
export class Anonymiser extends Context.Service<Anonymiser, AnonymiserShape>()("effect-persona/Anonymiser") {
  /** Makes the service out of its three functions. This is the one place that declares a record anonymised. */
  static readonly make = (implementation: AnonymiserImplementation): AnonymiserShape => ({
    anonymise: (record) => Effect.map(implementation.replace(record), (replaced) => declareAnonymised(replaced)),
    inspect: implementation.inspect,
    restore: implementation.restore
  })

  /** Passes records on as they are: what the pipeline uses where `anonymiseInput` is false, and then only with a warning. */
  static readonly passThrough: AnonymiserShape = Anonymiser.make({
    replace: (record) => Effect.succeed(record),
    inspect: () => Effect.succeed([]),
    restore: (text) => Effect.succeed(text)
  })
}
