/**
 * What was found in a record.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import type { KnownNames } from "./names/KnownNames.ts"
import type { Person } from "./People.ts"
import type { Span } from "./Recogniser.ts"

/** Who is in a record, and the names to look for in it. */
export interface Cast {
  readonly present: ReadonlySet<Person>
  readonly known: KnownNames
  /** The record's id. */
  readonly subject?: string
}

/** What was found in an answer. Spans may overlap. */
export interface FoundIn {
  readonly field: Field
  readonly text: ReadonlyArray<Span>
  /** In the question; empty in a table, where it is a heading. */
  readonly question: ReadonlyArray<Span>
  readonly speaker: ReadonlyArray<Span>
}

/** What was found in a record. */
export interface Look {
  readonly cast: Cast
  readonly fields: ReadonlyArray<FoundIn>
}

/** A cell of a table. */
export interface TableCell {
  readonly record: ResearchRecord
  readonly field: Field
}
