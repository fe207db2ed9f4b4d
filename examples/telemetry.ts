/**
 * Traces and metrics of a run, sent to an OTLP endpoint: `npm run example telemetry`. The endpoint is one that the example starts
 * itself; with OTEL_EXPORTER_OTLP_ENDPOINT set to that of a collector, such as http://localhost:4318, they go there.
 */
import { createServer } from "node:http"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Schema } from "effect"
import { FetchHttpClient } from "effect/http"
import * as Otlp from "effect/observability/Otlp"
import * as OtlpExporter from "effect/observability/OtlpExporter"
import { CallDetails, CostMeter, HybridPipeline, Price, Prices, Refiner, Usage } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Attribute = Schema.Struct({ key: Schema.String, value: Schema.Record(Schema.String, Schema.Unknown) })
const Named = Schema.Struct({ name: Schema.String, attributes: Schema.optionalKey(Schema.Array(Attribute)) })
const Traces = Schema.Struct({
  resourceSpans: Schema.Array(
    Schema.Struct({ scopeSpans: Schema.Array(Schema.Struct({ spans: Schema.Array(Named) })) })
  )
})
const Metrics = Schema.Struct({
  resourceMetrics: Schema.Array(
    Schema.Struct({ scopeMetrics: Schema.Array(Schema.Struct({ metrics: Schema.Array(Named) })) })
  )
})

/** An endpoint that keeps the spans and the names of the metrics that it is sent. */
const endpoint = Effect.acquireRelease(
  Effect.callback<{
    readonly url: string
    readonly spans: Array<typeof Named.Type>
    readonly metrics: Set<string>
    readonly close: () => void
  }>((resume) => {
    const spans: Array<typeof Named.Type> = []
    const metrics = new Set<string>()
    const server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"))
        if (request.url === "/v1/traces") {
          const { resourceSpans } = Schema.decodeUnknownSync(Traces)(body)
          spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
        }
        if (request.url === "/v1/metrics") {
          const { resourceMetrics } = Schema.decodeUnknownSync(Metrics)(body)
          for (const { scopeMetrics } of resourceMetrics) {
            for (const { metrics: sent } of scopeMetrics) for (const { name } of sent) metrics.add(name)
          }
        }
        response.end("{}")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, spans, metrics, close: () => server.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

/** A refiner like one of a provider's: it tells what it learns of the call. */
const Acme = Layer.succeed(Refiner, {
  model: { provider: "acme", model: "frontier-1", location: "remote" },
  bound: () => Effect.succeed({ inputTokens: 3000, outputTokens: 1000 }),
  refine: ({ persona }) =>
    Effect.gen(function* () {
      yield* CallDetails.tell({ serverAddress: "api.acme.example", serverPort: 443, maxOutputTokens: 1000 })
      yield* CallDetails.tell({ responseId: `answer-${persona.id}`, finishReason: "stop" })
      return { value: { title: `${persona.title} (refined)` }, usage: Usage.make(2500, 300) }
    })
})

const AcmePrice = Prices.layer([
  Price.make({ provider: "acme", model: "frontier-1", input: 3, output: 15, source: "acme.example/prices" })
])

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer.pipe(Layer.provide(AcmePrice)))

const program = Effect.gen(function* () {
  const own = yield* endpoint
  const baseUrl = process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? own.url
  const result = yield* Effect.gen(function* () {
    const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
    const result = yield* HybridPipeline.generate(records, { count: 3, maxFrontierCost: 0.5 })
    // Before the end of a short-lived process: what is still in memory is sent now.
    yield* (yield* OtlpExporter.Flusher).flush
    return result
  }).pipe(
    Effect.provide(
      Layer.mergeAll(
        Layer.merge(Stages, Acme),
        NodeServices.layer,
        Otlp.layerJson({ baseUrl, resource: { serviceName: "personas" } }).pipe(Layer.provide(FetchHttpClient.layer))
      )
    )
  )
  yield* Console.log(`${result.counts.delivered} personas for $${result.costReport.totalUsd}, traced to ${baseUrl}`)
  const calls = own.spans.filter(({ name }) => name.startsWith("chat "))
  yield* Console.log(`${calls.length} spans of model calls, for example:`)
  const example = calls.find(({ name }) => name === "chat frontier-1")
  for (const { key, value } of example?.attributes ?? []) yield* Console.log(`  ${key} = ${JSON.stringify(value)}`)
  yield* Console.log(`Metrics: ${[...own.metrics].filter((name) => /^(gen_ai|effect_persona)/.test(name)).join(", ")}`)
})

await Effect.runPromise(Effect.scoped(program))
