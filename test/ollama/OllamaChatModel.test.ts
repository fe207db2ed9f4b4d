import { assert, describe, it, vi } from "@effect/vitest"
import type { ServerResponse } from "node:http"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { ChatModel } from "../../src/llm/provider/ChatModel.ts"
import * as OllamaChatModel from "../../src/ollama/OllamaChatModel.ts"
import { faultServer, reply } from "../llm/provider/support/faultServer.ts"
import { mock } from "../llm/provider/support/mock.ts"
import { answerText, portrait, request } from "../llm/provider/support/request.ts"

const bodies = (server: { getRequests: () => ReadonlyArray<{ path: string; body: unknown }> }) =>
  server.getRequests().filter(({ path }) => path === "/api/chat")

const green = '{"colour": "green"}'

describe("a model on an Ollama server", () => {
  it.effect("answers with the value, its tokens and where it came from", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      server.onMessage(/counts/, { content: answerText })
      const model = yield* OllamaChatModel.make({ model: "qwen3:8b", host: server.url })
      assert.deepStrictEqual(model.model, { provider: "ollama", model: "qwen3:8b", location: "local" })
      yield* model.available
      const answer = yield* model.complete(request)
      assert.deepStrictEqual(answer.value, portrait)
      assert.strictEqual(answer.finishReason, "stop")
      assert.isAbove(answer.usage.inputTokens, 0)
      assert.isAbove(answer.usage.outputTokens, 0)
      assert.strictEqual(bodies(server).length, 1)
    })
  )

  it.effect("takes the server from OLLAMA_HOST", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      server.onMessage(/counts/, { content: answerText })
      const host = server.url.replace("http://127.0.0.1", "0.0.0.0")
      const answer = yield* Effect.flatMap(ChatModel, (model) => model.complete(request)).pipe(
        Effect.provide(
          OllamaChatModel.layerConfig({ model: "qwen3:8b" }).pipe(
            Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnvRecord({ OLLAMA_HOST: host })))
          )
        )
      )
      assert.deepStrictEqual(answer.value, portrait)
    })
  )

  it.effect("is asked not to think where it can, and briefly where it must", () =>
    Effect.gen(function* () {
      const known = { "/api/show": { capabilities: ["completion", "thinking"] } }
      const server = yield* faultServer([reply.ollama(answerText)], known)
      for (const name of ["qwen3:8b", "gpt-oss:20b"]) {
        const model = yield* OllamaChatModel.make({ host: server.url, model: name })
        yield* model.complete(request)
      }
      assert.deepStrictEqual(
        server.calls.map(({ body }) => body["think"]),
        [false, "low"]
      )
    })
  )

  it.effect("gives the probabilities of its tokens where they are asked for", () =>
    Effect.gen(function* () {
      const top_logprobs = [
        { token: "5", logprob: -0.1 },
        { token: "4", logprob: -2.4 }
      ]
      const logprobs = [{ token: "5", logprob: -0.1, top_logprobs }]
      const server = yield* faultServer([reply.ollama(answerText, { logprobs }), reply.ollama(answerText)])
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
      const answer = yield* model.complete({ ...request, alternatives: 2 })
      assert.deepStrictEqual(answer.tokens, [{ token: "5", logprob: -0.1, alternatives: top_logprobs }])
      assert.strictEqual(server.calls[0]?.body["top_logprobs"], 2)
      assert.isNull((yield* model.complete(request)).tokens)
    })
  )

  it.effect("says that a prompt was cut, which the server does not", () =>
    Effect.gen(function* () {
      const long = { ...request, user: [{ text: "word ".repeat(3000) }] }
      for (const prompt_eval_count of [4096, 2040, 100]) {
        const server = yield* faultServer([reply.ollama(answerText, { prompt_eval_count })])
        const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b", contextTokens: 4096 })
        const error = yield* Effect.flip(model.complete(long))
        assert.strictEqual(error.reason._tag, "Truncated")
        assert.include(error.message, "contextTokens")
      }
      for (const prompt_eval_count of [3900, 0]) {
        const server = yield* faultServer([reply.ollama(answerText, { prompt_eval_count })])
        const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b", contextTokens: 4096 })
        assert.deepStrictEqual((yield* model.complete(long)).value, portrait)
      }
    })
  )

  it.effect("shows itself to the server by what its address holds, or by a key", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.ollama(answerText)])
      const host = server.url.replace("//", "//me:secret@")
      yield* (yield* OllamaChatModel.make({ host, model: "qwen3:8b" })).complete(request)
      const apiKey = Redacted.make("key")
      yield* (yield* OllamaChatModel.make({ host, apiKey, model: "qwen3:8b" })).complete(request)
      assert.deepStrictEqual(
        server.calls.map(({ headers }) => headers.authorization),
        [`Basic ${Buffer.from("me:secret").toString("base64")}`, "Bearer key"]
      )
    })
  )

  it.effect("writes nothing to the console, whatever the server says", () =>
    Effect.gen(function* () {
      const written: Array<unknown> = []
      const spies = (["log", "warn", "error"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation((...words) => void written.push(words))
      )
      const server = yield* faultServer([
        reply.status(502, "<html>"),
        reply.status(500, "", { "content-type": "application/json" }),
        reply.body("{broken\n"),
        reply.body(`${answerText}\n\n{"half`)
      ])
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
      for (let call = 0; call < 4; call++) yield* Effect.flip(model.complete(request))
      for (const spy of spies) spy.mockRestore()
      assert.deepStrictEqual(written, [])
    })
  )

  /** A server whose model can think, and what it writes depending on how it is asked to think. */
  const thinking = (write: (think: unknown) => { readonly content: string; readonly thinking?: string } | number) =>
    faultServer(
      (_, { body }) => {
        const written = write(body["think"])
        if (typeof written === "number") return reply.status(written, { error: "does not support thinking" })
        const message = { role: "assistant", ...written }
        return (response) => {
          response.writeHead(200, { "content-type": "application/x-ndjson" })
          response.end(
            `${JSON.stringify({ model: "m", message, done: true, done_reason: "stop", prompt_eval_count: 30 })}\n`
          )
        }
      },
      { "/api/show": { capabilities: ["completion", "thinking"] } }
    )

  it.effect.each([
    ["without thinking", false, (think: unknown) => ({ content: think === false ? green : "Grass is green." })],
    ["with little thinking", "low", (think: unknown) => ({ content: think === "low" ? green : "Grass is green." })],
    [
      "with thinking",
      true,
      (think: unknown) => (think === "low" ? 400 : { content: think === true ? green : "Green." })
    ],
    ["without thinking", false, () => ({ content: "", thinking: green })]
  ] as const)("finds out that a model is best asked %s", ([manner, think, write]) =>
    Effect.gen(function* () {
      const server = yield* thinking(write)
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
      yield* model.available
      assert.isEmpty(server.calls)
      yield* model.prepare ?? Effect.void
      assert.strictEqual(model.manner?.(), manner)
      yield* Effect.ignore(model.complete(request))
      const last = server.calls.at(-1)?.body
      assert.strictEqual(last?.["think"], think)
    })
  )

  it.effect("is not asked for that where it is remote, which may cost", () =>
    Effect.gen(function* () {
      const server = yield* thinking(() => ({ content: green }))
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b", location: "remote" })
      yield* model.available
      yield* model.prepare ?? Effect.void
      assert.isEmpty(server.calls)
    })
  )

  it.effect("says what to do where a model keeps to no shape however it is asked", () =>
    Effect.gen(function* () {
      const server = yield* thinking(() => ({ content: "Grass is green." }))
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
      yield* model.available
      const error = yield* Effect.flip(model.prepare ?? Effect.void)
      assert.strictEqual(error.reason._tag, "Misconfigured")
      assert.include(error.message, "Update Ollama")
      assert.strictEqual(server.calls.length, 3)
    })
  )

  it.effect("asks again what a model can do where the server fails over it", () =>
    Effect.gen(function* () {
      let asked = 0
      const server = yield* faultServer([reply.ollama(answerText)], {
        "/api/show": (response: ServerResponse) => {
          asked++
          const known = JSON.stringify({ capabilities: ["completion"] })
          response.writeHead(asked < 3 ? 500 : 200, { "content-type": "application/json" }).end(known)
        }
      })
      const model = yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
      yield* model.available
      assert.isAtLeast(asked, 3)
    }).pipe((live) => TestClock.withLive(live))
  )

  it.effect("says by how much a prompt was too long", () =>
    Effect.gen(function* () {
      const words = { code: 400, message: "request (9000 tokens) exceeds the available context size (8192 tokens)" }
      const error = { error: { ...words, type: "exceed_context_size_error", n_prompt_tokens: 9000, n_ctx: 8192 } }
      const server = yield* faultServer([reply.status(400, { error: JSON.stringify(error) })])
      const model = yield* OllamaChatModel.make({ host: server.url, model: "mistral:7b" })
      const { reason } = yield* Effect.flip(model.complete(request))
      assert.deepInclude(reason, { _tag: "Truncated", prompt: { tokens: 9000, contextTokens: 8192 } })
    })
  )
})
