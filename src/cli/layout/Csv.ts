/**
 * Tables in text. Every cell keeps its quotation marks, and the table its delimiter, line ends and blank lines.
 */
import { sniff } from "../../sources/Delimited.ts"
import { headerOf } from "../../sources/TableHeader.ts"
import { type Cell, type Layout, plain } from "./Layout.ts"

/** Excel's own first line, `sep=;`, that names the delimiter. */
const declared = /^\ufeff?sep=([^"\r\n])(?:\r\n?|\n)/i

/** The layout of a table. */
export const read = (text: string): Layout => {
  const own = declared.exec(text)
  const from = own?.[0].length ?? (text.startsWith("\ufeff") ? 1 : 0)
  const delimiter = own?.[1] ?? sniff(text.slice(from, from + 65536))
  const rows = rowsOf(text, from, delimiter)
  const first = rows.findIndex((row) => row.some(({ value }) => value.trim() !== ""))
  if (first < 0) return { kind: "row", people: [], headings: [], labels: [] }
  const columns = headerOf(rows.slice(first, first + 4).map((row) => row.map(({ value }) => value)))
  const body = first + columns.headerRows
  return {
    kind: "row",
    headings: rows.slice(0, body).flatMap((row) => row.filter(({ value }) => value.trim() !== "")),
    labels: [],
    people: rows.slice(body).map((row, i) => ({
      place: `row ${i + 1}`,
      answers: row.flatMap((cell, column) => {
        if (cell.value.trim() === "") return []
        const question = columns.questions[column]
        const name = columns.names[column] ?? `column ${column + 1}`
        return [{ ...cell, name, ...(question !== undefined && { question }) }]
      })
    }))
  }
}

const rowsOf = (text: string, from: number, delimiter: string): ReadonlyArray<ReadonlyArray<Cell>> => {
  const rows: Array<Array<Cell>> = [[]]
  let at = from
  while (at <= text.length) {
    const cell = cellAt(text, at, delimiter)
    rows.at(-1)?.push(cell)
    const mark = text.charAt(cell.end)
    if (cell.end >= text.length) break
    if (mark === delimiter) at = cell.end + 1
    else {
      at = cell.end + (text.startsWith("\r\n", cell.end) ? 2 : 1)
      rows.push([])
    }
  }
  return rows
}

const isEnd = (text: string, at: number, delimiter: string): boolean => {
  const c = text.charAt(at)
  return at >= text.length || c === delimiter || c === "\n" || c === "\r"
}

const cellAt = (text: string, start: number, delimiter: string): Cell => {
  let mark = start
  while (text.charAt(mark) === " ") mark++
  if (text.charAt(mark) === '"') {
    const close = closing(text, mark + 1)
    let end = close + 1
    while (text.charAt(end) === " ") end++
    // Anything else after the closing mark, and it was none: then the whole cell is taken as it is written.
    if (close < text.length && isEnd(text, end, delimiter)) {
      const raw = text.slice(mark + 1, close)
      return {
        start,
        end,
        value: raw.replaceAll('""', '"'),
        encode: (value) => `${text.slice(start, mark + 1)}${value.replaceAll('"', '""')}${text.slice(close, end)}`
      }
    }
  }
  let end = start
  while (!isEnd(text, end, delimiter)) end++
  // A cell that begins with a mark that closes nothing is written as it was; no other may come to begin with one.
  const strayMark = /^ *"/.test(text.slice(start, end))
  const needsMarks = (value: string) =>
    value.includes(delimiter) || /[\r\n]/.test(value) || (!strayMark && /^ *"/.test(value))
  return {
    ...plain(text, start, end),
    encode: (value) => (needsMarks(value) ? `"${value.replaceAll('"', '""')}"` : value)
  }
}

/** The place of the mark that closes a cell, or the end of the text. */
const closing = (text: string, from: number): number => {
  let at = text.indexOf('"', from)
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2)
  return at === -1 ? text.length : at
}
