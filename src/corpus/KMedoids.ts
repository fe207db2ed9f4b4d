/**
 * Clustering around medoids: the FasterPAM algorithm (Schubert and Rousseeuw, "Fast and eager k-medoids clustering", 2021) after
 * PAM's own BUILD start. Deterministic: it draws no random numbers.
 */

/** Gains below this are rounding of 32-bit distances, not gains. */
const epsilon = 1e-7

/** The distances between `size` items, from 0 to 1, row by row. Symmetric. */
export interface Matrix {
  readonly size: number
  readonly cells: Float32Array
}

/** The matrix of a distance over `size` items. */
export const matrix = (size: number, distance: (a: number, b: number) => number): Matrix => {
  const cells = new Float32Array(size * size)
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const value = distance(a, b)
      cells[a * size + b] = value
      cells[b * size + a] = value
    }
  }
  return { size, cells }
}

/**
 * At most `k` items that stand for all: swapping any of them for any other item would not bring the items closer to their nearest
 * medoid. Fewer than `k` where fewer items differ, none where there is no item.
 */
export const medoids = (distances: Matrix, k: number): ReadonlyArray<number> => {
  const chosen = build(distances, k)
  if (chosen.length > 1) improve(distances, chosen)
  return chosen
}

/** Takes the most central item, and then each time the item that brings the others closest. Of equal ones, the earliest. */
const build = ({ size, cells }: Matrix, k: number): Array<number> => {
  const nearest = new Float64Array(size).fill(1)
  const chosen: Array<number> = []
  while (chosen.length < Math.min(k, size)) {
    let best = -1
    let bestGain = epsilon
    for (let candidate = 0; candidate < size; candidate++) {
      let gain = 0
      for (let o = 0, cell = candidate * size; o < size; o++, cell++) {
        const closer = (nearest[o] ?? 0) - (cells[cell] ?? 0)
        if (closer > 0) gain += closer
      }
      if (gain > bestGain + epsilon) {
        best = candidate
        bestGain = gain
      }
    }
    if (best === -1) break
    chosen.push(best)
    for (let o = 0; o < size; o++) nearest[o] = Math.min(nearest[o] ?? 0, cells[best * size + o] ?? 0)
  }
  return chosen
}

/** For each item its nearest and second nearest medoid. */
interface Assignment {
  readonly slot: Int32Array
  readonly first: Float64Array
  readonly second: Float64Array
}

/** Swaps medoids for better ones as soon as one is found, until a whole round finds none. Changes `chosen`. */
const improve = (distances: Matrix, chosen: Array<number>): void => {
  const { size, cells } = distances
  let assignment = assign(distances, chosen)
  let removal = removalLosses(assignment, chosen.length)
  const change = new Float64Array(chosen.length)
  let unchanged = 0
  for (let candidate = 0; unchanged < size; candidate = (candidate + 1) % size) {
    unchanged++
    if (chosen.includes(candidate)) continue
    const { slot, first, second } = assignment
    change.set(removal)
    let shared = 0
    for (let o = 0, cell = candidate * size; o < size; o++, cell++) {
      const distance = cells[cell] ?? 0
      const firstDistance = first[o] ?? 0
      const secondDistance = second[o] ?? 0
      if (distance < firstDistance) {
        shared += distance - firstDistance
        change[slot[o] ?? 0] = (change[slot[o] ?? 0] ?? 0) + firstDistance - secondDistance
      } else if (distance < secondDistance) {
        change[slot[o] ?? 0] = (change[slot[o] ?? 0] ?? 0) + distance - secondDistance
      }
    }
    const best = lowest(change)
    if ((change[best] ?? 0) + shared < -epsilon * size) {
      chosen[best] = candidate
      assignment = assign(distances, chosen)
      removal = removalLosses(assignment, chosen.length)
      unchanged = 0
    }
  }
}

const lowest = (values: Float64Array): number => {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) < (values[best] ?? 0)) best = i
  return best
}

const assign = ({ size, cells }: Matrix, chosen: ReadonlyArray<number>): Assignment => {
  const slot = new Int32Array(size)
  const first = new Float64Array(size).fill(Infinity)
  const second = new Float64Array(size).fill(Infinity)
  for (const [index, medoid] of chosen.entries()) {
    for (let o = 0, cell = medoid * size; o < size; o++, cell++) {
      const distance = cells[cell] ?? 0
      if (distance < (first[o] ?? 0)) {
        second[o] = first[o] ?? 0
        first[o] = distance
        slot[o] = index
      } else if (distance < (second[o] ?? 0)) second[o] = distance
    }
  }
  return { slot, first, second }
}

/** What leaving each medoid out would cost. */
const removalLosses = ({ slot, first, second }: Assignment, k: number): Float64Array => {
  const losses = new Float64Array(k)
  for (let o = 0; o < slot.length; o++) {
    losses[slot[o] ?? 0] = (losses[slot[o] ?? 0] ?? 0) + (second[o] ?? 0) - (first[o] ?? 0)
  }
  return losses
}
