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

/** What is known about a text that is inspected. */
export interface Inspection {
  /**
   * Names that were made up, such as a persona's own. They are no personal data, unless a participant has the same given and
   * family name.
   */
  readonly fictitious?: ReadonlyArray<string>
}

/** A text without the personal data that was still in it. */
export interface Cleaned {
  readonly text: string
  /** The type of each stretch that was replaced; empty where nothing was found. */
  readonly replaced: ReadonlyArray<string>
}

/** What an anonymiser does, over raw text. */
export interface AnonymiserImplementation {
  /** Replaces the personal data in a record. The same person must get the same placeholder all run long. */
  readonly replace: (record: ResearchRecord) => Effect.Effect<ResearchRecord, AnonymiserError>
  /** The personal data left in a text, such as a prompt about to be sent. */
  readonly inspect: (text: string, inspection?: Inspection) => Effect.Effect<ReadonlyArray<PersonalData>>
  /** Puts the original words back for the placeholders in a text. For local output only, never for a model. */
  readonly restore: (text: string) => Effect.Effect<string>
  /**
   * Told of the first rows of a table before any of them is replaced, so that its columns can be judged as a whole. Left out, each
   * record is replaced as it comes.
   */
  readonly preview?: (rows: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>
  /**
   * A record that `replace` made, gone over again when all records of the run have been read: who is known only now is found in
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
}

/** What the pipeline is given: the same, with records branded as anonymised. */
export interface AnonymiserShape extends Required<Omit<AnonymiserImplementation, "replace" | "revisit" | "preview">> {
  readonly anonymise: (record: ResearchRecord) => Effect.Effect<AnonymisedRecord, AnonymiserError>
  /** Null where tables are not looked at beforehand. */
  readonly preview: ((rows: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>) | null
  /** Null where records are gone over only once. */
  readonly revisit: ((record: AnonymisedRecord) => Effect.Effect<AnonymisedRecord, AnonymiserError>) | null
}

/** The text with its findings replaced by their types. Of findings that overlap, the first counts, and covers the others. */
const typesInstead = (text: string, findings: ReadonlyArray<PersonalData>): Cleaned => {
  const replaced: Array<string> = []
  let written = ""
  let done = 0
  for (const { start, end, type } of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= done) {
      written += `${text.slice(done, start)}[${type}]`
      replaced.push(type)
    }
    done = Math.max(done, end)
  }
  return { text: written + text.slice(done), replaced }
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
  /**
   * Makes the service out of `replace`, `inspect` and `restore`, and more where there is more. This is the one place that declares
   * a record anonymised.
   */
  static readonly make = (implementation: AnonymiserImplementation): AnonymiserShape => {
    const { counts, inspect, invented, preview, replace, restore, revisit } = implementation
    const clean = (text: string, inspection?: Inspection) =>
      Effect.map(inspect(text, inspection), (findings) => typesInstead(text, findings))
    return {
      anonymise: (record) => Effect.map(replace(record), declareAnonymised),
      preview: preview ?? null,
      revisit: revisit === undefined ? null : (record) => Effect.map(revisit(record), declareAnonymised),
      inspect,
      restore,
      clean: implementation.clean ?? clean,
      invented: invented ?? (() => Effect.succeed([])),
      counts: counts ?? Effect.succeed({})
    }
  }

  /** Passes records on as they are: what the pipeline uses where `anonymiseInput` is false, and then only with a warning. */
  static readonly passThrough: AnonymiserShape = Anonymiser.make({
    replace: (record) => Effect.succeed(record),
    inspect: () => Effect.succeed([]),
    restore: Effect.succeed,
    clean: (text) => Effect.succeed({ text, replaced: [] })
  })
}
