/**
 * One person's answers: a row of a survey, or a participant's side of an interview.
 */
import { Schema } from "effect"

/** One answer. */
export const Field = Schema.Struct({
  /** The column's header, or `turn-12` for the twelfth turn of a transcript. Unique within its record. */
  name: Schema.NonEmptyString,
  /** The question that was asked, where the source tells it apart from the header. */
  question: Schema.optionalKey(Schema.String),
  /** The answer as it stands in the source, trimmed. Never empty: an unanswered question has no field. */
  text: Schema.NonEmptyString,
  /** Who said it, in a transcript. */
  speaker: Schema.optionalKey(Schema.String)
})

/** One answer. */
export interface Field extends Schema.Schema.Type<typeof Field> {}

/** Where a record was read. */
export const RecordSource = Schema.Struct({
  /** The path as it was given, or `stdin`. */
  file: Schema.String,
  /** The place in the file for a person, such as `row 17`, `line 3` or `sheet Answers, row 4`. */
  place: Schema.String
})

/** Where a record was read. */
export interface RecordSource extends Schema.Schema.Type<typeof RecordSource> {}

/** One person's answers, as read. */
export const ResearchRecord = Schema.Struct({
  /** Stable and unique in a run, such as `survey.csv#17`. */
  id: Schema.NonEmptyString,
  source: RecordSource,
  kind: Schema.Literals(["row", "interview", "document"]),
  fields: Schema.Array(Field)
})

/** One person's answers, as read. May hold personal data: no model sees it. */
export interface ResearchRecord extends Schema.Schema.Type<typeof ResearchRecord> {}

/**
 * What names the table that a row stands in: its file, and in a workbook its sheet. Rows of one table have the same columns, whose
 * answers can be compared.
 *
 * @internal
 */
export const tableOf = ({ source }: ResearchRecord): string => `${source.file}\n${source.place.replace(/\d+$/, "")}`
