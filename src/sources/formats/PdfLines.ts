/**
 * The pieces of text on a page put together to lines. A wide gap parts a line into cells.
 */

/** A piece of text and where it stands, from the lower left corner of the page. */
export interface PdfItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What stands together in a line. */
export interface PdfCell {
  readonly text: string
  readonly x: number
}

/** A line. */
export interface PdfLine {
  readonly cells: ReadonlyArray<PdfCell>
  readonly page: number
  readonly y: number
  readonly height: number
  /** Where the line ends. */
  readonly right: number
}

interface Open {
  readonly cells: Array<{ text: string; x: number }>
  y: number
  height: number
  right: number
}

/** Small print above the line, as marks of footnotes are. */
const isMark = (item: PdfItem, line: Open): boolean =>
  item.height > 0 &&
  item.height < line.height * 0.75 &&
  item.y > line.y + 0.5 &&
  /^[\d*\u2020\u2021,\s]{1,5}$/.test(item.text)

/** A page. */
export interface PdfPage {
  /** In the order in which they are written. */
  readonly lines: ReadonlyArray<PdfLine>
  readonly height: number
  /** The marks of footnotes, which are left out of the lines. */
  readonly marks: ReadonlySet<string>
}

/** The lines of a page. */
export const pageOf = (items: ReadonlyArray<PdfItem>, page: number, height: number): PdfPage => {
  const lines: Array<PdfLine> = []
  const marks = new Set<string>()
  let line: Open | undefined
  const close = () => {
    const cells = (line?.cells ?? []).flatMap(({ text, x }) => {
      const trimmed = text.replace(/\s+/g, " ").replaceAll("\u00ad", "").trim()
      return trimmed === "" ? [] : [{ text: trimmed, x }]
    })
    if (line !== undefined && cells.length > 0)
      lines.push({ cells, page, y: line.y, height: line.height, right: line.right })
    line = undefined
  }
  for (const item of items) {
    if (item.text === "") continue
    if (line !== undefined && isMark(item, line)) {
      marks.add(item.text.trim())
      continue
    }
    const same =
      line !== undefined &&
      Math.abs(item.y - line.y) < Math.max(item.height, line.height, 1) * 0.5 &&
      item.x > (line.cells.at(-1)?.x ?? 0) - 1
    if (line === undefined || !same) {
      close()
      if (item.text.trim() === "") continue
      line = { cells: [{ text: item.text, x: item.x }], y: item.y, height: item.height, right: item.x + item.width }
      continue
    }
    const size = Math.max(line.height, item.height, 1)
    const gap = item.x - line.right
    const isGap = item.text.trim() === "" && item.width > size * 1.5
    const last = line.cells.at(-1)
    if (isGap || gap > size * 1.5) line.cells.push({ text: isGap ? "" : item.text, x: item.x })
    else if (last !== undefined) {
      if (last.text === "" && item.text.trim() !== "") last.x = item.x
      last.text += (gap > size * 0.15 && !/\s$/.test(last.text) && !/^\s/.test(item.text) ? " " : "") + item.text
    }
    line.height = Math.max(line.height, item.height)
    line.right = Math.max(line.right, item.x + item.width)
  }
  close()
  return { lines, height, marks }
}
