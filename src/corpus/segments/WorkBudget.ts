/**
 * How often the costly tests are repeated. It follows from a budget of work, counted in cells × classes × rounds and not in
 * seconds, so that it is the same on every machine.
 */
import * as LatentClasses from "./LatentClasses.ts"

/** What a budget allows. */
export interface Effort {
  /** Respondents the tests are made on. */
  readonly rows: number
  /** Refits, shuffles and halves: so many of each. */
  readonly tries: number
}

/** About two seconds. */
const budget = 1_200_000_000
/** No test is repeated less often. */
const fewestTries = 20
const mostTries = 40
const fewestRows = 400
const mostRows = 4000
/** Ten for a segment, or its overlap with another is chance; no more than so many in all. */
const mostHeld = 1000

/** The work of one refit, one shuffled table with its refit, and halves of both; anchors of a half come on top. */
const workOfTry = (rows: number, items: number, count: number): number => {
  // The kernels take four classes at a time.
  const segments = 4 * Math.ceil(count / 4)
  const fit = (fitted: number) => LatentClasses.work(LatentClasses.quick, fitted, items, segments)
  return 3 * fit(rows) + 4 * fit(rows / 2) + 9 * rows * items * segments
}

/**
 * As many tries as the budget allows, from 20 to 40, on all respondents; on a sample of them where 20 tries on all cost more. On
 * fewer than 400, or ten for a segment, it is not worth testing: there the budget gives way.
 */
export const effort = (size: number, items: number, segments: number): Effort => {
  const most = Math.min(size, mostRows)
  const affordable = Math.floor((most * budget) / (fewestTries * Math.max(1, workOfTry(most, items, segments))))
  const rows = Math.min(most, Math.max(fewestRows, Math.min(mostHeld, 10 * segments), affordable))
  const tries = Math.floor(budget / Math.max(1, workOfTry(rows, items, segments)))
  return { rows, tries: Math.max(fewestTries, Math.min(mostTries, tries)) }
}
