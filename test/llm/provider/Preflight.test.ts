import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { HasCap } from "../../../src/stages/CallBudget.ts"
import * as AnthropicChatModel from "../../../src/anthropic/AnthropicChatModel.ts"
import * as OllamaChatModel from "../../../src/ollama/OllamaChatModel.ts"
import { mock, type MockOptions } from "./support/mock.ts"
import { request } from "./support/request.ts"

const problem = (options: MockOptions, model?: string) =>
  Effect.gen(function* () {
    const server = yield* mock(options)
    const made = yield* OllamaChatModel.make({ host: server.url, model })
    const error = yield* Effect.flip(made.available)
    return { tag: error.reason._tag, message: error.message, model: made.model }
  })

describe("asking Ollama whether a model can be used", () => {
  it.effect("says which models are installed, and how to get the one that was named", () =>
    Effect.gen(function* () {
      const { message, tag } = yield* problem({ models: [{ name: "gemma3:4b" }, { name: "mine:latest" }] }, "qwen3:8b")
      assert.strictEqual(tag, "Misconfigured")
      assert.include(message, "gemma3:4b, mine:latest")
      assert.include(message, "ollama pull qwen3:8b")
    })
  )

  it.effect("says how to get one where none is installed", () =>
    Effect.gen(function* () {
      const { message } = yield* problem({ models: [] })
      assert.include(message, "no models installed")
      assert.include(message, "ollama pull")
    })
  )

  it.effect("refuses a model for embeddings", () =>
    Effect.gen(function* () {
      const models = [{ name: "nomic-embed-text", capabilities: ["embedding"] }, { name: "mistral:7b" }]
      const { message } = yield* problem({ models }, "nomic-embed-text")
      assert.include(message, "writes no text")
      assert.include(message, "mistral:7b")
    })
  )

  it.effect("refuses a server that is too old for structured answers", () =>
    Effect.gen(function* () {
      assert.include((yield* problem({ version: "0.4.7" }, "qwen3:8b")).message, "0.5.0")
    })
  )

  it.effect("knows a model without its tag, and takes the best installed where none is named", () =>
    Effect.gen(function* () {
      const server = yield* mock({ models: [{ name: "mistral:latest" }, { name: "gemma3:12b" }] })
      const named = yield* OllamaChatModel.make({ host: server.url, model: "mistral" })
      yield* named.available
      const best = yield* OllamaChatModel.make({ host: server.url })
      assert.strictEqual(best.model.model, "gemma3:12b")
      yield* best.available
    })
  )

  it.effect("holds the window down to what the model has", () =>
    Effect.gen(function* () {
      const server = yield* mock({ models: [{ name: "small:1b", contextLength: 2048 }] })
      assert.strictEqual((yield* OllamaChatModel.make({ host: server.url, model: "small:1b" })).contextTokens, 2048)
    })
  )

  it.effect("counts a model that the server passes on to a cloud as remote", () =>
    Effect.gen(function* () {
      const server = yield* mock({ models: [{ name: "big:latest", remoteHost: "https://ollama.com" }] })
      const model = yield* OllamaChatModel.make({ host: server.url, model: "big" })
      assert.strictEqual(model.model.location, "remote")
      const named = yield* OllamaChatModel.make({ host: server.url, model: "gpt-oss:120b-cloud", location: "local" })
      assert.strictEqual(named.model.location, "remote")
    })
  )

  it.live("says how to start a server where none answers, and is made all the same", () =>
    Effect.gen(function* () {
      const model = yield* OllamaChatModel.make({ host: "http://127.0.0.1:9" })
      assert.strictEqual(model.model.model, "qwen3:8b")
      const error = yield* Effect.flip(model.available)
      assert.strictEqual(error.reason._tag, "Unavailable")
      assert.include(error.message, "ollama serve")
    })
  )
})

describe("asking Anthropic whether a model can be used", () => {
  const anthropic = (baseUrl: string, model: string) =>
    AnthropicChatModel.make({ apiKey: Redacted.make("sk-test"), baseUrl, model })

  it.effect("says which model it does not know", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      yield* anthropic(server.url, "claude-sonnet-5-5").available
      const error = yield* Effect.flip(anthropic(server.url, "clod").available)
      assert.strictEqual(error.reason._tag, "Misconfigured")
      assert.include(error.message, "clod")
    })
  )

  it.effect("lets it count a prompt for a lower ceiling, never for a higher one", () =>
    Effect.gen(function* () {
      const server = yield* mock()
      const options = { apiKey: Redacted.make("sk-test"), baseUrl: server.url }
      const byBytes = yield* AnthropicChatModel.make(options).bound(request)
      const counted = yield* AnthropicChatModel.make({ ...options, countTokens: true }).bound(request)
      assert.isBelow(counted.inputTokens, byBytes.inputTokens / 2)
      const underCap = Effect.provideService(AnthropicChatModel.make(options).bound(request), HasCap, true)
      assert.deepStrictEqual(yield* underCap, counted)
      const unreachable = AnthropicChatModel.make({ ...options, baseUrl: "http://127.0.0.1:9", countTokens: true })
      assert.deepStrictEqual(yield* unreachable.bound(request), byBytes)
    })
  )
})
