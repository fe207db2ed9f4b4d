/** How many segments to make where nobody said: enough to stand for the data, and no fewer than the kinds found. */
import { derive } from "../../domain/Seed.ts"
import * as HeldOut from "./HeldOut.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as SegmentSearch from "./SegmentSearch.ts"
import type { Sliced } from "../Sliced.ts"

/** The bounds of the choice. */
export const fewest = 3
export const most = 12

/** Anchors this close to the data need no more company. */
const closeEnough = 0.1
/** Two more segments that bring less than this part of the distance are not worth it. */
const worthwhile = 0.03

/** The distance of anchors from the data they were chosen from, without the demographic facts that too few share. */
const shownDistance = function* (options: SegmentSearch.SearchOptions, found: SegmentSearch.Found): Sliced<number> {
  const { matrix, rowWeights } = options
  const { shape, cells } = matrix
  const hidden = cells.slice()
  found.anchors.forEach((anchor, segment) => {
    const shown = new Set(KeyFacts.sharedDemographics(matrix, anchor, found.members[segment] ?? [], options.k))
    for (const item of shape.demographics) if (!shown.has(item)) hidden[anchor * shape.items + item] = -1
  })
  const everybody = Array.from({ length: matrix.rows }, (_, row) => row)
  return HeldOut.distance(
    shape,
    yield* HeldOut.sums({ ...matrix, cells: hidden }, found.anchors, (_, segment) => found.shares[segment] ?? 0),
    yield* HeldOut.sums(matrix, everybody, (row) => rowWeights?.[row] ?? 1)
  )
}

/**
 * The smallest number from 3 to 12 whose anchors are close to the data or that two more segments hardly improve; at least the
 * number of `kinds`. Never more than `possible`.
 */
export const choose = function* (
  options: Omit<SegmentSearch.SearchOptions, "segments" | "adjust" | "restarts">,
  kinds: number,
  possible: number
): Sliced<number> {
  const largest = Math.min(most, possible)
  const distances: Array<number> = []
  let enough = largest
  for (let segments = Math.min(fewest, largest); segments <= largest; segments++) {
    const seed = derive(options.seed, "count", segments)
    const each = { ...options, segments, adjust: false, restarts: 4, seed }
    const now = yield* shownDistance(each, yield* SegmentSearch.find(each))
    const [twoBefore, before] = distances.slice(-2)
    if (now <= closeEnough) {
      enough = segments
      break
    }
    if (twoBefore !== undefined && before !== undefined && twoBefore - Math.min(before, now) < worthwhile * twoBefore) {
      enough = segments - 2
      break
    }
    distances.push(now)
  }
  return Math.min(largest, Math.max(enough, kinds))
}
