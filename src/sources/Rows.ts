/**
 * The rows of a table to records, in whatever format they were: answers in most tables, turns of a conversation in some.
 */
import { Effect } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Column, Row } from "./formats/Content.ts"
import { fromTable, type Reading, type Row as PlacedRow, talkColumns } from "./interviews/index.ts"
import { publish } from "./interviews/Publish.ts"
import type { Origin } from "./Source.ts"
import type { SourceError } from "./SourceError.ts"
import { Table } from "./Table.ts"
import { warnOfTable } from "./TableWarnings.ts"

/** Where rows stand in their file. */
export interface RowsPlace {
  /** What ids begin with, such as `survey.csv#`. */
  readonly idPrefix: string
  /** What places begin with: empty, or such as `sheet Answers, `. */
  readonly placePrefix: string
  /** The columns, where the file tells them apart from the rows. */
  readonly columns?: ReadonlyArray<Column> | undefined
}

// Enough to tell a conversation from answers.
const lookAhead = 40

type Mode =
  | { readonly kind: "undecided"; readonly rows: Array<Row> }
  | { readonly kind: "table" }
  | {
      readonly kind: "talk"
      readonly columns: NonNullable<ReturnType<typeof talkColumns>>
      readonly rows: Array<PlacedRow>
    }

/** Reads the rows of one table. Stateful: one for each table. */
export class Rows {
  private readonly origin: Origin
  private readonly place: RowsPlace
  private readonly table: Table
  private mode: Mode
  private seen = 0
  private reading: Reading | undefined
  /** How many records there were. */
  count = 0

  constructor(origin: Origin, place: RowsPlace) {
    this.origin = origin
    this.place = place
    this.table = new Table({ file: origin.file, ...place })
    this.mode = place.columns === undefined ? { kind: "undecided", rows: [] } : { kind: "table" }
  }

  /** Whether there was anything to be a header. */
  get hasHeader(): boolean {
    return this.table.hasHeader
  }

  /** The records of further rows. */
  feed(rows: ReadonlyArray<Row>): ReadonlyArray<ResearchRecord> {
    const { mode } = this
    if (mode.kind === "table") return this.counted(this.table.feed(rows))
    if (mode.kind === "talk") {
      mode.rows.push(...this.placed(rows))
      return []
    }
    mode.rows.push(...rows)
    return mode.rows.length < lookAhead ? [] : this.decide(mode.rows)
  }

  /** The records held back; to be called once after the last row. */
  end(): ReadonlyArray<ResearchRecord> {
    const early = this.mode.kind === "undecided" ? this.decide(this.mode.rows) : []
    if (this.mode.kind !== "talk") return [...early, ...this.counted(this.table.end())]
    const { columns, rows } = this.mode
    this.reading = fromTable(rows, columns, { ...this.origin, label: this.place.idPrefix.replace(/[#:]$/, "") })
    return this.counted(this.reading.records)
  }

  /** Says what was odd, once all was read. */
  readonly warn: Effect.Effect<void, SourceError> = Effect.suspend((): Effect.Effect<void, SourceError> => {
    if (this.reading === undefined) return warnOfTable(this.table, this.origin.warn)
    return this.reading.records.length === 0 ? Effect.void : Effect.asVoid(publish(this.origin, this.reading))
  })

  private decide(rows: ReadonlyArray<Row>): ReadonlyArray<ResearchRecord> {
    const columns = talkColumns(rows.slice(0, lookAhead))
    this.mode = columns === undefined ? { kind: "table" } : { kind: "talk", columns, rows: [] }
    return this.feed(rows)
  }

  private placed(rows: ReadonlyArray<Row>): ReadonlyArray<PlacedRow> {
    return rows.map((cells) => ({ cells, place: `${this.place.placePrefix}row ${++this.seen}` }))
  }

  private counted(records: ReadonlyArray<ResearchRecord>): ReadonlyArray<ResearchRecord> {
    this.count += records.length
    return records
  }
}
