/**
 * The columns of the tables of a run, and what was made out about each.
 */
import { type Field, type ResearchRecord, tableOf } from "../../domain/ResearchRecord.ts"
import type { ColumnVerdict, RecogniserContext, Span } from "../Recogniser.ts"
import * as Answers from "./AnswerCounts.ts"
import { judge } from "./ColumnVerdict.ts"
import { contextOf, declares } from "../RecordNames.ts"

/** A column that was judged. */
export interface JudgedColumn {
  readonly file: string
  readonly name: string
  readonly verdict: ColumnVerdict
}

/** What is found in a short answer that many give. */
export interface KnownCell {
  /** By the recognisers, before what the run knows is weighed. */
  readonly read: ReadonlyArray<Span>
  /** After the column was heard, where nothing of it is weighed and so nothing can change. */
  readonly settled?: ReadonlyArray<Span>
}

/** A column as the run knows it. */
export interface Column extends JudgedColumn {
  /** What recognisers are told of its cells. */
  readonly context: RecogniserContext
  /** Whether its cells are names of people, by its header or by themselves. */
  readonly declares: boolean
  /** Whether its answers are names, or half of them could be: what several gave is somebody all the same. */
  readonly holdsPeople: boolean
  /** Its short answers so far. */
  readonly cells: Map<string, KnownCell>
}

/** The columns of a run. */
export interface Columns {
  /** Judges the columns of these rows, save those that were judged before, in slices: nothing is judged before the last one. */
  readonly preview: (records: Iterable<ResearchRecord>) => Generator<undefined, void>
  /** The columns of a record's table, to be asked field by field; nothing of a column that was not judged. */
  readonly of: (record: ResearchRecord) => (field: Field) => Column | undefined
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
  const tables = new Map<string, Map<string, Column>>()
  const judged: Array<Column> = []

  const preview = function* (records: Iterable<ResearchRecord>): Generator<undefined, void> {
    const met = new Map<string, Map<string, { readonly field: Field; readonly answers: Answers.Answers }>>()
    const files = new Map<string, string>()
    for (const record of records) {
      if (record.kind !== "row") continue
      const table = tableOf(record)
      const known = tables.get(table)
      const columns = met.get(table) ?? new Map<string, { field: Field; answers: Answers.Answers }>()
      met.set(table, columns)
      files.set(table, record.source.file)
      for (const field of record.fields) {
        if (known?.has(field.name) === true) continue
        const column = columns.get(field.name)
        if (column === undefined) columns.set(field.name, { field, answers: new Map([[field.text, 1]]) })
        else Answers.add(column.answers, field.text)
      }
      yield
    }
    // "Yes" and "5" answer hundreds of questions.
    const seen = new Map<string, ReadonlyArray<Span>>()
    const findOnce = (texts: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<Span>> => {
      const unknown = [...new Set(texts)].filter((text) => !seen.has(text))
      for (const [i, spans] of find(unknown).entries()) seen.set(unknown[i] ?? "", spans)
      return texts.map((text) => seen.get(text) ?? [])
    }
    for (const [table, columns] of met) {
      const known = tables.get(table) ?? new Map<string, Column>()
      tables.set(table, known)
      for (const [name, { answers, field }] of columns) {
        const header = field.question === undefined ? name : `${name}\n${field.question}`
        const verdict: ColumnVerdict = judge(header, answers, findOnce)
        const names = verdict.holds === "PERSON" || declares(field)
        const column: Column = {
          file: files.get(table) ?? "",
          name,
          verdict,
          context: { ...contextOf(field), column: verdict },
          declares: names,
          holdsPeople: names || verdict.named >= 0.5,
          cells: new Map()
        }
        known.set(name, column)
        judged.push(column)
        yield
      }
    }
  }

  const of = (record: ResearchRecord) => {
    const known = record.kind === "row" && tables.size > 0 ? tables.get(tableOf(record)) : undefined
    return ({ name }: Field): Column | undefined => known?.get(name)
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
