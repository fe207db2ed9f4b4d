/**
 * The rows of a table to records, in whatever format they were: answers in most tables, turns of a conversation in some.
 */
import { Effect } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Column, Row } from "./formats/Content.ts"
import { announce } from "./interviews/Publish.ts"
import type { Origin } from "./Source.ts"
import type { SourceError } from "./SourceError.ts"
import { Table } from "./Table.ts"
import { TalkOrTable } from "./TalkOrTable.ts"
import { warnOfTable } from "./TableWarnings.ts"

/** Where rows stand in their file. */
export interface RowsPlace {
  /** What ids begin with, such as `survey.csv#`. */
  readonly idPrefix: string
  /** What places begin with: empty, or such as `sheet Answers, `. */
  readonly placePrefix: string
  /** The columns, where the file tells them apart from the rows. */
  readonly columns?: ReadonlyArray<Column> | undefined
  /** Whether rows may end early, because the format leaves out empty cells. */
  readonly sparse?: boolean
  /** The name of the sheet, where a file has several. */
  readonly sheet?: string | undefined
}

/** Reads the rows of one table, and says what was odd about them. Stateful: one for each table. */
export class Rows {
  private readonly origin: Origin
  private readonly sheet: string | undefined
  private readonly table: Table
  private readonly reader: TalkOrTable
  /** How many records there were. */
  count = 0

  constructor(origin: Origin, place: RowsPlace) {
    this.origin = origin
    this.sheet = place.sheet
    this.table = new Table({ file: origin.file, ...place })
    this.reader = new TalkOrTable(this.table, { ...origin, label: place.idPrefix.replace(/[#:]$/, "") })
  }

  /** Whether there was anything to be a header. */
  get hasHeader(): boolean {
    return this.table.hasHeader
  }

  /** The records of further rows. */
  feed(rows: ReadonlyArray<Row>): ReadonlyArray<ResearchRecord> {
    return this.counted(this.table.place.columns === undefined ? this.reader.feed(rows) : this.table.feed(rows))
  }

  /** The records held back; to be called once after the last row. */
  end(): ReadonlyArray<ResearchRecord> {
    return this.counted(this.reader.end())
  }

  /** Reports the columns and what was odd, once all was read. */
  readonly warn: Effect.Effect<void, SourceError> = Effect.suspend((): Effect.Effect<void, SourceError> => {
    if (this.reader.reading !== undefined) return announce(this.origin, this.reader.reading)
    const { onColumns = () => Effect.void } = this.origin
    const of = { file: this.origin.file, ...(this.sheet !== undefined && { sheet: this.sheet }) }
    const told = onColumns({ ...of, headerRows: this.table.headerRows, columns: this.table.told })
    return Effect.andThen(told, warnOfTable(this.table, this.origin.warn))
  })

  private counted(records: ReadonlyArray<ResearchRecord>): ReadonlyArray<ResearchRecord> {
    this.count += records.length
    return records
  }
}
