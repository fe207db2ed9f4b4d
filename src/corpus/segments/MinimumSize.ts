/** No segment below a minimum size. */
import { sizes } from "./ClassCount.ts"
import type { Classified } from "./LatentClasses.ts"

/**
 * Fills groups below a minimum with the rows that lose least by moving, from groups that can spare them; the largest of the
 * short groups first. `minSize` × groups must not exceed the rows.
 */
export const enforce = ({ labels, costs }: Classified, groups: number, minSize: number): Int32Array => {
  const moved = labels.slice()
  const size = sizes(labels, groups)
  const short = [...size.keys()]
    .filter((group) => (size[group] ?? 0) < minSize)
    .toSorted((a, b) => (size[b] ?? 0) - (size[a] ?? 0) || a - b)
  for (const group of short) {
    const loss = new Float64Array(moved.length)
    const candidates: Array<number> = []
    for (let row = 0; row < moved.length; row++) {
      const own = moved[row] ?? 0
      if (own === group || (size[own] ?? 0) <= minSize) continue
      loss[row] = (costs[row * groups + group] ?? 0) - (costs[row * groups + own] ?? 0)
      candidates.push(row)
    }
    candidates.sort((a, b) => (loss[a] ?? 0) - (loss[b] ?? 0) || a - b)
    for (const row of candidates) {
      if ((size[group] ?? 0) >= minSize) break
      const own = moved[row] ?? 0
      if ((size[own] ?? 0) <= minSize) continue
      size[own] = (size[own] ?? 0) - 1
      size[group] = (size[group] ?? 0) + 1
      moved[row] = group
    }
  }
  return moved
}
