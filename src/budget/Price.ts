/**
 * What a model's tokens cost: of a call that was made, and at most of one that will be.
 *
 * All of it is exact. Rates are whole nano-dollars per million tokens, factors are thousandths, the sums are made in big
 * integers, and the one division at the end rounds up: a cost is never understated.
 */
import { Schema, SchemaTransformation } from "effect"
import { nano, type Usd } from "../domain/Usd.ts"
import type { TokenBound, Usage } from "../domain/Usage.ts"

/** Scales a decimal to a whole number, upwards; 1.1 × 1000 is 1100.0000000000002 in floating point and counts as 1100. */
const scaled = (scale: number) =>
  Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)).pipe(
    Schema.decodeTo(
      Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
      SchemaTransformation.transform({
        decode: (decimal) => Math.ceil(Number((decimal * scale).toPrecision(15))),
        encode: (whole) => whole / scale
      })
    )
  )

/** A rate: written as USD per million tokens, as on price lists; kept as whole nano-dollars per million tokens. */
export const Rate = scaled(1e9)

/** A factor on the price of a whole request: written as a decimal such as 0.5, kept as whole thousandths. */
export const Factor = scaled(1000)

const rates = {
  /** The prompt, where it is not cached. */
  input: Rate,
  /** The answer, thinking included. */
  output: Rate,
  /** The part of the prompt that was read from a cache. Left out, it costs as much as `input`. */
  cacheRead: Schema.optionalKey(Rate),
  /** The part of the prompt that was written to a cache for 5 minutes. Left out, it costs as much as `input`. */
  cacheWrite5m: Schema.optionalKey(Rate),
  /** The part of the prompt that was written to a cache for 1 hour. Left out, it costs as much as `input`. */
  cacheWrite1h: Schema.optionalKey(Rate)
}

/** The rates of requests whose prompt, cached parts included, is longer than `abovePromptTokens`: for the whole request. */
export const Tier = Schema.Struct({ abovePromptTokens: Schema.Int, ...rates })

/** The price of one model of one provider. */
export const ModelPrice = Schema.Struct({
  provider: Schema.NonEmptyString,
  /** The exact model id: a price is never applied to another id. */
  model: Schema.NonEmptyString,
  ...rates,
  /** Other rates for long prompts, in any order. */
  tiers: Schema.optionalKey(Schema.Array(Tier)),
  /** On a request in a batch. Left out, a batch costs the full price. */
  batchFactor: Schema.optionalKey(Factor),
  /** On a request that must stay in the US. Left out, that costs nothing more. */
  usOnlyFactor: Schema.optionalKey(Factor),
  /** The shortest prefix that is cached at all, in tokens. It changes no price. */
  minCacheTokens: Schema.optionalKey(Schema.Int),
  /** The first day of this price, YYYY-MM-DD. */
  since: Schema.optionalKey(Schema.String),
  /** The day the provider retires the model, YYYY-MM-DD. The price holds after it too. */
  endOfLife: Schema.optionalKey(Schema.String),
  /** Where the figures are from, and as of when. */
  source: Schema.String
})

/** The price of one model of one provider. */
export interface ModelPrice extends Schema.Schema.Type<typeof ModelPrice> {}

/**
 * A price from figures as they stand on price lists: rates in USD per million tokens, factors as decimals. Throws on a figure
 * that is negative or no number.
 *
 * @example
 * ```ts
 * import { Price, Usage, Usd } from "effect-persona"
 *
 * const price = Price.make({ provider: "acme", model: "large-1", input: 3, output: 15, source: "acme.example, 2026-11" })
 * Usd.format(Price.costOf(price, Usage.make(1_000_000, 100_000))) // => "$4.50"
 * ```
 */
export const make: (figures: typeof ModelPrice.Encoded) => ModelPrice = Schema.decodeSync(ModelPrice)

/** How a request is sent, where that changes its price. */
export interface Terms {
  /** In a batch. Default false. */
  readonly batch?: boolean
  /** Processed in the US only. Default false. */
  readonly usOnly?: boolean
  /** How long what is written to the cache is kept there. Default 5 minutes. */
  readonly cacheFor?: "5m" | "1h"
}

/**
 * What a usage costs. Throws on token counts that are not whole and non-negative: no cost can be told from them.
 *
 * @example
 * ```ts
 * import { Price, Usage, Usd } from "effect-persona"
 *
 * const price = Price.make({ provider: "acme", model: "large-1", input: 3, output: 15, source: "acme.example/prices" })
 *
 * Usd.format(Price.costOf(price, Usage.make(1_000_000, 100_000))) // => "$4.50"
 * ```
 */
export const costOf = (price: ModelPrice, usage: Usage, terms: Terms = {}): Usd => {
  const { input, output, read, write } = ratesIn(ratesFor(price, usage.inputTokens), terms)
  const cached = usage.cacheReadTokens + usage.cacheWriteTokens
  return total(price, terms, [
    // More cached than prompt contradicts the definition of a usage; then every token that was named is charged.
    [Math.max(0, countOf(usage.inputTokens) - cached), input],
    [usage.cacheReadTokens, read],
    [usage.cacheWriteTokens, write],
    [usage.outputTokens, output]
  ])
}

/**
 * The most that a usage within a bound can cost under the same terms: every prompt token that may be cached at the dearest of the
 * rates that can apply (plain, read from the cache or written to it), all others at the plain one, in the dearest tier that the bound reaches, and all of the output.
 * A bound that is not whole is rounded up; one that is negative or no number throws.
 *
 * @example
 * ```ts
 * import { Price, Usd } from "effect-persona"
 *
 * const price = Price.make({ provider: "acme", model: "large-1", input: 3, output: 15, source: "acme.example/prices" })
 *
 * Usd.format(Price.ceilingOf(price, { inputTokens: 10_000, outputTokens: 2_000 })) // => "$0.06"
 * ```
 */
export const ceilingOf = (
  price: ModelPrice,
  bound: Pick<TokenBound, "inputTokens" | "outputTokens" | "cacheableTokens">,
  terms: Terms = {}
): Usd => {
  const cacheable = Math.min(bound.inputTokens, bound.cacheableTokens ?? bound.inputTokens)
  const reachable = [price, ...(price.tiers ?? []).filter((tier) => bound.inputTokens > tier.abovePromptTokens)]
  const ceilings = reachable.map((rates) => {
    const { input, output, read, write } = ratesIn(rates, terms)
    return total(price, terms, [
      [Math.ceil(cacheable), Math.max(input, read, write)],
      [Math.ceil(bound.inputTokens - cacheable), input],
      [Math.ceil(bound.outputTokens), output]
    ])
  })
  return nano(Math.max(...ceilings))
}

type Rates = Pick<ModelPrice, "input" | "output" | "cacheRead" | "cacheWrite5m" | "cacheWrite1h">

const ratesFor = (price: ModelPrice, promptTokens: number): Rates =>
  (price.tiers ?? [])
    .filter((tier) => promptTokens > tier.abovePromptTokens)
    .reduce<Rates & { readonly abovePromptTokens: number }>(
      (highest, tier) => (tier.abovePromptTokens > highest.abovePromptTokens ? tier : highest),
      { ...price, abovePromptTokens: -1 }
    )

const ratesIn = (rates: Rates, terms: Terms) => ({
  input: rates.input,
  output: rates.output,
  read: rates.cacheRead ?? rates.input,
  write: (terms.cacheFor === "1h" ? rates.cacheWrite1h : rates.cacheWrite5m) ?? rates.input
})

/** Amounts of tokens at their rates, times the factors of the terms, rounded up once. */
const total = (price: ModelPrice, terms: Terms, parts: ReadonlyArray<readonly [tokens: number, rate: number]>): Usd => {
  const batch = terms.batch === true ? (price.batchFactor ?? 1000) : 1000
  const region = terms.usOnly === true ? (price.usOnlyFactor ?? 1000) : 1000
  const sum = parts.reduce((sum, [tokens, rate]) => sum + BigInt(countOf(tokens)) * BigInt(rate), 0n)
  const scale = 1_000_000n * 1000n * 1000n
  return nano(Number((sum * BigInt(batch) * BigInt(region) + scale - 1n) / scale))
}

const countOf = (tokens: number): number => {
  if (Number.isSafeInteger(tokens) && tokens >= 0) return tokens
  throw new RangeError(
    `${tokens} is no count of tokens: it must be a whole number from 0. The stage's usage or bound is wrong.`
  )
}
