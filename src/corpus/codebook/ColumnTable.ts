/**
 * The rows of all tables column by column, as codes: what every guess about a column is made from. One pass over the records.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { Sliced } from "../Sliced.ts"
import type { TableColumn, TableColumns } from "../../domain/TableColumns.ts"

/** A column with its cells as codes. */
export interface CodedColumn {
  readonly name: string
  /** What was asked, where the file tells it apart from the header. */
  readonly question: string | undefined
  /** What the file says about it. */
  readonly told: TableColumn | undefined
  /** The different cells in the order in which they first appear. */
  readonly values: ReadonlyArray<string>
  /** How many rows hold each value. */
  readonly counts: ReadonlyArray<number>
  /** For each row the place of its cell in `values`; -1 where it is blank. */
  readonly codes: Int32Array
  /** How many cells are not blank. */
  readonly filled: number
}

/** The rows of all tables. Columns of the same header are one. */
export interface ColumnTable {
  readonly rows: number
  readonly columns: ReadonlyArray<CodedColumn>
}

interface Draft {
  readonly name: string
  readonly question: string | undefined
  readonly codeOf: Map<string, number>
  readonly counts: Array<number>
  readonly codes: Int32Array
  filled: number
}

/** So many cells are read between pauses. */
const pause = 2_000

/** Whether a field is a passage of a talk or text, which has nothing in common with those of the same number elsewhere. */
export const isPassage = (record: Pick<ResearchRecord, "kind">, field: Field): boolean =>
  record.kind !== "row" && (field.speaker !== undefined || /^[a-z]+-\d+$/.test(field.name))

/**
 * The columns of the records that are rows, in the order of the files' headers where these are given, else of the cells. Where
 * there are none, what stands above interviews and documents makes up the rows.
 */
export function* of(
  records: ReadonlyArray<ResearchRecord>,
  tables: ReadonlyArray<TableColumns> = []
): Sliced<ColumnTable> {
  let cells = 0
  const inRows = records.filter(({ kind }) => kind === "row")
  const rows =
    inRows.length > 0
      ? inRows
      : records.map((record) => ({ ...record, fields: record.fields.filter((field) => !isPassage(record, field)) }))
  const drafts = new Map<string, Draft>()
  const order = new HeaderOrder()
  const told = new Map<string, TableColumn>()
  for (const { columns } of tables) {
    order.add(columns.map(({ name }) => name))
    for (const column of columns) told.set(column.name, { ...told.get(column.name), ...column })
  }
  const draft = (name: string, question: string | undefined): Draft => ({
    name,
    question,
    codeOf: new Map(),
    counts: [],
    codes: new Int32Array(rows.length).fill(-1),
    filled: 0
  })
  for (const [row, { fields }] of rows.entries()) {
    let isNew = false
    for (const { name, question, text } of fields) {
      let column = drafts.get(name)
      if (column === undefined) {
        drafts.set(name, (column = draft(name, question)))
        isNew = true
      }
      let code = column.codeOf.get(text)
      if (code === undefined) column.codeOf.set(text, (code = column.counts.push(0) - 1))
      column.counts[code] = (column.counts[code] ?? 0) + 1
      column.codes[row] = code
      column.filled++
    }
    if (isNew) order.add(fields.map(({ name }) => name))
    cells += fields.length
    if (cells > pause) {
      yield 100 * cells
      cells = 0
    }
  }
  return {
    rows: rows.length,
    columns: order.names().map((name) => {
      const { codeOf, codes, counts, filled, question } = drafts.get(name) ?? draft(name, undefined)
      const label = told.get(name)?.label
      return {
        name,
        question: question ?? (label === name ? undefined : label),
        told: told.get(name),
        values: [...codeOf.keys()],
        counts,
        codes,
        filled
      }
    })
  }
}

/** Headers in their order from left to right: one that is new stands behind the one that it follows. */
class HeaderOrder {
  private readonly next = new Map<string, string | undefined>()
  private first: string | undefined

  add(names: ReadonlyArray<string>): void {
    let before: string | undefined
    for (const name of names) {
      if (!this.next.has(name)) {
        const follower = before === undefined ? this.first : this.next.get(before)
        this.next.set(name, follower)
        if (before === undefined) this.first = name
        else this.next.set(before, name)
      }
      before = name
    }
  }

  names(): ReadonlyArray<string> {
    const all: Array<string> = []
    for (let name = this.first; name !== undefined; name = this.next.get(name)) all.push(name)
    return all
  }
}
