/** Whether segments that a researcher brings answer differently at all. */
import { derive, generator } from "../../domain/Seed.ts"
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import * as Homogeneity from "./Homogeneity.ts"
import * as LatentClasses from "./LatentClasses.ts"
import * as Sampling from "./Sampling.ts"
import type { Sliced } from "../Sliced.ts"

/** The tests of given groups. */
export interface GivenGroupsTest {
  /** (1 + how many of the shuffled labels explain as much) / (1 + shuffles). */
  readonly p: number
  /** Whether telling the groups apart is worth its parameters: a lower weighted BIC than one group has. */
  readonly worthTelling: boolean
}

const shuffles = 99

/** Tests groups by what they explain of the answers, beside shuffled labels. */
export const test = function* (
  matrix: AnswerMatrix,
  options: {
    readonly labels: Int32Array
    readonly groups: number
    readonly weights: Float64Array
    readonly seed: number
  }
): Sliced<GivenGroupsTest> {
  const { labels, groups, weights } = options
  const measured = yield* Homogeneity.tau(matrix, labels, groups, weights)
  const random = generator(derive(options.seed, "given groups"))
  let asMuch = 0
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const mixed = Sampling.shuffle(labels.slice(), random)
    if ((yield* Homogeneity.tau(matrix, mixed, groups, weights)) >= measured) asMuch++
  }
  const together = yield* bic(matrix, labels.slice().fill(0), 1, weights)
  const apart = yield* bic(matrix, labels, groups, weights)
  return { p: (1 + asMuch) / (1 + shuffles), worthTelling: apart < together }
}

/** The weighted BIC of the answers where everybody's group is known. */
const bic = function* (
  matrix: AnswerMatrix,
  labels: Int32Array,
  groups: number,
  weights: Float64Array
): Sliced<number> {
  const model = yield* LatentClasses.ofGroups(matrix, { labels, classes: groups, weights })
  const { costs } = yield* LatentClasses.classify(matrix, model)
  let logLikelihood = 0
  labels.forEach((label, row) => {
    logLikelihood -= (costs[row * groups + label] ?? 0) + (model.prior[label] ?? 0)
  })
  return LatentClasses.weightedBic({ ...model, logLikelihood }, matrix.shape, weights)
}
