/**
 * Small tables for the tests of this folder, written as columns.
 */
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import type { Question } from "../../../src/domain/Codebook.ts"
import type { ResearchRecord } from "../../../src/domain/ResearchRecord.ts"
import { row } from "../surveys.ts"

/** Columns by their headers, each with its cells from top to bottom; a blank cell is not answered. */
export type Columns = Readonly<Record<string, ReadonlyArray<string>>>

/** The rows of a table. */
export const records = (columns: Columns): ReadonlyArray<ResearchRecord> =>
  Array.from({ length: Math.max(...Object.values(columns).map((cells) => cells.length)) }, (_, i) =>
    row(
      `r${i + 1}`,
      Object.fromEntries(Object.entries(columns).map(([header, cells]): [string, string] => [header, cells[i] ?? ""]))
    )
  )

/** The codebook of a table. */
export const codebookOf = (columns: Columns): Codebook.Codebook =>
  Codebook.of(records(columns), [
    { file: "test.csv", headerRows: 1, columns: Object.keys(columns).map((name) => ({ name })) }
  ])

/** These answers again and again, in an order that differs with `step`. */
export const again = (answers: ReadonlyArray<string>, size = 40, step = 1): ReadonlyArray<string> =>
  Array.from({ length: size }, (_, i) => answers[(i * step + Math.floor(i / answers.length)) % answers.length] ?? "")

/** The question that a column belongs to. */
export const questionOf = (codebook: Codebook.Codebook, header: string): Question => {
  const found = codebook.questions.find(({ columns }) => columns.some((column) => column.header === header))
  if (found === undefined) throw new Error(`no question has the column ${header}`)
  return found
}

/** The only question of a single column of answers. */
export const single = (header: string, answers: ReadonlyArray<string>): Question =>
  questionOf(codebookOf({ [header]: answers }), header)

/** What the codebook says of a column that holds no answer. */
export const roleOf = (codebook: Codebook.Codebook, header: string): string | undefined =>
  codebook.metadata.find(({ column }) => column === header)?.role

const remarks = ["slow when files are large", "works well on the train", "confuses me at times", "saves me an hour"]

/** Sentences that nobody else writes. */
export const ownWords = (size = 40): ReadonlyArray<string> =>
  Array.from(
    { length: size },
    (_, i) => `The ${["app", "team", "price", "search", "editor"][i % 5] ?? ""} number ${i} is ${remarks[i % 4] ?? ""}.`
  )
