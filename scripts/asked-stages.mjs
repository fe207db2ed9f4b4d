// What the tests on real model servers share: every request that a run makes, each asked once of the model, in earnest.
//
// A tiny model writes nonsense in the shape that is forced on it, so that what it says counts for nothing here: the run goes on with
// personas of the embedded stages. What counts is that each request is taken, and each answer complete, of the right shape and counted.
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Result } from "effect"
import { CostMeter, DraftGenerator, HybridPipeline, Judge, Refiner } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LlmDraftGenerator, LlmJudge, LlmRefiner, LlmSupport } from "effect-persona/llm"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

/** What is asked for, by the prompts' names. */
export const wanted = ["draft", "judge", "reasons", "compare", "support", "refine"]

/** Asks everything once of this model over these files; a row for each request. */
export const ask = (model, files, settings = {}) =>
  Effect.gen(function* () {
    const rows = []
    const watched = {
      ...model,
      complete: (request) =>
        Effect.gen(function* () {
          const before = performance.now()
          const outcome = yield* Effect.result(model.complete(request))
          const row = rowOf(request.prompt, outcome, performance.now() - before)
          rows.push(row)
          console.log(`${row.request}: ${row.outcome} after ${row.seconds} s`)
          return yield* Effect.fromResult(outcome)
        })
    }
    const server = model.server === undefined ? {} : { server: model.server }
    // Each stage asks the model for what it would ask for, and gives what the embedded stage gives.
    const asks = (Service, stage) =>
      Layer.effect(
        Service,
        Effect.map(Service, (embedded) => stage(embedded))
      ).pipe(Layer.provide(Embedded.layer))
    const stages = Layer.mergeAll(
      asks(DraftGenerator, (embedded) => {
        const real = LlmDraftGenerator.over(watched)
        return {
          ...embedded,
          ...server,
          draft: (request) => Effect.andThen(Effect.result(real.draft(request)), embedded.draft(request))
        }
      }),
      asks(Judge, (embedded) => {
        const real = LlmJudge.over(watched)
        let judged = false
        return {
          ...embedded,
          ...server,
          evaluate: (request) =>
            Effect.gen(function* () {
              const evaluation = yield* embedded.evaluate(request)
              if (!judged) {
                judged = true
                yield* Effect.result(real.evaluate(request))
                yield* Effect.result(real.explain.remarks({ ...request, evaluation: evaluation.value }))
                const { origin, persona } = request
                yield* Effect.result(real.compare.better({ first: persona, second: persona, origin }))
                yield* Effect.result(LlmSupport.over(watched).same({ origin, persona }))
              }
              return evaluation
            })
        }
      }),
      asks(Refiner, (embedded) => {
        const real = LlmRefiner.over(watched)
        return {
          ...embedded,
          ...server,
          refine: (request) => Effect.andThen(Effect.result(real.refine(request)), embedded.refine(request))
        }
      })
    )
    const config = {
      count: 1,
      draftMultiplier: 2,
      qualityThreshold: 0,
      deadlineSeconds: { draft: 3600, judge: 3600, refine: 3600 },
      retry: { attempts: 1 },
      ...settings
    }
    const result = yield* HybridPipeline.generate(ResearchData.fromPaths(files), config).pipe(
      Effect.provide(Layer.mergeAll(stages, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer))
    )
    return { rows, result }
  })

const rowOf = (request, outcome, milliseconds) => {
  const answer = Result.isSuccess(outcome) ? outcome.success : null
  const { usage } = answer ?? {}
  return {
    request,
    outcome: answer === null ? outcome.failure.message : answer.finishReason,
    ok: answer?.finishReason === "stop" && usage.inputTokens > 0 && usage.outputTokens > 0,
    "prompt tokens": usage?.inputTokens,
    "answer tokens": usage?.outputTokens,
    probabilities: answer?.tokens?.length ?? 0,
    repaired: answer?.repaired ?? false,
    seconds: (milliseconds / 1000).toFixed(1)
  }
}

/** What went wrong in these rows, in words; none where nothing did. */
export const faults = (rows) => [
  ...wanted
    .filter((kind) => !rows.some(({ request }) => request.startsWith(kind)))
    .map((kind) => `${kind} was never asked for`),
  ...rows.filter(({ ok }) => !ok).map(({ outcome, request }) => `${request}: ${outcome}`)
]
