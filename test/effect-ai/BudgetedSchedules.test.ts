/**
 * Random schedules of calls of one model under a budget, in virtual time: they start, answer, fail, die, hang and are interrupted at
 * random instants.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schema, Stream } from "effect"
import { AiError, LanguageModel } from "effect/ai"
import { TestClock } from "effect/testing"
import { SMALLEST, finish, answer, budgeted, books, failing, City, pieces } from "./support/budgeted.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

const Call = Schema.Struct({
  kind: Schema.Literals(["text", "object", "stream"]),
  start: between(0, 5),
  duration: between(0, 5),
  ending: Schema.Literals(["answer", "fail", "die", "hang", "nonsense"]),
  interruptedAt: Schema.NullOr(between(0, 12))
})

describe("any schedule of calls of a model under a budget", () => {
  it.effect.prop(
    "keeps to the cap, answers everybody and ends with nothing reserved",
    [between(0, 6), Schema.Array(Call).check(Schema.isMaxLength(12))],
    ([fits, calls]) => {
      let inFlight = 0
      const cap = fits * SMALLEST * 1.3
      const reply = ({ prompt }: LanguageModel.ProviderOptions) =>
        Effect.acquireUseRelease(
          Effect.sync(() => void (inFlight += 1)),
          () => {
            const { duration, ending } = calls[Number(/\d+/.exec(JSON.stringify(prompt.content))?.[0])] ?? {
              duration: 0,
              ending: "die"
            }
            if (ending === "hang") return Effect.never
            const then =
              ending === "fail"
                ? failing(new AiError.InternalProviderError({ description: "oops" }))
                : ending === "die"
                  ? Effect.die("a bug")
                  : Effect.succeed(answer(ending === "answer" ? '{"city":"Oslo","people":7}' : "?"))
            return duration === 0 ? then : Effect.delay(then, duration)
          },
          () => Effect.sync(() => void (inFlight -= 1))
        )
      const stream = (options: LanguageModel.ProviderOptions) =>
        Stream.unwrap(Effect.map(reply(options), () => Stream.fromIterable([...pieces, finish()])))
      return Effect.gen(function* () {
        const sample = Effect.gen(function* () {
          const { reserved, spent } = yield* books
          assert.isAtMost(spent + reserved, cap)
          assert.isAtMost(inFlight * SMALLEST, cap, "more is in flight than the cap can pay")
        })
        const fibers = yield* Effect.forEach(calls, ({ interruptedAt, kind, start }, i) =>
          Effect.gen(function* () {
            const prompt = `number ${i}`
            const ask =
              kind === "text"
                ? LanguageModel.generateText({ prompt })
                : kind === "object"
                  ? LanguageModel.generateObject({ prompt, schema: City })
                  : Stream.runDrain(LanguageModel.streamText({ prompt }))
            const fiber = yield* Effect.forkChild(start === 0 ? ask : Effect.delay(ask, start))
            yield* Effect.forkChild(Effect.delay(Fiber.interrupt(fiber), interruptedAt ?? 200 + i))
            return fiber
          })
        )
        for (let millis = 0; millis < 30; millis++) {
          yield* TestClock.adjust(1)
          yield* sample
        }
        yield* TestClock.adjust("1 minute")
        for (const fiber of fibers) assert.isDefined(fiber.pollUnsafe(), "a call was never answered")
        assert.strictEqual((yield* books).reserved, 0)
        yield* sample
      }).pipe(Effect.provide(budgeted({ text: reply, stream }, cap / 1e9)))
    },
    { arbitrary: { runs: 300 }, timeout: 60_000 }
  )
})
