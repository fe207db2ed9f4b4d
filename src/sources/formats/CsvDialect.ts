/**
 * What separates the cells of a table in text, as its first lines tell.
 */

const QUOTE = '"'

const delimiters = [",", ";", "\t", "|"]

/** A character that no text holds: the delimiter of a table that has only one column, so that commas in it are text. */
const none = "\u001f"

/** By line that is not blank, how many times each delimiter stands outside quotation marks, and whether a blank one follows. */
const countByLine = (head: string): ReadonlyArray<{ readonly counts: ReadonlyArray<number>; blankAfter: boolean }> => {
  const lines: Array<{ counts: Array<number>; blankAfter: boolean }> = []
  let counts = delimiters.map(() => 0)
  let quoted = false
  let filled = false
  let cellStart = true
  for (let i = 0; i < head.length && lines.length < 50; i++) {
    const c = head.charAt(i)
    if (c === QUOTE && (quoted || cellStart)) quoted = !quoted
    if ((c === "\n" || c === "\r") && !quoted) {
      const above = lines.at(-1)
      if (filled) lines.push({ counts, blankAfter: false })
      else if (above !== undefined && !(c === "\n" && head.charAt(i - 1) === "\r")) above.blankAfter = true
      counts = delimiters.map(() => 0)
      filled = false
      cellStart = true
      continue
    }
    const index = quoted ? -1 : delimiters.indexOf(c)
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
    // A doubled quotation mark closes and opens again; a mark inside an unquoted cell is part of its text.
    cellStart = index >= 0 || c === QUOTE || (cellStart && c === " ")
    filled = true
  }
  // The last line may be cut off: it counts only where there is no other.
  return lines.length === 0 && filled ? [{ counts, blankAfter: false }] : lines
}

/**
 * The delimiter of a table: of those in its header, the one that most lines have as many times as the header does, and among
 * equals the most frequent. A header below titles is looked for where the first line has none.
 */
export const sniff = (head: string): string => {
  const lines = countByLine(head)
  const first = lines[0]?.counts ?? []
  const from = first.some((count) => count > 0) ? 0 : titleLines(lines)
  const [header, ...rows] = lines.slice(from)
  const scores = delimiters.flatMap((delimiter, i) => {
    const count = header?.counts[i] ?? 0
    if (count === 0) return []
    const alike = rows.filter(({ counts }) => counts[i] === count).length
    return [{ delimiter, share: rows.length === 0 ? 1 : alike / rows.length, count }]
  })
  const [best] = scores.toSorted((a, b) => b.share - a.share || b.count - a.count)
  // Commas in the sentences of a single column are no separators: below titles all lines have to agree.
  return best === undefined || (from > 0 && best.share < 0.9) ? none : best.delimiter
}

/** How many lines of titles stand above the header: none where what follows is not set apart from them, or does not agree. */
const titleLines = (lines: ReturnType<typeof countByLine>): number => {
  for (const i of delimiters.keys()) {
    const counts = lines.map((line) => line.counts[i] ?? 0)
    const usual = mostFrequent(counts.filter((count) => count > 0))
    const header = counts.indexOf(usual)
    if (header < 1 || header > 10 || lines.length - header < 2) continue
    if (usual > 1 || lines.slice(0, header).some(({ blankAfter }) => blankAfter)) return header
  }
  return 0
}

const mostFrequent = (numbers: ReadonlyArray<number>): number => {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? -1
}

/** Excel's own first line, `sep=;`, that names the delimiter. */
const declared = /^\ufeff?sep=([^"\r\n])(?:\r\n?|\n)/i

/** What a table begins with: how many characters of it are no row, and its delimiter. */
export const dialectOf = (head: string): { readonly skipped: number; readonly delimiter: string } => {
  const found = declared.exec(head)
  const mark = head.startsWith("\ufeff") ? 1 : 0
  return found === null
    ? { skipped: mark, delimiter: sniff(head.slice(mark)) }
    : { skipped: found[0].length, delimiter: found[1] ?? "," }
}
