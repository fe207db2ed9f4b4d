import { assert, describe, expect, it } from "@effect/vitest"
import { Effect, Redacted, Result, Schema } from "effect"
import * as AnthropicChatModel from "../../../src/anthropic/AnthropicChatModel.ts"
import * as AnthropicRequest from "../../../src/anthropic/AnthropicRequest.ts"
import type { ChatRequest } from "../../../src/llm/provider/ChatModel.ts"
import * as OllamaHost from "../../../src/ollama/OllamaHost.ts"
import * as OllamaModels from "../../../src/ollama/OllamaModels.ts"
import { toBody } from "../../../src/ollama/OllamaRequest.ts"
import * as OpenAiCompatibleRequest from "../../../src/openai-compatible/OpenAiCompatibleRequest.ts"
import { quotableWords, retryAfterMillis } from "../../../src/llm/provider/ServerRefusal.ts"
import { request } from "./support/request.ts"

const ollamaSettings = { model: "qwen3:8b", contextTokens: 16_384, keepAlive: "10m", think: false } as const
const anthropicSettings = (model: string): AnthropicRequest.Settings => ({
  model,
  effort: undefined,
  thinkingTokens: 4096,
  inferenceGeo: "global",
  cacheFor: "5m"
})

describe("what is sent", () => {
  it("to Ollama", () => {
    expect(toBody({ ...request, alternatives: 5 }, ollamaSettings)).toMatchSnapshot()
  })

  it("states the schema in the prompt unless the prompt says the shape itself, and sends it as the format in any case", () => {
    for (const saysShape of [true, false]) {
      const { format, messages } = toBody({ ...request, saysShape }, ollamaSettings)
      assert.strictEqual(messages?.[0]?.content.includes("JSON Schema"), !saysShape)
      assert.property(format, "properties")
      const settings = { model: "m", format: "json_schema", maxTokensField: "max_tokens", extraBody: {} } as const
      const body = OpenAiCompatibleRequest.toBody({ ...request, saysShape }, settings)
      assert.strictEqual(body.messages[0]?.content.includes("JSON Schema"), !saysShape)
      assert.isDefined(body.response_format)
    }
  })

  for (const model of [
    "claude-sonnet-5-5",
    "claude-opus-5-5",
    "claude-haiku-5-5",
    "claude-haiku-4-5",
    "claude-next-9"
  ]) {
    it(`to ${model}`, () => {
      expect(AnthropicRequest.toBody(request, anthropicSettings(model))).toMatchSnapshot()
    })
  }

  it("marks a prefix for the cache where it may be long enough, and not where it cannot", () => {
    const marks = (text: string) => {
      const body = AnthropicRequest.toBody(
        { ...request, system: [{ text, cacheable: true }, { text: "and this" }] },
        anthropicSettings("claude-sonnet-5-5")
      )
      return JSON.stringify(body).split("cache_control").length - 1
    }
    assert.strictEqual(marks("a".repeat(1500)), 0)
    assert.strictEqual(marks("a".repeat(1600)), 1)
  })

  it("keeps room for thinking where a model cannot leave it, and says so in the bound", () =>
    Effect.gen(function* () {
      const opus = AnthropicChatModel.make({ model: "claude-opus-5-5" })
      assert.strictEqual((yield* opus.bound(request)).outputTokens, request.maxOutputTokens + 4096)
      const sonnet = AnthropicChatModel.make({ model: "claude-sonnet-5-5" })
      assert.strictEqual((yield* sonnet.bound(request)).outputTokens, request.maxOutputTokens)
    }).pipe(Effect.runPromise))

  it("tells the terms that change the price", () => {
    assert.deepStrictEqual(AnthropicChatModel.make({ inferenceGeo: "us", cacheFor: "1h" }).terms, {
      cacheFor: "1h",
      usOnly: true
    })
    assert.deepStrictEqual(AnthropicChatModel.make().terms, { cacheFor: "5m" })
  })
})

const Texts = Schema.String
const asking = (text: string): ChatRequest<unknown> => ({ ...request, user: [{ text }] })

describe("the bound of a request", () => {
  it.effect.prop("is never below the bytes of what is sent, schema included", [Texts], ([text]) =>
    Effect.gen(function* () {
      const { inputTokens } = yield* AnthropicChatModel.make().bound(asking(text))
      const body = JSON.stringify(AnthropicRequest.toBody(asking(text), anthropicSettings("claude-sonnet-5-5")))
      assert.isAtLeast(inputTokens, Buffer.byteLength(body))
      assert.isAtLeast(inputTokens, Buffer.byteLength(text.normalize("NFKC")))
    })
  )

  it.effect("without a key still has a bound, and the call says what is missing", () =>
    Effect.gen(function* () {
      for (const apiKey of [undefined, Redacted.make(" ")]) {
        const model = AnthropicChatModel.make({ apiKey })
        assert.isAbove((yield* model.bound(request)).inputTokens, 0)
        const error = yield* Effect.flip(model.complete(request))
        assert.strictEqual(error.reason._tag, "Misconfigured")
        assert.match(error.message, /ANTHROPIC_API_KEY/)
      }
    })
  )
})

describe("the address of an Ollama server", () => {
  const cases: ReadonlyArray<readonly [given: string, url: string, location: "local" | "remote"]> = [
    ["", "http://127.0.0.1:11434", "local"],
    ["0.0.0.0", "http://127.0.0.1:11434", "local"],
    ["0.0.0.0:8080", "http://127.0.0.1:8080", "local"],
    [":8080", "http://127.0.0.1:8080", "local"],
    ["[::]:11434", "http://[::1]:11434", "local"],
    ["::1", "http://[::1]:11434", "local"],
    ["localhost", "http://localhost:11434", "local"],
    ["http://ollama:11434/", "http://ollama:11434", "local"],
    ["192.168.1.20", "http://192.168.1.20:11434", "local"],
    ["172.32.0.1", "http://172.32.0.1:11434", "remote"],
    ["https://box.lan/ollama/", "https://box.lan/ollama", "local"],
    ["https://gpu.example.com", "https://gpu.example.com", "remote"],
    ["8.8.8.8:11434", "http://8.8.8.8:11434", "remote"],
    ["https://10.0.0.1.example.com", "https://10.0.0.1.example.com", "remote"],
    ["https://ollama.com", "https://ollama.com", "remote"]
  ]
  for (const [given, url, location] of cases) {
    it(`"${given}" is ${url}, which is ${location}`, () => {
      const host = Result.getOrThrow(OllamaHost.parse(given))
      assert.deepStrictEqual([host.url, host.location], [url, location])
    })
  }

  it("gives its name and password to a header and to nothing else", () => {
    const host = Result.getOrThrow(OllamaHost.parse("https://me:s%40cret@gpu.example.com:9000/"))
    assert.strictEqual(host.url, "https://gpu.example.com:9000")
    assert.notInclude(JSON.stringify(host), "cret")
    const header = host.authorization === null ? "" : Redacted.value(host.authorization)
    assert.strictEqual(header, `Basic ${Buffer.from("me:s@cret").toString("base64")}`)
  })

  it("that is none is refused with the reason", () => {
    for (const given of ["http://", "ftp://box", "http://[nonsense"])
      assert.isTrue(Result.isFailure(OllamaHost.parse(given)))
  })
})

describe("the model where none is named", () => {
  const installed = (...names: ReadonlyArray<string>) => names.map((name) => ({ name, size: 5e9, remote: false }))

  it("is the best that is installed", () => {
    assert.strictEqual(OllamaModels.best(installed("mistral:7b", "gemma3:12b", "llama3.2:3b")), "gemma3:12b")
  })

  it("is never one for embeddings, never one that runs in a cloud, and none where none is known", () => {
    assert.isNull(OllamaModels.best(installed("qwen3-embedding:8b", "nomic-embed-text:latest", "qwen3:480b-cloud")))
    assert.isNull(OllamaModels.best([{ name: "qwen3:8b", size: 0, remote: true }]))
  })
})

describe("the wait that a service asks for", () => {
  const wait = (value: string) => retryAfterMillis(new Headers({ "retry-after": value }), 1_000_000)
  it("is read as seconds or as a date, within a day", () => {
    assert.strictEqual(wait("1.5"), 1500)
    assert.strictEqual(wait(new Date(1_003_000).toUTCString()), 3000)
    assert.strictEqual(wait(new Date(0).toUTCString()), 0)
    assert.strictEqual(wait("1e12"), 86_400_000)
    assert.isNull(wait("soon"))
    assert.isNull(retryAfterMillis(new Headers(), 0))
  })
})

describe("the words of a server", () => {
  it("are passed on, but not where they repeat what it was sent", () => {
    assert.strictEqual(quotableWords("model not\n found", ["a prompt"]), "model not found")
    assert.isNull(quotableWords("bad input: I live in Leeds with two cats", ["so I live in Leeds with two cats."]))
  })
})
