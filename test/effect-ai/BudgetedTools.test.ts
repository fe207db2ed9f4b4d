import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { LanguageModel, type Response, Telemetry, Tool, Toolkit } from "effect/ai"
import {
  finish,
  answer,
  type Behaviour,
  plain,
  budgeted,
  books,
  Looking,
  LookingAndCounting,
  call
} from "./support/budgeted.ts"

describe("tools of a model under a budget", () => {
  it.effect("may ask the model themselves, however tight the cap, and each request is counted", () => {
    const behaviour: Behaviour = {
      text: ({ tools }) =>
        Effect.succeed(tools.length > 0 ? [call("1"), call("2"), finish(undefined, "tool-calls")] : answer("rain"))
    }
    const asking = Looking.toLayer(
      Effect.gen(function* () {
        const model = yield* LanguageModel.LanguageModel
        return {
          Look: () => Effect.orDie(Effect.map(model.generateText({ prompt: "What is it like?" }), ({ text }) => text))
        }
      })
    )
    return Effect.gen(function* () {
      const { toolCalls, toolResults } = yield* LanguageModel.generateText({ prompt: "Look", toolkit: Looking })
      assert.strictEqual(toolCalls.length, 2)
      assert.deepStrictEqual(
        toolResults.map(({ result }) => result),
        ["rain", "rain"]
      )
      assert.deepStrictEqual(yield* books, { spent: 3 * 420_000, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(asking.pipe(Layer.provideMerge(budgeted(behaviour, 0.0028)))))
  })

  it.effect("are called as they were without a budget, and the answer reads the same", () => {
    const parts: Array<Response.PartEncoded> = [
      { type: "response-metadata", id: "r1", modelId: "l" },
      { type: "reasoning", text: "Let me look.", metadata: { acme: { signature: "abc" } } },
      { type: "text", text: "I look." },
      call("1"),
      { type: "tool-call", id: "2", name: "Count", params: {}, providerExecuted: true },
      { type: "tool-result", id: "2", name: "Count", result: "12", isFailure: false, providerExecuted: true },
      { type: "source", sourceType: "url", id: "s", url: "https://example.com/a", title: "A" },
      finish(undefined, "tool-calls")
    ]
    const streamed: Array<Response.StreamPartEncoded> = [
      { type: "text-start", id: "t" },
      { type: "text-delta", id: "t", delta: "I look." },
      { type: "text-end", id: "t" },
      call("1"),
      finish(undefined, "tool-calls")
    ]
    const behaviour: Behaviour = {
      text: () => Effect.succeed(parts),
      stream: () => Stream.fromIterable(streamed)
    }
    const everything = Effect.gen(function* () {
      const toolkit = yield* LookingAndCounting
      let told = 0
      const options = { prompt: "Look", toolkit }
      return {
        resolved: (yield* LanguageModel.generateText(options)).content,
        encoded: (yield* LanguageModel.generateText({ ...options, disableToolCallResolution: true })).content,
        told: yield* LanguageModel.generateText(options).pipe(
          Effect.andThen(Stream.runDrain(LanguageModel.streamText(options))),
          Effect.provideService(Telemetry.CurrentSpanTransformer, () => void (told += 1)),
          Effect.andThen(Effect.sync(() => told))
        ),
        named: (yield* LanguageModel.generateText({ ...options, toolChoice: { tool: "Look" } as const })).content,
        streamed: [...(yield* Stream.runCollect(LanguageModel.streamText(options)))],
        deferred: (yield* LanguageModel.generateText({
          ...options,
          disableToolCallResolution: true,
          toolCallValidation: "deferred"
        })).content,
        undeclared: yield* Effect.flip(LanguageModel.generateText({ prompt: "Look" })).pipe(
          Effect.map(({ _tag }) => _tag)
        )
      }
    }).pipe(
      Effect.provide(
        LookingAndCounting.toLayer({
          Look: ({ window }) => Effect.succeed(`rain in the ${window}`),
          Count: () => Effect.succeed(1)
        })
      )
    )
    return Effect.gen(function* () {
      const without = yield* Effect.provide(everything, plain(behaviour))
      const within = yield* Effect.provide(everything, budgeted(behaviour))
      assert.deepStrictEqual(within, without)
      assert.isTrue(within.resolved.some((part) => part.type === "tool-result" && part.result === "rain in the north"))
      assert.strictEqual(within.told, 2)
    })
  })

  it.effect("do not begin where a stream was cut right behind their calls", () =>
    Effect.gen(function* () {
      let begun = 0
      const cut: Array<Response.StreamPartEncoded> = [call("1"), call("2"), call("3"), finish(undefined, "length")]
      const results = Stream.runCollect(LanguageModel.streamText({ prompt: "Look", toolkit: Looking })).pipe(
        Effect.map((parts) => parts.filter((part) => part.type === "tool-result").map(({ isFailure }) => isFailure)),
        Effect.provide(Looking.toLayer({ Look: () => Effect.sync(() => ((begun += 1), "rain")) }))
      )
      const behaviour: Behaviour = { stream: () => Stream.fromIterable(cut) }
      const without = yield* Effect.provide(results, plain(behaviour))
      assert.deepStrictEqual(without, [true, true, true])
      assert.deepStrictEqual(yield* Effect.provide(results, budgeted(behaviour)), without)
      assert.strictEqual(begun, 0)
    })
  )

  it.effect("that nobody declared are an error, and the answer is booked", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "Look", toolkit: Looking }))
      assert(error._tag === "AiError")
      assert.strictEqual(error.reason._tag, "ToolNotFoundError")
      assert.strictEqual((yield* books).spent, 420_000)
    }).pipe(
      Effect.provide(
        Layer.merge(
          Looking.toLayer({ Look: () => Effect.succeed("rain") }),
          budgeted({ text: () => Effect.succeed([call("1", "Jump"), finish(undefined, "tool-calls")]) })
        )
      )
    )
  )

  it.effect("that the provider runs itself are refused, since nobody knows beforehand what they cost", () =>
    Effect.gen(function* () {
      const Search = Tool.providerDefined({
        id: "acme.search",
        customName: "AcmeSearch",
        providerName: "search",
        success: Schema.String
      })()
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "Look", toolkit: Toolkit.make(Search) }))
      assert.strictEqual(error.reason._tag, "ToolConfigurationError")
      assert.strictEqual((yield* books).spent, 0)
    }).pipe(Effect.provide(budgeted({})))
  )
})
