import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { AiError, LanguageModel, type Response } from "effect/ai"
import * as EffectAiChatModel from "../../src/effect-ai/EffectAiChatModel.ts"
import { portrait, request } from "../llm/provider/support/request.ts"

type Parts = ReadonlyArray<Response.PartEncoded>

const usage = (input: number | undefined, output: number | undefined) => ({
  inputTokens: { uncached: undefined, total: input, cacheRead: 100, cacheWrite: undefined },
  outputTokens: { total: output, text: undefined, reasoning: undefined }
})

const answer = (text: string, reason: Response.FinishReason = "stop", counts = usage(300, 60)): Parts => [
  { type: "text", text },
  { type: "finish", reason, usage: counts }
]

const over = (reply: Effect.Effect<Parts, AiError.AiError>) =>
  Effect.gen(function* () {
    const model = yield* LanguageModel.make({
      generateText: () => Effect.map(reply, (parts) => [...parts]),
      streamText: () => {
        throw new Error("nobody streams")
      }
    })
    return yield* EffectAiChatModel.make({
      location: "remote",
      maxOutputTokens: 500,
      provider: "acme",
      model: "l"
    }).pipe(Effect.provideService(LanguageModel.LanguageModel, model))
  })

const failure = (reason: AiError.AiErrorReason) =>
  Effect.gen(function* () {
    const model = yield* over(Effect.fail(AiError.make({ module: "Acme", method: "generate", reason })))
    return (yield* Effect.flip(model.complete(request))).reason
  })

describe("a language model of effect/ai", () => {
  it.effect("answers with the value and what it used, cached tokens being part of the prompt", () =>
    Effect.gen(function* () {
      const model = yield* over(Effect.succeed(answer(JSON.stringify({ answer: portrait }))))
      const { usage, value } = yield* model.complete(request)
      assert.deepStrictEqual(value, portrait)
      assert.deepStrictEqual(usage, { inputTokens: 300, outputTokens: 60, cacheReadTokens: 100, cacheWriteTokens: 0 })
      assert.strictEqual((yield* model.bound(request)).outputTokens, 500)
    })
  )

  it.effect("is billed for an answer that does not decode, and shows no word of it", () =>
    Effect.gen(function* () {
      for (const text of ["Ada is keen", JSON.stringify({ answer: { ...portrait, age: "old" } })]) {
        const model = yield* over(Effect.succeed(answer(text)))
        const { reason } = yield* Effect.flip(model.complete(request))
        assert.strictEqual(reason._tag, "InvalidOutput")
        assert.deepStrictEqual(reason.billing._tag === "Billed" ? reason.billing.usage.outputTokens : null, 60)
        assert.notInclude(reason.message, "Ada")
      }
    })
  )

  it.effect("says when its answer was cut or declined, and is billed for both", () =>
    Effect.gen(function* () {
      for (const [finish, tag] of [
        ["length", "Truncated"],
        ["content-filter", "Refused"]
      ] as const) {
        const model = yield* over(Effect.succeed(answer(JSON.stringify({ answer: portrait }), finish)))
        const { reason } = yield* Effect.flip(model.complete(request))
        assert.deepStrictEqual([reason._tag, reason.billing._tag], [tag, "Billed"])
      }
    })
  )

  it.effect("is booked at its bound where it does not count", () =>
    Effect.gen(function* () {
      const counts = usage(undefined, undefined)
      const model = yield* over(Effect.succeed(answer(JSON.stringify({ answer: portrait }), "stop", counts)))
      const bound = yield* model.bound(request)
      const { usage: used } = yield* model.complete(request)
      assert.deepStrictEqual([used.inputTokens, used.outputTokens], [bound.inputTokens, bound.outputTokens])
    })
  )

  it.effect("fails in the words of the stages", () =>
    Effect.gen(function* () {
      const limited = yield* failure(new AiError.RateLimitError({ retryAfter: Duration.seconds(3) }))
      assert.strictEqual(limited._tag === "RateLimited" ? limited.retryAfterMillis : null, 3000)
      assert.strictEqual((yield* failure(new AiError.QuotaExhaustedError({})))._tag, "Misconfigured")
      assert.strictEqual(
        (yield* failure(new AiError.AuthenticationError({ kind: "InvalidKey" })))._tag,
        "Misconfigured"
      )
      const broken = yield* failure(new AiError.InternalProviderError({ description: "oops" }))
      assert.deepStrictEqual([broken._tag, broken.billing._tag], ["Unavailable", "Unknown"])
    })
  )
})
