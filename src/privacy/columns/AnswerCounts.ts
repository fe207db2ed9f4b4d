/**
 * The different answers of a column and how often each was given, in bounded memory whatever the column holds.
 */
import { longestCell } from "./Cell.ts"

/** The answers of a column, counted. */
export interface Answers {
  /** Cells that were not empty. */
  total: number
  /** Cells as they are written, each once; no more than `mostKept`. */
  readonly cells: Set<string>
  /** The parts of cells, folded: a cell may name several choices. */
  readonly parts: Map<string, number>
  /** How many parts there were. */
  given: number
  /** Whether there were too many different ones to be a list of choices. */
  open: boolean
}

const mostKept = 2000
/** More different answers than this are no list that somebody chose from. */
const mostChoices = 60
// Beyond this many different parts nobody chose from a list, save for the rare "Other: …".
const mostParts = 1000

/** No answers. */
export const make = (): Answers => ({ total: 0, cells: new Set(), parts: new Map(), given: 0, open: false })

const fold = (answer: string): string => answer.trim().replace(/\s+/g, " ").toLowerCase()

/** The choices that a cell names: one, or several with a semicolon, a bar, a comma or a line end between them. */
export const partsOf = (cell: string): ReadonlyArray<string> =>
  cell.split(/\s*[;|\n]\s*|,\s+/).flatMap((part) => (part.trim() === "" ? [] : [fold(part)]))

/** Counts a cell, in place. */
export const add = (answers: Answers, cell: string): void => {
  answers.total++
  if (answers.cells.size < mostKept) answers.cells.add(cell)
  if (answers.open) return
  if (cell.length > longestCell * 2) {
    answers.given++
    return
  }
  for (const part of partsOf(cell)) {
    answers.given++
    answers.parts.set(part, (answers.parts.get(part) ?? 0) + 1)
  }
  if (answers.parts.size > mostParts) {
    answers.open = true
    answers.parts.clear()
  }
}

/** The different cells. */
export const distinct = (answers: Answers): ReadonlyArray<string> => [...answers.cells]

/**
 * The answers that many gave, where they make up most of the column; else none. What one or two gave is no choice, though the column
 * may be one of choices: it may be somebody's "Other: …".
 */
export const choices = ({ given, open, parts, total }: Answers): ReadonlySet<string> => {
  if (open || total < 10) return new Set()
  const often = [...parts].filter(([, count]) => count >= 3 && count >= given * 0.005)
  const covered = often.reduce((sum, [, count]) => sum + count, 0)
  return often.length <= mostChoices && covered >= given * 0.8 ? new Set(often.map(([part]) => part)) : new Set()
}

/** The answers that at least three gave, whatever else the column holds: nobody's own. */
export const often = ({ parts }: Answers): ReadonlySet<string> =>
  new Set([...parts].flatMap(([part, count]) => (count >= 3 ? [part] : [])))
