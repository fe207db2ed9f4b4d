/**
 * What pages and tools add to a text that nobody said: line numbers, page numbers, running heads.
 */

const pageWord = String.raw`(?:page|seite|pagina|p\u00e1gina|p\u00e1g\.?|side|sida|strana|strona|str\.|p\.|s\.|\u0441\u0442\u0440(?:\.|\u0430\u043d\u0438\u0446\u0430))`
const decorated = new RegExp(
  String.raw`^\s*(?:[-\u2013\u2014|~[(]\s*\d{1,4}\s*[-\u2013\u2014|~\])]|(?:[-\u2013\u2014|~[(]\s*)?${pageWord}\s*\d{1,4}(?:\s*(?:/|of|von|de|di|van|av|z|ze|\u0438\u0437|sur)\s*\d{1,4})?(?:\s*[-\u2013\u2014|~\])])?|\d{1,4}\s*(?:of|/)\s*\d{1,4}|\u7b2c\s*\d{1,4}\s*[\u9875\u9801])\s*$`,
  "i"
)
const isNumber = (line: string): boolean => /^\s*\d{1,4}\s*$/.test(line)
const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ""

/** Where page numbers stand: decorated ones, and bare ones that count up by one and stand apart. */
const pageNumbers = (lines: ReadonlyArray<string>): ReadonlyArray<number> => {
  const found: Array<number> = []
  const bare: Array<number> = []
  for (const [i, line] of lines.entries()) {
    if (line.length > 60) continue
    if (decorated.test(line)) found.push(i)
    else if (isNumber(line) && isBlank(lines[i - 1]) && isBlank(lines[i + 1])) bare.push(i)
  }
  const counts = bare.every((at, k) => k === 0 || Number(lines[at]) === Number(lines[bare[k - 1] ?? 0]) + 1)
  return bare.length > 1 && counts ? [...found, ...bare] : found
}

const withoutDigits = (line: string): string => line.trim().replace(/\d+/g, "#").replace(/\s+/g, " ")

/** The lines with words next to a place, up to two on each side. */
const neighbours = (lines: ReadonlyArray<string>, at: number): ReadonlyArray<number> => {
  const near: Array<number> = []
  for (const step of [-1, 1]) {
    let found = 0
    for (let i = at + step; i >= 0 && i < lines.length && found < 2 && Math.abs(i - at) < 8; i += step) {
      if (isBlank(lines[i])) continue
      near.push(i)
      found++
    }
  }
  return near
}

/** The lines of heads and feet that come back at the edges of pages. */
const runningHeads = (lines: ReadonlyArray<string>, edges: ReadonlyArray<number>): ReadonlySet<number> => {
  const byText = new Map<string, Set<number>>()
  for (const edge of edges) {
    for (const i of neighbours(lines, edge)) {
      const text = withoutDigits(lines[i] ?? "")
      if (text.length > 100 || text.length < 3) continue
      const places = byText.get(text) ?? new Set()
      byText.set(text, places.add(i))
    }
  }
  const heads = new Set<number>()
  for (const places of byText.values())
    if (places.size > 1 && places.size * 2 >= edges.length) for (const i of places) heads.add(i)
  return heads
}

/** Lines with the numbers off that are printed before each of them, or before each fifth. */
const withoutLineNumbers = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const numbered = lines.map((line) =>
    isBlank(line) ? undefined : /^\s{0,8}(\d{1,5})(?:[.):|]|(?=\s|$))\s*(.*)$/su.exec(line)
  )
  const filled = lines.filter((line) => !isBlank(line)).length
  let previous: number | undefined
  let steps = 0
  let fives = 0
  let count = 0
  for (const found of numbered) {
    if (!found) continue
    const number = Number(found[1])
    count++
    if (previous !== undefined && (number === previous + 1 || number === 1)) steps++
    if (previous !== undefined && number === previous + 5) fives++
    previous = number
  }
  const all = filled >= 5 && count >= filled * 0.8 && steps >= (count - 1) * 0.9
  const fifths = !all && fives >= 3 && fives >= (count - 1) * 0.9 && filled >= count * 3
  if (!all && !fifths) return lines
  return lines.map((line, i) => numbered[i]?.[2] ?? line)
}

// Marks of direction and of byte order, which no label begins with.
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Lines without the marks of a quotation, where most of the text is one. */
const unquoted = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const filled = lines.filter((line) => !isBlank(line))
  const quoted = filled.filter((line) => /^\s*>(?!>)/.test(line)).length
  return quoted < 3 || quoted < filled.length * 0.8 ? lines : lines.map((line) => line.replace(/^\s*> ?/, ""))
}

/** What a text is once the furniture of its pages is out: the same number of lines, `undefined` where one was furniture. */
export const withoutFurniture = (given: ReadonlyArray<string>): ReadonlyArray<string | undefined> => {
  const lines = withoutLineNumbers(unquoted(given.map((line) => line.replace(invisible, ""))))
  const breaks = lines.flatMap((line, i) => (line.includes("\f") ? [i] : []))
  const numbers = pageNumbers(lines)
  const edges = [...numbers, ...breaks]
  const gone = new Set([...numbers, ...(edges.length > 1 ? runningHeads(lines, edges) : [])])
  // The blank lines around a page's edge are no paragraph's end either.
  for (const at of [...gone, ...breaks]) {
    for (const step of [-1, 1])
      for (let i = at + step; i >= 0 && i < lines.length && isBlank(lines[i]) && !gone.has(i); i += step) gone.add(i)
  }
  return lines.map((line, i) => (gone.has(i) ? undefined : line.replaceAll("\f", "")))
}
