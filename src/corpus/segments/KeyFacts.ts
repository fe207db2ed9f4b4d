/**
 * Key facts: answers of one respondent that at least k respondents of the segment share, all of them together. Demographic facts
 * come first; other answers join while enough respondents share these too. What half of the segment answered otherwise is no fact
 * of its persona: it would stand beside counts that say the opposite.
 */
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import type { Sliced } from "../Sliced.ts"

/** The facts of an anchor. */
export interface KeyFacts {
  /** Items whose answers may be shown together: demographic ones first, then the others, the most common first. */
  readonly items: ReadonlyArray<number>
  /** Respondents of the segment who gave all these answers, the anchor included. */
  readonly shared: number
  /** Answers the anchor gave, before the cut. */
  readonly answered: number
  /** How many of them are demographic, and how many of those are among `items`. */
  readonly demographic: { readonly answered: number; readonly shown: number }
}

const agrees = ({ shape, cells }: AnswerMatrix, row: number, other: number, item: number): boolean =>
  cells[row * shape.items + item] === cells[other * shape.items + item]

const answeredOf = (matrix: AnswerMatrix, row: number, items: ReadonlyArray<number>): Array<number> =>
  items.filter((item) => (matrix.cells[row * matrix.shape.items + item] ?? -1) >= 0)

/** For each item the answer that at least half of those who answered gave, and no other answer has as many; -1 where none is. */
export const majorities = ({ cells, shape }: AnswerMatrix, members: ArrayLike<number>): Int32Array => {
  const counts = new Float64Array(shape.offsets[shape.items] ?? 0)
  const answered = new Float64Array(shape.items)
  for (let place = 0; place < members.length; place++)
    for (let item = 0; item < shape.items; item++) {
      const level = cells[(members[place] ?? 0) * shape.items + item] ?? -1
      if (level < 0) continue
      counts[level] = (counts[level] ?? 0) + 1
      answered[item] = (answered[item] ?? 0) + 1
    }
  return Int32Array.from(answered, (of, item) => {
    const from = shape.offsets[item] ?? 0
    const own = counts.subarray(from, shape.offsets[item + 1])
    const most = own.reduce((a, b) => Math.max(a, b), 0)
    const first = own.indexOf(most)
    return 2 * most >= of && of > 0 && own.indexOf(most, first + 1) < 0 ? from + first : -1
  })
}

const isOfMinority = ({ cells, shape }: AnswerMatrix, row: number, item: number, majority: Int32Array): boolean => {
  const most = majority[item] ?? -1
  return most >= 0 && cells[row * shape.items + item] !== most
}

const bitsOf = (mask: number): number => {
  let bits = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++
  return bits
}

/**
 * The demographic answers of a row that at least `k` members share together: drops the one whose loss raises the count most,
 * until enough share the rest. Where no single loss raises it, those who come nearest decide. None is an answer that half of them
 * gave otherwise.
 */
export const sharedDemographics = (
  matrix: AnswerMatrix,
  row: number,
  members: ArrayLike<number>,
  k: number,
  majority: Int32Array = majorities(matrix, members)
): ReadonlyArray<number> => {
  const { shape, cells } = matrix
  const answered = answeredOf(matrix, row, shape.demographics).filter(
    (item) => !isOfMinority(matrix, row, item, majority)
  )
  // Where each member differs, a bit an answer: `AnswerShape.demographics` has no more than fit.
  const differing = new Int32Array(members.length)
  for (let at = 0; at < answered.length; at++) {
    const item = answered[at] ?? 0
    const answer = cells[row * shape.items + item]
    for (let place = 0; place < members.length; place++)
      if (cells[(members[place] ?? 0) * shape.items + item] !== answer)
        differing[place] = (differing[place] ?? 0) | (1 << at)
  }
  let shown = 2 ** answered.length - 1
  const gain = new Float64Array(answered.length)
  for (;;) {
    let sharing = 0
    gain.fill(0)
    for (let place = 0; place < members.length; place++) {
      const mask = (differing[place] ?? 0) & shown
      if (mask === 0) {
        sharing++
        continue
      }
      const bits = bitsOf(mask)
      // One difference outweighs any number of members who differ in more.
      const weight = bits === 1 ? members.length : 1 / (bits * bits)
      for (let rest = mask; rest !== 0; rest &= rest - 1) {
        const at = 31 - Math.clz32(rest & -rest)
        gain[at] = (gain[at] ?? 0) + weight
      }
    }
    if (sharing >= k || shown === 0) break
    let dropped = -1
    for (let at = 0; at < answered.length; at++)
      if ((shown & (1 << at)) !== 0 && (dropped < 0 || (gain[at] ?? 0) > (gain[dropped] ?? 0))) dropped = at
    shown &= ~(1 << dropped)
  }
  return answered.filter((_, at) => (shown & (1 << at)) !== 0)
}

/** The key facts of an anchor in its segment. None where the segment has fewer than `k` members. */
export const of = function* (
  matrix: AnswerMatrix,
  anchor: number,
  members: ReadonlyArray<number>,
  k: number
): Sliced<KeyFacts> {
  const demographic = new Set(matrix.shape.demographics)
  const other = Array.from({ length: matrix.shape.items }, (_, item) => item).filter((item) => !demographic.has(item))
  const majority = majorities(matrix, members)
  const items = [...sharedDemographics(matrix, anchor, members, k, majority)]
  const shown = members.length < k ? 0 : items.length
  let sharing = members.filter((member) => items.every((item) => agrees(matrix, anchor, member, item)))
  const others = answeredOf(matrix, anchor, other)
  const left = new Set(others.filter((item) => !isOfMinority(matrix, anchor, item, majority)))
  const answered = answeredOf(matrix, anchor, matrix.shape.demographics).length
  const facts = { answered: answered + others.length, demographic: { answered, shown } }
  if (members.length < k) return { items: [], shared: members.length, ...facts }
  while (left.size > 0) {
    let best: number | undefined
    let most: ReadonlyArray<number> = []
    for (const item of left) {
      const still = sharing.filter((member) => agrees(matrix, anchor, member, item))
      yield 20 * sharing.length
      if (still.length < k) left.delete(item)
      else if (still.length > most.length) {
        best = item
        most = still
      }
    }
    if (best === undefined) break
    items.push(best)
    left.delete(best)
    sharing = [...most]
  }
  return { items, shared: sharing.length, ...facts }
}
