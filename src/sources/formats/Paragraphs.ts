/**
 * The paragraphs and tables of a document, put together from what its elements tell in their order.
 */
import type { Block } from "./Content.ts"
import { tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"

interface OpenTable {
  readonly rows: Array<Array<string>>
  row: Array<string>
  /** The paragraphs of the cell that is open. */
  cell: Array<string> | undefined
}

/** Puts blocks together. Stateful: one for each document. */
export class Paragraphs {
  private readonly emit: (block: Block) => void
  /** A text box stands inside a paragraph, and has paragraphs of its own. */
  private readonly opened: Array<{ text: string; heading: boolean }> = []
  private readonly tables: Array<OpenTable> = []
  private count = 0
  private tableCount = 0
  private length = 0

  constructor(emit: (block: Block) => void) {
    this.emit = emit
  }

  open(heading: boolean): void {
    this.opened.push({ text: "", heading })
  }

  /** Adds words to the paragraph that is open; those outside any are blanks between elements. */
  add(text: string): void {
    const last = this.opened.at(-1)
    if (last === undefined) return
    this.length += text.length
    if (this.length > Limits.maxText) throw tooLarge("its text is longer than 64 MiB. Split it")
    last.text += text
  }

  /** The paragraph that is open is a heading after all. */
  markHeading(): void {
    const last = this.opened.at(-1)
    if (last !== undefined) last.heading = true
  }

  close(): void {
    const paragraph = this.opened.pop()
    if (paragraph === undefined) return
    const text = paragraph.text.trim()
    const cell = this.tables.at(-1)?.cell
    if (cell !== undefined) {
      if (text !== "") cell.push(text)
      return
    }
    const place = `paragraph ${++this.count}`
    this.emit({ kind: "line", text, place, ...(paragraph.heading && { heading: true }) })
  }

  openTable(): void {
    this.tables.push({ rows: [], row: [], cell: undefined })
  }

  openCell(): void {
    const table = this.tables.at(-1)
    if (table !== undefined) table.cell = []
  }

  /** Closes a cell that spans or repeats over so many columns. */
  closeCell(columns = 1): void {
    const table = this.tables.at(-1)
    if (table?.cell === undefined) return
    const text = table.cell.join("\n")
    table.row.push(text, ...Array.from({ length: columns - 1 }, () => ""))
    table.cell = undefined
  }

  closeRow(): void {
    const table = this.tables.at(-1)
    if (table === undefined) return
    if (table.row.some((cell) => cell !== "")) table.rows.push(table.row)
    table.row = []
  }

  closeTable(): void {
    const table = this.tables.pop()
    if (table === undefined || table.rows.length === 0) return
    const around = this.tables.at(-1)?.cell
    // A table in a cell is part of what the cell says.
    if (around !== undefined) around.push(...table.rows.map((row) => row.filter((cell) => cell !== "").join(" ")))
    else this.emit({ kind: "table", rows: table.rows, place: `table ${++this.tableCount}` })
  }
}
