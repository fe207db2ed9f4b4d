/**
 * Tables in text: the one place that knows where cells begin and end. Records are read from it, and files rewritten.
 *
 * Programs write quotation marks that RFC 4180 forbids. A mark that closes nothing is part of the text: the cell is closed by the
 * next mark on its line that a separator follows, or, where there is none, was never quoted.
 */

/** A cell, and where it stands in the text of its row. */
export interface CsvCell {
  readonly value: string
  readonly start: number
  readonly end: number
  /** Where the text between its marks begins and ends; nothing where it has none. */
  readonly inner: readonly [start: number, end: number] | undefined
}

/** A row. */
export interface CsvRow {
  /** As it is written, its line end included. */
  readonly text: string
  readonly cells: ReadonlyArray<CsvCell>
  /** The line it begins on, from 1. */
  readonly line: number
}

/** A table whose quotation marks cannot be made sense of. */
export class CsvFault extends Error {
  readonly line: number
  readonly column: number
  readonly tooLong: boolean
  /** The rows before it that were read in the same go. */
  readonly rows: ReadonlyArray<CsvRow>

  constructor(line: number, column: number, tooLong: boolean, rows: ReadonlyArray<CsvRow> = []) {
    super("The table cannot be read.")
    this.rows = rows
    this.line = line
    this.column = column
    this.tooLong = tooLong
  }
}

// A row this long is a quotation mark that was never closed, and memory must not fill up on it.
const maxRowLength = 16 * 1024 * 1024

const QUOTE = '"'
const LF = 10
const CR = 13
const SPACE = 32

/** What is left of a row cannot be told before more of the text is there. */
const unknown = Symbol("unknown")

const skipSpaces = (text: string, from: number): number => {
  let at = from
  while (text.charCodeAt(at) === SPACE) at++
  return at
}

/** Reads rows from a text that comes in parts. Stateful: one for each table. */
export class CsvScanner {
  private readonly delimiter: number
  private held = ""
  private waiting: Array<string> = []
  private waitingLength = 0
  private line = 1
  /** The line of the first mark that was read as part of a text. */
  stray: number | undefined
  private strayHere = false
  private text = ""
  private last = false
  private column = 1

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0)
  }

  /** The rows that another part completes; with the last part, all that are left. Throws a `CsvFault`. */
  feed(part: string, last: boolean): Array<CsvRow> {
    this.waiting.push(part)
    this.waitingLength += part.length
    // A row that goes on for long is looked at again only when there is twice as much of it.
    const isShort = this.held.length + this.waitingLength <= maxRowLength
    if (!last && isShort && this.waitingLength < this.held.length) return []
    this.text = this.held + this.waiting.join("")
    this.last = last
    this.waiting = []
    this.waitingLength = 0
    const rows: Array<CsvRow> = []
    let at = 0
    while (at < this.text.length) {
      const row = this.rowOrFault(at, rows)
      if (row === unknown) break
      rows.push(row)
      at += row.text.length
    }
    this.held = this.text.slice(at)
    this.text = ""
    if (this.held.length > maxRowLength) throw new CsvFault(this.line, this.column, true, rows)
    return rows
  }

  private rowOrFault(at: number, rows: ReadonlyArray<CsvRow>): CsvRow | typeof unknown {
    try {
      return this.row(at)
    } catch (error) {
      if (!(error instanceof CsvFault)) throw error
      throw new CsvFault(error.line, error.column, error.tooLong, rows)
    }
  }

  private isEnd(at: number): boolean {
    const c = this.text.charCodeAt(at)
    return c === this.delimiter || c === LF || c === CR
  }

  private row(start: number): CsvRow | typeof unknown {
    const { text } = this
    const cells: Array<CsvCell> = []
    this.strayHere = false
    let at = start
    for (;;) {
      this.column = cells.length + 1
      const cell = this.cell(at, start)
      if (cell === unknown) return unknown
      cells.push(cell)
      at = start + cell.end
      if (at >= text.length) {
        if (!this.last) return unknown
        break
      }
      if (text.charCodeAt(at) === this.delimiter) {
        at++
        continue
      }
      // Whether a line feed follows the carriage return.
      if (text.charCodeAt(at) === CR && at + 1 === text.length && !this.last) return unknown
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1
      break
    }
    const row = { text: text.slice(start, at), cells, line: this.line }
    if (this.strayHere) this.stray ??= this.line
    this.line += breaksIn(row.text)
    return row
  }

  private plain(at: number, start: number): CsvCell | typeof unknown {
    let end = at
    while (end < this.text.length && !this.isEnd(end)) end++
    if (end === this.text.length && !this.last) return unknown
    const value = this.text.slice(at, end)
    if (value.includes(QUOTE)) this.strayHere = true
    return { value, start: at - start, end: end - start, inner: undefined }
  }

  private quoted(open: number, close: number, end: number, at: number, start: number): CsvCell {
    const raw = this.text.slice(open + 1, close)
    return {
      value: raw.includes(QUOTE) ? raw.replaceAll('""', QUOTE) : raw,
      start: at - start,
      end: end - start,
      inner: [open + 1 - start, close - start]
    }
  }

  private cell(at: number, start: number): CsvCell | typeof unknown {
    const { text } = this
    const open = skipSpaces(text, at)
    if (text.charAt(open) !== QUOTE) return this.plain(at, start)
    let mark = text.indexOf(QUOTE, open + 1)
    for (; mark !== -1 && text.charAt(mark + 1) === QUOTE;) mark = text.indexOf(QUOTE, mark + 2)
    if (mark === -1) return this.last ? this.unclosed(at, start) : unknown
    const end = skipSpaces(text, mark + 1)
    if (end === text.length && !this.last) return unknown
    if (end === text.length || this.isEnd(end)) return this.quoted(open, mark, end, at, start)
    // The mark closes nothing. What does stands on the same line.
    let lineEnd = mark
    while (lineEnd < text.length && text.charCodeAt(lineEnd) !== LF && text.charCodeAt(lineEnd) !== CR) lineEnd++
    if (lineEnd === text.length && !this.last) return unknown
    this.strayHere = true
    for (
      let next = text.indexOf(QUOTE, mark + 1);
      next !== -1 && next < lineEnd;
      next = text.indexOf(QUOTE, next + 1)
    ) {
      const after = skipSpaces(text, next + 1)
      if (after >= lineEnd || this.isEnd(after)) return this.quoted(open, next, Math.min(after, lineEnd), at, start)
    }
    return this.plain(at, start)
  }

  /** A mark that nothing closes: it is part of the text where it stands in the last line, so that no row is lost in it. */
  private unclosed(at: number, start: number): CsvCell | typeof unknown {
    const rest = this.text.slice(at)
    const end = rest.search(/[\r\n]/)
    if (end !== -1 && rest.slice(end).trim() !== "") throw new CsvFault(this.line, this.column, false)
    return this.plain(at, start)
  }
}

const breaksIn = (text: string): number => {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) count++
  }
  return count
}

/** The values of a row. */
export const valuesOf = (row: CsvRow): ReadonlyArray<string> => row.cells.map(({ value }) => value)

/**
 * A row with other values in its cells. Cells that keep theirs are not touched, and the others keep their marks and blanks. What
 * would be read as something else is written in marks.
 *
 * @param values by cell
 */
export const rewritten = (row: CsvRow, values: ReadonlyArray<string>, delimiter: string): string => {
  if (row.cells.every(({ value }, i) => value === values[i])) return row.text
  const written = join(row, values, delimiter, false)
  const back = new CsvScanner(delimiter)
  const read = safely(() => back.feed(written, true))
  const same = read?.length === 1 && read[0]?.cells.length === values.length
  return same && valuesOf(read[0] ?? row).every((value, i) => value === values[i])
    ? written
    : join(row, values, delimiter, true)
}

const safely = <A>(read: () => A): A | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

const join = (row: CsvRow, values: ReadonlyArray<string>, delimiter: string, strict: boolean): string => {
  const parts: Array<string> = []
  let done = 0
  for (const [i, { end, inner, start, value }] of row.cells.entries()) {
    const wanted = values[i] ?? value
    const hasMarks = value.includes(QUOTE)
    if (wanted === value && !(strict && hasMarks)) continue
    parts.push(row.text.slice(done, start))
    const doubled = wanted.replaceAll(QUOTE, QUOTE + QUOTE)
    if (inner !== undefined) parts.push(row.text.slice(start, inner[0]), doubled, row.text.slice(inner[1], end))
    else if (wanted.includes(delimiter) || /[\r\n]/.test(wanted) || (strict && wanted.includes(QUOTE)))
      parts.push(QUOTE, doubled, QUOTE)
    else parts.push(wanted)
    done = end
  }
  parts.push(row.text.slice(done))
  return parts.join("")
}
