import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { ceilingOf, costOf, make, ModelPrice, type Terms } from "../../src/budget/Price.ts"
import { toDollars } from "../../src/domain/Usd.ts"
import * as Usage from "../../src/domain/Usage.ts"

const plain = make({ provider: "acme", model: "plain", input: 3, output: 15, source: "test" })

const cached = make({
  provider: "acme",
  model: "cached",
  input: 2,
  output: 10,
  cacheRead: 0.1,
  cacheWrite5m: 2.5,
  cacheWrite1h: 4,
  batchFactor: 0.5,
  usOnlyFactor: 1.1,
  tiers: [
    { abovePromptTokens: 500_000, input: 8, output: 40 },
    { abovePromptTokens: 100_000, input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 }
  ],
  source: "test"
})

const million = 1_000_000

describe("the cost of a usage", () => {
  it("is the sum of its tokens at their rates", () => {
    assert.strictEqual(toDollars(costOf(plain, Usage.make(2000, 600))), 0.015)
  })

  it("charges each part of the prompt at its own rate, and counts no token twice", () => {
    const usage = { inputTokens: 10_000, outputTokens: 0, cacheReadTokens: 6000, cacheWriteTokens: 3000 }
    assert.strictEqual(toDollars(costOf(cached, usage)), 0.002 + 0.0006 + 0.0075)
  })

  it("charges what is written to the cache for an hour at that rate when asked for", () => {
    const usage = { ...Usage.none, inputTokens: 1000, cacheWriteTokens: 1000 }
    assert.strictEqual(toDollars(costOf(cached, usage, { cacheFor: "1h" })), 0.004)
  })

  it("charges cached tokens as plain input where a price has no rate for them", () => {
    const usage = { inputTokens: 1000, outputTokens: 0, cacheReadTokens: 400, cacheWriteTokens: 600 }
    assert.strictEqual(costOf(plain, usage), costOf(plain, Usage.make(1000, 0)))
  })

  it("applies a tier to the whole request, from the first token above its threshold, whatever their order", () => {
    const input = (tokens: number) => toDollars(costOf(cached, Usage.make(tokens, 0))) * million
    assert.closeTo(input(100_000), 100_000 * 2, 1e-6)
    assert.closeTo(input(100_001), 100_001 * 4, 1e-6)
    assert.closeTo(input(500_001), 500_001 * 8, 1e-6)
    assert.strictEqual(toDollars(costOf(cached, Usage.make(100_001, 100))) * million, 100_001 * 4 + 100 * 20)
  })

  it("counts cached tokens towards the tier", () => {
    const usage = { inputTokens: 200_000, outputTokens: 0, cacheReadTokens: 200_000, cacheWriteTokens: 0 }
    assert.strictEqual(toDollars(costOf(cached, usage)), 0.04)
  })

  it("is half in a batch and a tenth more in the US only, where the price says so", () => {
    const usage = Usage.make(1000, 100)
    const of = (terms: Terms) => toDollars(costOf(cached, usage, terms))
    assert.deepStrictEqual([of({}), of({ batch: true }), of({ usOnly: true })], [0.003, 0.0015, 0.0033])
    assert.strictEqual(of({ batch: true, usOnly: true }), 0.00165)
    assert.strictEqual(costOf(plain, usage, { batch: true, usOnly: true }), costOf(plain, usage))
  })

  it("rounds a fraction of a nano-dollar up, once", () => {
    const price = make({ provider: "a", model: "b", input: 0.0005, output: 0.0005, batchFactor: 0.5, source: "test" })
    assert.strictEqual(costOf(price, Usage.make(1, 0)), 1)
    assert.strictEqual(costOf(price, Usage.make(1, 1)), 1)
    assert.strictEqual(costOf(price, Usage.make(3, 2), { batch: true }), 2)
  })

  it("is exact where floating point is not", () => {
    const price = make({ provider: "a", model: "b", input: 0.07, output: 1.1, cacheRead: 0.0375, source: "test" })
    assert.deepStrictEqual([price.input, price.output, price.cacheRead], [70_000_000, 1_100_000_000, 37_500_000])
    assert.strictEqual(costOf(price, Usage.make(100_000_000, 0)), 7_000_000_000)
  })

  it("is not made up from counts that are none", () => {
    for (const tokens of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => costOf(plain, Usage.make(tokens, 0)), RangeError, "no count of tokens")
      assert.throws(() => costOf(plain, Usage.make(0, tokens)), RangeError, "no count of tokens")
    }
  })
})

describe("the ceiling of a bound", () => {
  it("takes every prompt token at the dearest rate that can apply, and all of the output", () => {
    assert.strictEqual(toDollars(ceilingOf(plain, { inputTokens: 2000, outputTokens: 2048 })), 0.03672)
    assert.strictEqual(toDollars(ceilingOf(cached, { inputTokens: 1000, outputTokens: 0 })), 0.0025)
    assert.strictEqual(toDollars(ceilingOf(cached, { inputTokens: 1000, outputTokens: 0 }, { cacheFor: "1h" })), 0.004)
  })

  it("takes the dearest tier that the bound reaches, be it a lower one", () => {
    const odd = make({
      ...odds,
      tiers: [
        { abovePromptTokens: 10, input: 9, output: 9 },
        { abovePromptTokens: 20, input: 1, output: 1 }
      ]
    })
    assert.strictEqual(ceilingOf(odd, { inputTokens: 10, outputTokens: 0 }), 10 * 1000)
    assert.strictEqual(ceilingOf(odd, { inputTokens: 30, outputTokens: 1 }), 31 * 9000)
  })

  it("rounds a bound up that is not whole, and refuses one that is no number", () => {
    assert.strictEqual(ceilingOf(plain, { inputTokens: 0.2, outputTokens: 0 }), 3000)
    assert.throws(() => ceilingOf(plain, { inputTokens: Number.NaN, outputTokens: 0 }), RangeError)
    assert.throws(() => ceilingOf(plain, { inputTokens: 0, outputTokens: -1 }), RangeError)
  })
})

const odds = { provider: "a", model: "b", input: 1, output: 1, source: "test" }

const rate = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60_000_000 }))
const optionalRate = Schema.NullOr(rate)
const Rates = Schema.Struct({
  input: rate,
  output: rate,
  read: optionalRate,
  write5m: optionalRate,
  write1h: optionalRate
})
const tokens = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 300_000 }))
const share = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 }))
const factor = Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3000 })))

/** In USD per million tokens, down to a millionth of a dollar. */
const figures = ({ input, output, read, write1h, write5m }: typeof Rates.Type) => ({
  input: input / million,
  output: output / million,
  ...(read === null ? {} : { cacheRead: read / million }),
  ...(write5m === null ? {} : { cacheWrite5m: write5m / million }),
  ...(write1h === null ? {} : { cacheWrite1h: write1h / million })
})

describe("any price", () => {
  it.prop(
    "has a ceiling that no usage within the bound can cost more than, however it is cached and sent",
    {
      base: Rates,
      tiers: Schema.Array(Schema.Struct({ above: tokens, rates: Rates })).check(Schema.isMaxLength(3)),
      batchFactor: factor,
      usOnlyFactor: factor,
      bound: Schema.Struct({ inputTokens: tokens, outputTokens: tokens }),
      used: Schema.Struct({ input: share, output: share, read: share, write: share }),
      terms: Schema.Struct({ batch: Schema.Boolean, usOnly: Schema.Boolean, cacheFor: Schema.Literals(["5m", "1h"]) })
    },
    ({ base, batchFactor, bound, terms, tiers, usOnlyFactor, used }) => {
      const price = make({
        ...odds,
        ...figures(base),
        tiers: tiers.map(({ above, rates }) => ({ abovePromptTokens: above, ...figures(rates) })),
        ...(batchFactor === null ? {} : { batchFactor: batchFactor / 1000 }),
        ...(usOnlyFactor === null ? {} : { usOnlyFactor: usOnlyFactor / 1000 })
      })
      const part = (whole: number, percent: number) => Math.floor((whole * percent) / 100)
      const inputTokens = part(bound.inputTokens, used.input)
      const cacheReadTokens = part(inputTokens, used.read)
      const usage = {
        inputTokens,
        outputTokens: part(bound.outputTokens, used.output),
        cacheReadTokens,
        cacheWriteTokens: part(inputTokens - cacheReadTokens, used.write)
      }
      assert.isAtLeast(ceilingOf(price, bound, terms), costOf(price, usage, terms))
      assert.isAtLeast(ceilingOf(price, usage, terms), costOf(price, usage, terms))
    },
    { arbitrary: { runs: 2000 } }
  )

  it.prop("is written as it was read", [Rates], ([rates]) => {
    const written = { ...odds, ...figures(rates), batchFactor: 0.5, usOnlyFactor: 1.1 }
    assert.deepStrictEqual(Schema.encodeSync(ModelPrice)(make(written)), written)
  })

  it("has no negative and no infinite rate", () => {
    for (const input of [-1, Number.NaN, Number.POSITIVE_INFINITY]) assert.throws(() => make({ ...odds, input }))
  })
})
