/**
 * Records as their codebook reads them: a field for each question that was answered, options of one question together, and nothing
 * that is no answer.
 */
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { Codebook } from "../domain/Codebook.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import * as AnswerTable from "./AnswerTable.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { isPassage } from "./codebook/ColumnTable.ts"
import * as Variables from "./codebook/Variables.ts"
import * as Sliced from "./Sliced.ts"

/**
 * The column that a field belongs to. Numbered passages of a transcript or document (`turn-12`, `paragraph-3`) have nothing in
 * common with those of the same number elsewhere, so all of them make up one column, named after the kind of the record.
 */
export const columnOf = (record: Pick<AnonymisedRecord, "kind">, field: Field): string =>
  isPassage(record, field) ? record.kind : field.name

const speechLabels: Readonly<Record<string, string>> = { interview: "Interview", document: "Document" }

/** The records as the codebook reads them, and their answers as numbers. */
export function* make(
  codebook: Codebook,
  records: ReadonlyArray<AnonymisedRecord>
): Sliced.Sliced<{ readonly answered: ReadonlyArray<AnonymisedRecord>; readonly table: AnswerTable.AnswerTable }> {
  const variables = Variables.of(codebook)
  const hasRows = records.some(({ kind }) => kind === "row")
  const isCoded = ({ kind }: AnonymisedRecord) => kind === "row" || !hasRows
  const none: Variables.Cells = new Map()
  const work = 100 * (variables.length + 1)
  const cells = yield* Sliced.map(records, work, (record): Variables.Cells =>
    isCoded(record)
      ? new Map(record.fields.filter((field) => !isPassage(record, field)).map(({ name, text }) => [name, text]))
      : none
  )
  const passages = records.map((record) =>
    record.fields.filter((field) => isPassage(record, field) || !isCoded(record))
  )
  const table = yield* AnswerTable.make(
    variables,
    cells,
    passages.map((fields) => fields.map(({ text }) => text).join("\n")),
    codebook.weightColumn
  )
  const answered = yield* Sliced.map(records, work, (record, i) =>
    isCoded(record)
      ? { ...record, fields: [...answersOf(variables, cells[i] ?? none), ...(passages[i] ?? [])] }
      : record
  )
  return {
    answered,
    table: {
      ...table,
      columns: [...table.columns, ...speechColumns(records, passages)],
      answered: table.answered.map((count, i) => count + ((passages[i]?.length ?? 0) > 0 ? 1 : 0))
    }
  }
}

const answersOf = (variables: ReadonlyArray<Variables.Variable>, cells: Variables.Cells): ReadonlyArray<Field> =>
  variables.flatMap((variable): ReadonlyArray<Field> => {
    const said = variable.read(cells)
    if (said === undefined) return []
    const text = said.kind === "options" ? said.options.join("; ") : said.text
    const { name, text: question } = variable
    return text === "" ? [] : [question === name ? { name, text } : { name, question, text }]
  })

/** The columns of what people say in interviews and documents. */
const speechColumns = (
  records: ReadonlyArray<AnonymisedRecord>,
  passages: ReadonlyArray<ReadonlyArray<Field>>
): ReadonlyArray<ColumnProfile> =>
  Object.entries(speechLabels).flatMap(([kind, label]): ReadonlyArray<ColumnProfile> => {
    const answered = records.filter((record, i) => record.kind === kind && (passages[i]?.length ?? 0) > 0).length
    return answered === 0
      ? []
      : [{ name: kind, question: kind, label, kind: "text", role: "other", answered, answers: [], numbers: null }]
  })
