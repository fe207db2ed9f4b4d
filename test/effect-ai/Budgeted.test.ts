import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Ref, Stream } from "effect"
import { AiError, LanguageModel, Prompt, type Response, Telemetry } from "effect/ai"
import { TestClock } from "effect/testing"
import { Budget, Ledger, Usd } from "effect-persona"
import { Budgeted, EffectAiChatModel } from "effect-persona/effect-ai"
import { request as chatRequest } from "../llm/provider/support/request.ts"
import { MOST, SMALLEST, usage, finish, answer, budgeted, books, failing, City, Looking } from "./support/budgeted.ts"

describe("a model under a budget", () => {
  it.effect("answers as it did, and is booked at what the answer says it used", () =>
    Effect.gen(function* () {
      const answer = yield* LanguageModel.generateText({ prompt: "hi" })
      assert.deepStrictEqual([answer.text, answer.finishReason, answer.usage.outputTokens.total], ["hello", "stop", 60])
      assert.deepStrictEqual(yield* books, { spent: 300 * 1000 + 60 * 2000, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(budgeted({})))
  )

  it.effect("has the ceiling of a request set aside while it is under way, tools and schemas counted in", () => {
    const reply = answer(JSON.stringify({ city: "Oslo", people: 7 }))
    /** The most that was reserved or spent at once is what was set aside for the only call. */
    const ceilingOf = <A, E>(call: Effect.Effect<A, E, LanguageModel.LanguageModel>) =>
      Effect.gen(function* () {
        yield* call
        return (yield* (yield* Budget).state).peak + 0
      }).pipe(Effect.provide(budgeted({ text: () => Effect.succeed(reply) })))
    return Effect.gen(function* () {
      const toolkit = yield* Effect.provide(Looking, Looking.toLayer({ Look: () => Effect.succeed("rain") }))
      const text = yield* ceilingOf(LanguageModel.generateText({ prompt: "hi" }))
      assert.isAtLeast(text, SMALLEST)
      assert.isAbove(yield* ceilingOf(LanguageModel.generateText({ prompt: "hi", toolkit })), text + 100_000)
      assert.isAbove(yield* ceilingOf(LanguageModel.generateObject({ prompt: "hi", schema: City })), text + 100_000)
      const long = yield* ceilingOf(LanguageModel.generateText({ prompt: "hi".repeat(1000) }))
      assert.strictEqual(long, text + 1_998_000)
    })
  })

  it.effect("sends nothing that does not fit, and says which cap refused and what to do", () => {
    let asked = 0
    const text = () => Effect.sync(() => ((asked += 1), answer()))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "hi" }))
      assert.strictEqual(error.reason._tag, "QuotaExhaustedError")
      assert.isFalse(error.isRetryable)
      assert.match(
        error.message,
        /^Budgeted\.generateText: The next call may cost up to .* of the shared cap .* Raise maxCost of the Budget to go on\.$/
      )
      assert(error.reason instanceof Budgeted.BudgetRefusal)
      assert.strictEqual(error.reason.exhausted.capOf, "budget")
      const object = yield* Effect.flip(LanguageModel.generateObject({ prompt: "hi", schema: City }))
      const stream = yield* Effect.flip(Stream.runDrain(LanguageModel.streamText({ prompt: "hi" })))
      assert.deepStrictEqual([object.reason._tag, stream.reason._tag], ["QuotaExhaustedError", "QuotaExhaustedError"])
      assert.strictEqual(asked, 0)
    }).pipe(Effect.provide(budgeted({ text }, 0.001)))
  })

  it.effect("waits for what is in flight, where a call could fit once that is booked", () => {
    let asked = 0
    const text = () =>
      Effect.delay(
        Effect.sync(() => ((asked += 1), answer())),
        "1 second"
      )
    return Effect.gen(function* () {
      const both = yield* Effect.forkChild(
        Effect.all([LanguageModel.generateText({ prompt: "a" }), LanguageModel.generateText({ prompt: "b" })], {
          concurrency: 2
        })
      )
      yield* TestClock.adjust("1 second")
      assert.strictEqual(asked, 1)
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(both)
      assert.strictEqual((yield* books).spent, 2 * 420_000)
    }).pipe(Effect.provide(budgeted({ text }, 0.002)))
  })

  it.effect("is not there at all without a known price", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Layer.build(budgeted({}, 1, { model: "unheard-of" })))
      assert(Exit.isFailure(exit))
      const error = yield* Effect.flip(exit)
      assert.strictEqual(error._tag, "UnknownPrice")
      assert.match(error.message, /^No price is known for acme\/unheard-of/)
    })
  )

  it.effect("is booked at the ceiling where nobody can tell what a call cost", () => {
    const replies: Array<Effect.Effect<Array<Response.PartEncoded>, AiError.AiError>> = [
      failing(new AiError.InternalProviderError({ description: "oops" })),
      Effect.die("a bug"),
      Effect.never,
      Effect.succeed([{ type: "text", text: "no end" }]),
      Effect.succeed([{ type: "text", text: "for nothing" }, finish(usage(0, 0))])
    ]
    return Effect.gen(function* () {
      let before = 0
      for (let i = 0; i < 5; i++) {
        const call = yield* Effect.forkChild(Effect.exit(LanguageModel.generateText({ prompt: "hi" })), {
          startImmediately: true
        })
        yield* Effect.yieldNow
        if (i === 2) yield* Fiber.interrupt(call)
        yield* Fiber.await(call)
        const { reserved, spent } = yield* books
        assert.isAtLeast(spent - before, SMALLEST, `reply ${i}`)
        assert.strictEqual(reserved, 0)
        before = spent
      }
    }).pipe(Effect.provide(budgeted({ text: () => replies.shift() ?? Effect.never })))
  })

  it.effect("takes counts that an answer leaves out at their bound", () =>
    Effect.gen(function* () {
      yield* LanguageModel.generateText({ prompt: "hi" })
      assert.strictEqual((yield* books).spent, 300 * 1000 + MOST * 2000)
    }).pipe(
      Effect.provide(
        budgeted({ text: () => Effect.succeed([{ type: "text", text: "x" }, finish(usage(300, undefined))]) })
      )
    )
  )

  it.effect("is booked at nothing where the service turned the request away", () => {
    const reasons = [new AiError.RateLimitError({}), new AiError.AuthenticationError({ kind: "InvalidKey" })]
    return Effect.gen(function* () {
      yield* Effect.flip(LanguageModel.generateText({ prompt: "hi" }))
      yield* Effect.flip(LanguageModel.generateText({ prompt: "hi" }))
      assert.deepStrictEqual(yield* books, { spent: 0, reserved: 0, overrun: 0 })
    }).pipe(
      Effect.provide(
        budgeted({ text: () => failing(reasons.shift() ?? new AiError.UnknownError({ description: "none left" })) })
      )
    )
  })

  it.effect("is booked for an answer that does not decode, of which whoever listens is still told", () =>
    Effect.gen(function* () {
      const told = yield* Ref.make(0)
      const error = yield* LanguageModel.generateObject({ prompt: "hi", schema: City }).pipe(
        Effect.provideService(Telemetry.CurrentSpanTransformer, () => Effect.runSync(Ref.update(told, (n) => n + 1))),
        Effect.flip
      )
      assert.strictEqual(error.reason._tag, "StructuredOutputError")
      assert.strictEqual((yield* books).spent, 420_000)
      assert.strictEqual(yield* Ref.get(told), 1)
    }).pipe(Effect.provide(budgeted({ text: () => Effect.succeed(answer("Oslo is large")) })))
  )

  it.effect("gives the object that was asked for", () =>
    Effect.gen(function* () {
      const { text, value } = yield* LanguageModel.generateObject({ prompt: "hi", schema: City })
      assert.deepStrictEqual(value, { city: "Oslo", people: 7 })
      assert.strictEqual(text, '{"city":"Oslo","people":7}')
      assert.strictEqual((yield* books).spent, 420_000)
    }).pipe(Effect.provide(budgeted({ text: () => Effect.succeed(answer('{"city":"Oslo","people":7}')) })))
  )

  it.effect("is booked in full for more than it was said to answer, and shows by how much", () =>
    Effect.gen(function* () {
      yield* LanguageModel.generateText({ prompt: "hi" })
      const { overrun, spent } = yield* books
      assert.strictEqual(spent, 300 * 1000 + 5000 * 2000)
      assert.isAbove(overrun, 0)
    }).pipe(Effect.provide(budgeted({ text: () => Effect.succeed([finish(usage(300, 5000))]) })))
  )

  it.effect("is not reserved a second time within an attempt that has a reservation", () =>
    Effect.gen(function* () {
      const { ledger } = yield* Budget
      const cap = Usd.fromDollars(0.0013)
      const call = LanguageModel.generateText({ prompt: "hi" })
      const { text } = yield* Ledger.withReservation(
        ledger,
        cap,
        () => call,
        () => Effect.succeed(Usd.nano(420_000))
      )
      assert.strictEqual(text, "hello")
      assert.deepStrictEqual(yield* books, { spent: 420_000, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(budgeted({}, 0.0013)))
  )

  it.effect("tells a stage that the budget refused, and not that an account is empty", () =>
    Effect.gen(function* () {
      const chat = yield* EffectAiChatModel.make({
        provider: "acme",
        model: "l",
        location: "local",
        maxOutputTokens: MOST
      })
      const { reason } = yield* Effect.flip(chat.complete(chatRequest))
      assert.strictEqual(reason._tag, "Misconfigured")
      assert.match(reason.message, /Raise maxCost of the Budget/)
    }).pipe(Effect.provide(budgeted({}, 0.001)))
  )
})

describe("files under a budget", () => {
  const withFile = Prompt.make([
    { role: "user", content: [{ type: "file", mediaType: "image/png", data: new URL("https://example.com/a.png") }] }
  ])

  it.effect("are refused where nobody said how long a prompt can be", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: withFile }))
      assert.strictEqual(error.reason._tag, "InvalidUserInputError")
      assert.match(error.message, /contextTokens/)
    }).pipe(Effect.provide(budgeted({})))
  )

  it.effect("have a ceiling of the whole context, which bounds long texts too", () =>
    Effect.gen(function* () {
      // 200,000 tokens of prompt cost $0.20, and the answer $0.0002.
      yield* LanguageModel.generateText({ prompt: withFile })
      yield* LanguageModel.generateText({ prompt: "x".repeat(500_000) })
      assert.strictEqual((yield* books).spent, 2 * 420_000)
    }).pipe(Effect.provide(budgeted({}, 0.201, { contextTokens: 200_000 })))
  )
})
