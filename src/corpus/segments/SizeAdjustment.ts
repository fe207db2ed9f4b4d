/** Sizes of segments with which their anchors stand better for the data, and the respondents who move for it. */
import * as AnchorFeatures from "./AnchorFeatures.ts"
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import { sizes } from "./ClassCount.ts"
import type { Sliced } from "../Sliced.ts"

/** How far a size may move from what was found. */
const band = 0.15

/** Sizes within the band, at least `minSize`, that bring the weighted anchors closest to the target. */
export const wanted = function* (
  features: AnchorFeatures.AnchorFeatures,
  target: Float64Array,
  options: {
    readonly matrix: AnswerMatrix
    readonly anchors: ReadonlyArray<number>
    /** Sizes as found: the band is around them. */
    readonly found: Int32Array
    readonly minSize: number
  }
): Sliced<Int32Array> {
  const { anchors, found, minSize } = options
  const many = features.weights.length
  const values = anchors.map((anchor) => {
    const row = new Int32Array(many)
    AnchorFeatures.values(features, options.matrix, anchor, [], row)
    return row
  })
  const size = found.slice()
  const sums = new Float64Array(target.length)
  const totals = new Float64Array(many)
  const add = (segment: number, people: number) => {
    for (const [feature, value] of (values[segment] ?? []).entries()) {
      if (value < 0) continue
      sums[value] = (sums[value] ?? 0) + people
      totals[feature] = (totals[feature] ?? 0) + people
    }
  }
  const loss = () => {
    let sum = 0
    for (let feature = 0; feature < many; feature++) {
      const total = totals[feature] ?? 0
      let apart = total > 0 ? 0 : 2
      if (total > 0)
        for (let value = features.offsets[feature] ?? 0; value < (features.offsets[feature + 1] ?? 0); value++)
          apart += Math.abs((target[value] ?? 0) - (sums[value] ?? 0) / total)
      sum += ((features.weights[feature] ?? 0) * apart) / 2
    }
    return sum
  }
  size.forEach((people, segment) => add(segment, people))
  let least = loss()
  const rows = size.reduce((a, b) => a + b, 0)
  for (let step = Math.max(1, Math.round(rows / 50)); step >= 1; step = Math.floor(step / 2)) {
    let moved = true
    for (let round = 0; round < 3 && moved; round++) {
      moved = false
      for (let from = 0; from < size.length; from++) {
        for (let to = 0; to < size.length; to++) {
          const lowest = Math.max(minSize, Math.round((found[from] ?? 0) * (1 - band)))
          const highest = Math.max(minSize, Math.round((found[to] ?? 0) * (1 + band)))
          if (from === to || (size[from] ?? 0) - step < lowest || (size[to] ?? 0) + step > highest) continue
          add(from, -step)
          add(to, step)
          const now = loss()
          if (now < least - 1e-6) {
            least = now
            size[from] = (size[from] ?? 0) - step
            size[to] = (size[to] ?? 0) + step
            moved = true
          } else {
            add(from, step)
            add(to, -step)
          }
        }
        yield 2 * size.length * target.length
      }
    }
  }
  return size
}

/**
 * Moves respondents until segments have the wanted sizes: each time from the segment with most to spare to the one that lacks
 * most, whoever loses least by it. Anchors stay.
 */
export const move = function* (
  labels: Int32Array,
  costs: Float32Array,
  wantedSizes: Int32Array,
  anchors: ReadonlyArray<number>
): Sliced<Int32Array> {
  const groups = wantedSizes.length
  const moved = labels.slice()
  const fixed = new Set(anchors)
  const surplus = sizes(labels, groups).map((size, group) => size - (wantedSizes[group] ?? 0))
  for (;;) {
    let from = 0
    let to = 0
    surplus.forEach((value, group) => {
      if (value > (surplus[from] ?? 0)) from = group
      if (value < (surplus[to] ?? 0)) to = group
    })
    if ((surplus[from] ?? 0) <= 0 || (surplus[to] ?? 0) >= 0) return moved
    let best = -1
    let least = Infinity
    for (let row = 0; row < moved.length; row++) {
      if (moved[row] !== from || fixed.has(row)) continue
      const loss = (costs[row * groups + to] ?? 0) - (costs[row * groups + from] ?? 0)
      if (loss < least) {
        least = loss
        best = row
      }
    }
    if (best < 0) return moved
    moved[best] = to
    surplus[from] = (surplus[from] ?? 0) - 1
    surplus[to] = (surplus[to] ?? 0) + 1
    yield 2 * moved.length
  }
}
