/**
 * What all respondents answered, by segment: every question that can be said aloud and whose answers can be counted.
 */
import type { AnsweredQuestion, AnswerShares, Study } from "../../domain/Study.ts"
import type { NumberRange, Share } from "../../domain/Evidence.ts"
import type { NumberColumn } from "../AnswerTable.ts"
import type { Corpus } from "../Corpus.ts"
import type { SegmentGroup } from "../Segments.ts"
import * as Counted from "./CountedAnswers.ts"
import { isSayableQuestion } from "./Sayable.ts"

/** More answers than these are no list that anybody compares. */
const mostAnswers = 30

/** Numbers are told one by one where there are so few of them, else in as many ranges. */
const mostNumbers = 7
const ranges = 4

/** What was asked and answered. */
export const of = (corpus: Corpus, groups: ReadonlyArray<SegmentGroup>): Study => {
  const counting = Counted.of(corpus)
  const segmentOf = new Map(groups.flatMap(({ members, segment: { id } }) => members.map((place) => [place, id])))
  const segments = groups.map(({ segment: { id } }) => id)
  const shares = tally(counting.everyone, segments, segmentOf)
  const answersOf = (name: string): ReadonlyArray<AnswerShares> => {
    const choice = counting.choices.get(name)
    if (choice !== undefined) {
      const counted = shares(choice.answers.length, (place) => choice.codes[place] ?? null)
      return choice.answers.slice(0, mostAnswers).map((answer, code) => ({ answer, ...counted(code) }))
    }
    const number = counting.numbers.get(name)
    return number === undefined ? [] : ofNumbers(number, counting.everyone, shares)
  }
  return {
    respondents: corpus.records.filter(({ kind }) => kind === "row").length,
    interviews: corpus.records.flatMap(({ id, kind }) => (kind === "row" ? [] : [id])),
    asked: corpus.codebook.questions.filter(({ repeatOf, use }) => use && repeatOf === undefined).length,
    questions: corpus.columns.filter(isSayableQuestion).flatMap((profile): ReadonlyArray<AnsweredQuestion> => {
      const answers = answersOf(profile.name)
      if (answers.length === 0) return []
      const { item, kind, label: text, question } = profile
      const label = counting.shortLabels.get(profile.name) ?? text
      return [{ question, text, label, ...(item !== undefined && { item }), isMultiple: kind === "multi", answers }]
    })
  }
}

type Counts = (code: number) => Pick<AnswerShares, "everyone" | "segments">
type Tally = (answers: number, given: (place: number) => ReadonlyArray<number> | null) => Counts

/** Counts all answers of a question in one pass, because a wide survey has thousands of them. */
const tally =
  (everyone: ReadonlyArray<number>, segments: ReadonlyArray<string>, segmentOf: ReadonlyMap<number, string>): Tally =>
  (answers, given) => {
    const empty = () => ({ of: 0, matched: new Float64Array(answers) })
    const all = empty()
    const bySegment = new Map(segments.map((id) => [id, empty()]))
    for (const place of everyone) {
      const codes = given(place)
      if (codes === null) continue
      const own = bySegment.get(segmentOf.get(place) ?? "")
      for (const counts of own === undefined ? [all] : [all, own]) {
        counts.of++
        for (const code of codes) counts.matched[code] = (counts.matched[code] ?? 0) + 1
      }
    }
    const share = ({ matched, of }: typeof all, code: number): Share => ({ matched: matched[code] ?? 0, of })
    return (code) => ({
      everyone: share(all, code),
      segments: Object.fromEntries([...bySegment].map(([id, counts]) => [id, share(counts, code)]))
    })
  }

const ofNumbers = ({ values }: NumberColumn, everyone: ReadonlyArray<number>, shares: Tally) => {
  const starts = startsOf(everyone.map((place) => values[place] ?? Number.NaN).filter((value) => !Number.isNaN(value)))
  const counted = shares(starts.length, (place) => {
    const value = values[place] ?? Number.NaN
    return Number.isNaN(value)
      ? null
      : [
          Math.max(
            0,
            starts.findLastIndex(({ from }) => from <= value)
          )
        ]
  })
  return starts.map(({ range }, code): AnswerShares => ({ range, ...counted(code) }))
}

/** Ranges that together hold all numbers, with about as many people each. A range at an end is open, so that no extreme is anybody's. */
const startsOf = (
  values: ReadonlyArray<number>
): ReadonlyArray<{ readonly from: number; readonly range: NumberRange }> => {
  const sorted = values.toSorted((a, b) => a - b)
  const distinct = [...new Set(sorted)]
  if (distinct.length < 2) return []
  const quarters = Array.from({ length: ranges }, (_, part) => sorted[Math.floor((sorted.length * part) / ranges)] ?? 0)
  const starts = distinct.length <= mostNumbers ? distinct : [...new Set(quarters)]
  return starts.map((from, at) => {
    const next = starts[at + 1]
    const last = next === undefined ? distinct.at(-1) : distinct.findLast((value) => value < next)
    if (last === from) return { from, range: { min: from, max: from } }
    return {
      from,
      range: { ...(at > 0 && { min: from }), ...(next !== undefined && last !== undefined && { max: last }) }
    }
  })
}
