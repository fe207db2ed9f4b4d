/**
 * What would be replaced, by word, for somebody to check before anything is: guesses first.
 */
import { type Grade, grades } from "./Grade.ts"
import type { RecordFinding } from "./Scan.ts"

/** A word or number that would be replaced. */
export interface Entry {
  /** As it was first met. */
  readonly words: string
  readonly type: string
  readonly grade: Grade
  /** How often it was found. */
  readonly count: number
  /** Where it was first met. */
  readonly place: string
  /** The words around it there, on one line. */
  readonly context: string
}

/** Collects findings. */
export interface Review {
  readonly add: (finding: RecordFinding, place: string) => void
  /** What to check first comes first: by grade, and the most frequent of a grade before the others. */
  readonly entries: () => ReadonlyArray<Entry>
  /** How many findings are of words beyond those that are kept. */
  readonly beyond: () => number
}

// More than anybody reads, and a bound on memory.
const mostEntries = 50_000

const around = 40

const contextOf = ({ end, start, text }: RecordFinding): string => {
  const from = Math.max(0, start - around)
  const to = Math.min(text.length, end + around)
  const cut = text
    .slice(from, to)
    .replace(/\p{Cs}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
  return `${from > 0 ? "…" : ""}${cut.trim()}${to < text.length ? "…" : ""}`
}

const rank = (grade: Grade): number => grades.indexOf(grade)

/**
 * A review without findings.
 *
 * @example
 * ```ts
 * import { Review, Scan } from "effect-persona/privacy"
 *
 * const record = {
 *   id: "survey.csv#1",
 *   source: { file: "survey.csv", place: "row 2" },
 *   kind: "row",
 *   fields: [{ name: "Comment", text: "Write to maya@example.org" }]
 * } as const
 *
 * const review = Review.make()
 * for (const finding of Scan.ofRecords().scan([record]).flat()) review.add(finding, record.source.place)
 * review.entries().map(({ words, grade }) => `${words}: ${grade}`) // => ["maya@example.org: exact"]
 * ```
 */
export const make = (): Review => {
  const entries = new Map<string, { -readonly [K in keyof Entry]: Entry[K] }>()
  let beyond = 0
  const add = (finding: RecordFinding, place: string): void => {
    const { end, grade, start, text, type } = finding
    const words = text.slice(start, end).replace(/\s+/gu, " ")
    const key = `${type} ${words.toLowerCase()}`
    const known = entries.get(key)
    if (known !== undefined) {
      known.count++
      // What is told in one place needs no check because it is guessed in another.
      if (known.grade === "elsewhere" || (grade !== "elsewhere" && rank(grade) > rank(known.grade))) known.grade = grade
    } else if (entries.size < mostEntries)
      entries.set(key, { words, type, grade, count: 1, place, context: contextOf(finding) })
    else beyond++
  }
  return {
    add,
    beyond: () => beyond,
    entries: () =>
      [...entries.values()].toSorted(
        (a, b) => rank(a.grade) - rank(b.grade) || b.count - a.count || (a.words < b.words ? -1 : 1)
      )
  }
}
