/** The way from answers to segments and anchors: classes, minimum size, anchors, and sizes adjusted to the anchors. */
import { derive, generator } from "../../domain/Seed.ts"
import * as AnchorFeatures from "./AnchorFeatures.ts"
import * as Anchors from "./Anchors.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import { sizes } from "./ClassCount.ts"
import * as Homogeneity from "./Homogeneity.ts"
import * as LatentClasses from "./LatentClasses.ts"
import * as MinimumSize from "./MinimumSize.ts"
import * as Sampling from "./Sampling.ts"
import * as SizeAdjustment from "./SizeAdjustment.ts"
import type { Sliced } from "../Sliced.ts"

/** What a search is made with. */
export interface SearchOptions {
  readonly matrix: AnswerMatrix.AnswerMatrix
  /** Survey weights of the rows. */
  readonly rowWeights?: Float64Array | undefined
  readonly itemWeights: Float64Array
  /** At least 1, at most the rows. */
  readonly segments: number
  readonly minSize: number
  readonly k: number
  readonly search: LatentClasses.Search
  readonly restarts: number
  readonly adjust: boolean
  readonly seed: number
}

/** Segments and their anchors. */
export interface Found {
  /** The segment of each row. */
  readonly labels: Int32Array
  /** The rows of each segment, in order. */
  readonly members: ReadonlyArray<ReadonlyArray<number>>
  /** The weighted share of each segment. */
  readonly shares: ReadonlyArray<number>
  /** A row of each segment. */
  readonly anchors: ReadonlyArray<number>
}

/** Classes are fitted to so many rows at most; everybody is put into the most probable one. */
export const mostFitted = 4000
/** Above so many rows sizes stay as found: there are enough respondents for anchors to choose from. */
const mostAdjusted = 20_000
const smallestShare = 0.03
const largestLossOfTau = 0.03
const shareRows = 4000

/** The smallest size that segments are held to: `minSize` or 3 % of the rows, at most an equal part of them. */
export const heldSize = (rows: number, segments: number, minSize: number): number =>
  Math.min(Math.floor(rows / segments), Math.max(minSize, Math.round(smallestShare * rows)))

/** The rows of each segment. */
export const membersOf = (labels: Int32Array, segments: number): ReadonlyArray<ReadonlyArray<number>> => {
  const members = Array.from({ length: segments }, (): Array<number> => [])
  labels.forEach((label, row) => members[label]?.push(row))
  return members
}

/** The share of each segment, weighted by the survey's weights. */
export const sharesOf = (
  members: ReadonlyArray<ReadonlyArray<number>>,
  rowWeights: Float64Array | undefined
): ReadonlyArray<number> => {
  const weights = members.map((rows) =>
    rowWeights === undefined ? rows.length : rows.reduce((sum, row) => sum + (rowWeights[row] ?? 0), 0)
  )
  const total = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / total)
}

/** Finds segments by latent classes, and their anchors. */
export const find = function* (options: SearchOptions): Sliced<Found> {
  const { matrix, itemWeights, segments, seed } = options
  const fitted =
    matrix.rows <= mostFitted
      ? matrix
      : AnswerMatrix.select(matrix, Sampling.without(matrix.rows, mostFitted, generator(derive(seed, "fitted rows"))))
  const model = yield* LatentClasses.fit(fitted, {
    classes: segments,
    weights: itemWeights,
    search: options.search,
    seed: derive(seed, "segments")
  })
  const classified = yield* LatentClasses.classify(matrix, model)
  const minSize = heldSize(matrix.rows, segments, options.minSize)
  const labels = yield* MinimumSize.enforce(classified, segments, minSize)
  const found = yield* anchorsOf(labels, options)
  if (!options.adjust || matrix.rows > mostAdjusted || segments < 2) return found
  return yield* adjusted(found, classified.costs, minSize, options)
}

const targetOf = function* (options: Pick<SearchOptions, "matrix" | "rowWeights" | "seed">): Sliced<{
  readonly features: AnchorFeatures.AnchorFeatures
  readonly target: Float64Array
}> {
  const { matrix, rowWeights } = options
  const seed = derive(options.seed, "features")
  const features = AnchorFeatures.make(matrix.shape, seed)
  if (matrix.rows <= shareRows) return { features, target: yield* AnchorFeatures.shares(features, matrix, rowWeights) }
  const rows = Sampling.without(matrix.rows, shareRows, generator(seed))
  const weights = rowWeights && Float64Array.from(rows, (row) => rowWeights[row] ?? 1)
  return { features, target: yield* AnchorFeatures.shares(features, AnswerMatrix.select(matrix, rows), weights) }
}

/** The anchors of segments that are given. */
export const anchorsOf = function* (
  labels: Int32Array,
  options: Pick<SearchOptions, "matrix" | "rowWeights" | "itemWeights" | "segments" | "k" | "restarts" | "seed">,
  from?: ReadonlyArray<number>
): Sliced<Found> {
  const { matrix, rowWeights, itemWeights, k, restarts, seed } = options
  const members = membersOf(labels, options.segments)
  const shares = sharesOf(members, rowWeights)
  const anchors = yield* Anchors.choose({
    ...(yield* targetOf(options)),
    matrix,
    itemWeights,
    members,
    segmentShares: shares,
    k,
    restarts,
    seed: derive(seed, "descent"),
    ...(from && { from })
  })
  return { labels, members, shares, anchors }
}

/** Sizes adjusted to the anchors, and anchors to the sizes, twice; what was found stays where segments would explain less. */
const adjusted = function* (found: Found, costs: Float32Array, minSize: number, options: SearchOptions): Sliced<Found> {
  const { matrix, itemWeights, segments } = options
  const { features, target } = yield* targetOf(options)
  const before = sizes(found.labels, segments)
  let better = found
  for (let round = 0; round < 2; round++) {
    const { anchors } = better
    const wanted = yield* SizeAdjustment.wanted(features, target, { matrix, anchors, found: before, minSize })
    const labels = yield* SizeAdjustment.move(better.labels, costs, wanted, anchors)
    better = yield* anchorsOf(labels, { ...options, restarts: 2 }, anchors)
  }
  const explained = yield* Homogeneity.tau(matrix, found.labels, segments, itemWeights)
  const still = yield* Homogeneity.tau(matrix, better.labels, segments, itemWeights)
  return still < (1 - largestLossOfTau) * explained ? found : better
}
