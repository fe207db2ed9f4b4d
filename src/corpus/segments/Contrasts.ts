/** Which answers of a segment differ from everybody's by more than segments found in shuffled data do. */
import * as AnswerMatrix from "./AnswerMatrix.ts"
import type { LatentClassModel } from "./LatentClasses.ts"
import { joint } from "./LatentClassKernels.ts"
import { quantile } from "./Quantiles.ts"
import type { Sliced } from "../Sliced.ts"

/** An answer that is more or less common in a segment than chance explains. */
export interface Contrast {
  readonly item: number
  /** The code of the answer. */
  readonly level: number
  /** Whether more or fewer of the segment gave it than of everybody. */
  readonly direction: "more" | "fewer"
  /** How far beyond the threshold of shuffled data: 1 is just beyond it. */
  readonly strength: number
}

/**
 * Respondents by level and group, as `deviations` reads them. Segments that were found have been made to differ, so that
 * counting the members of each would find contrasts in chance too. Therefore respondents are put, for each question, into the
 * segment that all their *other* answers point to.
 */
export const countByOthers = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  model: LatentClassModel
): Sliced<Float64Array> {
  const { shape, cells } = matrix
  const { classes, table } = model
  const counts = new Float64Array((shape.offsets[shape.items] ?? 0) * classes)
  const logs = new Float64Array(classes)
  const firsts = new Int32Array(shape.items)
  const perRow = classes * (2 * shape.items + shape.questions.length)
  for (const [from, to] of AnswerMatrix.blocks(matrix.rows, perRow)) {
    for (let row = from; row < to; row++) {
      joint(matrix, model, row, logs, firsts)
      for (const items of shape.questions) {
        let best = 0
        let largest = -Infinity
        for (let k = 0; k < classes; k++) {
          let others = logs[k] ?? 0
          for (const item of items) {
            const level = cells[row * shape.items + item] ?? -1
            if (level >= 0) others -= table[level * classes + k] ?? 0
          }
          if (others > largest) {
            largest = others
            best = k
          }
        }
        for (const item of items) {
          const level = cells[row * shape.items + item] ?? -1
          if (level >= 0) counts[level * classes + best] = (counts[level * classes + best] ?? 0) + 1
        }
      }
    }
    yield (to - from) * perRow
  }
  return counts
}

/** Respondents by level and the group they are in. */
export const countMembers = (
  { shape, rows, cells }: AnswerMatrix.AnswerMatrix,
  labels: Int32Array,
  groups: number
): Float64Array => {
  const { items, offsets } = shape
  const counts = new Float64Array((offsets[items] ?? 0) * groups)
  for (let cell = 0; cell < rows * items; cell++) {
    const level = cells[cell] ?? -1
    if (level < 0) continue
    const at = level * groups + (labels[Math.floor(cell / items)] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** Level by level, a group each: how many standard errors the group's share is from everybody's. 0 where nobody answered. */
export const deviations = (
  { items, offsets }: AnswerMatrix.AnswerShape,
  counts: Float64Array,
  groups: number
): Float64Array => {
  const result = new Float64Array(counts.length)
  for (let item = 0; item < items; item++) {
    const first = offsets[item] ?? 0
    const end = offsets[item + 1] ?? 0
    const size = new Float64Array(groups)
    for (let at = first * groups; at < end * groups; at++)
      size[at % groups] = (size[at % groups] ?? 0) + (counts[at] ?? 0)
    const total = size.reduce((a, b) => a + b, 0)
    for (let level = first; level < end; level++) {
      let ofLevel = 0
      for (let group = 0; group < groups; group++) ofLevel += counts[level * groups + group] ?? 0
      const share = ofLevel / Math.max(1, total)
      // Half an answer more and less: a level that almost nobody chose has no tiny error.
      const smoothed = (ofLevel + 0.5) / (total + 1)
      for (let group = 0; group < groups; group++) {
        const answered = size[group] ?? 0
        if (answered === 0 || answered === total) continue
        const error = Math.sqrt(smoothed * (1 - smoothed) * (1 / answered - 1 / total))
        const at = level * groups + group
        result[at] = ((counts[at] ?? 0) / answered - share) / error
      }
    }
  }
  return result
}

/** The largest deviation of each group in each question: question by question, a group each. */
export const largestByQuestion = (
  { questions, offsets }: AnswerMatrix.AnswerShape,
  values: Float64Array,
  groups: number
): Float64Array => {
  const largest = new Float64Array(questions.length * groups)
  questions.forEach((items, question) => {
    for (const item of items)
      for (let at = (offsets[item] ?? 0) * groups; at < (offsets[item + 1] ?? 0) * groups; at++) {
        const place = question * groups + (at % groups)
        largest[place] = Math.max(largest[place] ?? 0, Math.abs(values[at] ?? 0))
      }
  })
  return largest
}

/**
 * The deviation of each question that an answer must exceed: 99 of 100 segments found in shuffled data have no answer at all
 * beyond it. Segments themselves are looked for longer than those in shuffled data, so that about 4 of 100 exceed it by chance
 * alone. Questions differ in what shuffled segments make of them (a grid stays whole), so each has its own scale.
 */
export const thresholds = (shuffled: ReadonlyArray<Float64Array>, questions: number, groups: number): Float64Array => {
  const scale = Float64Array.from({ length: questions }, (_, question) =>
    quantile(
      shuffled.flatMap((largest) => [...largest.subarray(question * groups, (question + 1) * groups)]),
      0.5
    )
  )
  const worst = shuffled.flatMap((largest) =>
    Array.from({ length: groups }, (_, group) =>
      scale.reduce(
        (most, typical, question) =>
          typical > 0 ? Math.max(most, (largest[question * groups + group] ?? 0) / typical) : most,
        0
      )
    )
  )
  const factor = quantile(worst, 0.99)
  return scale.map((typical) => factor * typical)
}

/** The contrasts of each group, the strongest first: beyond the threshold, and in the direction that its members show. */
export const beyond = (
  { questions, offsets }: AnswerMatrix.AnswerShape,
  values: Float64Array,
  ofMembers: Float64Array,
  groups: number,
  threshold: Float64Array
): ReadonlyArray<ReadonlyArray<Contrast>> =>
  Array.from({ length: groups }, (_, group) =>
    questions
      .flatMap((items, question) =>
        items.flatMap((item) => {
          const first = offsets[item] ?? 0
          const found: Array<Contrast> = []
          for (let level = first; level < (offsets[item + 1] ?? 0); level++) {
            const deviation = values[level * groups + group] ?? 0
            const strength = Math.abs(deviation) / Math.max(1e-9, threshold[question] ?? 0)
            if (deviation * (ofMembers[level * groups + group] ?? 0) > 0 && strength > 1)
              found.push({ item, level: level - first, direction: deviation > 0 ? "more" : "fewer", strength })
          }
          return found
        })
      )
      .toSorted((a, b) => b.strength - a.strength)
  )
