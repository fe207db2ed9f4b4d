import { assert, describe, it } from "@effect/vitest"
import { calcPrice } from "@pydantic/genai-prices"
import { Effect, Layer, Option } from "effect"
import { anthropicPrices, asOf } from "../../src/budget/AnthropicPrices.ts"
import { costOf, make, type ModelPrice } from "../../src/budget/Price.ts"
import { find, layer, modelsOf, Prices } from "../../src/budget/Prices.ts"
import { toDollars } from "../../src/domain/Usd.ts"
import { none } from "../../src/domain/Usage.ts"

const priceOf = (provider: string, model: string, input: number) =>
  make({ provider, model, input, output: 1, source: "test" })

const rateOf = (provider: string, model: string) =>
  Effect.map(Prices, (table) => Option.map(find(table, { provider, model }), ({ input }) => input / 1e9))

describe("the prices that are known", () => {
  it.effect("are found by provider and exact model id, never by a similar one", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* rateOf("anthropic", "claude-opus-5"), Option.some(5))
      for (const model of ["claude-opus-5-20260101", "claude-opus", "Claude-Opus-5", "claude-opus-5 ", ""]) {
        assert.deepStrictEqual(yield* rateOf("anthropic", model), Option.none(), model)
      }
      assert.deepStrictEqual(yield* rateOf("bedrock", "claude-opus-5"), Option.none())
    })
  )

  it.effect("can be added to and overridden, and later ones count", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* rateOf("acme", "large-1"), Option.some(7))
      assert.deepStrictEqual(yield* rateOf("anthropic", "claude-opus-5"), Option.some(6))
      assert.deepStrictEqual(yield* rateOf("anthropic", "claude-sonnet-5"), Option.some(2))
    }).pipe(
      Effect.provide(
        layer([priceOf("acme", "large-1", 7)]).pipe(
          Layer.provide(layer([priceOf("acme", "large-1", 1), priceOf("anthropic", "claude-opus-5", 6)]))
        )
      )
    )
  )

  it("are listed by provider, each model once", () => {
    const table = [...anthropicPrices, priceOf("acme", "b", 1), priceOf("acme", "a", 1), priceOf("acme", "b", 2)]
    assert.deepStrictEqual(modelsOf(table, "acme"), ["a", "b"])
    assert.deepStrictEqual(modelsOf(table, "nobody"), [])
    assert.strictEqual(modelsOf(table, "anthropic").length, 8)
  })

  it("hold after the model was retired", () => {
    const model = "claude-sonnet-4-5-20250929"
    const retired = Option.getOrThrow(find(anthropicPrices, { provider: "anthropic", model }))
    assert.strictEqual(retired.endOfLife, "2026-11-30")
    assert.strictEqual(toDollars(costOf(retired, { ...none, outputTokens: 1_000_000 })), 15)
  })
})

describe("the table of Anthropic's prices", () => {
  it("names date and source of every price, and no model twice", () => {
    assert.match(asOf, /^\d{4}-\d\d-\d\d$/)
    for (const price of anthropicPrices) assert.isNotEmpty(price.source)
    assert.strictEqual(new Set(anthropicPrices.map(({ model }) => model)).size, anthropicPrices.length)
  })

  it("charges a write to the cache 1.25 or 2 times the input, and a read less than it", () => {
    for (const { tiers = [], ...base } of anthropicPrices) {
      for (const { cacheRead = Infinity, cacheWrite1h, cacheWrite5m, input } of [base, ...tiers]) {
        assert.deepStrictEqual([cacheWrite5m, cacheWrite1h], [input * 1.25, input * 2])
        assert.isBelow(cacheRead, input / 2)
      }
    }
  })
})

/**
 * Why @pydantic/genai-prices 0.1.8 says nothing about a model. It falls back on the longest known prefix of an id, and a price
 * guessed like that checks nothing.
 */
const notCovered: Record<string, string> = {
  "claude-haiku-5-5": "unknown to it",
  "claude-sonnet-5-5": "guessed by its prefix to be claude-sonnet-5"
}

/** Models whose prices differ, and why ours stands. */
const differing: Record<string, string> = {}

/** One usage for each rate, below and above the threshold of the only tier that both tables know. */
const usages = [
  { input_tokens: 100_000, output_tokens: 1000, cache_read_tokens: 0, cache_write_tokens: 0 },
  { input_tokens: 100_000, output_tokens: 0, cache_read_tokens: 90_000, cache_write_tokens: 0 },
  { input_tokens: 100_000, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 90_000 },
  { input_tokens: 300_000, output_tokens: 1000, cache_read_tokens: 100_000, cache_write_tokens: 100_000 }
]

/** What theirs says of a usage; nothing where it does not know the model itself but guesses it by its prefix. */
const theirs = (model: string, usage: (typeof usages)[number], hour: boolean): number | null => {
  const cacheHour = hour ? usage.cache_write_tokens : 0
  const found = calcPrice({ ...usage, cache_write_1h_tokens: cacheHour }, model, { providerId: "anthropic" })
  return found?.model.id === model.replace(/-\d{8}$/, "") ? found.total_price : null
}

const ours = (price: ModelPrice, usage: (typeof usages)[number], hour: boolean): number =>
  toDollars(
    costOf(
      price,
      {
        inputTokens: usage.input_tokens,
        outputTokens: usage.output_tokens,
        cacheReadTokens: usage.cache_read_tokens,
        cacheWriteTokens: usage.cache_write_tokens
      },
      { cacheFor: hour ? "1h" : "5m" }
    )
  )

const cases = usages.flatMap((usage) => [false, true].map((hour) => ({ usage, hour })))
const covered = anthropicPrices.filter(({ model }) => !(model in notCovered))

describe("compared with @pydantic/genai-prices", () => {
  it.each(Object.entries(notCovered))("%s is not covered: %s", (model) => {
    for (const { hour, usage } of cases) assert.isNull(theirs(model, usage, hour), "it is covered now: compare it")
    assert.isTrue(anthropicPrices.some((price) => price.model === model))
  })

  it.each(covered.map((price) => [price.model, differing[price.model] ?? "the same", price] as const))(
    "%s costs %s",
    (model, difference, price) => {
      const same = cases.every(({ hour, usage }) => {
        const their = theirs(model, usage, hour)
        assert(their !== null, `it does not cover ${model}: say so in notCovered`)
        return Math.abs(ours(price, usage, hour) - their) < 1e-9
      })
      assert.strictEqual(same, difference === "the same")
    }
  )
})
