import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Budget } from "../../src/budget/Budget.ts"
import * as Usd from "../../src/domain/Usd.ts"
import * as Usage from "../../src/domain/Usage.ts"
import type { HybridConfigInput } from "../../src/pipeline/HybridConfig.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { HasCap } from "../../src/stages/CallBudget.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { faultyRefiner } from "./faults.ts"
import * as T from "./fixtures.ts"

const meter = CostMeter.layer.pipe(Layer.provide(T.prices))

const config = (maxFrontierCost: number | null): HybridConfigInput => ({
  count: 6,
  qualityThreshold: 0.5,
  maxFrontierCost,
  concurrency: { refine: 3 },
  deadlineSeconds: { refine: 1 },
  retry: { attempts: 2, baseDelayMillis: 10, maxDelayMillis: 100 },
  segments: { minSize: 1 },
  selection: { duplicateSimilarity: 1 }
})

/** A refiner of which each call costs $0.002 of at most $0.004. */
const steady = T.refiner({
  bound: () => Effect.succeed({ inputTokens: 2000, outputTokens: 1000 }),
  refine: (request) => Effect.succeed({ value: T.retitle(request), usage: Usage.make(1000, 500) })
})

const run = (cap: number | null, refiner = steady) =>
  HybridPipeline.generate(T.records(12), config(cap)).pipe(Effect.provide([T.layer({ refiner }), meter]))

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

describe("runs that share a budget", () => {
  it.effect("spend what those before left, report their own calls, and say which cap is spent", () =>
    Effect.gen(function* () {
      const first = yield* run(null)
      assert.strictEqual(first.counts.refined, 6)
      assert.closeTo(first.costReport.totalUsd, 0.012, 1e-12)
      assert.isNull(first.costReport.capUsd)
      const second = yield* run(1)
      assert.isAtLeast(second.counts.refined, 1)
      assert.isBelow(second.counts.refined, 6)
      assert.closeTo(second.costReport.totalUsd, second.counts.refined * 0.002, 1e-12)
      assert.strictEqual(second.costReport.capUsd, 1)
      const warning = second.warnings.find(({ code }) => code === "budget-exhausted")
      assert.match(
        warning?.message ?? "",
        /^The shared cap of \$0\.018 left .* Raise maxCost of the Budget to refine them\.$/
      )
      const unrefined = second.personas.find(({ refined }) => !refined)
      assert.match(unrefined?.reason ?? "", /raise maxCost of the Budget/)
      const { cap, reserved, spent } = yield* (yield* Budget).state
      assert.deepStrictEqual([cap, reserved], [18_000_000, 0])
      assert.strictEqual(spent + 0, 12_000_000 + second.counts.refined * 2_000_000)
    }).pipe(Effect.provide(Budget.layer({ maxCost: 0.018 })))
  )

  it.effect("keep to their own cap too, where that is the lower one", () =>
    Effect.gen(function* () {
      const result = yield* run(0.005)
      const warning = result.warnings.find(({ code }) => code === "budget-exhausted")
      assert.match(warning?.message ?? "", /^The cap of \$0\.005 left .* Raise maxFrontierCost to refine them\.$/)
      assert.isAtMost(result.costReport.totalUsd, 0.005)
    }).pipe(Effect.provide(Budget.layer({ maxCost: 1 })))
  )

  it.effect("without a cap of their own name close bounds all the same", () =>
    Effect.gen(function* () {
      let hadCap = false
      const asking = T.refiner({
        bound: () => Effect.map(HasCap, (has) => ((hadCap = has), { inputTokens: 2000, outputTokens: 1000 })),
        refine: steady.refine
      })
      yield* run(null, asking)
      assert.isTrue(hadCap)
    }).pipe(Effect.provide(Budget.layer({ maxCost: 1 })))
  )

  it.effect("wait for each other also with their last refinements", () =>
    Effect.gen(function* () {
      const { ledger } = yield* Budget
      // Room for the ceiling of one refinement ($0.004) once this is settled, and not for what is left for others besides.
      const other = yield* ledger.reserve(Usd.fromDollars(0.002))
      const fiber = yield* Effect.forkChild(run(null))
      yield* T.adjust("1 second")
      yield* other.settle(Usd.zero)
      yield* T.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).counts.refined, 1)
    }).pipe(Effect.provide(Budget.layer({ maxCost: 0.005 })))
  )

  it.effect.prop(
    "never pass it together, with faults of every kind and a stop at any moment, and leave nothing reserved",
    [between(0, 1e9), between(0, 60), Schema.Tuple([between(0, 60), between(0, 60), between(0, 60)]), between(0, 6000)],
    ([seed, thousandths, caps, moment]) =>
      Effect.gen(function* () {
        const budget = yield* Budget
        const stop = yield* Deferred.make<void>()
        const fibers = yield* Effect.forEach(caps, (cap, i) =>
          HybridPipeline.generate(T.records(12), config(i === 2 ? null : cap / 1000), {
            stop: Deferred.await(stop)
          }).pipe(Effect.provide([T.layer({ refiner: faultyRefiner(seed + i) }), meter]), Effect.forkChild)
        )
        // Stopped before its books are open, a run has nothing to hand back.
        yield* T.adjust(moment)
        yield* Deferred.succeed(stop, undefined)
        yield* TestClock.adjust("1 minute")
        const results = yield* Effect.forEach(fibers, Fiber.join)
        const { cap, peak, reserved, spent } = yield* budget.state
        assert.isAtMost(peak, cap ?? 0)
        assert.strictEqual(reserved, 0)
        let sum = 0
        for (const { costReport } of results) {
          const cost = costReport.totalUsd + costReport.possiblyBilledUsd
          assert.isAtMost(cost, costReport.capUsd ?? Infinity)
          sum += cost
        }
        assert.closeTo(sum, spent / 1e9, 1e-12)
      }).pipe(Effect.provide(Budget.layer({ maxCost: thousandths / 1000 }))),
    { arbitrary: { runs: 60 }, timeout: 120_000 }
  )
})
