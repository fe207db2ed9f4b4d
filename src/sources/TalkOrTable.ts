/**
 * Rows of cells to records: the turns of a conversation where the first rows show that it is one, else rows of answers.
 */
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { fromTable, type Names, type Reading, type Row, type TalkColumns, talkColumns } from "./interviews/index.ts"
import type { Table } from "./Table.ts"

// Enough rows to see that labels come back.
const lookAhead = 40

/** Takes rows a chunk at a time. Holds the first rows, and of a conversation all. Stateful: one for each table. */
export class TalkOrTable {
  private pending: Array<ReadonlyArray<string>> | null = []
  private columns: TalkColumns | undefined
  private rows: Array<Row> = []
  /** What was read, once it has ended as a conversation. */
  reading: Reading | undefined
  readonly table: Table
  private readonly names: Names

  constructor(table: Table, names: Names) {
    this.table = table
    this.names = names
  }

  /** The records of further rows. */
  feed(rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<ResearchRecord> {
    if (this.pending === null) return this.next(rows)
    for (const row of rows) this.pending.push(row)
    return this.pending.length < lookAhead ? [] : this.decide()
  }

  /** The records of what was held back; to be called once after the last row. */
  end(): ReadonlyArray<ResearchRecord> {
    const records = this.pending === null ? [] : this.decide()
    if (this.columns === undefined) return [...records, ...this.table.end()]
    this.reading = fromTable(this.rows, this.columns, this.names)
    return this.reading.records
  }

  private decide(): ReadonlyArray<ResearchRecord> {
    const rows = this.pending ?? []
    this.pending = null
    this.columns = talkColumns(rows)
    return this.next(rows)
  }

  private next(rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<ResearchRecord> {
    const { columns } = this
    if (columns === undefined) return this.table.feed(rows)
    for (const cells of rows) {
      const number = this.rows.length + 1 - columns.headerRows
      this.rows.push({ cells, place: `${this.table.place.placePrefix}row ${number}` })
    }
    return []
  }
}
