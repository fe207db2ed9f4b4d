/** Where segments stand on the line along which people differ, and which answers make its ends. */
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as OneTrait from "./OneTrait.ts"
import { quantile } from "./Quantiles.ts"
import type { Sliced } from "../Sliced.ts"

/** An answer that stands at an end of the line. */
export interface LineAnswer {
  readonly item: number
  /** The code of the answer. */
  readonly level: number
  /** Correlation of giving this answer with the place on the line, among those who answered; below 0 at the low end. */
  readonly loading: number
}

/** Places of the members of a segment, in standard deviations of the trait. */
export interface LinePlaces {
  readonly p10: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
}

/** The line and the segments on it. */
export interface TraitLine {
  /** The strongest answers of each end, one a question at most, the strongest first. */
  readonly low: ReadonlyArray<LineAnswer>
  readonly high: ReadonlyArray<LineAnswer>
  readonly places: ReadonlyArray<LinePlaces>
  /** Respondents who are nearer to the middle of another segment than to that of their own. */
  readonly nearerToAnother: number
}

const answersOfEnd = 6

/** The correlation of each answer with the place. */
const loadings = function* (
  { shape, rows, cells }: AnswerMatrix.AnswerMatrix,
  places: Float64Array
): Sliced<ReadonlyArray<LineAnswer>> {
  const { items, offsets } = shape
  const counts = new Float64Array(offsets[items] ?? 0)
  const totals = new Float64Array(offsets[items] ?? 0)
  const squares = new Float64Array(items)
  for (const [from, to] of AnswerMatrix.blocks(rows, 4 * items)) {
    for (let row = from; row < to; row++) {
      const place = places[row] ?? 0
      for (let item = 0; item < items; item++) {
        const level = cells[row * items + item] ?? -1
        if (level < 0) continue
        counts[level] = (counts[level] ?? 0) + 1
        totals[level] = (totals[level] ?? 0) + place
        squares[item] = (squares[item] ?? 0) + place * place
      }
    }
    yield 4 * (to - from) * items
  }
  return Array.from({ length: items }, (_, item) => item).flatMap((item) => {
    const first = offsets[item] ?? 0
    const ofItem = counts.subarray(first, offsets[item + 1])
    const answered = ofItem.reduce((a, b) => a + b, 0)
    const mean = totals.subarray(first, offsets[item + 1]).reduce((a, b) => a + b, 0) / answered
    const spread = Math.sqrt(Math.max(0, (squares[item] ?? 0) / answered - mean * mean))
    return [...ofItem.keys()].flatMap((level) => {
      const count = ofItem[level] ?? 0
      if (count === 0 || count === answered || spread < 1e-9) return []
      const share = count / answered
      const apart = (totals[first + level] ?? 0) / count - mean
      return [{ item, level, loading: (apart / spread) * Math.sqrt(share / (1 - share)) }]
    })
  })
}

/** The strongest answers in one direction, at most one a question. */
const end = (
  { questions }: AnswerMatrix.AnswerShape,
  answers: ReadonlyArray<LineAnswer>,
  direction: 1 | -1
): ReadonlyArray<LineAnswer> => {
  const questionOf = new Map(questions.flatMap((items, question) => items.map((item) => [item, question] as const)))
  const heard = new Set<number | undefined>()
  return answers
    .filter(({ loading }) => loading * direction > 0)
    .toSorted((a, b) => Math.abs(b.loading) - Math.abs(a.loading))
    .filter(({ item }) => !heard.has(questionOf.get(item)) && heard.add(questionOf.get(item)))
    .slice(0, answersOfEnd)
}

/** Whether scales fall along the line: then it is turned round, so that its high end is the high end of most scales. */
const isUpsideDown = ({ ordinal, offsets }: AnswerMatrix.AnswerShape, answers: ReadonlyArray<LineAnswer>): boolean =>
  answers.reduce((sum, { item, level, loading }) => {
    const levels = (offsets[item + 1] ?? 0) - (offsets[item] ?? 0)
    return ordinal[item] === true ? sum + loading * (level - (levels - 1) / 2) : sum
  }, 0) < 0

/** Places the segments on a fitted line. */
export const make = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  line: OneTrait.OneTraitModel,
  members: ReadonlyArray<ReadonlyArray<number>>
): Sliced<TraitLine> {
  const fitted = yield* OneTrait.places(matrix, line)
  const found = yield* loadings(matrix, fitted)
  const sign = isUpsideDown(matrix.shape, found) ? -1 : 1
  const places = fitted.map((place) => place * sign)
  const answers = found.map((answer) => ({ ...answer, loading: answer.loading * sign }))
  const ofSegments = members.map((rows) => {
    const own = rows.map((row) => places[row] ?? 0)
    const at = (share: number) => quantile(own, share)
    return { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) }
  })
  const nearerToAnother = members.map((rows, segment) => {
    const middle = ofSegments[segment]?.p50 ?? 0
    const others = ofSegments.filter((_, other) => other !== segment).map(({ p50 }) => p50)
    return rows.filter((row) => {
      const place = places[row] ?? 0
      return others.some((other) => Math.abs(place - other) < Math.abs(place - middle))
    }).length
  })
  return {
    low: end(matrix.shape, answers, -1),
    high: end(matrix.shape, answers, 1),
    places: ofSegments,
    nearerToAnother: nearerToAnother.reduce((a, b) => a + b, 0)
  }
}
