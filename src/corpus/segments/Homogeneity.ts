/** How much of what people answer their segment explains. */
import * as AnswerMatrix from "./AnswerMatrix.ts"
import type { Sliced } from "../Sliced.ts"

/**
 * Goodman and Kruskal's tau, from 0 (segments answer alike) to 1 (all of a segment answer the same), in the mean over items with
 * their weights. Items that everybody answered the same explain nothing and are left out.
 */
export const tau = function* (
  { shape, rows, cells }: AnswerMatrix.AnswerMatrix,
  labels: Int32Array,
  groups: number,
  itemWeights: Float64Array
): Sliced<number> {
  const { items, offsets } = shape
  const counts = new Float64Array((offsets[items] ?? 0) * groups)
  for (const [from, to] of AnswerMatrix.blocks(rows, 4 * items)) {
    for (let cell = from * items; cell < to * items; cell++) {
      const level = cells[cell] ?? -1
      if (level < 0) continue
      const at = level * groups + (labels[Math.floor(cell / items)] ?? 0)
      counts[at] = (counts[at] ?? 0) + 1
    }
    yield 4 * (to - from) * items
  }
  let explained = 0
  let weights = 0
  for (let item = 0; item < items; item++) {
    const size = new Float64Array(groups)
    const squares = new Float64Array(groups)
    let total = 0
    let squaresOfAll = 0
    for (let level = offsets[item] ?? 0; level < (offsets[item + 1] ?? 0); level++) {
      let ofLevel = 0
      for (let group = 0; group < groups; group++) {
        const count = counts[level * groups + group] ?? 0
        ofLevel += count
        size[group] = (size[group] ?? 0) + count
        squares[group] = (squares[group] ?? 0) + count * count
      }
      total += ofLevel
      squaresOfAll += ofLevel * ofLevel
    }
    const spread = total - squaresOfAll / Math.max(1, total)
    if (spread < 1e-9 * total || total === 0) continue
    const within = size.reduce((sum, n, group) => sum + (n === 0 ? 0 : n - (squares[group] ?? 0) / n), 0)
    explained += (itemWeights[item] ?? 0) * (1 - within / spread)
    weights += itemWeights[item] ?? 0
  }
  return weights === 0 ? 0 : explained / weights
}
