/**
 * What anchors have to reproduce: the shares of the levels of each item, and of pairs of items. Distance is the total variation
 * between shares, half the sum of their differences, in the mean over questions.
 */
import { generator } from "../../domain/Seed.ts"
import type { AnswerMatrix, AnswerShape } from "./AnswerMatrix.ts"
import type { Sliced } from "../Sliced.ts"

/** Items and pairs of items, each with its values in one table. */
export interface AnchorFeatures {
  readonly shape: AnswerShape
  readonly pairs: ReadonlyArray<readonly [a: number, b: number]>
  /** Where the values of each feature begin, items first; the last entry is the number of all values. */
  readonly offsets: Int32Array
  /** What the distance of each feature weighs; they sum to 1. */
  readonly weights: Float64Array
}

/** The part of pairs in the whole: what goes together counts beside what is common. */
const pairShare = 0.3
const mostPairs = 250

/** What the distance of each item weighs: every question the same, so that one of many options is not heard above the others. */
export const distanceWeights = ({ items, questions }: AnswerShape): Float64Array => {
  const weights = new Float64Array(items)
  for (const question of questions) for (const item of question) weights[item] = 1 / question.length / questions.length
  return weights
}

/** Features of a table: its items and a sample of pairs of items of different questions. */
export const make = (shape: AnswerShape, seed: number): AnchorFeatures => {
  const random = generator(seed)
  const questionOf = new Int32Array(shape.items)
  shape.questions.forEach((items, question) => items.forEach((item) => (questionOf[item] = question)))
  const levels = (item: number) => (shape.offsets[item + 1] ?? 0) - (shape.offsets[item] ?? 0)
  const possible = shape.questions.length < 2 ? 0 : (shape.items * (shape.items - 1)) / 2
  const pairs: Array<readonly [number, number]> = []
  if (possible <= mostPairs) {
    for (let a = 0; a < shape.items; a++)
      for (let b = a + 1; b < shape.items; b++) if (questionOf[a] !== questionOf[b]) pairs.push([a, b])
  } else {
    // Bounded: with one large question, most draws are of one question.
    for (let draw = 0; draw < 8 * mostPairs && pairs.length < mostPairs; draw++) {
      const a = Math.floor(random() * shape.items)
      const b = Math.floor(random() * shape.items)
      if (questionOf[a] !== questionOf[b]) pairs.push([a, b])
    }
  }
  const sizes = [
    ...Array.from({ length: shape.items }, (_, item) => levels(item)),
    ...pairs.map(([a, b]) => levels(a) * levels(b))
  ]
  const offsets = new Int32Array(sizes.length + 1)
  sizes.forEach((size, feature) => (offsets[feature + 1] = (offsets[feature] ?? 0) + size))
  const itemWeights = distanceWeights(shape)
  const ofItems = pairs.length === 0 ? 1 : 1 - pairShare
  const weights = Float64Array.from(sizes, (_, feature) =>
    feature < shape.items ? ofItems * (itemWeights[feature] ?? 0) : pairShare / pairs.length
  )
  return { shape, pairs, offsets, weights }
}

/** The value of each feature in a row, -1 where an answer is missing or its item is in `hidden`. */
export const values = (
  { shape, pairs, offsets }: AnchorFeatures,
  { cells }: AnswerMatrix,
  row: number,
  hidden: ReadonlyArray<number>,
  into: Int32Array
): void => {
  const { items } = shape
  for (let item = 0; item < items; item++) into[item] = cells[row * items + item] ?? -1
  for (const item of hidden) into[item] = -1
  for (let pair = 0; pair < pairs.length; pair++) {
    const [a, b] = pairs[pair] ?? [0, 0]
    const x = into[a] ?? -1
    const y = into[b] ?? -1
    const firstB = shape.offsets[b] ?? 0
    const levelsB = (shape.offsets[b + 1] ?? 0) - firstB
    into[items + pair] =
      x < 0 || y < 0 ? -1 : (offsets[items + pair] ?? 0) + (x - (shape.offsets[a] ?? 0)) * levelsB + y - firstB
  }
}

/** The shares of all values among rows, weighted by the survey's weights where there are any. */
export const shares = function* (
  features: AnchorFeatures,
  matrix: AnswerMatrix,
  rowWeights?: Float64Array
): Sliced<Float64Array> {
  const many = features.weights.length
  const sums = new Float64Array(features.offsets[many] ?? 0)
  const row = new Int32Array(many)
  for (let place = 0; place < matrix.rows; place++) {
    values(features, matrix, place, [], row)
    for (const value of row) if (value >= 0) sums[value] = (sums[value] ?? 0) + (rowWeights?.[place] ?? 1)
    if (place % 1000 === 999) yield 4000 * many
  }
  for (let feature = 0; feature < many; feature++) {
    const levels = sums.subarray(features.offsets[feature], features.offsets[feature + 1])
    const sum = levels.reduce((a, b) => a + b, 0)
    if (sum > 0) for (let at = 0; at < levels.length; at++) levels[at] = (levels[at] ?? 0) / sum
  }
  return sums
}
