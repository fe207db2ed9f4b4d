import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Ref, Schema } from "effect"
import { TestClock } from "effect/testing"
import type * as Ledger from "../../src/budget/Ledger.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { faultyRefiner } from "./faults.ts"
import * as T from "./fixtures.ts"

/** The real cost meter, whose ledger can be looked at from outside. */
const watched = (seen: Ref.Ref<Ledger.Ledger | null>) =>
  Layer.effect(
    CostMeter,
    Effect.map(CostMeter, (meter) => ({
      ...meter,
      open: (cap) => Effect.tap(meter.open(cap), (ledger) => Ref.set(seen, ledger))
    }))
  ).pipe(Layer.provide(CostMeter.layer), Layer.provide(T.prices))

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))
const Caps = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 }))
const Moments = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6000 }))

describe("the budget of a run", () => {
  it.effect.prop(
    "is never passed, and nothing stays reserved, with faults of every kind and a stop at any moment",
    [Seeds, Caps, Moments],
    ([seed, thousandths, moment]) =>
      Effect.gen(function* () {
        const seen = yield* Ref.make<Ledger.Ledger | null>(null)
        const stop = yield* Deferred.make<void>()
        const fiber = yield* Effect.forkChild(
          HybridPipeline.generate(
            T.records(12),
            {
              count: 6,
              qualityThreshold: 0.5,
              maxFrontierCost: thousandths / 1000,
              concurrency: { refine: 3 },
              deadlineSeconds: { refine: 1 },
              retry: { attempts: 2, baseDelayMillis: 10, maxDelayMillis: 100 },
              segments: { minSize: 1 },
              selection: { duplicateSimilarity: 1 }
            },
            { stop: Deferred.await(stop) }
          ).pipe(Effect.provide(Layer.merge(T.layer({ refiner: faultyRefiner(seed) }), watched(seen))))
        )
        // Stopped before its books are open, a run has nothing to hand back.
        while ((yield* Ref.get(seen)) === null) yield* Effect.yieldNow
        yield* TestClock.adjust(moment)
        yield* Deferred.succeed(stop, undefined)
        yield* TestClock.adjust("1 minute")
        const result = yield* Fiber.join(fiber)
        const ledger = yield* Ref.get(seen)
        if (ledger === null) return assert.fail("the run opened no books")
        const { cap, peak, reserved, spent, settled } = yield* ledger.state
        assert.isAtMost(peak, cap ?? 0)
        assert.strictEqual(reserved, 0)
        assert.strictEqual(settled, result.costReport.stages.refine.calls)
        assert.closeTo(result.costReport.totalUsd + result.costReport.possiblyBilledUsd, spent / 1e9, 1e-12)
        if (result.outcome !== "Interrupted") assert.strictEqual(result.personas.length, 6)
      }),
    { arbitrary: { runs: 200 } }
  )
})
