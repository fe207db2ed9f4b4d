/** How far two groupings of the same rows agree. */

/** Rows of each pair of groups: group of `a` × groups + group of `b`. */
const crossed = (a: Int32Array, b: Int32Array, groups: number): Float64Array => {
  const counts = new Float64Array(groups * groups)
  for (let row = 0; row < a.length; row++) {
    const at = (a[row] ?? 0) * groups + (b[row] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

const margins = (counts: Float64Array, groups: number): readonly [Float64Array, Float64Array] => {
  const first = new Float64Array(groups)
  const second = new Float64Array(groups)
  counts.forEach((count, at) => {
    first[Math.floor(at / groups)] = (first[Math.floor(at / groups)] ?? 0) + count
    second[at % groups] = (second[at % groups] ?? 0) + count
  })
  return [first, second]
}

const pairs = (counts: Float64Array): number => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)

/** The adjusted Rand index (Hubert and Arabie 1985): 1 the same groups, 0 what chance gives. */
export const adjustedRand = (a: Int32Array, b: Int32Array, groups: number): number => {
  const counts = crossed(a, b, groups)
  const [first, second] = margins(counts, groups)
  const together = pairs(counts)
  const ofFirst = pairs(first)
  const ofSecond = pairs(second)
  const expected = (ofFirst * ofSecond) / Math.max(1, (a.length * (a.length - 1)) / 2)
  const most = (ofFirst + ofSecond) / 2
  return most === expected ? 1 : (together - expected) / (most - expected)
}

/** For each group of `a`, the largest Jaccard overlap with a group of `b`: shared rows of all rows of either (Hennig 2007). */
export const overlaps = (a: Int32Array, b: Int32Array, groups: number): Float64Array => {
  const counts = crossed(a, b, groups)
  const [first, second] = margins(counts, groups)
  return first.map((size, group) => {
    let best = 0
    for (let other = 0; other < groups; other++) {
      const shared = counts[group * groups + other] ?? 0
      if (shared > 0) best = Math.max(best, shared / (size + (second[other] ?? 0) - shared))
    }
    return best
  })
}
