/** How many latent classes the data prefer: the number with the lowest weighted BIC. */
import { derive } from "../../domain/Seed.ts"
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import * as LatentClasses from "./LatentClasses.ts"
import type { Sliced } from "../Sliced.ts"

/** What was found. */
export interface ClassCount {
  /** 1: no classes. */
  readonly classes: number
  readonly bic: number
  /** The model of two classes: a first guess of the direction in which people differ most. */
  readonly two: LatentClassModel
}

type LatentClassModel = LatentClasses.LatentClassModel

/** The search ends after so many numbers in a row that fit worse. */
const patience = 3

/** Fits 1, 2, … up to `most` classes. Only a number whose smallest class has `minSize` rows counts. */
export const find = function* (
  matrix: AnswerMatrix,
  options: {
    readonly weights: Float64Array
    readonly most: number
    readonly minSize: number
    readonly seed: number
  }
): Sliced<ClassCount> {
  const { weights } = options
  const search = LatentClasses.thorough
  let classes = 1
  let bic = Infinity
  let two: LatentClassModel | undefined
  for (let k = 1, worse = 0; k <= Math.max(2, options.most) && worse < patience; k++) {
    const seed = derive(options.seed, "class count", k)
    const model = yield* LatentClasses.fit(matrix, { classes: k, weights, search, seed })
    if (k === 2) two = model
    const { labels } = yield* LatentClasses.classify(matrix, model)
    const smallest = sizes(labels, k).reduce((a, b) => Math.min(a, b), Infinity)
    const value = LatentClasses.weightedBic(model, matrix.shape, weights)
    if (value < bic && (k === 1 || (k <= options.most && smallest >= options.minSize))) {
      classes = k
      bic = value
      worse = 0
    } else worse++
  }
  return { classes, bic, two: two ?? (yield* LatentClasses.fit(matrix, { classes: 2, weights, search, seed: 0 })) }
}

/** How many rows each of K labels has. */
export const sizes = (labels: Int32Array, k: number): Int32Array => {
  const counts = new Int32Array(k)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
