/**
 * The stage that replaces personal data before anything else sees it.
 */
import { Context, type Effect, Schema } from "effect"
import type { Cleaned, HealthTerms, Inspection, PersonalData } from "../domain/PersonalData.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"

/** A record could not be anonymised; it goes no further. The message never holds its text. */
export class AnonymiserError extends Schema.TaggedError<AnonymiserError>()("AnonymiserError", {
  recordId: Schema.String,
  message: Schema.String,
  /** Where a second reader gave no answer: why. */
  secondReader: Schema.optionalKey(Schema.String)
}) {}

/** What an anonymiser does. */
export interface AnonymiserShape {
  /** Replaces the personal data in a record. The same person must get the same placeholder all run long. */
  readonly anonymise: (record: ResearchRecord) => Effect.Effect<ResearchRecord, AnonymiserError>
  /** The personal data left in a text, such as a prompt about to be sent. */
  readonly inspect: (text: string, inspection?: Inspection) => Effect.Effect<ReadonlyArray<PersonalData>>
  /** Puts the original words back for the placeholders in a text. For local output only, never for a model. */
  readonly restore: (text: string) => Effect.Effect<string>
  /**
   * Told of all records of the run before any of them is replaced: whatever has to be asked elsewhere can be asked at once. Left out,
   * nothing is.
   */
  readonly prepare?: (records: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>
  /**
   * Told of the first rows of a table before any of them is replaced, so that its columns can be judged as a whole. Left out, each
   * record is replaced as it comes.
   */
  readonly preview?: (rows: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>
  /**
   * A record that `anonymise` made, gone over again when all records of the run have been read: who is known only now is found in
   * it too. Left out, records stay as they were.
   */
  readonly revisit?: (record: ResearchRecord) => Effect.Effect<ResearchRecord, AnonymiserError>
  /**
   * Replaces what `inspect` finds in a text, so that it finds nothing any more. Left out, each finding becomes the name of its
   * type in brackets, such as `[PERSON]`, which cannot be restored.
   */
  readonly clean?: (text: string, inspection?: Inspection) => Effect.Effect<Cleaned>
  /** What reads as a placeholder in a text but was never given out. Left out, none is known. */
  readonly invented?: (text: string) => Effect.Effect<ReadonlyArray<string>>
  /** How many different ones were replaced so far, by type. Left out, none are counted. */
  readonly counts?: Effect.Effect<Readonly<Record<string, number>>>
  /** Words of health in the records that were anonymised. Left out, only what the result itself counts is known to be common. */
  readonly healthTerms?: Effect.Effect<HealthTerms>
  /** What a reader of the result should know of how it was anonymised. Left out, nothing. */
  readonly warnings?: Effect.Effect<ReadonlyArray<{ readonly code: string; readonly message: string }>>
}

/**
 * Replaces personal data by consistent placeholders, and knows the way back. What it returns, and nothing else, the pipeline brands
 * as anonymised: no function hands out the brand.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Anonymiser } from "effect-persona"
 *
 * // For data that was anonymised elsewhere.
 * const AlreadyDone = Layer.succeed(Anonymiser, {
 *   anonymise: Effect.succeed,
 *   inspect: () => Effect.succeed([]),
 *   restore: Effect.succeed
 * })
 * ```
 */
export class Anonymiser extends Context.Service<Anonymiser, AnonymiserShape>()("effect-persona/Anonymiser") {}
