import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Exit, Layer } from "effect"
import { make } from "../../src/budget/Price.ts"
import * as Prices from "../../src/budget/Prices.ts"
import type { ModelInfo } from "../../src/domain/ModelInfo.ts"
import { nano, toDollars, zero } from "../../src/domain/Usd.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"

const sonnet: ModelInfo = { provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" }
const unknown: ModelInfo = { provider: "anthropic", model: "claude-sonnet-6", location: "remote" }
const local: ModelInfo = { provider: "ollama", model: "qwen3:8b", location: "local" }

describe("the cost meter", () => {
  layer(CostMeter.layer)((it) => {
    it.effect("prices a usage and bounds a call by the table", () =>
      Effect.gen(function* () {
        const meter = yield* CostMeter
        assert.strictEqual(toDollars(yield* meter.price(sonnet, Usage.make(2000, 600))), 0.01)
        // A prompt may be written to the cache, at 1.25 times the input.
        assert.strictEqual(toDollars(yield* meter.ceiling(sonnet, { inputTokens: 2000, outputTokens: 2048 })), 0.02548)
      })
    )

    it.effect("charges nothing for a local model, priced or not, and whatever it says it used", () =>
      Effect.gen(function* () {
        const meter = yield* CostMeter
        assert.strictEqual(yield* meter.price(local, Usage.make(1e6, 1e6)), zero)
        assert.strictEqual(yield* meter.price({ ...sonnet, location: "local" }, Usage.make(1e6, 1e6)), zero)
        assert.strictEqual(yield* meter.ceiling(local, { inputTokens: Number.NaN, outputTokens: Infinity }), zero)
      })
    )

    it.effect("does not price a remote model that it does not know, and names those it knows", () =>
      Effect.gen(function* () {
        const meter = yield* CostMeter
        const error = yield* Effect.flip(meter.price(unknown, Usage.none))
        assert.strictEqual(error._tag, "UnknownPrice")
        assert.include(error.known, "claude-sonnet-5-5")
        assert.match(
          error.message,
          /^No price is known for anthropic\/claude-sonnet-6.* add a price .*Prices\.layer\.$/
        )
        assert.deepStrictEqual(yield* Effect.flip(meter.ceiling(unknown, Usage.unbilled)), error)
        const nobody = yield* Effect.flip(meter.ceiling({ ...unknown, provider: "acme" }, Usage.unbilled))
        assert.include(nobody.message, "Known models of acme: none.")
      })
    )

    it.effect("takes a usage that is no count for a fault, not for a price", () =>
      Effect.gen(function* () {
        const meter = yield* CostMeter
        assert.isTrue(Exit.hasDies(yield* Effect.exit(meter.price(sonnet, Usage.make(Number.NaN, 0)))))
        assert.isTrue(Exit.hasDies(yield* Effect.exit(meter.ceiling(sonnet, { inputTokens: -1, outputTokens: 0 }))))
      })
    )

    it.effect("opens separate books for every run", () =>
      Effect.gen(function* () {
        const meter = yield* CostMeter
        const [one, other] = [yield* meter.open(nano(10)), yield* meter.open(nano(10))]
        yield* one.reserve(nano(10))
        assert.strictEqual((yield* other.state).reserved, zero)
      })
    )
  })

  it.effect("prices by what an app adds", () =>
    Effect.gen(function* () {
      const meter = yield* CostMeter
      assert.strictEqual(toDollars(yield* meter.price(unknown, Usage.make(1_000_000, 0))), 9)
    }).pipe(
      Effect.provide(
        CostMeter.layer.pipe(
          Layer.provide(
            Prices.layer([
              make({ provider: "anthropic", model: "claude-sonnet-6", input: 9, output: 1, source: "test" })
            ])
          )
        )
      )
    )
  )
})
