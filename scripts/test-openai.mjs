// npm run test:openai: the OpenAI-compatible provider on a real server: preflight, a draft, a judgement, reasons, a refinement.
//
// Every request is one of the pipeline's own, over the bundled interviews. A tiny model writes nonsense in the shape that is forced on
// it, so that what it says counts for nothing here: the run goes on with personas of the embedded stages. What counts is that each
// request is taken, and each answer complete, of the right shape and counted.
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Result, Schema } from "effect"
import { CostMeter, DraftGenerator, HybridPipeline, Judge, Refiner } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LlmDraftGenerator, LlmJudge, LlmRefiner } from "effect-persona/llm"
import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const ollama = process.env["OLLAMA_HOST"]
const baseUrl =
  process.env["OPENAI_BASE_URL"] ??
  (ollama === undefined ? undefined : `http://${ollama.replace(/^https?:\/\//, "")}/v1`)
if (baseUrl === undefined) {
  console.error(
    [
      "npm run test:openai needs a server with OpenAI's API. Start one and say where it is:",
      "  llama-server -m model.gguf    then OPENAI_BASE_URL=http://127.0.0.1:8080/v1",
      "  LM Studio, Developer, Start   then OPENAI_BASE_URL=http://127.0.0.1:1234/v1",
      "  vllm serve MODEL              then OPENAI_BASE_URL=http://127.0.0.1:8000/v1",
      "or set OLLAMA_HOST, whose /v1 is then asked. Servers of one's own only: this sends requests without a cap."
    ].join("\n")
  )
  process.exit(2)
}

// A busy machine is no fault of the server.
const deadlines = { firstByteSeconds: 1800 }

const rows = []
const row = (request, outcome, milliseconds) => {
  const answer = Result.isSuccess(outcome) ? outcome.success : null
  const { usage } = answer ?? {}
  rows.push({
    request,
    outcome: answer === null ? outcome.failure.message : answer.finishReason,
    ok: answer?.finishReason === "stop" && usage.inputTokens > 0 && usage.outputTokens > 0,
    "prompt tokens": usage?.inputTokens,
    cached: usage?.cacheReadTokens,
    "answer tokens": usage?.outputTokens,
    probabilities: answer?.tokens?.length ?? 0,
    seconds: (milliseconds / 1000).toFixed(1)
  })
  console.log(`${request}: ${rows.at(-1).outcome} after ${rows.at(-1).seconds} s`)
}

/**
 * The same shape with lists of one entry, without lists in them, and texts to choose from: a tiny model that is forced into a shape
 * without an end writes until its room is used up.
 */
const bounded = (schema, most = 1) => {
  if ("fields" in schema)
    return Schema.Struct(
      Object.fromEntries(Object.entries(schema.fields).map(([key, field]) => [key, bounded(field, most)]))
    )
  if (schema.ast._tag === "Arrays") return Schema.Array(bounded(schema.value, 0)).check(Schema.isMaxLength(most))
  return schema.ast._tag === "String" ? Schema.Literals(["r1", "c1"]) : schema
}

/** The model, each of whose answers is put into the table. */
const watched = (model) => ({
  ...model,
  complete: (request) =>
    Effect.gen(function* () {
      const before = performance.now()
      const outcome = yield* Effect.result(model.complete({ ...request, schema: bounded(request.schema) }))
      row(request.prompt, outcome, performance.now() - before)
      return yield* Effect.fromResult(outcome)
    })
})

const asks = (Service, ask) => (embedded) =>
  Layer.effect(
    Service,
    Effect.gen(function* () {
      const model = watched(yield* OpenAiCompatibleChatModel.make({ baseUrl, deadlines }))
      return ask(yield* Service, model)
    })
  ).pipe(Layer.provide(embedded))

// Each stage asks the model for what it would ask for in earnest, and gives what the embedded stage gives.
const drafting = asks(DraftGenerator, (embedded, model) => {
  const real = LlmDraftGenerator.over(model, { maxOutputTokens: 1500 })
  return {
    ...embedded,
    draft: (request) => Effect.andThen(Effect.result(real.draft(request)), embedded.draft(request))
  }
})
const judging = asks(Judge, (embedded, model) => {
  const real = LlmJudge.over(model)
  let judged = false
  return {
    ...embedded,
    evaluate: (request) =>
      Effect.gen(function* () {
        const evaluation = yield* embedded.evaluate(request)
        if (!judged) {
          judged = true
          yield* Effect.result(real.evaluate(request))
          yield* Effect.result(real.explain.remarks({ ...request, evaluation: evaluation.value }))
        }
        return evaluation
      })
  }
})
const refining = asks(Refiner, (embedded, model) => {
  const real = LlmRefiner.over(model)
  return {
    ...embedded,
    refine: (request) => Effect.andThen(Effect.result(real.refine(request)), embedded.refine(request))
  }
})

const model = await Effect.runPromise(OpenAiCompatibleChatModel.make({ baseUrl, deadlines }))
await Effect.runPromise(model.available)
console.log(`${model.model.model} at ${baseUrl}, ${model.model.location}, context ${model.contextTokens ?? "unknown"}`)

const records = ResearchData.fromPaths(["examples/data/interviews"])
const config = {
  count: 1,
  draftMultiplier: 1,
  qualityThreshold: 0,
  sample: { maxPassages: 2, maxBytes: 400 },
  deadlineSeconds: { draft: 1800, judge: 3600, refine: 1800 },
  retry: { attempts: 1 }
}
const layer = Layer.mergeAll(
  drafting(Embedded.layer),
  judging(Embedded.layer),
  refining(Embedded.layer),
  LocalAnonymiser.layer(),
  CostMeter.layer,
  NodeServices.layer
)
await Effect.runPromise(HybridPipeline.generate(records, config).pipe(Effect.provide(layer)))

console.table(rows)
const wanted = ["draft", "judge", "reasons", "refine"]
const missing = wanted.filter((kind) => !rows.some(({ request }) => request.startsWith(kind)))
if (missing.length > 0) console.error(`Never asked for: ${missing.join(", ")}.`)
process.exit(missing.length > 0 || rows.some(({ ok }) => !ok) ? 1 : 0)
