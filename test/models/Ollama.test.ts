import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer } from "effect"
import { ChatModel } from "../../src/models/ChatModel.ts"
import * as OllamaChatModel from "../../src/models/ollama/OllamaChatModel.ts"
import { mock } from "./support/mock.ts"
import { answerText, portrait, request } from "./support/request.ts"

const bodies = (server: { getRequests: () => ReadonlyArray<{ path: string; body: unknown }> }) =>
  server.getRequests().filter(({ path }) => path === "/api/chat")

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
})
