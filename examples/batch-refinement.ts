/**
 * Refinement in a batch, at half price: `npm run example batch-refinement`. The run is stopped half-way and started again, and nothing is
 * paid for twice. It runs offline, against a stand-in for Anthropic's Message Batches API that this example starts itself.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Deferred, Effect, Fiber, Layer, Redacted, Schema } from "effect"
import { CostMeter, HybridPipeline, Usd } from "effect-persona"
import { AnthropicBatchRefiner } from "effect-persona/anthropic"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Body = Schema.fromJsonString(
  Schema.Struct({ requests: Schema.Array(Schema.Struct({ custom_id: Schema.String, params: Schema.Unknown })) })
)

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = ""
  for await (const chunk of request) text += String(chunk)
  return text
}

/** What the stand-in answers to every request: one edit of the persona, for 2,000 tokens in and 60 out. */
const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  content: [{ type: "text", text: '{"add":[],"addQuotes":[],"drop":["quotes-2"],"replace":[],"title":""}' }],
  stop_reason: "end_turn",
  usage: { input_tokens: 2000, output_tokens: 60 }
}

/** A service that works on a batch for a while, and remembers what it was asked to do. */
const standIn = Effect.acquireRelease(
  Effect.callback<{
    readonly url: string
    readonly batches: Map<string, { readonly ids: ReadonlyArray<string>; readonly readyAt: number }>
    readonly paid: Array<string>
    readonly close: () => void
  }>((resume) => {
    const batches = new Map<string, { readonly ids: ReadonlyArray<string>; readonly readyAt: number }>()
    const paid: Array<string> = []
    const server = createServer((request, response) => {
      void bodyOf(request).then((text) => answer(request, response, text))
    })
    const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
      // Under a cap the service is asked to count each prompt first.
      if (request.url === "/v1/messages/count_tokens") return void response.end(JSON.stringify({ input_tokens: 2000 }))
      const [, id = "", action] = /^\/v1\/messages\/batches\/(\w+)(?:\/(\w+))?/.exec(request.url ?? "") ?? []
      if (request.method === "POST" && id === "") {
        const { requests } = Schema.decodeUnknownSync(Body)(text)
        batches.set(`batch${batches.size + 1}`, {
          ids: requests.map(({ custom_id }) => custom_id),
          readyAt: Date.now() + 1500
        })
        paid.push(...requests.map(({ params }) => JSON.stringify(params)))
      }
      const name = id === "" ? `batch${batches.size}` : id
      const { ids = [], readyAt = 0 } = batches.get(name) ?? {}
      const result = { type: "succeeded", message }
      const ended = Date.now() >= readyAt
      response.setHeader("content-type", action === "results" ? "application/x-jsonl" : "application/json")
      response.end(
        action === "results"
          ? ids.map((custom_id) => `${JSON.stringify({ custom_id, result })}\n`).join("")
          : JSON.stringify({ id: name, processing_status: ended ? "ended" : "in_progress", data: [] })
      )
    }
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const close = () => {
        server.closeAllConnections()
        server.close()
      }
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, batches, paid, close }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const program = Effect.gen(function* () {
  const service = yield* standIn
  const stages = Layer.mergeAll(
    Layer.merge(
      Embedded.layer,
      // From the environment in an app: AnthropicBatchRefiner.layerConfig(). So short a wait is for this example.
      AnthropicBatchRefiner.layer({
        apiKey: Redacted.make("no key is needed here"),
        baseUrl: service.url,
        quietSeconds: 0.3,
        pollSeconds: 0.2,
        cancelWaitSeconds: 0
      })
    ),
    LocalAnonymiser.layer(),
    CostMeter.layer,
    NodeServices.layer
  )
  const run = (stop: Effect.Effect<unknown>) =>
    HybridPipeline.generate(
      ResearchData.fromPaths(["examples/data/larder-survey.csv"]),
      { count: 6, maxFrontierCost: 1 },
      // Under a name, the run is kept: here in memory, with FolderRunStore also beyond the life of the process.
      { stop, run: "larder" }
    ).pipe(Effect.provide(stages))

  const stop = yield* Deferred.make<void>()
  const first = yield* Effect.forkChild(run(Deferred.await(stop)))
  while (service.batches.size === 0) yield* Effect.sleep(50)
  yield* Deferred.succeed(stop, undefined)
  const { outcome } = yield* Fiber.join(first)
  yield* Console.log(`The first run was stopped while its batch was being worked on: ${outcome}.`)

  const { costReport, counts } = yield* run(Effect.never)
  const spent = Usd.format(Usd.fromDollars(costReport.stages.refine.usd))
  yield* Console.log(`The second run refined ${counts.refined} of ${counts.delivered} personas for ${spent}.`)
  const twice = service.paid.length - new Set(service.paid).size
  yield* Console.log(`The service was asked in ${service.batches.size} batch; requests paid twice: ${twice}.`)
})

await Effect.runPromise(Effect.scoped(program))
