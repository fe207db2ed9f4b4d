/**
 * Rows of cells to records: which rows are headers, what the columns are called, and which cells are answers.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import { answer, cell, unique } from "./Answer.ts"
import type { Column } from "./formats/Content.ts"
import { withoutTags } from "./formats/Html.ts"
import { type Columns, headerOf } from "./TableHeader.ts"

/** Where the rows stand, to name the records after. */
export interface TablePlace {
  readonly file: string
  /** What record ids begin with, such as `survey.csv#`. */
  readonly idPrefix: string
  /** What places begin with: empty, or such as `sheet Answers, `. */
  readonly placePrefix: string
  /** The columns, where the file tells them apart from the rows; then there is no header to look for. */
  readonly columns?: ReadonlyArray<Column> | undefined
  /** Whether rows may end early, because the format leaves out empty cells. */
  readonly sparse?: boolean
}

/** Rows that were odd: how many, and the number of the first. */
export interface Odd {
  readonly count: number
  readonly first: number
}

const none: Odd = { count: 0, first: 0 }
const oneMore = (odd: Odd, row: number): Odd => ({ count: odd.count + 1, first: odd.count === 0 ? row : odd.first })

type Row = ReadonlyArray<string>

/** Titles, the header, up to two rows below it that may be headers too, and rows to compare these with. */
export const lookAhead = 12

const isBlank = (row: Row): boolean => row.every((cell) => cell.trim() === "")

/**
 * Turns rows into records, a chunk at a time. Holds no row but the first four, so that a file of any size fits.
 * Stateful: one for each table.
 */
export class Table {
  readonly place: TablePlace
  /** The rows until the header is known. */
  private pending: Array<Row> | null = []
  private columns: Columns = { names: [], questions: [], headerRows: 0 }
  private rows = 0
  /** Whether a header was found. */
  hasHeader = false
  /** Rows with more cells than the header. */
  long = none
  /** Rows with fewer cells than the header. */
  short = none
  /** Rows without any answer. */
  empty = none

  constructor(place: TablePlace) {
    this.place = place
    if (place.columns === undefined) return
    const taken = new Set<string>()
    this.pending = null
    this.hasHeader = true
    this.columns = {
      names: place.columns.map(({ name }, i) => unique(name === "" ? `column ${i + 1}` : name, taken)),
      questions: place.columns.map(({ label, name }) => (label === name ? undefined : label)),
      headerRows: 0
    }
  }

  /** How many rows on top are no answers. */
  get headerRows(): number {
    return this.columns.headerRows
  }

  /** The columns, and what the file says about each. */
  get told(): ReadonlyArray<Column> {
    return this.columns.names.map((name, i): Column => {
      const label = this.columns.questions[i]
      return { ...this.place.columns?.[i], name, ...(label !== undefined && { label }) }
    })
  }

  /** The records of further rows. */
  feed(rows: ReadonlyArray<Row>): Array<ResearchRecord> {
    if (this.pending === null) return this.records(rows)
    for (const [i, row] of rows.entries()) {
      // Blank lines above the header are no rows; those below are, so that a row is found again by its number.
      if (this.pending.length === 0 && isBlank(row)) continue
      this.pending.push(row)
      if (this.pending.length === lookAhead) return [...this.begin(), ...this.records(rows.slice(i + 1))]
    }
    return []
  }

  /** The records of the rows held back; to be called once after the last row. */
  end(): Array<ResearchRecord> {
    return this.pending === null ? [] : this.begin()
  }

  private begin(): Array<ResearchRecord> {
    const rows = this.pending ?? []
    this.pending = null
    if (rows[0] === undefined) return []
    this.hasHeader = true
    this.columns = headerOf(rows)
    return this.records(rows.slice(this.columns.headerRows))
  }

  private records(rows: ReadonlyArray<Row>): Array<ResearchRecord> {
    const out: Array<ResearchRecord> = []
    for (const row of rows) {
      const number = ++this.rows
      const fields = this.fields(row, number)
      if (fields.every(({ text }) => answer(text) === undefined)) this.empty = oneMore(this.empty, number)
      else {
        out.push({
          id: `${this.place.idPrefix}${number}`,
          source: { file: this.place.file, place: `${this.place.placePrefix}row ${number}` },
          kind: "row",
          fields
        })
      }
    }
    return out
  }

  private fields(row: Row, number: number): Array<Field> {
    const { names, questions } = this.columns
    const out: Array<Field> = []
    const width = Math.min(row.length, names.length)
    for (let i = 0; i < width; i++) {
      const text = cell(withoutTags(row[i] ?? ""))
      const name = names[i]
      if (text === undefined || name === undefined) continue
      const question = questions[i]
      out.push(question === undefined ? { name, text } : { name, question, text })
    }
    if (row.length > names.length) this.beyond(row, number, out)
    else if (row.length < names.length && out.length > 0 && this.place.sparse !== true)
      this.short = oneMore(this.short, number)
    return out
  }

  /** Keeps the cells to the right of the header, which a comma too many may have pushed there. */
  private beyond(row: Row, number: number, out: Array<Field>): void {
    const taken = new Set(this.columns.names)
    const before = out.length
    for (let i = this.columns.names.length; i < row.length; i++) {
      const text = cell(row[i] ?? "")
      if (text !== undefined) out.push({ name: unique(`column ${i + 1}`, taken), text })
    }
    if (out.length > before) this.long = oneMore(this.long, number)
  }
}
