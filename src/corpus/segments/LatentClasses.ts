/**
 * Latent class analysis: a respondent belongs to one of K classes, and within a class answers are independent of each other.
 * Fitted by expectation and maximisation (Dempster, Laird and Rubin 1977) from several starts. The log-likelihood of an item
 * is multiplied by the item's weight (Association.itemWeights), and missing answers are left out of it.
 */
import { derive, generator } from "../../domain/Seed.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as Kernels from "./LatentClassKernels.ts"
import * as Sampling from "./Sampling.ts"
import type { Sliced } from "../Sliced.ts"

/** A fitted model. */
export interface LatentClassModel {
  readonly classes: number
  /** Level by level, a class each: item weight × log probability of the level in the class. */
  readonly table: Float32Array
  /** Log share of each class. */
  readonly prior: Float64Array
  /** Weighted log-likelihood of the rows it was fitted to. */
  readonly logLikelihood: number
  /** Rows it was fitted to. */
  readonly rows: number
}

/** How long to look for the best model. */
export interface Search {
  readonly starts: number
  /** Steps of each start, on at most `shortRows` rows. */
  readonly shortSteps: number
  readonly shortRows: number
  /** How many of the best starts go on, and the most steps they take on all rows. */
  readonly finalists: number
  readonly steps: number
  /** Stops when the log-likelihood gains less than this share of itself. */
  readonly tolerance: number
}

/** For the segments themselves. */
export const thorough: Search = { starts: 8, shortSteps: 6, shortRows: 1000, finalists: 2, steps: 40, tolerance: 1e-5 }

/** For the many refits that measure how steady segments are. */
export const quick: Search = { starts: 2, shortSteps: 3, shortRows: 300, finalists: 1, steps: 8, tolerance: 1e-4 }

/** What a row costs beside its cells, counted in cells: exponentials and logarithms. */
const rowOverhead = 10

/** Steps of inner loops that a fit takes at most: cells × classes × rounds, each of them expectation and maximisation. */
export const work = (search: Search, rows: number, items: number, classes: number): number =>
  2 *
  (items + rowOverhead) *
  classes *
  (search.starts * search.shortSteps * Math.min(rows, search.shortRows) + search.finalists * search.steps * rows)

/** What counts as one answer spread like everybody's, in each class and item: no probability is 0. */
const pseudoAnswers = 1

/** Shares of the levels of each item among the rows, never 0. */
export const marginals = ({ shape, rows, cells }: AnswerMatrix.AnswerMatrix): Float64Array => {
  const { items, offsets } = shape
  const shares = new Float64Array(offsets[items] ?? 0).fill(0.5)
  for (let cell = 0; cell < rows * items; cell++) {
    const level = cells[cell] ?? -1
    if (level >= 0) shares[level] = (shares[level] ?? 0) + 1
  }
  for (let item = 0; item < items; item++) {
    const levels = shares.subarray(offsets[item], offsets[item + 1])
    const sum = levels.reduce((a, b) => a + b, 0)
    for (let level = 0; level < levels.length; level++) levels[level] = (levels[level] ?? 0) / sum
  }
  return shares
}

interface Context {
  readonly matrix: AnswerMatrix.AnswerMatrix
  readonly weights: Float64Array
  readonly marginal: Float64Array
  readonly classes: number
}

/** Classes around one respondent each: half their answers, half everybody's. */
const start = ({ matrix, weights, marginal, classes }: Context, random: () => number): LatentClassModel => {
  const { items, offsets } = matrix.shape
  const seeds = Sampling.shuffle(Sampling.all(matrix.rows), random)
  const table = new Float32Array((offsets[items] ?? 0) * classes)
  for (let k = 0; k < classes; k++) {
    const row = seeds[k % matrix.rows] ?? 0
    for (let item = 0; item < items; item++) {
      const answer = matrix.cells[row * items + item] ?? -1
      for (let level = offsets[item] ?? 0; level < (offsets[item + 1] ?? 0); level++) {
        const share = marginal[level] ?? 0
        const mixed = answer < 0 ? share : (share + (level === answer ? 1 : 0)) / 2
        table[level * classes + k] = (weights[item] ?? 0) * Math.log(mixed)
      }
    }
  }
  const prior = new Float64Array(classes).fill(-Math.log(classes))
  return { classes, table, prior, logLikelihood: -Infinity, rows: matrix.rows }
}

/** The model that fits the responsibilities best. */
const maximise = (
  { matrix, weights, marginal, classes }: Context,
  counts: Float64Array,
  responsibilities: Float32Array
): Pick<LatentClassModel, "table" | "prior"> => {
  const { items, offsets } = matrix.shape
  const table = new Float32Array(counts.length)
  for (let item = 0; item < items; item++) {
    const first = offsets[item] ?? 0
    const end = offsets[item + 1] ?? 0
    const weight = weights[item] ?? 0
    for (let k = 0; k < classes; k++) {
      let sum = pseudoAnswers
      for (let level = first; level < end; level++) sum += counts[level * classes + k] ?? 0
      for (let level = first; level < end; level++) {
        const answers = (counts[level * classes + k] ?? 0) + pseudoAnswers * (marginal[level] ?? 0)
        table[level * classes + k] = weight * Math.log(answers / sum)
      }
    }
  }
  const prior = new Float64Array(classes).fill(0.5)
  for (let place = 0; place < responsibilities.length; place++) {
    const k = place % classes
    prior[k] = (prior[k] ?? 0) + (responsibilities[place] ?? 0)
  }
  return { table, prior: prior.map((size) => Math.log(size / (matrix.rows + classes / 2))) }
}

/** At most so many steps of expectation and maximisation from a model. */
const climb = function* (
  context: Context,
  from: LatentClassModel,
  steps: number,
  tolerance: number
): Sliced<LatentClassModel> {
  const { matrix, classes } = context
  const perRow = matrix.shape.items * classes
  const blocks = AnswerMatrix.blocks(matrix.rows, 2 * perRow)
  const responsibilities = new Float32Array(matrix.rows * classes)
  const counts = new Float64Array(from.table.length)
  let model = from
  for (let step = 0; step < steps; step++) {
    let logLikelihood = 0
    counts.fill(0)
    for (const [begin, end] of blocks) {
      logLikelihood += Kernels.expect(matrix, model, responsibilities, begin, end)
      Kernels.count(matrix, classes, responsibilities, counts, begin, end)
      yield 2 * (end - begin) * perRow
    }
    const gained = logLikelihood - model.logLikelihood
    const fitted = { ...model, logLikelihood, rows: matrix.rows }
    // The likelihood belongs to the model the step began with.
    if (step === steps - 1 || gained < tolerance * Math.abs(logLikelihood)) return fitted
    model = { ...fitted, ...maximise(context, counts, responsibilities) }
  }
  return model
}

/** Fits K classes: the best model of a search. The same for the same seed. */
export const fit = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  options: {
    readonly classes: number
    readonly weights: Float64Array
    readonly search: Search
    readonly seed: number
  }
): Sliced<LatentClassModel> {
  const { classes, weights, search } = options
  const context: Context = { matrix, weights, marginal: marginals(matrix), classes }
  yield matrix.cells.length
  const random = generator(derive(options.seed, "latent classes", classes))
  const few =
    matrix.rows <= search.shortRows
      ? matrix
      : AnswerMatrix.select(matrix, Sampling.without(matrix.rows, search.shortRows, random))
  const short: Context = { ...context, matrix: few }
  const starts: Array<LatentClassModel> = []
  for (let n = 0; n < (classes === 1 ? 1 : search.starts); n++)
    starts.push(yield* climb(short, start(short, random), search.shortSteps, search.tolerance))
  starts.sort((a, b) => b.logLikelihood - a.logLikelihood)
  let best: LatentClassModel | undefined
  for (const begun of starts.slice(0, search.finalists)) {
    const model = yield* climb(context, { ...begun, logLikelihood: -Infinity }, search.steps, search.tolerance)
    if (best === undefined || model.logLikelihood > best.logLikelihood) best = model
  }
  return best ?? start(context, random)
}

/** The model of groups that are given: what the members of each answered. */
export const ofGroups = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  options: { readonly labels: ArrayLike<number>; readonly classes: number; readonly weights: Float64Array }
): Sliced<LatentClassModel> {
  const { labels, classes, weights } = options
  const responsibilities = new Float32Array(matrix.rows * classes)
  for (let row = 0; row < matrix.rows; row++) responsibilities[row * classes + (labels[row] ?? 0)] = 1
  const counts = new Float64Array((matrix.shape.offsets[matrix.shape.items] ?? 0) * classes)
  Kernels.count(matrix, classes, responsibilities, counts, 0, matrix.rows)
  yield 2 * matrix.cells.length + matrix.rows * classes
  const context: Context = { matrix, weights, marginal: marginals(matrix), classes }
  return { classes, logLikelihood: Number.NaN, rows: matrix.rows, ...maximise(context, counts, responsibilities) }
}

/** Respondents by class. */
export interface Classified {
  /** The most probable class of each row. */
  readonly labels: Int32Array
  /** Row by row, a class each: minus the log of share × likelihood. */
  readonly costs: Float32Array
}

/** Puts every row into its most probable class; of equal ones, the first. */
export const classify = function* (matrix: AnswerMatrix.AnswerMatrix, model: LatentClassModel): Sliced<Classified> {
  const { classes } = model
  const labels = new Int32Array(matrix.rows)
  const costs = new Float32Array(matrix.rows * classes)
  const logs = new Float64Array(classes)
  const firsts = new Int32Array(matrix.shape.items)
  const perRow = matrix.shape.items * classes
  for (const [begin, end] of AnswerMatrix.blocks(matrix.rows, perRow)) {
    for (let row = begin; row < end; row++) {
      Kernels.joint(matrix, model, row, logs, firsts)
      let best = 0
      for (let k = 0; k < classes; k++) {
        costs[row * classes + k] = -(logs[k] ?? 0)
        if ((logs[k] ?? 0) > (logs[best] ?? 0)) best = k
      }
      labels[row] = best
    }
    yield (end - begin) * perRow
  }
  return { labels, costs }
}

/** The weighted Bayesian information criterion: lower is better. A parameter of an item counts as the item weighs. */
export const weightedBic = (
  { classes, logLikelihood, rows }: LatentClassModel,
  { items, offsets }: AnswerMatrix.AnswerShape,
  weights: Float64Array
): number => {
  let parameters = classes - 1
  for (let item = 0; item < items; item++)
    parameters += (weights[item] ?? 0) * classes * ((offsets[item + 1] ?? 0) - (offsets[item] ?? 0) - 1)
  return -2 * logLikelihood + parameters * Math.log(rows)
}
