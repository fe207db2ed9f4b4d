/**
 * The columns of the tables of a run, and what was made out about each.
 */
import { type Field, type ResearchRecord, tableOf } from "../../domain/ResearchRecord.ts"
import type { ColumnVerdict, Span } from "../Recogniser.ts"
import * as Answers from "./AnswerCounts.ts"
import { judge } from "./ColumnVerdict.ts"

/** A column that was judged. */
export interface JudgedColumn {
  readonly file: string
  readonly name: string
  readonly verdict: ColumnVerdict
}

/** The columns of a run. */
export interface Columns {
  /** Judges the columns of these rows, save those that were judged before. */
  readonly preview: (records: Iterable<ResearchRecord>) => void
  /** What the columns of a record's table hold, to be asked field by field; nothing of a column that was not judged. */
  readonly of: (record: ResearchRecord) => (field: Field) => ColumnVerdict | undefined
  /** Knows a column by what became of its name and file as well. */
  readonly rename: (before: ResearchRecord, after: ResearchRecord) => void
  /** All columns that were judged, in the order in which they were met. */
  readonly all: () => ReadonlyArray<JudgedColumn>
}

/**
 * @param find what is found in texts by themselves
 */
export const make = (find: (texts: ReadonlyArray<string>) => ReadonlyArray<ReadonlyArray<Span>>): Columns => {
  // By table, then by column: a key of both would be put together anew for every cell.
  const tables = new Map<string, Map<string, JudgedColumn>>()
  const judged: Array<JudgedColumn> = []

  const preview = (records: Iterable<ResearchRecord>): void => {
    const met = new Map<string, Map<string, { readonly header: string; readonly answers: Answers.Answers }>>()
    const files = new Map<string, string>()
    for (const record of records) {
      if (record.kind !== "row") continue
      const table = tableOf(record)
      const known = tables.get(table)
      const columns = met.get(table) ?? new Map<string, { header: string; answers: Answers.Answers }>()
      met.set(table, columns)
      files.set(table, record.source.file)
      for (const { name, question, text } of record.fields) {
        if (known?.has(name) === true) continue
        const column = columns.get(name) ?? {
          header: question === undefined ? name : `${name}\n${question}`,
          answers: Answers.make()
        }
        columns.set(name, column)
        Answers.add(column.answers, text)
      }
    }
    for (const [table, columns] of met) {
      const known = tables.get(table) ?? new Map<string, JudgedColumn>()
      tables.set(table, known)
      for (const [name, { answers, header }] of columns) {
        const column = { file: files.get(table) ?? "", name, verdict: judge(header, answers, find) }
        known.set(name, column)
        judged.push(column)
      }
    }
  }

  const of = (record: ResearchRecord) => {
    const known = record.kind === "row" && tables.size > 0 ? tables.get(tableOf(record)) : undefined
    return ({ name }: Field): ColumnVerdict | undefined => known?.get(name)?.verdict
  }

  const rename = (before: ResearchRecord, after: ResearchRecord): void => {
    if (before.kind !== "row" || tables.size === 0) return
    const known = tables.get(tableOf(before))
    if (known === undefined) return
    if (after.source.file !== before.source.file) tables.set(tableOf(after), known)
    for (const [i, { name }] of before.fields.entries()) {
      const renamed = after.fields[i]?.name ?? name
      const column = renamed === name ? undefined : known.get(name)
      if (column !== undefined && !known.has(renamed)) known.set(renamed, column)
    }
  }

  return { preview, of, rename, all: () => judged }
}
