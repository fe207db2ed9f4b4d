/**
 * Whether segments are there again when respondents are drawn again: refits on resamples, and two halves fitted apart. Beside
 * each, the same on tables whose whole questions are shuffled: what segments found in chance look like.
 */
import { derive, generator } from "../../domain/Seed.ts"
import * as Agreement from "./Agreement.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as Contrasts from "./Contrasts.ts"
import * as LatentClasses from "./LatentClasses.ts"
import * as MinimumSize from "./MinimumSize.ts"
import * as Sampling from "./Sampling.ts"
import { heldSize } from "./SegmentSearch.ts"
import type { Sliced } from "../Sliced.ts"

/** What is tested. */
export interface StabilityOptions {
  readonly matrix: AnswerMatrix.AnswerMatrix
  /** The segment of each row. */
  readonly labels: Int32Array
  /** Whether the segments were given: then models are made from their members, not found. */
  readonly given: boolean
  readonly itemWeights: Float64Array
  readonly segments: number
  readonly minSize: number
  readonly tries: number
  readonly seed: number
}

/** What was measured. */
export interface Stability {
  /** For each segment, the mean Jaccard overlap with the nearest segment of each refit. */
  readonly overlaps: ReadonlyArray<number>
  /** The same for segments found in shuffled data, one a segment of each shuffled table. */
  readonly shuffledOverlaps: ReadonlyArray<number>
  /** Mean adjusted Rand index of two halves, and the same in shuffled data. */
  readonly halves: { readonly agreement: number; readonly shuffled: number }
  /** For each question, the deviation beyond which an answer is a contrast. */
  readonly thresholds: Float64Array
}

interface Table {
  readonly matrix: AnswerMatrix.AnswerMatrix
  readonly labels: Int32Array
}

/** Segments of some rows, as a model that can place all rows. */
export const model = function* (
  { matrix, labels }: Table,
  rows: Int32Array,
  options: Pick<StabilityOptions, "given" | "itemWeights" | "segments"> & { readonly search?: LatentClasses.Search },
  seed: number
): Sliced<LatentClasses.LatentClassModel> {
  const { given, itemWeights: weights, segments: classes, search = LatentClasses.quick } = options
  const drawn = AnswerMatrix.select(matrix, rows)
  if (!given) return yield* LatentClasses.fit(drawn, { classes, weights, search, seed })
  return yield* LatentClasses.ofGroups(drawn, { labels: rows.map((row) => labels[row] ?? 0), classes, weights })
}

const overlapWithRefit = function* (table: Table, options: StabilityOptions, seed: number): Sliced<Float64Array> {
  const rows = Sampling.resample(table.matrix.rows, generator(derive(seed, "resample")))
  const refit = yield* model(table, rows, options, derive(seed, "refit"))
  const { labels } = yield* LatentClasses.classify(table.matrix, refit)
  return Agreement.overlaps(table.labels, labels, options.segments)
}

/** The rows in two halves at random. */
export const halvesOf = (size: number, random: () => number): readonly [Int32Array, Int32Array] => {
  const order = Sampling.shuffle(Sampling.all(size), random)
  return [order.slice(0, size >> 1), order.slice(size >> 1)]
}

const agreementOfHalves = function* (table: Table, options: StabilityOptions, seed: number): Sliced<number> {
  const halves = halvesOf(table.matrix.rows, generator(derive(seed, "halves")))
  const labels: Array<Int32Array> = []
  for (const [place, rows] of halves.entries()) {
    const fitted = yield* model(table, rows, options, derive(seed, "half", place))
    labels.push((yield* LatentClasses.classify(table.matrix, fitted)).labels)
  }
  const [first, second] = labels
  return first && second ? Agreement.adjustedRand(first, second, options.segments) : 0
}

/** A shuffled table and the segments found in it, as they are found in the real one. */
const shuffledTable = function* (options: StabilityOptions, seed: number): Sliced<Table> {
  const matrix = AnswerMatrix.shuffleQuestions(options.matrix, generator(derive(seed, "shuffle")))
  yield 4 * matrix.cells.length
  if (options.given) return { matrix, labels: options.labels }
  const every = { matrix, labels: options.labels }
  const fitted = yield* model(every, Sampling.all(matrix.rows), options, derive(seed, "segments"))
  const classified = yield* LatentClasses.classify(matrix, fitted)
  const minSize = heldSize(matrix.rows, options.segments, options.minSize)
  return { matrix, labels: yield* MinimumSize.enforce(classified, options.segments, minSize) }
}

/** How far the answers of segments are from everybody's, as `Contrasts` measures it. */
export const deviationsOf = function* (
  { matrix, labels }: Table,
  options: Pick<StabilityOptions, "given" | "itemWeights" | "segments">
): Sliced<Float64Array> {
  const { given, itemWeights: weights, segments } = options
  yield 4 * matrix.cells.length
  if (given) return Contrasts.deviations(matrix.shape, Contrasts.countMembers(matrix, labels, segments), segments)
  const fitted = yield* LatentClasses.ofGroups(matrix, { labels, classes: segments, weights })
  return Contrasts.deviations(matrix.shape, yield* Contrasts.countByOthers(matrix, fitted), segments)
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

/** Runs the tests, `tries` times each. */
export const measure = function* (options: StabilityOptions): Sliced<Stability> {
  const { matrix, segments, tries } = options
  const { shape } = matrix
  const real: Table = { matrix, labels: options.labels }
  const overlaps: Array<Float64Array> = []
  const agreement: Array<number> = []
  const shuffledOverlaps: Array<number> = []
  const shuffledAgreement: Array<number> = []
  const deviations: Array<Float64Array> = []
  for (let attempt = 0; attempt < tries; attempt++) {
    const seed = derive(options.seed, "stability", attempt)
    overlaps.push(yield* overlapWithRefit(real, options, seed))
    agreement.push(yield* agreementOfHalves(real, options, seed))
    const shuffled = yield* shuffledTable(options, seed)
    shuffledOverlaps.push(...(yield* overlapWithRefit(shuffled, options, seed)))
    shuffledAgreement.push(yield* agreementOfHalves(shuffled, options, seed))
    const values = yield* deviationsOf(shuffled, options)
    deviations.push(Contrasts.largestByQuestion(shape, values, segments))
  }
  return {
    overlaps: Array.from({ length: segments }, (_, segment) => mean(overlaps.map((each) => each[segment] ?? 0))),
    shuffledOverlaps,
    halves: { agreement: mean(agreement), shuffled: mean(shuffledAgreement) },
    thresholds: Contrasts.thresholds(deviations, shape.questions.length, segments)
  }
}
