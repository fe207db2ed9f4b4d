/**
 * The closed answers of a persona: for each column the one that it stands for, how many share it, and who gave it.
 *
 * A sample is made around its first record. Where that record's answer is about as frequent as any, the persona takes it, else the most
 * frequent one: so the answers of a persona were given together by somebody, and none of them is an exception.
 */
import { hasBracket, wordCount } from "../corpus/Sentences.ts"
import { Array, Option, Order } from "effect"
import { choices, parseAge, parseNumber } from "../corpus/Answers.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { attributeRoles, type ColumnProfile, type Trait } from "../domain/Segment.ts"
import { saysNothing } from "./AnswerWording.ts"
import type { ClaimList } from "./Passages.ts"
import { ofColumn, type Question } from "./Questions.ts"

/** Where an answer or passage stands. */
export interface Source {
  readonly recordId: string
  readonly field: string
  readonly text: string
  readonly kind: "quote" | "answer"
}

/** How many give an answer: of the whole group, or of the sample where the group's figure is not known. */
export type Support =
  | { readonly _tag: "Group"; readonly share: number }
  | { readonly _tag: "Sample"; readonly share: number; readonly count: number; readonly answered: number }
  /** Of a number: what is usual, and whether that is the group's middle half (`28–35`) or the sample's median. */
  | { readonly _tag: "Range"; readonly usual: string }
  | { readonly _tag: "Median"; readonly usual: string; readonly answered: number }

/** A closed answer of a persona. */
export interface Facet {
  readonly column: ColumnProfile
  readonly question: Question
  /** One answer; of a multiple choice, all that are chosen together. */
  readonly answers: readonly [string, ...ReadonlyArray<string>]
  readonly support: Support
  /** The share of all who answered that gave the first answer; null where it is not known. */
  readonly overallShare: number | null
  /** How much more frequent the answer is in the group or sample than among all, -1 to 1; 0 where that is not known. */
  readonly lift: number
  /** How much the answer should be told, only to order by: the lift, and half of how much more frequent it is in this sample. */
  readonly emphasis: number
  /** Who gave it, the most central first. */
  readonly sources: ReadonlyArray<Source>
}

/** The share that a support stands for; 1 for a number, which nobody shares exactly. */
export const shareOf = (support: Support): number => ("share" in support ? support.share : 1)

/** The answers of the persona that a sample makes, in the order of the columns. */
export const ofRequest = (request: DraftRequest): ReadonlyArray<Facet> =>
  request.columns.flatMap((column) => {
    if (isAboutStudy(column)) return []
    if (request.segment.facts.length > 0 && attributeRoles.has(column.role)) return fact(request, column)
    if (column.role === "occupation") return occupation(request, column)
    switch (column.kind) {
      case "closed":
        return single(request, column, column.role === "age" ? isAge : () => true)
      case "multi":
        return several(request, column)
      case "number":
        return number(request, column)
      case "text":
      case "identifier":
        return []
    }
  })

// Who a persona is, its segment says: an answer that no fact gives is too few people's to be told.
const fact = (request: DraftRequest, column: ColumnProfile): ReadonlyArray<Facet> => {
  const { anchor, facts } = request.segment
  const value = facts.find((one) => one.column === column.name)?.value
  if (value === undefined) return []
  const all = given(request.sample, column)
  const alike = all.filter(({ text }) => text === value)
  return [
    facet(request, column, [value], {
      sources: [{ recordId: anchor, field: column.name, text: value, kind: "answer" as const }, ...alike],
      count: Math.max(1, alike.length),
      answered: Math.max(1, all.length)
    })
  ]
}

// What a transcript is headed with says when and how somebody was spoken to, not who they are.
const isAboutStudy = ({ label, role }: ColumnProfile): boolean =>
  role === "other" &&
  /^(participant|respondent|interview\w*|moderator|recruited|recruitment|session|recorded|transcri\w*|consent|language|source|channel|start\w*|end\w*)\b.{0,20}$/i.test(
    label
  )

const isAge = (answer: string): boolean => Option.isSome(parseAge(answer))

/** An anchor's answer counts as typical from this part of the most frequent answer's count on. */
const typicalPart = 2 / 3

/** An answer shared by fewer says something of one person, not of a kind of person. */
const fewestTogether = 0.15

/** Shares of a smaller group are not told. */
const fewestGroup = 3

interface Given extends Source {
  readonly record: AnonymisedRecord
}

const given = (sample: ReadonlyArray<AnonymisedRecord>, column: ColumnProfile): ReadonlyArray<Given> =>
  sample.flatMap((record) =>
    record.fields
      .filter((field) => field.name === column.name && !saysNothing(field.text) && !hasBracket(field.text))
      .map((field) => ({ record, recordId: record.id, field: field.name, text: field.text, kind: "answer" as const }))
  )

const tally = (answers: ReadonlyArray<string>): ReadonlyArray<readonly [string, number]> => {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

const single = (
  request: DraftRequest,
  column: ColumnProfile,
  counts: (answer: string) => boolean
): ReadonlyArray<Facet> => {
  const all = given(request.sample, column).filter(({ text }) => counts(text))
  const ranked = tally(all.map(({ text }) => text))
  const [top] = ranked
  if (top === undefined) return []
  const own = all.find(({ record }) => record.id === request.sample[0]?.id)?.text
  // What few were asked, such as how those who eat steak like it, says nothing of somebody who does not.
  if (column.role === "other" && all.length < request.sample.length / 2) return []
  const ownCount = ranked.find(([answer]) => answer === own)?.[1] ?? 0
  const [answer, count] = own !== undefined && ownCount >= top[1] * typicalPart ? [own, ownCount] : top
  if (all.length > 4 && count / all.length < fewestTogether && column.role === "other") return []
  return [
    facet(request, column, [answer], {
      sources: all.filter(({ text }) => text === answer),
      count,
      answered: all.length
    })
  ]
}

const mostChoices = 3

const several = (request: DraftRequest, column: ColumnProfile): ReadonlyArray<Facet> => {
  const listed = new Set(column.answers.map(({ answer }) => answer))
  const all = given(request.sample, column).map((cell) => ({
    cell,
    options: Array.dedupe(choices(cell.text).filter((choice) => listed.has(choice) && !saysNothing(choice)))
  }))
  const anchor = all.find(({ cell }) => cell.record.id === request.sample[0]?.id)?.options
  const frequent = tally(all.flatMap(({ options }) => options)).filter(([, count]) => count >= all.length / 2)
  const wanted = (anchor ?? frequent.map(([answer]) => answer)).slice(0, mostChoices)
  const together = (options: ReadonlyArray<string>) =>
    all.filter((entry) => options.every((option) => entry.options.includes(option)))
  // The anchor's choices, as many of them as others have together too.
  const chosen = Array.makeBy(wanted.length, (left) => wanted.slice(0, wanted.length - left)).find(
    (options) => together(options).length >= Math.max(1, all.length * fewestTogether)
  )
  const answers = wanted.length > 0 ? chosen : undefined
  if (answers === undefined || !Array.isReadonlyArrayNonEmpty(answers)) return []
  const holders = together(answers)
  return [
    facet(request, column, answers, {
      sources: holders.slice(0, 2).flatMap(({ cell }) => answers.map((answer) => ({ ...cell, text: answer }))),
      count: holders.length,
      answered: all.length
    })
  ]
}

const number = (request: DraftRequest, column: ColumnProfile): ReadonlyArray<Facet> => {
  const all = given(request.sample, column).flatMap((cell) =>
    Option.match(parseNumber(cell.text), { onNone: () => [], onSome: (value) => [{ cell, value }] })
  )
  const sorted = Array.sort(
    all.map(({ value }) => value),
    Order.Number
  )
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const median = at(0.5)
  const own = all.find(({ cell }) => cell.record.id === request.sample[0]?.id)
  const usual = own !== undefined && own.value >= at(0.25) && own.value <= at(0.75) ? own : nearest(all, median)
  if (usual === undefined) return []
  const trait = traitsOf(request, column).find(({ answer }) => /\d/.test(answer))
  return [
    {
      column,
      question: ofColumn(column),
      answers: [usual.cell.text],
      support:
        trait === undefined
          ? { _tag: "Median", usual: String(median), answered: all.length }
          : { _tag: "Range", usual: trait.answer },
      overallShare: null,
      lift: trait === undefined ? 0 : trait.share - trait.overallShare,
      emphasis: trait === undefined ? 0 : trait.share - trait.overallShare,
      sources: [usual.cell]
    }
  ]
}

const nearest = <A extends { readonly value: number }>(all: ReadonlyArray<A>, value: number): A | undefined =>
  Array.sort(
    all,
    Order.mapInput(Order.Number, (entry: A) => Math.abs(entry.value - value))
  )[0]

const mostOccupationWords = 6

// Hardly two people call their work the same: the most central one's, unless several do.
const occupation = (request: DraftRequest, column: ColumnProfile): ReadonlyArray<Facet> => {
  const all = given(request.sample, column).filter(
    ({ text }) => wordCount(text) <= mostOccupationWords && !hasBracket(text)
  )
  const key = (text: string) => text.trim().toLowerCase()
  const [top] = tally(all.map(({ text }) => key(text)))
  const [first] = all
  if (top === undefined || first === undefined) return []
  const ownCount = all.filter(({ text }) => key(text) === key(first.text)).length
  const chosen = ownCount >= top[1] * typicalPart || top[1] < 3 ? key(first.text) : top[0]
  const sources = all.filter(({ text }) => key(text) === chosen)
  const answer = sources[0]?.text
  return answer === undefined
    ? []
    : [facet(request, column, [answer], { sources, count: sources.length, answered: all.length })]
}

const traitsOf = ({ segment }: DraftRequest, column: ColumnProfile): ReadonlyArray<Trait> =>
  [...segment.distinctive, ...segment.typical].filter((trait) => trait.column === column.name)

const facet = (
  request: DraftRequest,
  column: ColumnProfile,
  answers: Facet["answers"],
  {
    answered,
    count,
    sources
  }: { readonly sources: ReadonlyArray<Source>; readonly count: number; readonly answered: number }
): Facet => {
  const trait = answers.length > 1 ? undefined : traitsOf(request, column).find((each) => each.answer === answers[0])
  // Of one or two there are no shares to speak of.
  const few = request.segment.size < fewestGroup
  const whole = request.sample.length >= request.segment.size
  const listed = column.answers.find(({ answer }) => answer === answers[0])
  const overallShare =
    answers.length > 1 ? null : (trait?.overallShare ?? (listed ? listed.count / Math.max(1, column.answered) : null))
  const share = trait?.share ?? count / answered
  const lift = overallShare === null ? 0 : share - overallShare
  return {
    column,
    question: ofColumn(column),
    answers,
    support:
      !few && (trait !== undefined || whole) ? { _tag: "Group", share } : { _tag: "Sample", share, count, answered },
    overallShare,
    lift,
    emphasis: lift + (count / answered - share) / 2,
    sources: sources.map(({ field, kind, recordId, text }) => ({ field, kind, recordId, text }))
  }
}

/** A claim that could be made, and what bears it out. */
export interface Claim {
  readonly list: ClaimList
  readonly text: string
  readonly sources: ReadonlyArray<Source>
  /** What it is made of. Two claims with a topic in common repeat each other. */
  readonly topics: ReadonlyArray<string>
  /** How well it fits its list and marks the persona; claims are taken in this order. */
  readonly score: number
}
