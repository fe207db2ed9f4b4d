/**
 * Money as a whole number of nano-dollars.
 *
 * A nano-dollar is 1e-9 USD. List prices are quoted per million tokens, so a token never costs a fraction of one that
 * matters: a price of $0.01 per million tokens is exactly 10 nano-dollars a token. Whole numbers add without drift, which is
 * what lets a cap be compared with a sum of thousands of calls. Numbers stay exact up to about nine million dollars.
 */
import { Schema } from "effect"

/** A non-negative, whole number of nano-dollars. */
export const Usd = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).pipe(Schema.brand("effect-persona/Usd"))

/** A non-negative, whole number of nano-dollars. */
export type Usd = typeof Usd.Type

const NANO = 1_000_000_000

/**
 * Brands a whole number of nano-dollars; throws on a negative, fractional or unsafe number.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * Usd.nano(250_000_000) === Usd.fromDollars(0.25) // => true
 * ```
 */
export const nano = (nanoDollars: number): Usd => Usd.make(nanoDollars)

/** No money. */
export const zero: Usd = nano(0)

/**
 * Dollars to money, rounded up to the next nano-dollar: what something costs is never understated.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * Usd.toDollars(Usd.fromDollars(0.25)) // => 0.25
 * ```
 */
export const fromDollars = (dollars: number): Usd => nano(roundAlmost(dollars * NANO, Math.ceil))

/**
 * Dollars to a cap, rounded down to the nano-dollar: what may be spent is never overstated.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * const third = 1 / 3
 * Usd.fromDollars(third) - Usd.capFromDollars(third) // => 1
 * ```
 */
export const capFromDollars = (dollars: number): Usd => nano(roundAlmost(dollars * NANO, Math.floor))

/**
 * Money as a number of dollars, for showing.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * Usd.toDollars(Usd.nano(4_500_000)) // => 0.0045
 * ```
 */
export const toDollars = (usd: Usd): number => usd / NANO

/**
 * The sum of amounts.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * // Exact: 0.1 + 0.2 is 0.30000000000000004 in floating point.
 * Usd.toDollars(Usd.sum(Usd.fromDollars(0.1), Usd.fromDollars(0.2))) // => 0.3
 * ```
 */
export const sum = (...amounts: ReadonlyArray<Usd>): Usd => nano(amounts.reduce((total, amount) => total + amount, 0))

/**
 * `a - b`, or nothing where that would be negative.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * Usd.format(Usd.minus(Usd.fromDollars(2), Usd.fromDollars(0.5))) // => "$1.50"
 * Usd.format(Usd.minus(Usd.fromDollars(1), Usd.fromDollars(2))) // => "$0.00"
 * ```
 */
export const minus = (a: Usd, b: Usd): Usd => nano(Math.max(0, a - b))

/**
 * Money for people: dollars and cents, and as many further digits as small amounts need.
 *
 * @example
 * ```ts
 * import { Usd } from "effect-persona"
 *
 * Usd.format(Usd.fromDollars(1.5)) // => "$1.50"
 * Usd.format(Usd.fromDollars(0.00321)) // => "$0.00321"
 * ```
 */
export const format = (usd: Usd): string => {
  const dollars = toDollars(usd)
  if (usd === 0) return "$0.00"
  if (dollars >= 0.1) return `$${dollars.toFixed(2)}`
  return `$${dollars.toLocaleString("en-US", { maximumSignificantDigits: 3, maximumFractionDigits: 9 })}`
}

// 0.07 * 1e9 is 70000000.00000001 in binary floating point: a value that close to a whole number is that number.
const roundAlmost = (value: number, round: (n: number) => number): number => {
  const nearest = Math.round(value)
  return Math.abs(value - nearest) < 1e-3 ? nearest : round(value)
}
