import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import * as Price from "../../src/budget/Price.ts"
import * as Prices from "../../src/budget/Prices.ts"
import type { ModelInfo } from "../../src/domain/ModelInfo.ts"
import { claimsOf } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { LlmDraftGenerator, LlmJudge, LlmRefiner } from "../../src/llm/index.ts"
import type { HybridConfigInput } from "../../src/pipeline/HybridConfig.ts"
import * as Comparison from "../../src/pipeline/Comparison.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { DraftGenerator } from "../../src/stages/DraftGenerator.ts"
import { Judge } from "../../src/stages/Judge.ts"
import { Refiner } from "../../src/stages/Refiner.ts"
import { Support } from "../../src/stages/Support.ts"
import { JudgeError, notBilled, Refused, Truncated, Unavailable } from "../../src/stages/StageError.ts"
import * as Models from "./support/Models.ts"
import * as Responder from "./support/Responder.ts"
import { cooks, others } from "./support/Study.ts"

const frontier: ModelInfo = { provider: "test", model: "frontier", location: "remote" }
const prices = Prices.layer([
  Price.make({ provider: "test", model: "frontier", input: 2, output: 10, source: "made up for tests" })
])

const stages = (local: Models.ModelOptions = {}, remote: Models.ModelOptions = {}) => {
  const small = Models.make(local)
  const large = Models.make({ model: frontier, ...remote })
  return Layer.mergeAll(
    Layer.succeed(DraftGenerator, LlmDraftGenerator.over(small)),
    Layer.succeed(Judge, LlmJudge.over(small)),
    Layer.succeed(Refiner, LlmRefiner.over(large)),
    LocalAnonymiser.layer(),
    Layer.provide(CostMeter.layer, prices)
  )
}

const run = (config: HybridConfigInput, local?: Models.ModelOptions, remote?: Models.ModelOptions) =>
  HybridPipeline.generate(Stream.fromIterable([...cooks, ...others]), {
    retry: { attempts: 1 },
    ...config
  }).pipe(Effect.provide(stages(local, remote)))

const kinds = () => {
  const seen = new Map<string, number>()
  return {
    seen,
    onRequest: ({ prompt }: { readonly prompt: string }) => seen.set(prompt, (seen.get(prompt) ?? 0) + 1)
  }
}

describe("a run over language models", () => {
  it.effect("delivers refined personas with verified evidence, and books what the frontier billed", () =>
    Effect.gen(function* () {
      let billedUsage = Usage.none
      const result = yield* run(
        { count: 4, maxFrontierCost: 1 },
        {},
        {
          onRequest: (request) => {
            const shown = Models.shown(request)
            const prompt = [...request.system, ...request.user].map(({ text }) => text).join("")
            const usage = Usage.make(Responder.tokens(prompt), Responder.tokens(Responder.answer(shown, request.seed)))
            billedUsage = Usage.add(billedUsage, usage)
          }
        }
      )
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.refined, 4)
      assert.strictEqual(result.qualityMetrics.evidence.kept, 1)
      const { inputTokens, outputTokens } = result.costReport.stages.refine
      assert.deepStrictEqual(Usage.make(inputTokens, outputTokens), billedUsage)
      assert.closeTo(result.costReport.totalUsd, (2 * inputTokens + 10 * outputTokens) / 1e6, 1e-8)
      assert.strictEqual(result.personas[0]?.provenance.prompt, "draft@2")
      assert.strictEqual(result.personas[0]?.evaluation.method, "plain")
    })
  )

  it.effect("asks for reasons only about what is refined, and once each", () =>
    Effect.gen(function* () {
      const { onRequest, seen } = kinds()
      const shown: Array<string> = []
      const remote: Models.ModelOptions = { onRequest: (request) => shown.push(Models.shown(request).user) }
      const result = yield* run({ count: 2, draftMultiplier: 3 }, { onRequest }, remote)
      assert.strictEqual(seen.get("reasons@2"), 2)
      assert.strictEqual(seen.get("judge@2"), (seen.get("draft@2") ?? 0) + 2)
      // Each refined version is compared with its draft, in both orders.
      assert.strictEqual(seen.get("compare@1"), 4)
      assert.isTrue(shown.every((text) => text.includes("It repeats an answer and does not say what is wanted.")))
      // The judge's books hold both kinds of calls.
      assert.strictEqual(
        result.costReport.stages.judge.calls,
        (seen.get("reasons@2") ?? 0) + (seen.get("judge@2") ?? 0) + (seen.get("compare@1") ?? 0)
      )
      const none = kinds()
      yield* run({ count: 2, useFrontier: false }, { onRequest: none.onRequest })
      assert.isUndefined(none.seen.get("reasons@2"))
      assert.isUndefined(none.seen.get("compare@1"))
    })
  )

  it.effect("refines without reasons where the judge gives none", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 2 },
        {
          fail: ({ prompt }) =>
            prompt === "reasons@2" ? new Refused({ message: "No.", billing: notBilled }) : undefined
        }
      )
      assert.strictEqual(result.counts.refined, 2)
    })
  )

  it.effect("says when a model's context did not hold the samples", () =>
    Effect.gen(function* () {
      const small = yield* run({ count: 2, useFrontier: false }, { contextTokens: 3600 })
      assert.include(
        small.warnings.map(({ code }) => code),
        "samples-shortened"
      )
      const large = yield* run({ count: 2, useFrontier: false }, { contextTokens: 200_000 })
      assert.notInclude(
        large.warnings.map(({ code }) => code),
        "samples-shortened"
      )
    })
  )

  it.effect("weighs the judge's scores as the configuration says", () =>
    Effect.gen(function* () {
      const weights = {
        coherence: 0,
        realism: 0,
        usefulness: 1,
        completeness: 0,
        specificity: 0,
        distinctiveness: 0,
        groundedness: 0
      }
      const result = yield* run({ count: 3, useFrontier: false, selection: { weights } })
      for (const { evaluation } of result.personas) {
        assert.strictEqual(evaluation.overall, evaluation.scores.usefulness)
      }
    })
  )

  it.effect("estimates every kind of call, with less expected than reserved", () =>
    Effect.gen(function* () {
      const { stages: estimated, totalUsd } = yield* HybridPipeline.estimate(
        Stream.fromIterable([...cooks, ...others]),
        { count: 4 }
      ).pipe(Effect.provide(stages()))
      // Scores of drafts and of refined versions, reasons, and comparisons in both orders.
      assert.deepStrictEqual(estimated.judge.calls, { low: 16, expected: 24, ceiling: (16 + 4 + 4 + 8) * 3 })
      assert.isAbove(totalUsd.expected, 0)
      assert.isBelow(totalUsd.expected, totalUsd.ceiling / 5)
    })
  )

  it.effect("prices a way to make personas as the estimate of such a run does", () =>
    Effect.gen(function* () {
      const estimated = yield* HybridPipeline.estimate(Stream.fromIterable([...cooks, ...others]), { count: 4 })
      const assumptions = Comparison.assumptionsOf(estimated) ?? assert.fail("nothing is refined")
      const rows = yield* Comparison.compare(frontier, assumptions, [4])
      const hybrid = rows.find(({ approach }) => approach.includes("patches"))?.usd[0] ?? Number.NaN
      const expected = estimated.stages.refine?.usd.expected ?? Number.NaN
      assert.closeTo(hybrid / expected, 1, 0.01)
      const [alone] = rows
      assert.isAbove(alone?.usd[0] ?? 0, hybrid)
    }).pipe(Effect.provide(stages()))
  )

  it.effect("tells the model what was wrong with its answer, after everything else", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      yield* run(
        { count: 1, draftMultiplier: 1, useFrontier: false, retry: { attempts: 2, baseDelayMillis: 0 } },
        {
          onRequest: (request) => {
            if (request.prompt === "draft@2") asked.push(Models.shown(request).user)
          },
          answer: (request) => (asked.length === 1 ? '{"title": 4}' : Responder.answer(Models.shown(request)))
        }
      )
      const [first = "", second = ""] = asked
      assert.isTrue(second.startsWith(first))
      assert.match(second, /\n\nYour last answer could not be used: it is [^\n]*$/)
    })
  )

  it.effect("shortens a prompt that was too long by as much as the server says", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const prompt = { tokens: 9_000, contextTokens: 6_000 }
      const result = yield* run(
        { count: 1, draftMultiplier: 1, useFrontier: false, retry: { attempts: 2, baseDelayMillis: 0 } },
        {
          onRequest: (request) => {
            if (request.prompt === "draft@2") asked.push(Models.shown(request).user)
          },
          fail: () =>
            asked.length === 1 ? new Truncated({ message: "Too long.", prompt, billing: notBilled }) : undefined
        }
      )
      const [first = "", second = ""] = asked
      const passages = (text: string) => text.match(/^p\d+: /gm)?.length ?? 0
      assert.isBelow(passages(second), passages(first))
      assert.isAbove(passages(second), 0)
      assert.strictEqual(result.counts.delivered, 1)
      assert.include(
        result.warnings.map(({ code }) => code),
        "samples-shortened"
      )
    })
  )

  it.effect("measures how far the judge's scores sway where it is asked to, and keeps no version for less", () =>
    Effect.gen(function* () {
      let asked = 0
      const swaying = { ...Models.make({ model: Models.local }) }
      const judge = LlmJudge.over(swaying)
      const { compare: _, ...scoring } = {
        ...judge,
        evaluate: (request: Parameters<typeof judge.evaluate>[0]) =>
          Effect.map(judge.evaluate(request), (metered) => ({
            ...metered,
            value: { ...metered.value, overall: 0.9 + (asked++ % 2) / 20 }
          }))
      }
      const result = yield* HybridPipeline.generate(Stream.fromIterable([...cooks, ...others]), {
        count: 1,
        draftMultiplier: 1,
        judge: { repeats: 3 }
      }).pipe(Effect.provide(Layer.merge(stages(), Layer.succeed(Judge, scoring))))
      const [delivered] = result.personas
      assert.closeTo(delivered?.evaluation.noise ?? 0, 0.028868, 1e-6)
      assert.isFalse(delivered?.refined)
      assert.match(delivered?.reason ?? "", /by less than the judge's scores sway|judged lower/)
    })
  )

  it.effect("counts who else says what a persona says, each checked as evidence is", () =>
    Effect.gen(function* () {
      let offered = 0
      const everybody = Layer.succeed(Support, {
        model: Models.local,
        same: ({ origin, persona }) => {
          offered++
          const all = [...origin.passages.map(({ id }) => id), "never-said"]
          return Effect.succeed({
            value: Object.fromEntries(claimsOf(persona).map(({ id }) => [id, all])),
            usage: Usage.none
          })
        }
      })
      const before = yield* run({ count: 2, useFrontier: false })
      const after = yield* HybridPipeline.generate(Stream.fromIterable([...cooks, ...others]), {
        count: 2,
        useFrontier: false,
        retry: { attempts: 1 }
      }).pipe(Effect.provide(Layer.merge(stages(), everybody)))
      assert.strictEqual(offered, 2)
      for (const [at, { persona }] of after.personas.entries()) {
        const was = before.personas[at]?.persona ?? assert.fail("no persona")
        assert.deepStrictEqual(
          claimsOf(persona).map(({ text }) => text),
          claimsOf(was).map(({ text }) => text)
        )
        const cited = new Set(persona.passages.map(({ id }) => id))
        for (const [place, { evidence, support }] of claimsOf(persona).entries()) {
          assert.includeMembers([...evidence], [...(claimsOf(was)[place]?.evidence ?? [])])
          assert.isTrue(evidence.every((id) => cited.has(id) || persona.counts.some((count) => count.id === id)))
          assert.isAtLeast(support?.respondents ?? 0, claimsOf(was)[place]?.support?.respondents ?? 0)
        }
      }
    })
  )

  it.effect("goes on without further support where its model is not there, and says so", () =>
    Effect.gen(function* () {
      const reason = new Unavailable({ message: "The model is not there: start it.", billing: notBilled })
      const away = Layer.succeed(Support, {
        model: Models.local,
        available: Effect.fail(new JudgeError({ reason })),
        same: () => Effect.die("it is not there")
      })
      const result = yield* HybridPipeline.generate(Stream.fromIterable([...cooks, ...others]), {
        count: 2,
        useFrontier: false
      }).pipe(Effect.provide(Layer.merge(stages(), away)))
      assert.strictEqual(result.counts.delivered, 2)
      assert.isEmpty(result.failures)
      const warning = result.warnings.find(({ code }) => code === "support-unavailable")
      assert.include(warning?.message, "The model is not there: start it.")
    })
  )

  it.effect("refuses a remote stage for further support", () =>
    Effect.gen(function* () {
      const remote = Layer.succeed(Support, {
        model: frontier,
        same: () => Effect.succeed({ value: {}, usage: Usage.none })
      })
      const error = yield* HybridPipeline.generate(Stream.fromIterable(cooks), { count: 1 }).pipe(
        Effect.provide(Layer.merge(stages(), remote)),
        Effect.flip
      )
      assert.include(error.message, "reads all passages of each segment")
    })
  )
})
