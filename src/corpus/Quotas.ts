/**
 * How many of a whole number of places each group gets.
 */
import { Array, Order } from "effect"

/**
 * Shares out `total` places in proportion to the weights, by largest remainder (Hamilton's method): the quotas sum to exactly
 * `total`, and each is within 1 of its exact share. Of equal remainders the heavier weight goes first, then the earlier one.
 * Weights that are negative or not finite count as 0; where all are 0, all count alike.
 */
export const largestRemainder = (total: number, weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  if (weights.length === 0) return []
  const places = Number.isFinite(total) ? Math.max(0, Math.floor(total)) : 0
  const shares = normalise(weights)
  const exact = shares.map((share) => share * places)
  const quotas = exact.map(nearFloor)
  const left = places - quotas.reduce((sum, quota) => sum + quota, 0)
  const byRemainder = Array.sort(
    exact.map((value, index) => ({ index, remainder: value - nearFloor(value), share: value })),
    Order.combineAll([
      Order.mapInput(Order.flip(Order.Number), (entry: Entry) => roundAway(entry.remainder)),
      Order.mapInput(Order.flip(Order.Number), (entry: Entry) => entry.share),
      Order.mapInput(Order.Number, (entry: Entry) => entry.index)
    ])
  )
  const lucky = new Set(byRemainder.slice(0, left).map((entry) => entry.index))
  return quotas.map((quota, index) => (lucky.has(index) ? quota + 1 : quota))
}

interface Entry {
  readonly index: number
  readonly remainder: number
  readonly share: number
}

// Scaled by the largest first, so that the sum of huge weights cannot overflow.
const normalise = (weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const clean = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 0))
  const largest = clean.reduce((a, b) => Math.max(a, b), 0)
  if (largest === 0) return weights.map(() => 1 / weights.length)
  const scaled = clean.map((weight) => weight / largest)
  const sum = scaled.reduce((a, b) => a + b, 0)
  return scaled.map((weight) => weight / sum)
}

// 0.29 * 100 is 28.999999999999996 in binary floating point: a share that close to a whole number is that number.
const nearFloor = (value: number): number => Math.floor(value + 1e-9)

const roundAway = (value: number): number => Math.round(value * 1e9) / 1e9
