/**
 * What a finding rests on, for those who check findings: what is guessed is wrong more often than what a checksum shows.
 */
import { FAMILY, GIVEN, lookUp } from "./lexicon/Lexicon.ts"
import type { Span } from "./Recogniser.ts"
import type { Clues } from "./weighing/Clues.ts"

/** From what is to be checked first to what hardly has to be. */
export const grades = ["guess", "known", "elsewhere", "told", "exact"] as const

/**
 * - `guess`: words that no list of names has
 * - `known`: a given or family name that a list has
 * - `elsewhere`: a name that another place gave away
 * - `told`: a title, kin, a column, a label, a roster
 * - `exact`: a form or a checksum
 */
export type Grade = (typeof grades)[number]

const readFromWords = new Set(["PERSON", "ORGANIZATION", "LOCATION", "ADDRESS", "NRP", "TITLE"])

/** Whether a list has one of the words as a name of people. */
export const hasListedName = ({ words }: Clues): boolean =>
  words.some((word) => (lookUp(word) & (GIVEN | FAMILY)) !== 0)

const ofSpan = ({ clues, rule, type }: Span): Grade => {
  if (clues !== undefined) return hasListedName(clues) ? "known" : "guess"
  if (rule === "known-in-record" || rule === "known-in-run") return "elsewhere"
  return readFromWords.has(type) ? "told" : "exact"
}

/** The grade of a finding, by all that was found in its place. That it was found elsewhere says nothing where it was found here too. */
export const gradeOf = (found: Span, all: ReadonlyArray<Span>): Grade => {
  const there = all.filter(({ end, start, type }) => type === found.type && start < found.end && end > found.start)
  const own = new Set(there.map(ofSpan))
  return grades.findLast((grade) => grade !== "elsewhere" && own.has(grade)) ?? "elsewhere"
}
