import { assert, describe, expect, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Layer, Logger, Redacted, Schema } from "effect"
import { ChatModel, type ChatRequest } from "../../src/llm/provider/ChatModel.ts"
import * as OpenAiCompatibleChatModel from "../../src/openai-compatible/OpenAiCompatibleChatModel.ts"
import { toBody } from "../../src/openai-compatible/OpenAiCompatibleRequest.ts"
import { faultServer, reply } from "../llm/provider/support/faultServer.ts"
import { portrait, request } from "../llm/provider/support/request.ts"

const answerText = JSON.stringify({ ...portrait, note: null })
const { make } = OpenAiCompatibleChatModel

const models = (...data: ReadonlyArray<object>) => ({ "/v1/models": { object: "list", data } })

/** What is logged while an effect runs. */
const withLog = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const lines: Array<string> = []
    const logger = Logger.make(({ message }) => void lines.push(String(message)))
    return Effect.map(Effect.provide(effect, Logger.layer([logger])), (value) => ({ value, log: lines.join("\n") }))
  })

describe("a model on a server with OpenAI's API", () => {
  it.effect("answers with the value, its tokens, the cached ones among them, and its id", () =>
    Effect.gen(function* () {
      const usage = { prompt_tokens_details: { cached_tokens: 256 } }
      const server = yield* faultServer([reply.openAi(answerText, { usage })])
      const model = yield* make({ baseUrl: `${server.url}/v1/` })
      assert.deepStrictEqual(model.model, { provider: "openai-compatible", model: "test-model", location: "local" })
      assert.strictEqual(model.contextTokens, 32_768)
      yield* model.available
      const answer = yield* model.complete(request)
      assert.deepStrictEqual(answer.value, portrait)
      assert.strictEqual(answer.finishReason, "stop")
      assert.strictEqual(answer.responseId, "chatcmpl-test")
      assert.deepStrictEqual(answer.usage, {
        inputTokens: 300,
        outputTokens: 60,
        cacheReadTokens: 256,
        cacheWriteTokens: 0
      })
      assert.deepStrictEqual(
        server.calls.map(({ path }) => path),
        ["/v1/chat/completions"]
      )
      assert.isUndefined(server.calls[0]?.headers.authorization)
    })
  )

  it.effect("takes address and key from the environment", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.openAi(answerText)])
      const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: "sk-env" }
      yield* Effect.flatMap(ChatModel, (model) => model.complete(request)).pipe(
        Effect.provide(
          OpenAiCompatibleChatModel.layerConfig().pipe(
            Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnvRecord(env)))
          )
        )
      )
      assert.strictEqual(server.calls[0]?.headers.authorization, "Bearer sk-env")
    })
  )

  it.effect("says which addresses there are where none is known", () =>
    Effect.gen(function* () {
      for (const baseUrl of [undefined, " ", "gpu:8000/v1"]) {
        const model = yield* make({ baseUrl })
        for (const asked of [model.available, model.complete(request), model.bound(request)]) {
          const error = yield* Effect.flip(Effect.asVoid(asked))
          assert.strictEqual(error.reason._tag, "Misconfigured")
          assert.match(error.message, /OPENAI_BASE_URL.*1234\/v1 \(LM Studio\).*openrouter/)
        }
      }
    })
  )

  it.effect("gives the probabilities of its tokens where they are asked for and given", () =>
    Effect.gen(function* () {
      const content = [
        { token: "5", logprob: -0.1, bytes: [53], top_logprobs: [{ token: "4", logprob: -2.4, bytes: null }] }
      ]
      const server = yield* faultServer([
        reply.openAi(answerText, { choice: { logprobs: { content } } }),
        reply.openAi(answerText, { choice: { logprobs: null } })
      ])
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      const answer = yield* model.complete({ ...request, alternatives: 25 })
      assert.deepStrictEqual(answer.tokens, [
        { token: "5", logprob: -0.1, alternatives: [{ token: "4", logprob: -2.4 }] }
      ])
      // More than 20 is a request that is refused.
      assert.strictEqual(server.calls[0]?.body["top_logprobs"], 20)
      assert.isNull((yield* model.complete(request)).tokens)
    })
  )

  it.effect("is booked at its bound where a remote server does not count, and at nothing in one's own network", () =>
    Effect.gen(function* () {
      const uncounted = { usage: { prompt_tokens: null, completion_tokens: null } }
      const server = yield* faultServer([reply.openAi(answerText, uncounted)])
      const options = { baseUrl: `${server.url}/v1` }
      const remote = yield* make({ ...options, location: "remote" })
      const { usage } = yield* remote.complete(request)
      const bound = yield* remote.bound(request)
      assert.deepStrictEqual([usage.inputTokens, usage.outputTokens], [bound.inputTokens, bound.outputTokens])
      assert.strictEqual((yield* (yield* make(options)).complete(request)).usage.inputTokens, 0)
    })
  )

  it.effect("reads JSON behind thoughts and in a fence, as servers without a grammar send it", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([
        reply.openAi(`<think>Somebody {who} counts.</think>\n\`\`\`json\n${answerText}\n\`\`\``)
      ])
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      assert.deepStrictEqual((yield* model.complete(request)).value, portrait)
    })
  )

  it.live("closes its connection when it is interrupted", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.silent()])
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      const fiber = yield* Effect.forkChild(model.complete(request))
      while (server.calls.length === 0) yield* Effect.sleep(2)
      assert.strictEqual(server.open(), 1)
      yield* Fiber.interrupt(fiber)
      yield* Effect.sleep(50)
      assert.strictEqual(server.open(), 0)
    })
  )
})

describe("what is sent", () => {
  const settings = { model: "m", format: "json_schema", maxTokensField: "max_tokens", extraBody: {} } as const

  it("to a server with OpenAI's API", () => {
    expect(toBody({ ...request, alternatives: 5 }, settings)).toMatchSnapshot()
  })

  it("has the room of the answer under the name that the model takes, and never more than one answer", () => {
    const body = toBody(request, {
      ...settings,
      maxTokensField: "max_completion_tokens",
      extraBody: {
        n: 4,
        best_of: 4,
        stream: true,
        max_completion_tokens: 9,
        chat_template_kwargs: { enable_thinking: false }
      }
    })
    assert.isUndefined(body.max_tokens)
    assert.strictEqual(body.max_completion_tokens, request.maxOutputTokens)
    assert.isFalse(body.stream)
    assert.notProperty(body, "n")
    assert.notProperty(body, "best_of")
    assert.deepPropertyVal(body, "chat_template_kwargs", { enable_thinking: false })
  })

  const forms = ["json_schema", "json_object", "prompt"] as const
  const inEachForm = Effect.cached(
    Effect.all(forms.map((answerFormat) => make({ baseUrl: "http://127.0.0.1:9/v1", model: "m", answerFormat })))
  ).pipe(Effect.runSync)

  it.effect.prop("is never more bytes than its bound, in every form of answer", [Schema.String], ([text]) =>
    Effect.gen(function* () {
      const asking: ChatRequest<unknown> = { ...request, user: [{ text }] }
      for (const [index, model] of (yield* inEachForm).entries()) {
        const answerFormat = forms[index] ?? "prompt"
        const { inputTokens } = yield* model.bound(asking)
        assert.isAtLeast(
          inputTokens,
          Buffer.byteLength(JSON.stringify(toBody(asking, { ...settings, format: answerFormat })))
        )
        assert.isAtLeast(inputTokens, Buffer.byteLength(text.normalize("NFKC")))
      }
    })
  )
})

describe("a server that refuses a form of answer", () => {
  const refusal = (what: string) =>
    reply.status(400, {
      error: { message: `'response_format.type' ${what} is not supported`, type: "invalid_request_error" }
    })

  it.effect("is asked in the next one, from then on, and each change is a warning", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([refusal("json_schema"), refusal("json_object"), reply.openAi(answerText)])
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      const { log, value } = yield* withLog(Effect.all([model.complete(request), model.complete(request)]))
      assert.deepStrictEqual(value[1].value, portrait)
      assert.deepStrictEqual(
        server.calls.map(({ body }) => body["response_format"]),
        [server.calls[0]?.body["response_format"], { type: "json_object" }, undefined, undefined]
      )
      assert.match(
        log,
        /json_schema is not supported.*any JSON object[\s\S]*json_object is not supported.*prompt alone/
      )
      assert.strictEqual(log.split("From now on").length, 3)
    })
  )

  it.effect("in every form has the last refusal as its reason", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([refusal("anything")])
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      const error = yield* Effect.flip(model.complete(request))
      assert.deepStrictEqual([error.reason._tag, error.reason.billing._tag], ["Misconfigured", "NotBilled"])
      assert.strictEqual(server.calls.length, 3)
    })
  )
})

describe("the model where none is named", () => {
  it.effect("is the first that can chat on a server of one's own, with a warning where there are several", () =>
    Effect.gen(function* () {
      const known = models({ id: "text-embedding-nomic" }, { id: "qwen3-8b", max_model_len: 4096 }, { id: "gemma" })
      const server = yield* faultServer([], known)
      const { log, value } = yield* withLog(make({ baseUrl: `${server.url}/v1` }))
      assert.strictEqual(value.model.model, "qwen3-8b")
      assert.strictEqual(value.contextTokens, 4096)
      assert.match(log, /3 models.*qwen3-8b is taken/)
      yield* value.available
    })
  )

  it.effect("is never guessed on somebody else's", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([], models({ id: "large" }, { id: "small" }))
      const model = yield* make({ baseUrl: `${server.url}/v1`, location: "remote" })
      for (const asked of [model.available, model.complete(request)]) {
        const error = yield* Effect.flip(Effect.asVoid(asked))
        assert.strictEqual(error.reason._tag, "Misconfigured")
        assert.match(error.message, /was named. It has large, small: name one/)
      }
      assert.isEmpty(server.calls)
    })
  )

  it.effect("shows a file's name for its path, which tells about the machine", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.openAi(answerText)], models({ id: "/home/anna/models/tiny.gguf" }))
      const model = yield* make({ baseUrl: `${server.url}/v1` })
      assert.strictEqual(model.model.model, "tiny.gguf")
      yield* model.complete(request)
      assert.strictEqual(server.calls.at(-1)?.body["model"], "/home/anna/models/tiny.gguf")
      yield* (yield* make({ baseUrl: `${server.url}/v1`, model: "tiny.gguf" })).available
    })
  )
})

describe("asking a server with OpenAI's API whether a model can be used", () => {
  const problem = (known: Record<string, unknown>, model?: string) =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.status(404, "no such page")], known)
      const { reason } = yield* Effect.flip((yield* make({ baseUrl: `${server.url}/v1`, model })).available)
      return reason
    })

  it.effect("says what is there where the model is not", () =>
    Effect.gen(function* () {
      assert.match((yield* problem(models({ id: "a" }, { id: "b" }), "c")).message, /no model c. It has a, b/)
      assert.match((yield* problem(models())).message, /It has none: load one/)
      const many = models(...Array.from({ length: 300 }, (_, index) => ({ id: `m${index}` })))
      assert.match((yield* problem(many, "c")).message, /m19 and 280 more/)
    })
  )

  it.effect("says that the address is not that of the API", () =>
    Effect.gen(function* () {
      assert.match((yield* problem({ "/v1/models": { hello: "world" } })).message, /lists no models.*\/v1/)
      const server = yield* faultServer([reply.status(404, "<html>")])
      const model = yield* make({ baseUrl: server.url, model: "m" })
      assert.match((yield* Effect.flip(model.available)).message, /404.*\/v1/)
    })
  )

  it.effect("learns the context from whoever says it", () =>
    Effect.gen(function* () {
      const plain = models({ id: "m" })
      const cases: ReadonlyArray<readonly [Record<string, unknown>, number | null]> = [
        [models({ id: "m", meta: { n_ctx: 8192, n_ctx_train: 131_072 } }), 8192],
        [models({ id: "m", max_model_len: 32_768 }), 32_768],
        [models({ id: "m", context_length: 200_000 }), 200_000],
        [{ ...plain, "/props": { default_generation_settings: { n_ctx: 4096 } } }, 4096],
        [
          {
            ...plain,
            "/api/v0/models": { data: [{ id: "m", max_context_length: 9000, loaded_context_length: 6000 }] }
          },
          6000
        ],
        [plain, null]
      ]
      for (const [known, expected] of cases) {
        const server = yield* faultServer([reply.status(404)], known)
        assert.strictEqual((yield* make({ baseUrl: `${server.url}/v1` })).contextTokens, expected)
      }
      const server = yield* faultServer([])
      assert.strictEqual((yield* make({ baseUrl: `${server.url}/v1`, contextTokens: 1000 })).contextTokens, 1000)
    })
  )
})

describe("where a model runs", () => {
  const located = (options: OpenAiCompatibleChatModel.OpenAiCompatibleOptions) =>
    Effect.map(
      withLog(make({ model: "m", deadlines: { connectSeconds: 0.05 }, ...options })),
      ({ log, value }) => [value.model.location, log.includes("not in your own network")] as const
    )

  it.live("is read off its address, and a claim that the address speaks against is a warning", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* located({ baseUrl: "http://127.0.0.1:9/v1" }), ["local", false])
      assert.deepStrictEqual(yield* located({ baseUrl: "https://models.invalid/v1" }), ["remote", false])
      const claimed = { baseUrl: "https://models.invalid/v1", location: "local" } as const
      assert.deepStrictEqual(yield* located(claimed), ["local", true])
      assert.deepStrictEqual(yield* located({ baseUrl: "http://127.0.0.1:9/v1", location: "remote" }), [
        "remote",
        false
      ])
    })
  )

  it.live("is remote for what Ollama only passes on to its cloud, whatever is claimed", () =>
    Effect.gen(function* () {
      const cloud = { baseUrl: "http://127.0.0.1:9/v1", model: "gpt-oss:120b-cloud", location: "local" } as const
      assert.deepStrictEqual(yield* located(cloud), ["remote", false])
    })
  )

  it.effect("is said without the name and password that the address held", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([reply.status(401, "who are you?")])
      const baseUrl = Redacted.make(`${server.url.replace("//", "//me:hidden-word@")}/v1`)
      const error = yield* Effect.flip((yield* make({ baseUrl })).complete(request))
      assert.strictEqual(
        server.calls.at(-1)?.headers.authorization,
        `Basic ${Buffer.from("me:hidden-word").toString("base64")}`
      )
      assert.notInclude(error.message, "hidden-word")
    })
  )
})
