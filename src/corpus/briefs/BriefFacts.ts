/**
 * Key facts: answers of the respondent who stands for a segment, cut down until enough of its respondents share all of them.
 */
import type { Demographic } from "../../domain/Codebook.ts"
import type { AnchorFact, ColumnProfile } from "../../domain/Segment.ts"
import { clean } from "../ColumnLabel.ts"
import { demographicNames } from "../codebook/QuestionLabel.ts"
import * as Counted from "./CountedAnswers.ts"
import * as QuestionNames from "./QuestionNames.ts"
import { isSayableAnswer, isSayableQuestion } from "./Sayable.ts"

/** A fact with the count of those who answered the same. */
export interface CountedFact {
  readonly label: string
  readonly value: string
  readonly demographic: Demographic | null
  readonly count: Counted.Uncounted
}

/** The facts of a segment, and how many of its respondents share all of them. */
export interface SharedFacts {
  readonly facts: ReadonlyArray<CountedFact>
  readonly sharedBy: number
}

/** Beside who somebody is, a reader takes in so many answers. */
const mostOthers = 5

/** The name of a fact: what was asked where that is a name, else what it is about; undefined where it has none. */
const factName = (profile: ColumnProfile, short: string, demographic: Demographic | null): string | undefined => {
  const plain = clean(profile.label)
    .replace(/\s*\([^)]*\)/g, "")
    .trim()
  const isName =
    plain.length <= 30 &&
    !/\?|^(?:please|select|choose|enter|state|what|which|your)\b/i.test(plain) &&
    plain.split(" ").length <= 4
  if (isName) return plain.charAt(0).toUpperCase() + plain.slice(1)
  return demographic === null ? QuestionNames.nameOf(profile, short) : demographicNames[demographic]
}

/** The facts that can be said, as far as at least `k` respondents of the segment share them. */
export const of = (
  counting: Counted.Counting,
  given: ReadonlyArray<AnchorFact>,
  members: ReadonlyArray<number>,
  k: number
): SharedFacts => {
  const facts: Array<CountedFact> = []
  const taken = new Map<string, string>()
  let others = 0
  let sharing = members
  for (const { column, range, value } of given) {
    const profile = counting.profiles.get(column)
    if (profile === undefined || !isSayableQuestion(profile)) continue
    if (range === undefined && !isSayableAnswer(profile, value)) continue
    const count =
      range === undefined
        ? Counted.ofAnswers(counting, column, [value], members)
        : Counted.ofRange(counting, column, range, members)
    if (count === undefined) continue
    const decides = Counted.decider(counting, column, count)
    const demographic = Counted.demographicOf(profile)
    const short = counting.shortLabels.get(column) ?? profile.label
    const usual = factName(profile, short, demographic)
    // Two questions about education are told apart by what they ask.
    const isTaken = taken.has(usual ?? "") && taken.get(usual ?? "") !== column
    const name = isTaken ? QuestionNames.nameOf(profile, short) : usual
    // What cannot be said in a few words is left out.
    if (name === undefined || (taken.has(name) && taken.get(name) !== column)) continue
    if (demographic === null && others >= mostOthers) continue
    const still = sharing.filter((member) => decides(member) === true)
    if (still.length < k) continue
    sharing = still
    taken.set(name, column)
    if (demographic === null) others++
    facts.push({
      label: name,
      value: clean(value),
      demographic,
      count
    })
  }
  return { facts, sharedBy: facts.length === 0 ? 0 : sharing.length }
}
