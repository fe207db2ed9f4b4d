/**
 * Tables in PDF documents, which know of none: lines whose cells begin at the same places, and the lines that go on in one of these.
 */
import type { Block } from "./Content.ts"
import type { PdfLine } from "./PdfLines.ts"

const tolerance = 3

/** The places at which the cells of a table begin; nothing where the lines are no table. */
const columnsOf = (lines: ReadonlyArray<PdfLine>): ReadonlyArray<number> | undefined => {
  const parted = lines.filter(({ cells }) => cells.length > 1)
  if (parted.length < 3) return undefined
  const places: Array<{ x: number; count: number }> = []
  for (const { cells } of parted) {
    for (const { x } of cells) {
      const place = places.find((one) => Math.abs(one.x - x) <= tolerance)
      if (place === undefined) places.push({ x, count: 1 })
      else place.count++
    }
  }
  const columns = places
    .filter(({ count }) => count >= Math.max(3, parted.length * 0.4))
    .map(({ x }) => x)
    .toSorted((a, b) => a - b)
  if (columns.length < 2) return undefined
  const fits = lines.filter(({ cells }) =>
    cells.every(({ x }) => columns.some((column) => Math.abs(column - x) <= tolerance))
  )
  return fits.length >= lines.length * 0.7 ? columns : undefined
}

const columnAt = (columns: ReadonlyArray<number>, x: number): number => {
  let found = 0
  for (const [i, column] of columns.entries()) if (x >= column - tolerance) found = i
  return found
}

const rowsOf = (
  lines: ReadonlyArray<PdfLine>,
  columns: ReadonlyArray<number>
): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let below: PdfLine | undefined
  for (const line of lines) {
    const starts = line.cells.some(({ x }) => columnAt(columns, x) === 0) || rows.length === 0
    // Where the first column has words of several lines, a row begins where its other columns begin anew as well.
    const continues =
      starts && line.cells.length === 1 && rows.length > 0 && below !== undefined && !isApart(below, line)
    if (starts && !(continues && (rows.at(-1)?.filter((cell) => cell !== "").length ?? 0) > 1))
      rows.push(columns.map(() => ""))
    const row = rows.at(-1) ?? []
    for (const { text, x } of line.cells) {
      const column = columnAt(columns, x)
      row[column] = [row[column] ?? "", text].filter((part) => part !== "").join(" ")
    }
    below = line
  }
  return rows
}

const isApart = (above: PdfLine, line: PdfLine): boolean =>
  above.page === line.page && above.y - line.y > Math.max(above.height, line.height) * 1.8

/** The lines and tables of a document. */
export const blocksOf = (pages: ReadonlyArray<ReadonlyArray<PdfLine>>): ReadonlyArray<Block> => {
  const lines = pages.flat()
  const columns = columnsOf(lines)
  if (columns !== undefined) {
    return [{ kind: "table", rows: rowsOf(lines, columns), place: "table 1" }]
  }
  const blocks: Array<Block> = []
  let above: PdfLine | undefined
  for (const line of lines) {
    const place = `page ${line.page}`
    // A gap between lines parts paragraphs; it stands in no file, and is made an empty line.
    if (above !== undefined && isApart(above, line)) blocks.push({ kind: "line", text: "", place })
    blocks.push({ kind: "line", text: line.cells.map(({ text }) => text).join(" "), place })
    above = line
  }
  return blocks
}
