/**
 * Lists that `--allow` and `--deny` read, made of a review: what was decided as terms, what is open as comments that a person makes
 * terms of by taking the # away.
 */
import type { Review } from "../privacy/index.ts"

/** What somebody says of a word. */
export type Decision = "allow" | "deny" | "undecided"

/** What was decided; the rest is open. */
export type Decisions = ReadonlyMap<Review.Entry, Decision>

/** What to do with the lists, in a sentence. */
export const howTo = "Take the # away before each term that you decide on."

/** Whether rules may be wrong about it often enough to ask. */
export const isOpen = ({ grade }: Review.Entry): boolean => grade === "guess" || grade === "known"

const list = (title: string, entries: ReadonlyArray<Review.Entry>, terms: ReadonlyArray<string>): string => {
  const open = entries.flatMap(({ context, count, grade, place, type, words }) => [
    "",
    `# ${type}, ${grade}, ${count}×, ${place}: ${context}`,
    `#${words}`
  ])
  return `${[`# ${title} ${howTo} This file holds personal data.`, ...new Set(terms), ...open].join("\n")}\n`
}

const decided = (decisions: Decisions, as: Decision): ReadonlyArray<string> =>
  [...decisions].filter(([, decision]) => decision === as).map(([{ words }]) => words)

const open = (entries: ReadonlyArray<Review.Entry>, decisions: Decisions) =>
  entries.filter((entry) => isOpen(entry) && (decisions.get(entry) ?? "undecided") === "undecided")

/** Terms never to be replaced: those given, those decided, and what may be wrong. */
export const allow = (
  entries: ReadonlyArray<Review.Entry>,
  decisions: Decisions,
  given: ReadonlyArray<string>
): string => list("Never replaced, for --allow.", open(entries, decisions), [...given, ...decided(decisions, "allow")])

/** Terms always to be replaced: those given, those decided, and guesses, which are otherwise replaced only where they were guessed. */
export const deny = (
  entries: ReadonlyArray<Review.Entry>,
  decisions: Decisions,
  given: ReadonlyArray<string>
): string =>
  list(
    "Always replaced wherever they stand, in any case, for --deny.",
    open(entries, decisions).filter(({ grade }) => grade === "guess"),
    [...given, ...decided(decisions, "deny")]
  )
