/**
 * What is in a file, whatever its format: tables of cells, or lines of a document with tables among them.
 */
import type { TableColumn as Column } from "../../domain/TableColumns.ts"
import type { SourceWarning } from "../SourceWarning.ts"

export type { Column }

/** The cells of a row, as text; an empty text where a cell is empty. */
export type Row = ReadonlyArray<string>

/** A table. */
export interface Sheet {
  /** What people see it called; nothing where a file holds one table only. */
  readonly name?: string
  /** Whether the program does not show it. */
  readonly hidden: boolean
  /** The columns where the format knows them. Then the rows are answers only, and have no header. */
  readonly columns?: ReadonlyArray<Column>
  /** The rows in chunks. Can be run once. */
  readonly rows: AsyncIterable<ReadonlyArray<Row>>
}

/** A paragraph. Line breaks in it are `\n`. */
export interface Line {
  readonly kind: "line"
  readonly text: string
  /** For a person, such as `paragraph 4`. */
  readonly place: string
  readonly heading?: boolean
}

/** A table in a document. */
export interface TableBlock {
  readonly kind: "table"
  readonly rows: ReadonlyArray<Row>
  /** For a person, such as `table 1`. */
  readonly place: string
}

/** A part of a document. */
export type Block = Line | TableBlock

/** Something that a person should know about how the file was read, without the file's name. */
export interface Note {
  readonly kind: SourceWarning["kind"]
  readonly what: string
}

/** What is in a workbook or a statistics file. */
export interface Tables {
  readonly kind: "tables"
  readonly sheets: ReadonlyArray<Sheet>
  readonly notes: ReadonlyArray<Note>
}

/** What is in a document. */
export interface Document {
  readonly kind: "document"
  readonly blocks: ReadonlyArray<Block>
  readonly notes: ReadonlyArray<Note>
}

/** What is in a file. */
export type Content = Tables | Document

/** Rows that are in memory already, as a sheet hands them out. */
export async function* inMemory(rows: Iterable<Row>): AsyncGenerator<ReadonlyArray<Row>> {
  let chunk: Array<Row> = []
  for (const row of rows) {
    chunk.push(row)
    if (chunk.length === 500) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
