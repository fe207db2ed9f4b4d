/** No segment below a minimum size. */
import { sizes } from "./ClassCount.ts"
import type { Classified } from "./LatentClasses.ts"
import type { Sliced } from "../Sliced.ts"

/**
 * Fills groups below a minimum with the rows that lose least by moving, from groups that can spare them; the largest of the
 * short groups first. `minSize` × groups must not exceed the rows.
 */
export const enforce = function* ({ labels, costs }: Classified, groups: number, minSize: number): Sliced<Int32Array> {
  const moved = labels.slice()
  const size = sizes(labels, groups)
  const short = [...size.keys()]
    .filter((group) => (size[group] ?? 0) < minSize)
    .toSorted((a, b) => (size[b] ?? 0) - (size[a] ?? 0) || a - b)
  for (const group of short) {
    // Only the cheapest moves are put in order: as many as could be needed if donors run short, and all that cost the same.
    const candidates = moved
      .map((own, row) => ((size[own] ?? 0) > minSize && own !== group ? row : -1))
      .filter((row) => row >= 0)
    const lossOf = (row: number) => (costs[row * groups + group] ?? 0) - (costs[row * groups + (moved[row] ?? 0)] ?? 0)
    const loss = Float32Array.from(candidates, lossOf)
    yield 8 * moved.length
    const bound = loss.toSorted()[8 * minSize] ?? Infinity
    yield 8 * moved.length
    const fill = (places: ReadonlyArray<number>) => {
      for (const at of places) {
        const row = candidates[at] ?? 0
        const own = moved[row] ?? 0
        if ((size[group] ?? 0) >= minSize) return
        if ((size[own] ?? 0) <= minSize) continue
        size[own] = (size[own] ?? 0) - 1
        size[group] = (size[group] ?? 0) + 1
        moved[row] = group
      }
    }
    const inOrder = (chosen: (loss: number) => boolean) =>
      [...loss.keys()]
        .filter((at) => chosen(loss[at] ?? 0))
        .toSorted((a, b) => (loss[a] ?? 0) - (loss[b] ?? 0) || a - b)
    fill(inOrder((value) => value <= bound))
    if ((size[group] ?? 0) < minSize) fill(inOrder((value) => value > bound))
    yield 8 * moved.length
  }
  return moved
}
