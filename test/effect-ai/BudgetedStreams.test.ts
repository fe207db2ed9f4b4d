import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { AiError, LanguageModel, type Response } from "effect/ai"
import {
  SMALLEST,
  finish,
  answer,
  type Behaviour,
  budgeted,
  books,
  failing,
  Looking,
  call,
  pieces
} from "./support/budgeted.ts"

describe("a stream under a budget", () => {
  const whole = (): Stream.Stream<Response.StreamPartEncoded> => Stream.fromIterable([...pieces, finish()])
  const text = (stream: Stream.Stream<Response.AnyPart, AiError.AiError, LanguageModel.LanguageModel>) =>
    Stream.runFold(
      stream,
      () => "",
      (text, part) => (part.type === "text-delta" ? text + part.delta : text)
    )

  it.effect("is booked at what its end says it used", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* text(LanguageModel.streamText({ prompt: "hi" })), "hello")
      assert.deepStrictEqual(yield* books, { spent: 420_000, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(budgeted({ stream: whole })))
  )

  it.effect("is booked before its reader is through, so that a reader may ask again in between", () =>
    Effect.gen(function* () {
      const read = LanguageModel.streamText({ prompt: "hi" }).pipe(
        Stream.filter((part) => part.type === "text-delta"),
        Stream.mapEffect(() => LanguageModel.generateText({ prompt: "Is that so?" })),
        Stream.runCount
      )
      assert.strictEqual(yield* read, 2)
      assert.deepStrictEqual(yield* books, { spent: 3 * 420_000, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(budgeted({ stream: whole }, 0.0028)))
  )

  it.effect("that failed, or ended without an end, keeps no reader waiting who asks again", () => {
    const ends = [Stream.fromEffect(failing(new AiError.InternalProviderError({ description: "cut" }))), Stream.empty]
    return Effect.forEach(ends, (end) =>
      Effect.gen(function* () {
        const reading = yield* LanguageModel.streamText({ prompt: "hi" }).pipe(
          Stream.tap(() => LanguageModel.generateText({ prompt: "Is that so?" })),
          Stream.runDrain,
          Effect.flip,
          Effect.forkChild
        )
        yield* Effect.repeat(Effect.yieldNow, { times: 500 })
        // There is no room beside the ceiling of the stream, and now it is known that there never will be.
        assert.isDefined(reading.pollUnsafe(), "the reader waits for the stream that waits for its reader")
        assert.strictEqual((yield* Fiber.join(reading)).reason._tag, "QuotaExhaustedError")
      }).pipe(Effect.provide(budgeted({ stream: () => Stream.concat(Stream.fromIterable(pieces), end) }, 0.002)))
    )
  })

  it.effect("that is left in the middle is booked at its ceiling", () =>
    Effect.gen(function* () {
      yield* LanguageModel.streamText({ prompt: "hi" }).pipe(Stream.take(2), Stream.runDrain)
      const { reserved, spent } = yield* books
      assert.isAtLeast(spent, SMALLEST)
      assert.strictEqual(reserved, 0)
    }).pipe(Effect.provide(budgeted({ stream: () => Stream.concat(Stream.fromIterable(pieces), Stream.never) })))
  )

  it.effect("that is interrupted, ends without an end or breaks off is booked at its ceiling", () => {
    const streams: Array<Stream.Stream<Response.StreamPartEncoded, AiError.AiError>> = [
      Stream.never,
      Stream.fromIterable(pieces),
      Stream.concat(Stream.fromIterable(pieces), Stream.fromEffect(failing(new AiError.RateLimitError({})))),
      Stream.concat(Stream.fromIterable(pieces), Stream.die("a bug"))
    ]
    const count = streams.length
    return Effect.gen(function* () {
      let before = 0
      for (let i = 0; i < count; i++) {
        const reading = yield* Effect.forkChild(
          Effect.exit(Stream.runDrain(LanguageModel.streamText({ prompt: "hi" }))),
          { startImmediately: true }
        )
        for (let turn = 0; turn < 20; turn++) yield* Effect.yieldNow
        if (i === 0) yield* Fiber.interrupt(reading)
        yield* Fiber.await(reading)
        const { reserved, spent } = yield* books
        assert.isAtLeast(spent - before, SMALLEST, `stream ${i}`)
        assert.strictEqual(reserved, 0)
        before = spent
      }
    }).pipe(Effect.provide(budgeted({ stream: () => streams.shift() ?? Stream.empty })))
  })

  it.effect("that was turned away before its first word is booked at nothing", () =>
    Effect.gen(function* () {
      yield* Effect.flip(Stream.runDrain(LanguageModel.streamText({ prompt: "hi" })))
      assert.deepStrictEqual(yield* books, { spent: 0, reserved: 0, overrun: 0 })
    }).pipe(Effect.provide(budgeted({ stream: () => Stream.fromEffect(failing(new AiError.RateLimitError({}))) })))
  )

  it.effect("runs a tool that asks the model while the answer is still being written", () => {
    const behaviour = (go: Deferred.Deferred<void>): Behaviour => ({
      text: () => Effect.as(Deferred.succeed(go, undefined), answer("rain")),
      stream: () =>
        Stream.concat(
          Stream.fromIterable<Response.StreamPartEncoded>([call("1"), ...pieces]),
          Stream.fromIterable([finish(undefined, "tool-calls")])
        )
    })
    return Effect.gen(function* () {
      const go = yield* Deferred.make<void>()
      const asking = Looking.toLayer(
        Effect.gen(function* () {
          const model = yield* LanguageModel.LanguageModel
          return { Look: () => Effect.orDie(Effect.map(model.generateText({ prompt: "?" }), ({ text }) => text)) }
        })
      )
      yield* Effect.gen(function* () {
        const parts = yield* Stream.runCollect(LanguageModel.streamText({ prompt: "Look", toolkit: Looking }))
        assert.isTrue([...parts].some((part) => part.type === "tool-result" && part.result === "rain"))
        assert.deepStrictEqual(yield* books, { spent: 2 * 420_000, reserved: 0, overrun: 0 })
      }).pipe(Effect.provide(asking.pipe(Layer.provideMerge(budgeted(behaviour(go), 0.0028)))))
    })
  })
})
