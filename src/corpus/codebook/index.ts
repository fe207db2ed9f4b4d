/**
 * What each question of a study is, guessed from its data and corrected by the researcher.
 */
import type { Effect } from "effect"
import type { Codebook, Meta, Question } from "../../domain/Codebook.ts"
import type { ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { TableColumns } from "../../domain/TableColumns.ts"
import * as Sliced from "../Sliced.ts"
import * as ColumnTable from "./ColumnTable.ts"
import { guess } from "./GuessedCodebook.ts"

export type { Codebook, Meta, Question, TableColumns }
export { CodebookError, CodebookInput, decode, QuestionInput } from "./CodebookInput.ts"
export { override } from "./CodebookOverride.ts"
export { type Doubt, doubts } from "./Doubts.ts"

/**
 * The codebook that the data suggests: which columns make up a question, how it was answered, and which hold no answer. Made from
 * all rows; records of interviews and documents have no part in it.
 *
 * @param tables the columns of the files, where the reader told them (`onColumns`): also those that nobody answered, with the labels
 *   of SPSS and Stata files
 *
 * @example
 * ```ts
 * import { Effect, Stream } from "effect"
 * import { Codebook } from "effect-persona"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const rows = "Age,How often do you cook?\n18-24,Daily\n25-34,Never\n18-24,Rarely\n"
 * const records = Effect.runSync(Stream.runCollect(ResearchData.fromString(rows, { name: "survey.csv" })))
 *
 * const [, cooking] = Codebook.of(records).questions
 *
 * cooking?.options // => ["Never", "Rarely", "Daily"]
 * ```
 */
export const of = (records: ReadonlyArray<ResearchRecord>, tables?: ReadonlyArray<TableColumns>): Codebook =>
  Sliced.finish(steps(records, tables))

/**
 * `of`, leaving the event loop to others in between.
 *
 * @internal
 */
export const guessed = (
  records: ReadonlyArray<ResearchRecord>,
  tables?: ReadonlyArray<TableColumns>
): Effect.Effect<Codebook> => Sliced.run(() => steps(records, tables))

function* steps(records: ReadonlyArray<ResearchRecord>, tables?: ReadonlyArray<TableColumns>): Sliced.Sliced<Codebook> {
  return yield* guess(yield* ColumnTable.of(records, tables))
}
