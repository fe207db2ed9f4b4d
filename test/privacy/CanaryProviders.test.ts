/**
 * The hundred planted people once more, through the stages over language models and the clients of Ollama and Anthropic: what counts
 * is every byte that goes over the wire to either.
 */
import { createServer, request as httpRequest } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { LlmDraftGenerator, LlmJudge, LlmRefiner } from "../../src/llm/index.ts"
import * as AnthropicBatchRefiner from "../../src/anthropic/AnthropicBatchRefiner.ts"
import * as AnthropicChatModel from "../../src/anthropic/AnthropicChatModel.ts"
import * as OllamaChatModel from "../../src/ollama/OllamaChatModel.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { DraftGenerator } from "../../src/stages/DraftGenerator.ts"
import { Judge } from "../../src/stages/Judge.ts"
import { Refiner } from "../../src/stages/Refiner.ts"
import { batchServer } from "../anthropic/support/batchServer.ts"
import { refined } from "../anthropic/support/refined.ts"
import * as Responder from "../llm/support/Responder.ts"
import { mock } from "../llm/provider/support/mock.ts"
import { data, leaksIn } from "./identities.ts"

/** Writes down all that it is sent, and passes it on. */
const wiretap = (target: string) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly url: string; readonly heard: Array<string>; readonly close: () => void }>((resume) => {
      const heard: Array<string> = []
      const server = createServer((incoming, response) => {
        const chunks: Array<Buffer> = []
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
        incoming.on("end", () => {
          const body = Buffer.concat(chunks)
          heard.push(`${incoming.url ?? ""}\n${JSON.stringify(incoming.headers)}\n${body.toString("utf8")}`)
          const { connection: _connection, "transfer-encoding": _encoding, ...headers } = incoming.headers
          const onward = httpRequest(
            `${target}${incoming.url ?? ""}`,
            { method: incoming.method, headers: { ...headers, "content-length": String(body.length) } },
            (answer) => {
              response.writeHead(answer.statusCode ?? 500, answer.headers)
              answer.pipe(response)
            }
          )
          onward.on("error", () => response.destroy())
          onward.end(body)
        })
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" && address !== null ? address.port : 0
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, heard, close: () => void server.close() }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const contentOf = (content: unknown): string => {
  if (typeof content === "string") return content
  return Array.isArray(content) ? content.map((part: { readonly text?: string }) => part.text ?? "").join("\n") : ""
}

/** A server of both services that answers our prompts by rules, and quotes what it is shown. */
const service = Effect.map(mock(), (server) => {
  server.onMessage(/[\s\S]/, ({ messages }) => {
    const by = (role: string) =>
      messages
        .filter((message) => message.role === role)
        .map(({ content }) => contentOf(content))
        .join("\n")
    return { content: Responder.answer({ system: by("system"), user: by("user") }, messages.length) }
  })
  return server
})

describe("the clients of Ollama and Anthropic", () => {
  it.live(
    "send nothing of a hundred planted people, whatever prompt it is for",
    () =>
      Effect.gen(function* () {
        const local = yield* wiretap((yield* service).url)
        const remote = yield* wiretap((yield* service).url)
        const small = yield* OllamaChatModel.make({ host: local.url, model: "qwen3:8b" })
        const large = AnthropicChatModel.make({ apiKey: Redacted.make("sk-test"), baseUrl: remote.url })
        const stages = Layer.mergeAll(
          Layer.succeed(DraftGenerator, LlmDraftGenerator.over(small)),
          Layer.succeed(Judge, LlmJudge.over(small)),
          Layer.succeed(Refiner, LlmRefiner.over(large)),
          CostMeter.layer,
          Layer.fresh(LocalAnonymiser.layer())
        )
        const result = yield* HybridPipeline.generate(data, {
          count: 6,
          draftMultiplier: 2,
          qualityThreshold: 0.1,
          maxFrontierCost: 5,
          selection: { duplicateSimilarity: 1 }
        }).pipe(Effect.provide(stages))
        assert.isAtLeast(local.heard.filter((one) => one.startsWith("/api/chat")).length, 18)
        assert.isAtLeast(remote.heard.filter((one) => one.startsWith("/v1/messages")).length, 6)
        assert.isTrue(local.heard.some((one) => one.includes("[PERSON_")))
        assert.deepStrictEqual(leaksIn(local.heard.join("\n")), [])
        assert.deepStrictEqual(leaksIn(remote.heard.join("\n")), [])
        assert.isAtLeast(result.personas.length, 1)
        assert.deepStrictEqual(leaksIn(JSON.stringify(result)), [])
      }),
    60_000
  )
  it.live(
    "send nothing of them in batches",
    () =>
      Effect.gen(function* () {
        const local = yield* wiretap((yield* service).url)
        const server = yield* batchServer({ reply: (_, params) => refined(params) })
        const remote = yield* wiretap(server.url)
        const small = yield* OllamaChatModel.make({ host: local.url, model: "qwen3:8b" })
        const batches = { apiKey: Redacted.make("sk-test"), baseUrl: remote.url, quietSeconds: 0.3, pollSeconds: 0.05 }
        const stages = Layer.mergeAll(
          Layer.succeed(DraftGenerator, LlmDraftGenerator.over(small)),
          Layer.succeed(Judge, LlmJudge.over(small)),
          AnthropicBatchRefiner.layer(batches),
          CostMeter.layer,
          Layer.fresh(LocalAnonymiser.layer())
        )
        const { counts } = yield* HybridPipeline.generate(data, {
          count: 6,
          qualityThreshold: 0.1,
          maxFrontierCost: 5
        }).pipe(Effect.provide(stages))
        assert.isAtLeast(counts.refined, 1)
        assert.isTrue(remote.heard.some((one) => one.includes("custom_id")))
        assert.deepStrictEqual(leaksIn([...local.heard, ...remote.heard].join("\n")), [])
      }),
    60_000
  )
})
