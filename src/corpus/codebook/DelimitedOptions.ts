/**
 * Options joined in one cell: what joins them, and which they are. The options are learnt over all cells, so that one that holds
 * the separator itself, such as `HPC resource manager (SLURM, PBS)` or `I know how, but I would not`, stays whole.
 */
import type { AnswerCount } from "./ColumnAnswers.ts"

/** Options joined in a cell. */
export interface Delimited {
  readonly separator: string
  /** Those that several people chose, most frequent first. */
  readonly options: ReadonlyArray<string>
  readonly confidence: number
}

interface Candidate {
  readonly separator: Separator
  /** The share of joined cells and of known parts that is needed. A comma stands in sentences too. */
  readonly joined: number
  readonly known: number
}

/** What joins options. A comma with a space is written by people and tools, one without by tools only. */
const separators = [";", "|", "\n", ",", ", ", " "] as const
type Separator = (typeof separators)[number]

const candidates: ReadonlyArray<Candidate> = [
  { separator: ";", joined: 0.03, known: 0.5 },
  { separator: "|", joined: 0.03, known: 0.5 },
  { separator: "\n", joined: 0.1, known: 0.6 },
  { separator: ",", joined: 0.03, known: 0.6 },
  { separator: ", ", joined: 0.08, known: 0.6 },
  { separator: " ", joined: 0.1, known: 1 }
]

const mostOptions = 80
const longestOption = 120

/**
 * What joins the options in these cells; nothing where each holds one answer.
 *
 * @param isAsked whether the question says that several may be chosen
 */
export const learn = (cells: ReadonlyArray<AnswerCount>, isAsked: boolean): Delimited | undefined => {
  const answered = cells.reduce((sum, { count }) => sum + count, 0)
  const areNames = cells.slice(0, 20).every(({ answer }) => /^[a-z\d_-]+(?: [a-z\d_-]+)*$/.test(answer))
  for (const candidate of candidates) {
    if (candidate.separator === " " && !areNames) continue
    const found = learnWith(cells, answered, isAsked ? { ...candidate, joined: 0 } : candidate)
    if (found !== undefined) return found
  }
  return undefined
}

const learnWith = (
  cells: ReadonlyArray<AnswerCount>,
  answered: number,
  { joined, known, separator }: Candidate
): Delimited | undefined => {
  const parted = cells.map(({ answer, count }) => ({ parts: split(answer, separator), count }))
  const several = parted.filter(({ parts }) => parts.length > 1)
  const people = (some: ReadonlyArray<{ readonly count: number }>) => some.reduce((sum, { count }) => sum + count, 0)
  if (people(several) < Math.max(joined === 0 ? 1 : 2, joined * answered)) return undefined
  const whole =
    separator === ", " ? parted.map(({ count, parts }) => ({ count, parts: together(parts, pairs(parted)) })) : parted
  const counts = new Map<string, number>()
  for (const { count, parts } of whole)
    for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + count)
  const fewest = answered >= 100 ? 3 : 2
  const options = [...counts].filter(([part, count]) => count >= fewest && part.length <= longestOption)
  const total = [...counts.values()].reduce((a, b) => a + b, 0)
  const inOptions = options.reduce((sum, [, count]) => sum + count, 0)
  if (options.length < 2 || options.length > mostOptions || inOptions < known * total) return undefined
  const names = new Set(options.map(([part]) => part))
  // Options recombine: cells join several that others chose too, in more ways than there are options.
  const joint = whole.filter(({ parts }) => parts.filter((part) => names.has(part)).length > 1)
  if (people(joint) < Math.max(joined === 0 ? 1 : 2, joined * answered * 0.5)) return undefined
  // Names of options joined by spaces each stand alone somewhere, in the same letters; words of an answer do not.
  if (separator === " " && (options.length < counts.size || !options.every(([part]) => isName(part, parted))))
    return undefined
  const isSmall = options.length <= 12 || people(whole.filter(({ parts }) => parts.length > 2)) >= 0.15 * people(joint)
  if (separator === ", " && joined > 0 && (!isSmall || joint.length < Math.min(3, people(joint)))) return undefined
  return {
    separator,
    options: options.toSorted((a, b) => b[1] - a[1]).map(([part]) => part),
    confidence: separator.startsWith(",") ? 0.75 : 0.9
  }
}

const isName = (part: string, cells: ReadonlyArray<Parted>): boolean =>
  /^[a-z\d][a-z\d_-]*$/.test(part) && cells.some(({ parts }) => parts.length === 1 && parts[0] === part)

interface Parted {
  readonly parts: ReadonlyArray<string>
  readonly count: number
}

/** Parts that never stand without each other: both ends of an option that holds a comma. */
const pairs = (cells: ReadonlyArray<Parted>): ReadonlySet<string> => {
  const alone = new Map<string, number>()
  const adjacent = new Map<string, number>()
  for (const { count, parts } of cells) {
    for (const [i, part] of parts.entries()) {
      alone.set(part, (alone.get(part) ?? 0) + count)
      const next = parts[i + 1]
      if (next !== undefined) adjacent.set(`${part}\n${next}`, (adjacent.get(`${part}\n${next}`) ?? 0) + count)
    }
  }
  const found = new Set<string>()
  for (const [pair, count] of adjacent) {
    const [before = "", after = ""] = pair.split("\n")
    const isEnd = count === alone.get(after) && (count === alone.get(before) || /^\p{Ll}/u.test(after))
    if (isEnd && (count >= 3 || /^\p{Ll}/u.test(after))) found.add(pair)
  }
  return found
}

const together = (parts: ReadonlyArray<string>, joined: ReadonlySet<string>): ReadonlyArray<string> => {
  const out: Array<string> = []
  for (const [i, part] of parts.entries()) {
    if (i > 0 && joined.has(`${parts[i - 1] ?? ""}\n${part}`)) out.push(`${out.pop() ?? ""}, ${part}`)
    else out.push(part)
  }
  return out
}

/** The parts of a cell. Nothing is split within parentheses, and no comma between digits of one number. */
const split = (cell: string, separator: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  const mark = separator.trim() || separator
  const isBare = separator === ","
  const lastClosing = cell.lastIndexOf(")")
  let depth = 0
  let start = 0
  for (let at = 0; at < cell.length; at++) {
    const char = cell[at]
    if (char === "(" && at < lastClosing) depth++
    else if (char === ")") depth = Math.max(0, depth - 1)
    else if (depth === 0 && cell.startsWith(mark, at)) {
      const after = cell[at + mark.length] ?? ""
      if (mark === "," && (isBare ? after === " " || isFigure(cell, at) : after !== " ")) continue
      parts.push(cell.slice(start, at))
      start = at + mark.length
    }
  }
  parts.push(cell.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== "")
}

const isFigure = (cell: string, comma: number): boolean =>
  /\d/.test(cell[comma - 1] ?? "") && /^\d{3}(?!\d)/.test(cell.slice(comma + 1))

/** The options in a cell. Of parts that make up a known option together, that option. */
export const splitter = (
  separator: string,
  options: ReadonlyArray<string>
): ((cell: string) => ReadonlyArray<string>) => {
  const longest = new Set(options.filter((option) => split(option, separator).length > 1))
  const glue = separator === ";" ? "; " : separator
  return (cell) => {
    const parts = split(cell, separator)
    if (longest.size === 0) return parts
    const out: Array<string> = []
    for (let at = 0; at < parts.length;) {
      let length = Math.min(parts.length - at, 6)
      while (length > 1 && !longest.has(parts.slice(at, at + length).join(glue))) length--
      out.push(parts.slice(at, at + length).join(glue))
      at += length
    }
    return out
  }
}
