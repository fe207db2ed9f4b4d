/**
 * Every answer of a study, personal data replaced: what a report for the team shows besides the result. It is for those who may read
 * the data, and never part of a result or of a shared report.
 */
import { Schema } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"

/** A respondent or interview with all answers. */
export const AnsweredRecord = Schema.Struct({
  /** The id of the record, such as `survey.csv#17`. */
  record: Schema.String,
  kind: Schema.Literals(["row", "interview", "document"]),
  /** Where it stands, such as `larder-survey.csv, row 126`. */
  source: Schema.String,
  answers: Schema.Array(
    Schema.Struct({
      /** The column, or the turn of an interview. */
      field: Schema.String,
      /** What was asked, where that is known. */
      question: Schema.optionalKey(Schema.String),
      text: Schema.String
    })
  )
})

/** A respondent or interview with all answers. */
export interface AnsweredRecord extends Schema.Schema.Type<typeof AnsweredRecord> {}

/** What `answers.json` holds. */
export const StudyAnswers = Schema.Struct({
  /** A reader refuses a higher one. */
  schemaVersion: Schema.Literal(1),
  /** The run that they belong to. */
  runId: Schema.String,
  records: Schema.Array(AnsweredRecord)
})

/** What `answers.json` holds. */
export interface StudyAnswers extends Schema.Schema.Type<typeof StudyAnswers> {}

/** The name of the file. */
export const answersFile = "answers.json"

/**
 * The answers of a run, from the records that `onRecords` was told of.
 *
 * @example
 * ```ts
 * import { type AnonymisedRecord, HybridPipeline } from "effect-persona"
 * import { answersOf, teamReport } from "effect-persona/report"
 * import { ResearchData } from "effect-persona/sources"
 * import { Effect } from "effect"
 *
 * export const page = Effect.gen(function* () {
 *   let records: ReadonlyArray<AnonymisedRecord> = []
 *   const onRecords = (all: ReadonlyArray<AnonymisedRecord>) => Effect.sync(() => void (records = all))
 *   const result = yield* HybridPipeline.generate(ResearchData.fromPaths(["survey.csv"]), { count: 5 }, { onRecords })
 *   return yield* teamReport(result, answersOf(result.runId, records))
 * })
 * ```
 */
export const answersOf = (runId: string, records: ReadonlyArray<AnonymisedRecord>): StudyAnswers => ({
  schemaVersion: 1,
  runId,
  records: records.map(({ fields, id, kind, source: { file, place } }) => ({
    record: id,
    kind,
    source: `${file.split(/[\\/]/).at(-1) ?? file}, ${place}`,
    answers: fields.map(({ name, question, text }) => ({
      field: name,
      ...(question !== undefined && { question }),
      text
    }))
  }))
})
