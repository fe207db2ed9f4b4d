/**
 * What the people of a segment answered, as counts: what most of them answer, what they answer more often than others beyond
 * chance, and what they name where a question asks for problems or habits.
 */
import { Array, Order } from "effect"
import type { ColumnProfile, Segment, Trait } from "../../domain/Segment.ts"
import type { ChoiceColumn, NumberColumn } from "../AnswerTable.ts"
import { isShort } from "../SegmentTraits.ts"
import * as Counted from "./CountedAnswers.ts"
import { isSayableAnswer, isSayableQuestion } from "./Sayable.ts"

/** A count with the column that it was made from. */
export interface ColumnCount {
  readonly profile: ColumnProfile
  readonly count: Counted.Uncounted
  /** Whether it is higher than among all respondents beyond chance. */
  readonly isContrast: boolean
}

/** A share below this is not what a segment typically answers. */
const typicalShare = 0.4

/** A problem, goal or reason that fewer chose speaks for none. */
const namedShare = 0.2

/** Of a segment fewer than these, or than a third of it, have answered nothing that speaks for it. */
const fewestAnswering = 3

/** The most options of one question with several answers. */
const mostOptions = 3

/** The most counts of a segment: what a prompt can hold and a reader can check. */
const mostCounts = 40

/** The counts of a segment, contrasts first, then by how telling they are. */
export const of = (
  counting: Counted.Counting,
  segment: Pick<Segment, "distinctive">,
  members: ReadonlyArray<number>
): ReadonlyArray<ColumnCount> => {
  const contrasts = segment.distinctive.flatMap((trait) => ofTrait(counting, trait, members))
  const typical = [
    ...[...counting.choices.values()].flatMap((column) => ofChoices(counting, column, members)),
    ...[...counting.numbers.values()].flatMap((column) => ofNumbers(counting, column, members))
  ]
  const all = [...contrasts, ...Array.sort(typical, byTelling)].filter(({ count }) => speaks(count, members.length))
  return Array.dedupeWith(all, isSame).slice(0, mostCounts)
}

/** One answer of a question is told; of a question with several answers each. */
const isSame = (a: ColumnCount, b: ColumnCount): boolean =>
  (a.profile === b.profile && (a.profile.kind !== "multi" || key(a) === key(b))) ||
  // Two questions that read alike would make two sentences that do.
  (a.profile !== b.profile && a.profile.label === b.profile.label)

const ofTrait = (
  counting: Counted.Counting,
  { answer, column, range }: Trait,
  members: ReadonlyArray<number>
): ReadonlyArray<ColumnCount> => {
  if (range === undefined) return one(counting, column, answer, members, true)
  const profile = counting.profiles.get(column)
  const count = Counted.ofRange(counting, column, range, members)
  return profile === undefined || count === undefined || !isSayableQuestion(profile)
    ? []
    : [{ profile, count, isContrast: true }]
}

/** What makes a count that of an answer. */
export const key = ({
  count: { answers, item, operator, question, range, terms }
}: Pick<ColumnCount, "count">): string => JSON.stringify([question, item, operator, answers, range, terms])

/** What everybody answers tells nothing of anybody. */
const speaks = ({ everyone, group }: Counted.Uncounted, size: number): boolean =>
  group.matched > 0 &&
  everyone.matched < everyone.of &&
  group.of >= Math.min(size, Math.max(fewestAnswering, Math.ceil(size / 3)))

/** How much more often than all others, and how often at all. */
const telling = ({ count: { everyone, group } }: ColumnCount): number =>
  group.matched / Math.max(1, group.of) - everyone.matched / Math.max(1, everyone.of) / 2

const byTelling = Order.mapInput(Order.flip(Order.Number), telling)

const one = (
  counting: Counted.Counting,
  name: string,
  answer: string,
  members: ReadonlyArray<number>,
  isContrast: boolean
): ReadonlyArray<ColumnCount> => {
  const profile = counting.profiles.get(name)
  if (profile === undefined || !isSayableQuestion(profile) || !isSayableAnswer(profile, answer)) return []
  const count = Counted.ofAnswers(counting, name, [answer], members)
  return count === undefined ? [] : [{ profile, count, isContrast }]
}

/** The most frequent answers of a question; of a scale the step that most are on, with its neighbour where it takes both. */
const ofChoices = (
  counting: Counted.Counting,
  { answers, codes, isOrdered, profile }: ChoiceColumn,
  members: ReadonlyArray<number>
): ReadonlyArray<ColumnCount> => {
  if (!isSayableQuestion(profile)) return []
  const counts = new Float64Array(answers.length)
  let answering = 0
  for (const member of members) {
    const given = codes[member] ?? null
    if (given === null) continue
    answering++
    for (const code of given) counts[code] = (counts[code] ?? 0) + 1
  }
  if (answering === 0) return []
  const places = Array.sort(
    answers.map((_, code) => code),
    Order.mapInput(Order.flip(Order.Number), (code: number) => counts[code] ?? 0)
  )
  // What many name as a problem is told although most do not.
  const least =
    profile.role === "painPoint" || profile.role === "goal" || profile.role === "motivation" ? namedShare : typicalShare
  if (profile.kind === "multi")
    return places
      .filter((code) => (counts[code] ?? 0) >= Math.max(2, answering * least))
      .slice(0, mostOptions)
      .flatMap((code) => one(counting, profile.name, answers[code] ?? "", members, false))
  const [first = 0] = places
  const share = (counts[first] ?? 0) / answering
  if (isOrdered && share < 0.6) {
    const beside = [first - 1, first + 1].filter((code) => answers[code] !== undefined)
    const next = beside.reduce((best, code) => ((counts[code] ?? 0) > (counts[best] ?? -1) ? code : best), -1)
    const pair = [Math.min(first, next), Math.max(first, next)].map((code) => answers[code] ?? "")
    const both = share + (counts[next] ?? 0) / answering
    if (next >= 0 && both > 0.5 && pair.every((answer) => isSayableStep(profile, answer, answers))) {
      const count = Counted.ofAnswers(counting, profile.name, pair, members)
      if (count !== undefined) return [{ profile, count, isContrast: false }]
    }
  }
  return share < typicalShare ? [] : one(counting, profile.name, answers[first] ?? "", members, false)
}

/** A step of a scale in words, or in numbers where all are. */
const isSayableStep = (profile: ColumnProfile, answer: string, all: ReadonlyArray<string>): boolean =>
  isSayableAnswer(profile, answer) ||
  // Numbers mean something only where the question says how far they go: `(1-10)`.
  (all.every((step) => /^\d{1,2}$/.test(step)) &&
    /\b[01]\s?(?:-|–|to|bis|à|a)\s?\d{1,2}\b|\bout of \d/i.test(profile.label))

/** The range of the middle half of a segment's numbers. */
const ofNumbers = (
  counting: Counted.Counting,
  { profile, values }: NumberColumn,
  members: ReadonlyArray<number>
): ReadonlyArray<ColumnCount> => {
  if (!isSayableQuestion(profile)) return []
  const own = Float64Array.from(members, (member) => values[member] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .toSorted()
  const low = own[Math.floor((own.length - 1) * 0.25)]
  const high = own[Math.ceil((own.length - 1) * 0.75)]
  if (low === undefined || high === undefined || ![low, high].every(isShort)) return []
  const count = Counted.ofRange(counting, profile.name, { min: low, max: high }, members)
  return count === undefined ? [] : [{ profile, count, isContrast: false }]
}
