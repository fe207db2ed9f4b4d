import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Quotas from "../../src/corpus/Quotas.ts"

const Total = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 500 }))
const Weights = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))).check(
  Schema.isMinLength(1)
)

const sum = (values: ReadonlyArray<number>) => values.reduce((a, b) => a + b, 0)

describe("Quotas", () => {
  it("shares five places by the textbook", () => {
    assert.deepStrictEqual(Quotas.largestRemainder(5, [50, 30, 20]), [3, 1, 1])
  })

  it("gives the last place to the heavier of equal remainders, then to the earlier", () => {
    assert.deepStrictEqual(Quotas.largestRemainder(2, [1, 3]), [0, 2])
    assert.deepStrictEqual(Quotas.largestRemainder(1, [2, 2, 2]), [1, 0, 0])
  })

  it("counts all alike where no weight is above 0", () => {
    assert.deepStrictEqual(Quotas.largestRemainder(3, [0, Number.NaN, -5]), [1, 1, 1])
  })

  it("has no quotas without groups", () => {
    assert.deepStrictEqual(Quotas.largestRemainder(3, []), [])
  })

  it("is not led astray by weights whose sum overflows", () => {
    assert.deepStrictEqual(Quotas.largestRemainder(4, [1e308, 1e308]), [2, 2])
  })

  it.prop(
    "sums to exactly the total",
    [Total, Weights],
    ([total, weights]) => {
      assert.strictEqual(sum(Quotas.largestRemainder(total, weights)), total)
    },
    { arbitrary: { runs: 2000 } }
  )

  it.prop(
    "is within 1 of every exact share, and nothing for no weight",
    [Total, Weights],
    ([total, weights]) => {
      const all = sum(weights)
      for (const [index, quota] of Quotas.largestRemainder(total, weights).entries()) {
        const weight = weights[index] ?? 0
        if (all > 0) assert.isBelow(Math.abs(quota - (total * weight) / all), 1)
        if (all > 0 && weight === 0) assert.strictEqual(quota, 0)
      }
    },
    { arbitrary: { runs: 2000 } }
  )

  it.prop("never gives a heavier group less", [Total, Weights], ([total, weights]) => {
    const quotas = Quotas.largestRemainder(total, weights)
    for (const [a, weightA] of weights.entries()) {
      for (const [b, weightB] of weights.entries()) {
        if (weightA > weightB) assert.isAtLeast(quotas[a] ?? 0, quotas[b] ?? 0)
      }
    }
  })
})
