/** Segments and anchors as they are asked for: a number of them, as many as the data need, or segments that are given. */
import { derive } from "../../domain/Seed.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as AutoCount from "./AutoCount.ts"
import * as Sampling from "./Sampling.ts"
import * as SegmentSearch from "./SegmentSearch.ts"
import type { Sliced } from "../Sliced.ts"

/** The most segments of at least `minSize` respondents. */
export const mostSegments = (respondents: number, minSize: number): number =>
  Math.floor(respondents / Math.max(1, minSize))

/** How segments are looked for. */
export type Search = Omit<SegmentSearch.SearchOptions, "segments" | "adjust" | "restarts">

/** Anchors are looked for from fewer starts where there are more candidates for each. */
const restartsFor = (rows: number): number => (rows <= 2000 ? 12 : 3)

/**
 * Segments as asked for, the largest first unless they are given: labels from 0. `kinds` were found to be there, and so many are
 * `possible`.
 */
export const find = function* (
  wanted: number | "auto" | Int32Array,
  kinds: number,
  possible: number,
  search: Search
): Sliced<SegmentSearch.Found> {
  const restarts = restartsFor(search.matrix.rows)
  if (wanted instanceof Int32Array) {
    const segments = wanted.reduce((a, b) => Math.max(a, b), -1) + 1
    return yield* SegmentSearch.anchorsOf(wanted, { ...search, segments, restarts })
  }
  const segments = wanted === "auto" ? yield* autoCount(search, kinds, possible) : wanted
  // Kinds are as large as they are: nobody is moved from theirs.
  const adjust = segments > kinds
  const found = yield* SegmentSearch.find({ ...search, segments, adjust, restarts })
  const order = Sampling.all(segments).toSorted((a, b) => sizeOf(found, b) - sizeOf(found, a) || a - b)
  const placeOf = new Int32Array(segments)
  order.forEach((label, place) => (placeOf[label] = place))
  const sorted = <A>(each: ReadonlyArray<A>): ReadonlyArray<A> =>
    [...order].flatMap((label) => each.slice(label, label + 1))
  return {
    labels: found.labels.map((label) => placeOf[label] ?? 0),
    members: sorted(found.members),
    shares: sorted(found.shares),
    anchors: sorted(found.anchors)
  }
}

/** Respondents that the number of segments is found on. */
const mostCounted = 4000

const sizeOf = ({ members }: SegmentSearch.Found, label: number): number => members[label]?.length ?? 0

/** The number of segments is found on a sample where the data are large. */
const autoCount = function* (search: Search, kinds: number, possible: number): Sliced<number> {
  const { matrix, rowWeights } = search
  if (matrix.rows <= mostCounted) return yield* AutoCount.choose(search, kinds, possible)
  const rows = Sampling.seeded(matrix.rows, mostCounted, derive(search.seed, "count"))
  const weights = rowWeights && Float64Array.from(rows, (row) => rowWeights[row] ?? 1)
  const few = { ...search, matrix: AnswerMatrix.select(matrix, rows), rowWeights: weights }
  return yield* AutoCount.choose(few, kinds, Math.min(possible, mostSegments(mostCounted, search.minSize)))
}
