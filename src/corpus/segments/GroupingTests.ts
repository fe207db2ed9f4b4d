/** What a grouping is worth: the four verdicts, and the tests they follow from. */
import type { Verdict } from "../../domain/Grouping.ts"
import { derive } from "../../domain/Seed.ts"
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import * as Association from "./Association.ts"
import * as ClassCount from "./ClassCount.ts"
import type { GivenGroupsTest } from "./GivenGroups.ts"
import * as OneTrait from "./OneTrait.ts"
import { heldSize } from "./SegmentSearch.ts"
import type { Sliced } from "../Sliced.ts"

/** The figures behind a verdict. */
export interface GroupingTests {
  /** Whether answers to different questions hang together. */
  readonly together: Association.AssociationTest
  readonly fit: {
    /** The number of latent classes with the lowest weighted BIC. */
    readonly segments: number
    readonly segmentsBic: number
    /** The same for one trait without classes; lower is better. */
    readonly lineBic: number
  }
  readonly line: OneTrait.OneTraitModel
}

const shuffles = 99
const pairs = 600
const significant = 0.05

/** Runs the tests. */
export const test = function* (
  matrix: AnswerMatrix,
  options: {
    readonly weights: Float64Array
    /** The rows that association is tested on. */
    readonly association: AnswerMatrix
    readonly mostClasses: number
    readonly minSize: number
    readonly seed: number
  }
): Sliced<GroupingTests> {
  const { weights, association } = options
  const minSize = heldSize(matrix.rows, 1, options.minSize)
  const together = yield* Association.testAcross(association, {
    seed: derive(options.seed, "together"),
    shuffles,
    pairs
  })
  const seed = derive(options.seed, "classes")
  const { classes, bic, two } = yield* ClassCount.find(matrix, { weights, most: options.mostClasses, minSize, seed })
  const line = yield* OneTrait.fit(matrix, { weights, two })
  return { together, fit: { segments: classes, segmentsBic: bic, lineBic: line.bic }, line }
}

/** Whether there is anything beyond chance: association across questions, and more than one class. */
export const somethingFound = ({ together, fit }: GroupingTests): boolean =>
  together.p <= significant && fit.segments > 1

/** The number of kinds found: classes beyond chance that no line explains better; 0 where there are none. */
export const kinds = (tests: GroupingTests): number =>
  somethingFound(tests) && tests.fit.lineBic >= tests.fit.segmentsBic ? tests.fit.segments : 0

/**
 * The verdict on segments that were given. They are kinds where telling them apart is worth it, however many classes the data
 * prefer.
 */
export const verdictOfGiven = (tests: GroupingTests, given: GivenGroupsTest): Verdict => {
  if (given.p > significant) return "none"
  if (somethingFound(tests) && kinds(tests) === 0) return "degrees"
  return given.worthTelling ? "kinds" : "portraits"
}

/** The verdict on `count` segments, in the order: none, degrees, kinds, portraits. */
export const verdict = (tests: GroupingTests, count: number): Verdict => {
  if (!somethingFound(tests)) return "none"
  if (kinds(tests) === 0) return "degrees"
  return count <= kinds(tests) ? "kinds" : "portraits"
}
