import { assert, describe, it } from "@effect/vitest"
import { Effect, Inspectable, Layer, Metric, Option, Tracer } from "effect"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import * as CallDetails from "../../src/stages/CallDetails.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "../pipeline/fixtures.ts"

/** A tracer that keeps every span. */
const keeping = (spans: Array<Tracer.Span>) =>
  Layer.succeed(
    Tracer.Tracer,
    Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
  )

const usage = { inputTokens: 1000, outputTokens: 500, cacheReadTokens: 400, cacheWriteTokens: 100 }

const refiner = T.refiner({
  refine: (request) =>
    Effect.gen(function* () {
      yield* CallDetails.tell({
        prompt: "refine@1",
        maxOutputTokens: 900,
        serverAddress: "models.example",
        serverPort: 443
      })
      yield* CallDetails.tell({ responseId: "r-1", responseModel: "refiner-2026", finishReason: "end_turn" })
      return { value: T.retitle(request), usage }
    }).pipe(Effect.withSpan("a span of the layer's own"))
})

let failedOnce = false
const drafts = T.drafter({
  draft: (request) =>
    Effect.suspend(() => {
      if (failedOnce) return Effect.succeed({ value: T.content(request), usage: Usage.make(600, 300) })
      failedOnce = true
      return Effect.fail(
        T.draftFailure(
          new StageError.InvalidOutput({ message: "no JSON", billing: StageError.billed(Usage.make(600, 9)) })
        )
      )
    })
})

const config = { count: 2, qualityThreshold: 0.5, retry: { baseDelayMillis: 0 } }

const traced = Effect.gen(function* () {
  failedOnce = false
  const spans: Array<Tracer.Span> = []
  const result = yield* HybridPipeline.generate(T.records(12), config).pipe(
    Effect.provide(Layer.merge(T.layer({ drafts, refiner }), keeping(spans)))
  )
  return { spans, result, calls: spans.filter(({ name }) => name.startsWith("chat ")) }
})

const values = (span: Tracer.Span | undefined) => Object.fromEntries(span?.attributes ?? [])

describe("the spans of a run", () => {
  it.effect("are one for each attempt at a model call, with what the conventions ask for", () =>
    Effect.gen(function* () {
      const { calls, result } = yield* traced
      const { draft, judge, refine } = result.costReport.stages
      assert.strictEqual(calls.length, draft.calls + judge.calls + refine.calls)
      const refined = calls.find(({ name }) => name === "chat refiner")
      assert.strictEqual(refined?.kind, "client")
      assert.deepStrictEqual(values(refined), {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "test",
        "gen_ai.request.model": "refiner",
        "gen_ai.request.max_tokens": 900,
        "gen_ai.response.id": "r-1",
        "gen_ai.response.model": "refiner-2026",
        "gen_ai.response.finish_reasons": ["end_turn"],
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 500,
        "gen_ai.usage.cache_read.input_tokens": 400,
        "gen_ai.usage.cache_write.input_tokens": 100,
        "server.address": "models.example",
        "server.port": 443,
        "effect_persona.stage": "refine",
        "effect_persona.attempt": 1,
        "effect_persona.prompt": "refine@1",
        "effect_persona.cost_usd": 0.002
      })
    })
  )

  it.effect("say what kind of failure it was, and the number of the attempt", () =>
    Effect.gen(function* () {
      const { calls } = yield* traced
      const failed = calls.filter((span) => span.attributes.has("error.type")).map(values)
      assert.strictEqual(failed.length, 1)
      assert.deepInclude(failed[0], { "error.type": "InvalidOutput", "effect_persona.attempt": 1 })
      assert.isTrue(calls.some((span) => span.attributes.get("effect_persona.attempt") === 2))
    })
  )

  it.effect("stand under the run's span, and the layer's own under them", () =>
    Effect.gen(function* () {
      const { calls, spans } = yield* traced
      const parentOf = (span: Tracer.Span | undefined) =>
        span === undefined ? undefined : Option.getOrUndefined(span.parent)?.spanId
      const root = spans.find(({ name }) => name === "HybridPipeline.run")
      assert.isTrue(calls.every((span) => parentOf(span) === root?.spanId))
      const own = spans.find(({ name }) => name === "a span of the layer's own")
      assert.include(
        calls.map(({ spanId }) => spanId),
        parentOf(own)
      )
    })
  )

  it.effect("never hold a word of the records or of a persona", () =>
    Effect.gen(function* () {
      const { spans, result } = yield* traced
      const told = JSON.stringify(
        spans.map(({ attributes, links, name, status }) => [
          name,
          [...attributes],
          links.length,
          // What an exporter makes of a failure: its message and its stack.
          status._tag === "Ended" && status.exit._tag === "Failure" ? Inspectable.toStringUnknown(status.exit) : ""
        ])
      )
      for (const { persona } of result.personas) {
        for (const text of [persona.title, persona.name, ...persona.quotes.map((quote) => quote.text)]) {
          assert.notInclude(told, text)
        }
      }
      for (const { fields } of T.people(12)) for (const { text } of fields.slice(2)) assert.notInclude(told, text)
    })
  )
})

describe("the metrics of a run", () => {
  it.effect("count durations, tokens and cost by provider, model and stage", () =>
    Effect.gen(function* () {
      failedOnce = false
      const result = yield* HybridPipeline.generate(T.records(12), config).pipe(
        Effect.provide(T.layer({ drafts, refiner }))
      )
      const series = yield* Metric.snapshot
      const of = (id: string, attributes: Readonly<Record<string, string>>) =>
        series.filter(
          (metric) =>
            metric.id === id && Object.entries(attributes).every(([key, value]) => metric.attributes?.[key] === value)
        )
      const [cost] = of("effect_persona.cost", { "gen_ai.request.model": "refiner" })
      assert.deepInclude(cost?.state, { count: result.costReport.stages.refine.usd })
      const [failures] = of("gen_ai.client.operation.duration", { "error.type": "InvalidOutput" })
      assert.deepInclude(failures?.state, { count: 1 })
      const [input] = of("gen_ai.client.token.usage", {
        "effect_persona.stage": "refine",
        "gen_ai.token.type": "input"
      })
      assert.deepInclude(input?.state, { sum: 1000 * result.costReport.stages.refine.calls })
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))
  )
})
