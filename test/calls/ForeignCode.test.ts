import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import type { Persona } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { CostMeter, type CostMeterShape } from "../../src/stages/CostMeter.ts"
import { DraftGenerator, type DraftGeneratorShape } from "../../src/stages/DraftGenerator.ts"
import { Judge } from "../../src/stages/Judge.ts"
import { Refiner, type RefinerShape } from "../../src/stages/Refiner.ts"
import { billed, InvalidOutput, RefinerError } from "../../src/stages/StageError.ts"
import * as T from "../pipeline/fixtures.ts"

// Plays code that lies about its types, which is what is tested here.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters, typescript/no-unsafe-type-assertion -- see above
const untyped = <A>(value: unknown): A => value as A

interface Stages {
  readonly refiner?: Partial<RefinerShape>
  readonly drafts?: Partial<DraftGeneratorShape>
  readonly meter?: (meter: CostMeterShape) => Partial<CostMeterShape>
}

const remote = T.remote("refiner")

/** Four personas under a cap of $1 on stages of which one misbehaves. */
const run = ({ drafts = {}, meter, refiner = {} }: Stages) => {
  const metered = Layer.effect(
    CostMeter,
    Effect.map(CostMeter, (inner) => ({ ...inner, ...meter?.(inner) }))
  ).pipe(Layer.provide(CostMeter.layer.pipe(Layer.provide(T.prices))))
  return HybridPipeline.generate(T.records(30), {
    count: 4,
    qualityThreshold: 0,
    maxFrontierCost: 1,
    deadlineSeconds: { draft: 0.5, judge: 0.5, refine: 0.5 },
    retry: { attempts: 1 }
  }).pipe(
    Effect.provide(
      Layer.mergeAll(
        T.layer(),
        Layer.succeed(DraftGenerator, T.drafter(drafts)),
        Layer.succeed(Refiner, T.refiner({ model: remote, ...refiner })),
        metered
      )
    ),
    Effect.timeoutOption("20 seconds"),
    Effect.map(Option.getOrThrow)
  )
}

const fine = ({ persona }: { readonly persona: Persona }) => ({
  value: { title: `${persona.title}, edited` },
  usage: Usage.make(100, 10)
})

/** Every second refinement does this. */
const everySecond = (misbehave: () => Effect.Effect<never, RefinerError> | Effect.Effect<ReturnType<typeof fine>>) => {
  let calls = 0
  const refine: RefinerShape["refine"] = (request) => (calls++ % 2 === 1 ? misbehave() : Effect.succeed(fine(request)))
  return { refine }
}

const odd: Readonly<Record<string, { readonly stages: Stages; readonly reason: string; readonly says: string }>> = {
  "throws instead of returning": {
    stages: {
      refiner: everySecond(() => {
        throw new Error("words of a participant")
      })
    },
    reason: "Died",
    says: "threw Error"
  },
  "interrupts itself": {
    stages: { refiner: everySecond(() => Effect.interrupt) },
    reason: "Died",
    says: "interrupted itself"
  },
  "fails with something that is no error of a stage": {
    stages: { refiner: everySecond(() => untyped(Effect.fail("words of a participant"))) },
    reason: "Died",
    says: "no error of its stage"
  },
  "never ends and cannot be interrupted": {
    stages: { refiner: everySecond(() => Effect.uninterruptible(Effect.never)) },
    reason: "TimedOut",
    says: "within 0.5 s"
  },
  "says that it used 1e15 tokens": {
    stages: { refiner: everySecond(() => Effect.succeed({ value: { title: "x" }, usage: Usage.make(1e15, 1e15) })) },
    reason: "InvalidOutput",
    says: "what it used"
  },
  "failed, and was billed 1e15 tokens": {
    stages: {
      refiner: everySecond(() =>
        Effect.fail(
          new RefinerError({ reason: new InvalidOutput({ message: "no.", billing: billed(Usage.make(1e15, 1e15)) }) })
        )
      )
    },
    reason: "InvalidOutput",
    says: "no."
  },
  "answers with five megabytes": {
    stages: {
      refiner: everySecond(() => Effect.succeed({ value: { title: "x".repeat(5e6) }, usage: Usage.make(100, 10) }))
    },
    reason: "InvalidOutput",
    says: "characters long"
  }
}

const large: Readonly<Record<string, { readonly patch: object; readonly says: RegExp }>> = {
  "a text of 6,000 characters": { patch: { summary: "x".repeat(6000) }, says: /a text of 6000 characters/ },
  "a list of 300 goals": { patch: { goals: Array.from({ length: 300 }, () => "x") }, says: /a list of 300 entries/ },
  "many texts that are long together": {
    patch: { goals: Array.from({ length: 20 }, () => "x".repeat(2000)) },
    says: /more than 30000 characters/
  }
}

describe("an answer with", () => {
  for (const [what, { patch, says }] of Object.entries(large)) {
    it.live(`${what} is refused before anything compares it with the data, and paid for`, () =>
      Effect.gen(function* () {
        const refine: RefinerShape["refine"] = () =>
          Effect.succeed({ value: untyped<Record<string, never>>(patch), usage: Usage.make(100, 10) })
        const result = yield* run({ refiner: { refine } })
        assert.strictEqual(result.counts.refined, 0)
        assert.match(result.failures[0]?.message ?? "", says)
        assert.isAbove(result.costReport.totalUsd, 0)
      })
    )
  }
})

describe("a stage that", () => {
  for (const [what, { reason, says, stages }] of Object.entries(odd)) {
    it.live(`${what} fails by itself: the run goes on, and nothing that was paid for is lost`, () =>
      Effect.gen(function* () {
        const result = yield* run(stages)
        assert.strictEqual(result.outcome, "Complete")
        assert.strictEqual(result.counts.refined, 2)
        const [failure, ...others] = result.failures
        assert.isEmpty(others)
        assert.deepInclude(failure, { stage: "refine", provider: "test", model: "refiner", reason, count: 2 })
        assert.include(failure?.message, says)
        assert.notInclude(JSON.stringify(result.failures), "participant")
        const { possiblyBilledUsd, totalUsd } = result.costReport
        assert.isAbove(totalUsd, 0)
        assert.isAtMost(totalUsd + possiblyBilledUsd, 1)
      })
    )
  }

  const bounds: Readonly<Record<string, unknown>> = {
    "NaN tokens": { inputTokens: Number.NaN, outputTokens: 1 },
    "-1 tokens": { inputTokens: -1, outputTokens: 1 },
    "half a token": { inputTokens: 0.5, outputTokens: 1 },
    "1e12 tokens": { inputTokens: 1e12, outputTokens: 1 },
    "no tokens at all": undefined,
    "0 tokens, though it is remote": { inputTokens: 0, outputTokens: 0 }
  }
  for (const [what, bound] of Object.entries(bounds)) {
    it.live(`names a bound of ${what} is never called, and is told what to do`, () =>
      Effect.gen(function* () {
        let called = 0
        const result = yield* run({
          refiner: {
            bound: () => Effect.succeed(untyped(bound)),
            refine: (request) => Effect.sync(() => (called++, fine(request)))
          }
        })
        assert.strictEqual(result.outcome, "Complete")
        assert.strictEqual(called, 0)
        assert.strictEqual(result.failures[0]?.reason, "Misconfigured")
        assert.match(result.failures[0]?.message ?? "", /[Bb]ound/)
        assert.deepInclude(result.costReport, { totalUsd: 0, possiblyBilledUsd: 0 })
      })
    )
  }

  it.live("throws in its bound, never ends there, or counts its records wrongly, fails by itself", () =>
    Effect.gen(function* () {
      const thrown = yield* run({
        refiner: {
          bound: () => {
            throw new Error("x")
          }
        }
      })
      assert.deepInclude(thrown.failures[0], { stage: "refine", reason: "Died" })
      const endless = yield* run({ refiner: { bound: () => Effect.never } })
      assert.deepInclude(endless.failures[0], { stage: "refine", reason: "Died" })
      const counted = yield* run({
        drafts: {
          passagesShown: () => {
            throw new Error("x")
          }
        }
      })
      assert.deepInclude(counted.failures[0], { stage: "draft", reason: "Died" })
    })
  )

  it.live("cannot be priced is not called", () =>
    Effect.gen(function* () {
      for (const ceiling of [() => Effect.die("x"), () => Effect.succeed(untyped<never>(Number.NaN))]) {
        const result = yield* run({ meter: () => ({ ceiling }) })
        assert.strictEqual(result.outcome, "Complete")
        assert.strictEqual(result.counts.refined, 0)
        assert.include(result.failures[0]?.message, "could not price")
        assert.deepInclude(result.costReport, { totalUsd: 0, possiblyBilledUsd: 0 })
      }
    })
  )

  it.live("changes what it was given changes nothing, and fails by itself", () =>
    Effect.gen(function* () {
      const result = yield* run({
        refiner: {
          model: { ...remote, location: "local" },
          refine: (request) =>
            Effect.sync(() => {
              untyped<{ title: string }>(request.persona).title = "CHANGED"
              return fine(request)
            })
        }
      })
      assert.notInclude(JSON.stringify(result.personas), "CHANGED")
      assert.deepInclude(result.failures[0], { stage: "refine", reason: "Died", count: 4 })
    })
  )

  it.live("asks for a concurrency or a deadline that is none goes by the configuration, with a warning", () =>
    Effect.gen(function* () {
      for (const setting of [{ concurrency: 0 }, { concurrency: Number.NaN }, { deadlineSeconds: Number.NaN }]) {
        const result = yield* run({ refiner: setting })
        assert.strictEqual(result.counts.refined, 4)
        assert.include(
          result.warnings.map(({ code }) => code),
          "stage-setting-ignored"
        )
      }
    })
  )

  it.live("never says whether it can be called counts as not available", () =>
    Effect.gen(function* () {
      const result = yield* run({ refiner: { available: Effect.never } })
      assert.strictEqual(result.counts.refined, 0)
      assert.include(
        result.warnings.map(({ code }) => code),
        "refiner-unavailable"
      )
      assert.include(result.personas[0]?.reason, "refinement is not possible")
    })
  )
})

describe("an overrun", () => {
  it.live("is told, and nothing more is started that does not fit beside it", () =>
    Effect.gen(function* () {
      const result = yield* run({
        refiner: { refine: (request) => Effect.succeed({ ...fine(request), usage: Usage.make(900_000, 500_000) }) }
      })
      assert.isAbove(result.costReport.overrunUsd, 0)
      assert.include(
        result.warnings.map(({ code }) => code),
        "budget-overrun"
      )
      assert.isBelow(result.counts.refined, 4 + 1)
      assert.strictEqual(yield* Effect.map(Judge, ({ model }) => model.location), "local")
    }).pipe(Effect.provide(T.layer()))
  )
})
