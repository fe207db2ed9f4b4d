import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Price from "../../src/budget/Price.ts"
import * as Prices from "../../src/budget/Prices.ts"
import * as Seed from "../../src/domain/Seed.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { HasCap } from "../../src/stages/CallBudget.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import type { RefineRequest, RefinerShape } from "../../src/stages/Refiner.ts"
import { billed, Misconfigured, notBilled, Truncated, Unavailable } from "../../src/stages/StageError.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import * as T from "./fixtures.ts"

/** What a cache write costs is a quarter more, and a read a twentieth. */
const meter = Layer.fresh(CostMeter.layer).pipe(
  Layer.provide(
    Prices.layer([
      Price.make({
        provider: "test",
        model: "refiner",
        input: 2,
        output: 10,
        cacheRead: 0.1,
        cacheWrite5m: 2.5,
        source: "made up for tests"
      })
    ])
  )
)

const prefix = 900

/** A refiner of whose prompts a part is the same each time and cached; the rest is as long as the draft has it. */
const cachingRefiner = (seed: number, over: Partial<RefinerShape> = {}) => {
  const random = Seed.generator(seed)
  const seen: Array<Usage.CallLimits | undefined> = []
  const rest = ({ origin }: RefineRequest) => 500 + (Seed.derive(origin.index, "length") % 500)
  const refiner = T.refiner({
    bound: (request) =>
      Effect.succeed({
        inputTokens: Math.ceil((prefix + rest(request)) * 1.02) + 64,
        outputTokens: 700,
        cacheableTokens: Math.ceil(prefix * 1.02) + 64,
        expected: { inputTokens: prefix + rest(request), outputTokens: 350 },
        answer: { least: 100, usual: 700, most: 2000 }
      }),
    refine: (request) =>
      Effect.sync(() => {
        seen.push(request.limits)
        const cached = request.limits?.caching === true ? prefix : 0
        const usage = {
          ...Usage.make(
            prefix + rest(request),
            Math.min(60 + Math.floor(random() * 30), request.limits?.answerTokens ?? 0)
          ),
          ...(seen.length === 1 ? { cacheWriteTokens: cached } : { cacheReadTokens: cached })
        }
        return { value: T.retitle(request), usage }
      }),
    ...over
  })
  return { refiner, seen }
}

const run = (refiner: RefinerShape, cap: number, concurrency = 4) =>
  HybridPipeline.generate(T.opinions(60), {
    count: 60,
    segments: { minSize: 1 },
    qualityThreshold: 0,
    draftMultiplier: 1,
    maxFrontierCost: cap,
    concurrency: { refine: concurrency },
    retry: { attempts: 2, baseDelayMillis: 0 },
    selection: { duplicateSimilarity: 1 }
  }).pipe(Effect.provide(Layer.mergeAll(T.layer({ refiner }), meter)))

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))
const Cents = Schema.Int.check(Schema.isBetween({ minimum: 3, maximum: 9 }))
const Width = Schema.Literals([1, 4, 32])

describe("refinement under a cap that does not pay for everybody", () => {
  it.effect.prop(
    "uses most of it, whatever the concurrency, and never more",
    [Seeds, Cents, Width],
    ([seed, cents, width]) =>
      Effect.gen(function* () {
        const result = yield* run(cachingRefiner(seed).refiner, cents / 100, width)
        const { budgetExhausted, possiblyBilledUsd, totalUsd } = result.costReport
        assert.isAtMost(totalUsd, cents / 100)
        // What is left never pays for one more.
        assert.isAtLeast(totalUsd, 0.85 * (cents / 100))
        assert.strictEqual(possiblyBilledUsd, 0)
        assert.isTrue(budgetExhausted)
        assert.strictEqual(result.personas.length, 60)
        for (const { reason, refined } of result.personas)
          if (!refined) assert.match(reason ?? "", /raise maxFrontierCost/)
      }),
    { arbitrary: { runs: 15 } }
  )

  it.effect("uses 95 % in nine runs of ten, however the answers turn out", () =>
    Effect.gen(function* () {
      const uses: Array<number> = []
      for (let seed = 0; seed < 20; seed++) {
        const cap = [0.03, 0.05, 0.07, 0.09][seed % 4] ?? 0.03
        uses.push((yield* run(cachingRefiner(seed).refiner, cap)).costReport.totalUsd / cap)
      }
      assert.isAtLeast(uses.filter((use) => use >= 0.95).length, 18)
    })
  )

  it.effect("gives the usual room for an answer as long as that fits, and then less, but never too little", () =>
    Effect.gen(function* () {
      const { refiner, seen } = cachingRefiner(1)
      yield* run(refiner, 0.05)
      assert.deepStrictEqual(seen[0], { answerTokens: 700, caching: true })
      assert.isTrue(seen.every((limits) => limits !== undefined && limits.answerTokens >= 100))
      assert.isBelow(seen.at(-1)?.answerTokens ?? 700, 700)
    })
  )

  it.effect("refines everybody where the cap pays for everybody", () =>
    Effect.gen(function* () {
      const result = yield* run(cachingRefiner(1).refiner, 1)
      assert.strictEqual(result.counts.refined, 60)
      assert.isFalse(result.costReport.budgetExhausted)
    })
  )

  it.effect("tells stages that there is a cap", () =>
    Effect.gen(function* () {
      const told: Array<boolean> = []
      const { refiner } = cachingRefiner(1)
      const bound: RefinerShape["bound"] = (request) =>
        Effect.flatMap(HasCap, (hasCap) =>
          Effect.andThen(
            Effect.sync(() => told.push(hasCap)),
            refiner.bound(request)
          )
        )
      yield* run({ ...refiner, bound }, 0.01)
      assert.isTrue(told.length > 0 && told.every(Boolean))
    })
  )
})

describe("an answer that was cut", () => {
  it.effect("is asked for once more with all the room there is", () =>
    Effect.gen(function* () {
      const rooms: Array<number | undefined> = []
      const { refiner } = cachingRefiner(1, {
        refine: (request) =>
          Effect.suspend(() => {
            rooms.push(request.limits?.answerTokens)
            return (request.limits?.answerTokens ?? 0) < 2000
              ? Effect.fail(T.refineFailure(new Truncated({ message: "cut.", billing: billed(Usage.make(1000, 700)) })))
              : Effect.succeed({ value: T.retitle(request), usage: Usage.make(1000, 900) })
          })
      })
      const result = yield* run(refiner, 5)
      assert.strictEqual(result.counts.refined, 60)
      assert.deepStrictEqual(new Set(rooms), new Set([700, 2000]))
    })
  )
})

describe("the reason given", () => {
  it.live("is the server's failure and not the budget, where another attempt does not fit", () =>
    Effect.gen(function* () {
      const away = new Unavailable({ message: "The server is away.", billing: { _tag: "Unknown" } })
      const { refiner } = cachingRefiner(1, { refine: () => Effect.fail(T.refineFailure(away)) })
      const result = yield* run(refiner, 0.02)
      const reasons = new Set(result.personas.map(({ reason }) => reason ?? ""))
      for (const reason of reasons) assert.match(reason, /server is away|were cut off hold|not tried any more/)
      assert.isTrue([...reasons].some((reason) => reason.includes("server is away")))
      assert.isAtMost(result.costReport.possiblyBilledUsd, 0.02)
    })
  )

  it.effect("is what only a person can mend, for those that wait as well", () =>
    Effect.gen(function* () {
      let calls = 0
      const { refiner } = cachingRefiner(1, {
        bound: () =>
          Effect.suspend(() =>
            ++calls < 2
              ? Effect.succeed({ inputTokens: 100_000, outputTokens: 700 })
              : Effect.fail(T.refineFailure(new Misconfigured({ message: "Wrong key.", billing: notBilled })))
          )
      })
      const result = yield* run(refiner, 0.02, 1)
      assert.strictEqual(result.counts.refined, 0)
      assert.strictEqual(result.failures[0]?.reason, "Misconfigured")
      assert.isTrue(result.personas.some(({ reason }) => reason?.includes("Wrong key") === true))
    })
  )
})
