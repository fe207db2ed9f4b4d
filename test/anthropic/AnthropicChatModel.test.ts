import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { ChatModel } from "../../src/llm/provider/ChatModel.ts"
import * as AnthropicChatModel from "../../src/anthropic/AnthropicChatModel.ts"
import { mock } from "../llm/provider/support/mock.ts"
import { portrait, request } from "../llm/provider/support/request.ts"

const answerText = JSON.stringify({ ...portrait, note: null })

describe("one of Anthropic's models", () => {
  it.effect("answers with the value, its tokens and its id", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      server.onMessage(/counts/, { content: answerText, usage: { input_tokens: 90, output_tokens: 30 }, id: "msg_1" })
      const model = AnthropicChatModel.make({ apiKey: Redacted.make("sk-test"), baseUrl: server.url })
      yield* model.available
      const answer = yield* model.complete(request)
      assert.deepStrictEqual(answer.value, portrait)
      assert.strictEqual(answer.finishReason, "end_turn")
      assert.strictEqual(answer.responseId, "msg_1")
      assert.deepStrictEqual(answer.usage, {
        inputTokens: 90,
        outputTokens: 30,
        cacheReadTokens: 0,
        cacheWriteTokens: 0
      })
      const sent = server.getRequests().filter(({ path }) => path === "/v1/messages")
      assert.strictEqual(sent.length, 1)
    })
  )

  it.effect("takes key and address from the environment", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      server.onMessage(/counts/, { content: answerText })
      const env = { ANTHROPIC_API_KEY: "sk-env", ANTHROPIC_BASE_URL: server.url }
      const answer = yield* Effect.flatMap(ChatModel, (model) => model.complete(request)).pipe(
        Effect.provide(
          AnthropicChatModel.layerConfig().pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnvRecord(env))))
        )
      )
      assert.deepStrictEqual(answer.value, portrait)
    })
  )
})
