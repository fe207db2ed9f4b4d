/**
 * The different answers of a column and how often each was given, in bounded memory whatever the column holds.
 */
import { longestCell } from "./Cell.ts"

/** How often each answer of a column was given, as it is written. */
export type Answers = Map<string, number>

/** No answers. */
export const make = (): Answers => new Map()

/** Counts a cell, in place. */
export const add = (answers: Answers, cell: string): void => {
  answers.set(cell, (answers.get(cell) ?? 0) + 1)
}

/** What the answers of a column tell. */
export interface Tally {
  /** The different cells, up to a bound. */
  readonly cells: ReadonlyArray<string>
  /**
   * The answers that many gave, where they make up most of the column; else none. What one or two gave is no choice, though the
   * column may be one of choices: it may be somebody's "Other: …".
   */
  readonly choices: ReadonlySet<string>
  /** The answers that at least three gave, whatever else the column holds: nobody's own. */
  readonly often: ReadonlySet<string>
}

const mostKept = 2000
/** More different answers than this are no list that somebody chose from. */
const mostChoices = 60
// Beyond this many different parts nobody chose from a list, save for the rare "Other: …".
const mostParts = 1000
const fewestGiven = 10
const several = 3

const fold = (answer: string): string => answer.trim().replace(/\s+/g, " ").toLowerCase()

/** The choices that a cell names: one, or several with a semicolon, a bar, a comma or a line end between them. */
export const partsOf = (cell: string): ReadonlyArray<string> =>
  cell.split(/\s*[;|\n]\s*|,\s+/).flatMap((part) => (part.trim() === "" ? [] : [fold(part)]))

/** Sums the answers of a column up. A cell may name several choices. */
export const tally = (answers: Answers): Tally => {
  const cells = [...answers.keys()].slice(0, mostKept)
  const parts = new Map<string, number>()
  let given = 0
  let total = 0
  for (const [cell, count] of answers) {
    total += count
    if (cell.length > longestCell * 2) {
      given += count
      continue
    }
    for (const part of partsOf(cell)) {
      given += count
      parts.set(part, (parts.get(part) ?? 0) + count)
    }
    if (parts.size > mostParts) return { cells, choices: new Set(), often: new Set() }
  }
  const often = [...parts].filter(([, count]) => count >= several)
  const chosen = often.filter(([, count]) => count >= given * 0.005)
  const covered = chosen.reduce((sum, [, count]) => sum + count, 0)
  const closed = total >= fewestGiven && chosen.length <= mostChoices && covered >= given * 0.8
  return {
    cells,
    choices: new Set(closed ? chosen.map(([part]) => part) : []),
    often: new Set(often.map(([part]) => part))
  }
}
