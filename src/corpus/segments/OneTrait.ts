/**
 * One trait, no classes: people differ by degree along a single line, and each answer becomes likelier or rarer with it
 * (the nominal response model, Bock 1972). The trait is standard normal, on a grid; item weights as for latent classes.
 */
import * as AnswerMatrix from "./AnswerMatrix.ts"
import { type LatentClassModel, marginals } from "./LatentClasses.ts"
import type { Sliced } from "../Sliced.ts"

/** Points of the grid, from -2.5 to 2.5 standard deviations. */
const points = 11
const grid = Float64Array.from({ length: points }, (_, point) => -2.5 + (5 * point) / (points - 1))
const density = grid.map((place) => Math.exp((-place * place) / 2))
const logPrior = density.map((value) => Math.log(value / density.reduce((a, b) => a + b, 0)))

const mostSteps = 40
const tolerance = 1e-5

/** A fitted line. */
export interface OneTraitModel {
  /** Level by level, a point of the grid each: item weight × log probability of the level there. */
  readonly table: Float64Array
  readonly bic: number
}

interface Parameters {
  readonly intercepts: Float64Array
  readonly slopes: Float64Array
}

/** Probabilities of the levels of one item at each point of the grid. */
const probabilities = ({ intercepts, slopes }: Parameters, first: number, end: number, into: Float64Array): void => {
  for (let point = 0; point < points; point++) {
    let largest = -Infinity
    for (let level = first; level < end; level++)
      largest = Math.max(largest, (intercepts[level] ?? 0) + (slopes[level] ?? 0) * (grid[point] ?? 0))
    let sum = 0
    for (let level = first; level < end; level++) {
      const value = Math.exp((intercepts[level] ?? 0) + (slopes[level] ?? 0) * (grid[point] ?? 0) - largest)
      into[level * points + point] = value
      sum += value
    }
    for (let level = first; level < end; level++)
      into[level * points + point] = (into[level * points + point] ?? 0) / sum
  }
}

/** A few damped Newton steps for the levels of one item, with a light ridge on slopes. */
const improve = (parameters: Parameters, counts: Float64Array, first: number, end: number, p: Float64Array): void => {
  const { intercepts, slopes } = parameters
  // All levels move at once, and only their differences count: two levels would make the same step twice.
  const damping = (0.7 * (end - first - 1)) / (end - first)
  const bounded = (step: number) => Math.max(-1, Math.min(1, damping * step))
  const totals = new Float64Array(points)
  for (let level = first; level < end; level++)
    for (let point = 0; point < points; point++)
      totals[point] = (totals[point] ?? 0) + (counts[level * points + point] ?? 0)
  for (let round = 0; round < 4; round++) {
    probabilities(parameters, first, end, p)
    for (let level = first; level < end; level++) {
      const slope = slopes[level] ?? 0
      let gradient = 0
      let curvature = 1e-3
      let slopeGradient = -0.5 * slope
      let slopeCurvature = 0.5
      for (let point = 0; point < points; point++) {
        const place = grid[point] ?? 0
        const share = p[level * points + point] ?? 0
        const total = totals[point] ?? 0
        const residual = (counts[level * points + point] ?? 0) - total * share
        const variance = total * share * (1 - share)
        gradient += residual
        curvature += variance
        slopeGradient += residual * place
        slopeCurvature += variance * place * place
      }
      intercepts[level] = (intercepts[level] ?? 0) + bounded(gradient / curvature)
      slopes[level] = slope + bounded(slopeGradient / slopeCurvature)
    }
  }
}

/** Posterior probabilities of the grid's points for one row; returns the log-likelihood of the row. */
const posterior = (
  { shape, cells }: AnswerMatrix.AnswerMatrix,
  table: Float64Array,
  row: number,
  into: Float64Array
): number => {
  into.set(logPrior)
  for (let cell = row * shape.items; cell < (row + 1) * shape.items; cell++) {
    const level = cells[cell] ?? -1
    if (level < 0) continue
    for (let point = 0; point < points; point++) into[point] = (into[point] ?? 0) + (table[level * points + point] ?? 0)
  }
  let largest = -Infinity
  for (let point = 0; point < points; point++) largest = Math.max(largest, into[point] ?? 0)
  let sum = 0
  for (let point = 0; point < points; point++) {
    const value = Math.exp((into[point] ?? 0) - largest)
    into[point] = value
    sum += value
  }
  for (let point = 0; point < points; point++) into[point] = (into[point] ?? 0) / sum
  return largest + Math.log(sum)
}

/** Fits a line, starting in the direction that parts two classes. */
export const fit = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  options: { readonly weights: Float64Array; readonly two: LatentClassModel }
): Sliced<OneTraitModel> {
  const { weights, two } = options
  const { shape, rows, cells } = matrix
  const { items, offsets } = shape
  const levels = offsets[items] ?? 0
  const parameters: Parameters = {
    intercepts: marginals(matrix).map((share) => Math.log(share)),
    slopes: new Float64Array(levels)
  }
  const bounds = Array.from({ length: items }, (_, item) => [offsets[item] ?? 0, offsets[item + 1] ?? 0] as const)
  for (const [item, [first, end]] of bounds.entries())
    for (let level = first; level < end; level++) {
      const apart = (two.table[level * 2] ?? 0) - (two.table[level * 2 + 1] ?? 0)
      parameters.slopes[level] = Math.max(-1, Math.min(1, (0.4 * apart) / (weights[item] ?? 1)))
    }
  const p = new Float64Array(levels * points)
  const table = new Float64Array(levels * points)
  const counts = new Float64Array(levels * points)
  const at = new Float64Array(points)
  const blocks = AnswerMatrix.blocks(rows, 2 * points * items)
  let before = -Infinity
  for (let step = 0; step < mostSteps; step++) {
    for (const [item, [first, end]] of bounds.entries()) {
      probabilities(parameters, first, end, p)
      for (let place = first * points; place < end * points; place++)
        table[place] = (weights[item] ?? 0) * Math.log(Math.max(1e-300, p[place] ?? 0))
    }
    let logLikelihood = 0
    counts.fill(0)
    for (const [from, to] of blocks) {
      for (let row = from; row < to; row++) {
        logLikelihood += posterior(matrix, table, row, at)
        for (let cell = row * items; cell < (row + 1) * items; cell++) {
          const level = cells[cell] ?? -1
          if (level < 0) continue
          for (let point = 0; point < points; point++) {
            const place = level * points + point
            counts[place] = (counts[place] ?? 0) + (at[point] ?? 0)
          }
        }
      }
      yield 2 * (to - from) * items * points
    }
    const converged = step > 0 && Math.abs(logLikelihood - before) < tolerance * Math.abs(logLikelihood)
    before = logLikelihood
    if (converged || step === mostSteps - 1) break
    for (const [first, end] of bounds) improve(parameters, counts, first, end, p)
    yield 8 * 10 * levels * points
  }
  const free = bounds.reduce((sum, [first, end], item) => sum + (weights[item] ?? 0) * 2 * (end - first - 1), 0)
  return { table, bic: -2 * before + free * Math.log(rows) }
}

/** Where each row is on the line: the mean of its posterior, in standard deviations of the trait. */
export const places = function* (matrix: AnswerMatrix.AnswerMatrix, { table }: OneTraitModel): Sliced<Float64Array> {
  const means = new Float64Array(matrix.rows)
  const at = new Float64Array(points)
  const perRow = points * matrix.shape.items
  for (const [from, to] of AnswerMatrix.blocks(matrix.rows, perRow)) {
    for (let row = from; row < to; row++) {
      posterior(matrix, table, row, at)
      means[row] = at.reduce((sum, probability, point) => sum + probability * (grid[point] ?? 0), 0)
    }
    yield (to - from) * perRow
  }
  return means
}
