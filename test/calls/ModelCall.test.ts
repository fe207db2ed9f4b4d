import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import type { HybridConfigInput } from "../../src/pipeline/HybridConfig.ts"
import type { RefineRequest } from "../../src/stages/Refiner.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "../pipeline/fixtures.ts"

const config = {
  count: 3,
  qualityThreshold: 0.5,
  segments: { minSize: 1 },
  selection: { duplicateSimilarity: 1 }
}

/** A run in virtual time, and how long it took, to a step of the clock. */
const run = (
  over: HybridConfigInput & { readonly count?: number },
  stages: Parameters<typeof T.layer>[0],
  stepMillis = 500
) =>
  Effect.gen(function* () {
    const started = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.forkChild(
      Effect.flatMap(
        HybridPipeline.generate(T.opinions(over.count ?? config.count), { ...config, ...over }),
        (result) => Effect.map(Clock.currentTimeMillis, (now) => ({ result, millis: now - started }))
      ).pipe(Effect.provide(T.layer(stages)))
    )
    while (fiber.pollUnsafe() === undefined) yield* TestClock.adjust(stepMillis)
    return yield* Fiber.join(fiber)
  })

const invalid = new StageError.InvalidOutput({ message: "no JSON", billing: StageError.billed(Usage.none) })
const unavailable = new StageError.Unavailable({ message: "nobody there", billing: StageError.notBilled })

describe("a call that fails", () => {
  it.effect("is answered on another seed where the model answered badly, and the seed that was used is told", () =>
    Effect.gen(function* () {
      const seeds: Array<number> = []
      const draft = (request: DraftRequest) =>
        Effect.suspend(() => {
          seeds.push(request.seed)
          return seeds.length < 3
            ? Effect.fail(T.draftFailure(invalid))
            : Effect.succeed({ value: T.content(request), usage: Usage.none })
        })
      const { result } = yield* run({ count: 1, draftMultiplier: 1 }, { drafts: T.drafter({ draft }) })
      assert.strictEqual(new Set(seeds).size, 3)
      assert.strictEqual(result.personas[0]?.provenance.seed, seeds[2])
      assert.strictEqual(result.costReport.stages.draft.failures, 2)
    })
  )

  it.effect("is tried on the same request where the model was only away", () =>
    Effect.gen(function* () {
      const seeds: Array<number> = []
      const draft = (request: DraftRequest) =>
        Effect.suspend(() => {
          seeds.push(request.seed)
          return seeds.length < 3
            ? Effect.fail(T.draftFailure(unavailable))
            : Effect.succeed({ value: T.content(request), usage: Usage.none })
        })
      yield* run({ count: 1, draftMultiplier: 1 }, { drafts: T.drafter({ draft }) })
      assert.strictEqual(new Set(seeds).size, 1)
    })
  )
})

describe("a rate limit whose window is longer than the longest wait", () => {
  /** Nobody is let in for five minutes; how many refinements the run gets. */
  const limited = (retry: NonNullable<HybridConfigInput["retry"]>) =>
    Effect.gen(function* () {
      const opens = (yield* Clock.currentTimeMillis) + 300_000
      const refine = (request: RefineRequest) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          now >= opens
            ? Effect.succeed({ value: T.retitle(request), usage: Usage.make(100, 10) })
            : Effect.fail(
                T.refineFailure(
                  new StageError.RateLimited({
                    message: "Slow down.",
                    billing: StageError.notBilled,
                    retryAfterMillis: opens - now
                  })
                )
              )
        )
      return (yield* run({ maxFrontierCost: 1, retry }, { refiner: T.refiner({ refine }) })).result
    })

  it.effect("is said, with what to set to wait for it", () =>
    Effect.gen(function* () {
      const result = yield* limited({ attempts: 2 })
      assert.strictEqual(result.counts.refined, 0)
      assert.strictEqual(result.outcome, "Complete")
      const warning = result.warnings.find(({ code }) => code === "rate-limit-window")
      assert.match(warning?.message ?? "", /asks to wait \d+ s.*longer than 60 s.*maxWindowMillis/)
      assert.match(result.failures[0]?.message ?? "", /Slow down\. It asks to wait \d+ s/)
      assert.match(result.personas[0]?.reason ?? "", /maxWindowMillis/)
      assert.isFalse(result.costReport.budgetExhausted)
    })
  )

  it.effect("is waited for where the user allows it", () =>
    Effect.gen(function* () {
      const result = yield* limited({ attempts: 2, maxWindowMillis: 600_000 })
      assert.strictEqual(result.counts.refined, 3)
      assert.isEmpty(result.failures)
      assert.isFalse(result.warnings.some(({ code }) => code === "rate-limit-window"))
    })
  )
})

describe("a model that is down", () => {
  it.effect("does not use up the retries of a thousand drafts: it is tried a few times, and the run ends", () =>
    Effect.gen(function* () {
      let attempts = 0
      const draft = () =>
        Effect.suspend(() => {
          attempts++
          return Effect.fail(T.draftFailure(unavailable))
        })
      const { millis, result } = yield* run(
        { count: 20, draftMultiplier: 50, maxDrafts: 1000 },
        { drafts: T.drafter({ draft }) }
      )
      assert.strictEqual(result.counts.failed, 1000)
      // At first four at once and then fewer, five times; then three trials.
      assert.isAtMost(attempts, 16)
      assert.isAtMost(millis, 60_000)
    })
  )

  it.effect("is waited for: drafts that stand in line go on when it comes back", () =>
    Effect.gen(function* () {
      const draft = (request: DraftRequest) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          now > 3_000 && now < 12_000
            ? Effect.fail(T.draftFailure(unavailable))
            : Effect.as(Effect.sleep(100), { value: T.content(request), usage: Usage.none })
        )
      const { result } = yield* run(
        { count: 100, draftMultiplier: 2, concurrency: { draft: 4 }, retry: { attempts: 5 } },
        { drafts: T.drafter({ draft }) }
      )
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.failed, 0)
    })
  )

  it.effect("does not hold back a model that is well", () =>
    Effect.gen(function* () {
      const refine = () => Effect.fail(T.refineFailure(unavailable))
      const { result } = yield* run({ count: 10 }, { refiner: T.refiner({ refine }) })
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.refined, 0)
      assert.isAtMost(result.costReport.stages.refine.calls, 16)
    })
  )
})

describe("a refiner that needs many calls in flight", () => {
  it.effect("gets them, and the time it takes", () =>
    Effect.gen(function* () {
      let inFlight = 0
      let most = 0
      const refiner = T.refiner({
        concurrency: 20,
        deadlineSeconds: 90_000,
        refine: (request) =>
          Effect.gen(function* () {
            most = Math.max(most, ++inFlight)
            yield* Effect.sleep("10 hours")
            inFlight--
            return { value: T.retitle(request), usage: Usage.make(10, 10) }
          })
      })
      const { result } = yield* run({ count: 12 }, { refiner }, 3_600_000)
      assert.strictEqual(result.counts.refined, 12)
      assert.strictEqual(most, 12)
    })
  )
})
