/**
 * How far anchors are from respondents who were not used to choose them, beside as many respondents drawn at random, and the
 * floor: how far one half of the respondents is from the other.
 */
import { derive, generator } from "../../domain/Seed.ts"
import * as AnchorFeatures from "./AnchorFeatures.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as LatentClasses from "./LatentClasses.ts"
import * as MinimumSize from "./MinimumSize.ts"
import * as Sampling from "./Sampling.ts"
import * as SegmentSearch from "./SegmentSearch.ts"
import type { Sliced } from "../Sliced.ts"
import * as Stability from "./Stability.ts"

/** Sums of weights by level, over rows. */
export const sums = function* (
  { shape, cells }: AnswerMatrix.AnswerMatrix,
  rows: ArrayLike<number>,
  weightOf: (row: number, place: number) => number
): Sliced<Float64Array> {
  const { items, offsets } = shape
  const levels = new Float64Array(offsets[items] ?? 0)
  // Rows are drawn from all over the table: about four steps a cell.
  for (const [from, to] of AnswerMatrix.blocks(rows.length, 4 * items)) {
    for (let place = from; place < to; place++) {
      const row = rows[place] ?? 0
      const weight = weightOf(row, place)
      for (let cell = row * items; cell < (row + 1) * items; cell++) {
        const level = cells[cell] ?? -1
        if (level >= 0) levels[level] = (levels[level] ?? 0) + weight
      }
    }
    yield 4 * (to - from) * items
  }
  return levels
}

/** Mean total variation over questions, from 0 to 1. An item that one side did not answer is left out. */
export const distance = (shape: AnswerMatrix.AnswerShape, a: Float64Array, b: Float64Array): number => {
  const itemWeights = AnchorFeatures.distanceWeights(shape)
  let sum = 0
  let weights = 0
  for (let item = 0; item < shape.items; item++) {
    let totalA = 0
    let totalB = 0
    const first = shape.offsets[item] ?? 0
    const end = shape.offsets[item + 1] ?? 0
    for (let level = first; level < end; level++) {
      totalA += a[level] ?? 0
      totalB += b[level] ?? 0
    }
    if (totalA <= 0 || totalB <= 0) continue
    let apart = 0
    for (let level = first; level < end; level++) apart += Math.abs((a[level] ?? 0) / totalA - (b[level] ?? 0) / totalB)
    sum += ((itemWeights[item] ?? 0) * apart) / 2
    weights += itemWeights[item] ?? 0
  }
  return weights === 0 ? 0 : sum / weights
}

/** Mean distances over the tries. */
export interface HeldOutDistance {
  readonly segments: number
  readonly random: number
  readonly floor: number
}

/** The most respondents of a half that anchors are chosen from. */
const mostChosenFrom = 2000
/** Between the search for the segments and the quick one: on less, anchors are up to 5 % further away. */
const search: LatentClasses.Search = { ...LatentClasses.quick, starts: 4, shortSteps: 4, steps: 20 }
/** Of fewer respondents, single ones matter more. */
const restartsFor = (rows: number): number => (rows <= 300 ? 8 : 4)

/** Chooses anchors from one half of the respondents and compares them with the other, `tries` times. */
export const measure = function* (
  options: Omit<Stability.StabilityOptions, "matrix" | "labels"> & {
    /** All respondents; halves are halves of them. */
    readonly matrix: AnswerMatrix.AnswerMatrix
    readonly labels: Int32Array
    readonly rowWeights?: Float64Array | undefined
    readonly k: number
    /** Respondents of a half that classes are fitted to. */
    readonly fitted: number
  }
): Sliced<HeldOutDistance> {
  const { matrix, rowWeights, segments, tries } = options
  const { shape } = matrix
  const weightOf = (row: number) => rowWeights?.[row] ?? 1
  const total = { segments: 0, random: 0, floor: 0 }
  for (let attempt = 0; attempt < tries; attempt++) {
    const seed = derive(options.seed, "held out", attempt)
    const random = generator(seed)
    const [half, other] = Stability.halvesOf(matrix.rows, random)
    const chosenFrom = half.slice(0, mostChosenFrom)
    const target = yield* sums(matrix, other, weightOf)
    const drawn = AnswerMatrix.select(matrix, chosenFrom)
    const labels = chosenFrom.map((row) => options.labels[row] ?? 0)
    if (!options.given) {
      const fitted = Sampling.all(Math.min(options.fitted, drawn.rows))
      const fit = yield* Stability.model({ matrix: drawn, labels }, fitted, { ...options, search }, seed)
      const classified = yield* LatentClasses.classify(drawn, fit)
      // A half has half as many respondents to make up a segment of, and to share facts.
      const minSize = SegmentSearch.heldSize(drawn.rows, segments, Math.ceil(options.minSize / 2))
      labels.set(yield* MinimumSize.enforce(classified, segments, minSize))
    }
    // A group that is given may have nobody in this half.
    const present = [...new Set(labels)].toSorted((a, b) => a - b)
    const found = yield* SegmentSearch.anchorsOf(
      labels.map((label) => present.indexOf(label)),
      {
        matrix: drawn,
        rowWeights: rowWeights && Float64Array.from(chosenFrom, weightOf),
        itemWeights: options.itemWeights,
        segments: present.length,
        k: Math.ceil(options.k / 2),
        restarts: restartsFor(drawn.rows),
        seed
      }
    )
    const anchors = yield* sums(drawn, found.anchors, (_, segment) => found.shares[segment] ?? 0)
    const strangers = yield* sums(matrix, Sampling.shuffle(half.slice(), random).slice(0, present.length), () => 1)
    total.segments += distance(shape, anchors, target)
    total.random += distance(shape, strangers, target)
    total.floor += distance(shape, yield* sums(matrix, half, weightOf), target)
  }
  return { segments: total.segments / tries, random: total.random / tries, floor: total.floor / tries }
}
