import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { AiError, LanguageModel, type Response } from "effect/ai"
import { createServer } from "node:http"
import { Budget, Price, Prices } from "effect-persona"
import { Budgeted } from "effect-persona/effect-ai"

/** What the server bills for a request that it takes: 300 tokens of prompt and 60 of answer, at $1 and $2 a million. */
const BILLED = 420_000

/** A server that bills each request it takes, turns every fifth away and hangs up on every third before it has answered. */
const server = Effect.acquireRelease(
  Effect.callback<{ readonly url: string; readonly seen: { taken: number }; readonly close: () => void }>((resume) => {
    const seen = { taken: 0 }
    let asked = 0
    const http = createServer((request, response) => {
      request.resume().on("end", () => {
        asked += 1
        if (asked % 5 === 0) return void response.writeHead(429).end()
        seen.taken += 1
        if (asked % 3 === 0) {
          response.writeHead(200, { "content-type": "application/json" }).write('{"text":"half')
          return void setTimeout(() => response.destroy(), 5)
        }
        setTimeout(() => response.end(JSON.stringify({ text: "whole", input: 300, output: 60 })), 5)
      })
    })
    http.listen(0, "127.0.0.1", () => {
      const address = http.address()
      const port = typeof address === "object" ? (address?.port ?? 0) : 0
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, seen, close: () => http.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const Reply = Schema.Struct({ text: Schema.String, input: Schema.Int, output: Schema.Int })

/** A provider for that server. */
const provider = (url: string) =>
  LanguageModel.make({
    generateText: ({ prompt }) =>
      Effect.gen(function* () {
        const fail = (reason: AiError.AiErrorReason) => AiError.make({ module: "Acme", method: "generateText", reason })
        const reply = yield* Effect.tryPromise({
          try: async (signal) => {
            const answer = await fetch(url, { method: "POST", body: JSON.stringify(prompt.content), signal })
            return answer.status === 429 ? null : await answer.text()
          },
          catch: () => fail(new AiError.InternalProviderError({ description: "The connection was cut." }))
        })
        if (reply === null) return yield* fail(new AiError.RateLimitError({}))
        const { input, output, text } = Schema.decodeUnknownSync(Schema.fromJsonString(Reply))(reply)
        const finish: Response.FinishPartEncoded = {
          type: "finish",
          reason: "stop",
          usage: { inputTokens: { total: input }, outputTokens: { total: output } },
          response: undefined
        }
        return [{ type: "text", text }, finish]
      }),
    streamText: () => Stream.empty
  })

describe("a model behind a server that fails, under a budget", () => {
  it.live("is never billed more than the cap, and not asked once that is spent", () =>
    Effect.gen(function* () {
      const { seen, url } = yield* server
      const maxCost = 0.02
      const model = Budgeted.layer({ provider: "acme", model: "l", maxOutputTokens: 100 }).pipe(
        Layer.provide([
          Layer.effect(LanguageModel.LanguageModel, provider(url)),
          Prices.layer([Price.make({ provider: "acme", model: "l", input: 1, output: 2, source: "test" })])
        ]),
        Layer.provideMerge(Budget.layer({ maxCost }))
      )
      yield* Effect.gen(function* () {
        const ask = (i: number) => Effect.result(LanguageModel.generateText({ prompt: `question ${i}` }))
        const answers = yield* Effect.forEach(
          Array.from({ length: 60 }, (_, i) => i),
          ask,
          { concurrency: 12 }
        )
        const { peak, reserved, spent } = yield* (yield* Budget).state
        assert.isAtMost(peak, maxCost * 1e9)
        assert.strictEqual(reserved, 0)
        assert.isAtMost(seen.taken * BILLED, spent)
        assert.isAtLeast(answers.filter(({ _tag }) => _tag === "Success").length, 5)
        const before = seen.taken
        const last = yield* ask(60)
        assert.isTrue(last._tag === "Failure" && last.failure.reason._tag === "QuotaExhaustedError")
        assert.strictEqual(seen.taken, before)
      }).pipe(Effect.provide(model))
    })
  )
})
