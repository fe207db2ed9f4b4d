/**
 * What is on pages and belongs to no text: headers and footers, page numbers, notes at the foot.
 */
import type { PdfLine, PdfPage } from "./PdfLines.ts"

/** A line with signs for numbers: on another page only the number of the page differs. */
const pattern = (line: PdfLine): string =>
  line.cells
    .map(({ text }) => text)
    .join(" ")
    .replace(/\d+/g, "#")
    .trim()

const isPageNumber = (text: string): boolean => /^\W*(?:\p{L}{1,9}\.? )?#(?: ?(?:\p{L}{1,6}|\/) ?#)?\W*$/u.test(text)

/** How far from the edge of the paper headers and footers stand at most, as a share of its height. */
const margin = 0.065

const isAlone = (line: PdfLine, others: ReadonlyArray<PdfLine>): boolean =>
  others.every((other) => other === line || Math.abs(other.y - line.y) > Math.max(other.height, line.height) * 1.8)

/** Whether a line stands in the margin of the paper, apart from all others. */
const isInMargin = (line: PdfLine, { height, lines }: PdfPage): boolean =>
  lines.length > 5 && (line.y < height * margin || line.y > height * (1 - margin)) && isAlone(line, lines)

/** The lines at the head and the foot of each page. */
const edgesOf = ({ lines }: PdfPage): ReadonlySet<PdfLine> => {
  const byHeight = lines.toSorted((a, b) => b.y - a.y)
  return new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)])
}

/** The lines without notes at the foot: from a line that begins with a mark in the text, or in print smaller than all above. */
const withoutNotes = (lines: ReadonlyArray<PdfLine>, { marks }: PdfPage, usual: number): ReadonlyArray<PdfLine> => {
  const isNote = (line: PdfLine): boolean => {
    const [, mark, rest] =
      /^([\d*\u2020\u2021]{1,3})[.)]?(?:\s+|(?=\p{L}))(.*)$/u.exec(line.cells.map(({ text }) => text).join(" ")) ?? []
    return mark !== undefined && rest !== "" && marks.has(mark)
  }
  const lowest = lines.reduce(
    (low, { height, y }) => (height > usual * 0.93 ? Math.min(low, y) : low),
    Number.POSITIVE_INFINITY
  )
  const note = lines.filter(isNote).toSorted((a, b) => b.y - a.y)[0]
  if (note === undefined) return lines.filter(({ height, y }) => height > usual * 0.93 || y > lowest)
  // Below a note, in its column, there are only notes; a numbered line in the text has more below it.
  const below = new Set(
    lines.filter((line) => line.y <= note.y && startOf(line) < note.right && line.right > startOf(note))
  )
  return lines.filter(
    (line) =>
      !(below.size <= Math.max(3, lines.length / 3) && below.has(line)) &&
      (line.height > usual * 0.93 || line.y > lowest)
  )
}

const startOf = ({ cells }: PdfLine): number => cells[0]?.x ?? 0

/** The lines of each page that belong to the text. */
export const withoutFurniture = (pages: ReadonlyArray<PdfPage>): ReadonlyArray<ReadonlyArray<PdfLine>> => {
  const edges = pages.map(edgesOf)
  const seen = new Map<string, number>()
  for (const edge of edges) {
    for (const text of new Set([...edge].map(pattern))) seen.set(text, (seen.get(text) ?? 0) + 1)
  }
  const often = Math.max(2, Math.ceil(pages.length / 2))
  const heights = pages.flatMap(({ lines }) => lines.map(({ height }) => height)).toSorted((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)] ?? 0
  return pages.map((page, i) => {
    const lines = page.lines.filter((line) => {
      if (edges[i]?.has(line) !== true) return true
      const text = pattern(line)
      return (seen.get(text) ?? 0) < often && !isPageNumber(text) && !isInMargin(line, page)
    })
    return withoutNotes(lines, page, usual)
  })
}
