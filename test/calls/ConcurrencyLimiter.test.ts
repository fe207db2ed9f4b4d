import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as Seed from "../../src/domain/Seed.ts"
import * as ConcurrencyLimiter from "../../src/calls/ConcurrencyLimiter.ts"
import type { Outcome } from "../../src/calls/LimiterState.ts"
import * as T from "../pipeline/fixtures.ts"

const overloaded: Outcome = { _tag: "Overloaded", pause: 0 }
const unreachable: Outcome = { _tag: "Unavailable", pause: 0 }

const leave = (limiter: ConcurrencyLimiter.ConcurrencyLimiter, slot: ConcurrencyLimiter.Slot, outcome: Outcome) =>
  Effect.map(Clock.currentTimeMillis, (now) => limiter.release(slot, outcome, now))

const enter = (limiter: ConcurrencyLimiter.ConcurrencyLimiter, slot: ConcurrencyLimiter.Slot) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => limiter.acquire(slot, now))

/** A call through the door: true where it was made. */
const through = (
  limiter: ConcurrencyLimiter.ConcurrencyLimiter,
  millis: number,
  outcome: Outcome = ConcurrencyLimiter.answered
) =>
  Effect.suspend(() => {
    const slot: ConcurrencyLimiter.Slot = { permit: null }
    return Effect.onExit(
      Effect.flatMap(enter(limiter, slot), (may) =>
        may ? Effect.as(Effect.sleep(millis), true) : Effect.succeed(false)
      ),
      (exit) => leave(limiter, slot, Exit.isSuccess(exit) ? outcome : { _tag: "Unknown" })
    )
  })

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))

describe("the door to a model", () => {
  it.effect.prop(
    "loses no permit and leaves nobody waiting, whatever fails or is interrupted when",
    [Seeds],
    ([seed]) =>
      Effect.gen(function* () {
        const random = Seed.generator(seed)
        const limiter = ConcurrencyLimiter.make({ maxConcurrency: 1 + Math.floor(random() * 6), maxOpenMillis: 2_000 })
        const fibers = yield* Effect.forEach(Array.from({ length: 60 }), () => {
          const kinds: ReadonlyArray<Outcome> = [
            ConcurrencyLimiter.answered,
            { _tag: "Overloaded", pause: Math.floor(random() * 500) },
            unreachable,
            { _tag: "TimedOut" }
          ]
          const outcome = kinds[Math.floor(random() * 7)] ?? ConcurrencyLimiter.answered
          const call = Effect.andThen(
            Effect.sleep(Math.floor(random() * 2_000)),
            through(limiter, Math.floor(random() * 300), outcome)
          )
          const brokenOff = random() < 0.3
          return Effect.forkChild(brokenOff ? Effect.timeoutOption(call, Math.floor(random() * 2_500)) : call)
        })
        yield* TestClock.adjust("1 hour")
        yield* Fiber.joinAll(fibers)
        const { inFlight, waiting } = yield* limiter.state
        assert.deepStrictEqual([inFlight, waiting], [0, 0])
        assert.isTrue(
          yield* Effect.andThen(
            TestClock.adjust("1 minute"),
            Effect.suspend(() => quick(limiter))
          )
        )
      }),
    { arbitrary: { runs: 200 } }
  )

  it.effect("lets callers through in the order they came", () =>
    Effect.gen(function* () {
      const limiter = ConcurrencyLimiter.make({ maxConcurrency: 1, maxOpenMillis: 60_000 })
      const order: Array<number> = []
      const fibers = yield* Effect.forEach([0, 1, 2, 3, 4], (i) =>
        Effect.forkChild(Effect.map(through(limiter, 10), () => order.push(i)))
      )
      yield* TestClock.adjust("1 second")
      yield* Fiber.joinAll(fibers)
      assert.deepStrictEqual(order, [0, 1, 2, 3, 4])
    })
  )

  it.effect("makes everybody wait for the moment that a provider named, not only the one who was told", () =>
    Effect.gen(function* () {
      const limiter = ConcurrencyLimiter.make({ maxConcurrency: 4, maxOpenMillis: 60_000 })
      yield* quick(limiter, { _tag: "Overloaded", pause: 5_000 })
      const fiber = yield* Effect.forkChild(through(limiter, 0))
      yield* TestClock.adjust(4_999)
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust(1)
      assert.isTrue(yield* Fiber.join(fiber))
    })
  )

  it.effect("lets those behind go on where the first in line is interrupted", () =>
    Effect.gen(function* () {
      const limiter = ConcurrencyLimiter.make({ maxConcurrency: 1, maxOpenMillis: 60_000 })
      yield* quick(limiter, { _tag: "Overloaded", pause: 5_000 })
      const first = yield* Effect.forkChild(through(limiter, 0))
      const second = yield* Effect.forkChild(through(limiter, 0))
      yield* TestClock.adjust(1_000)
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust(4_000)
      assert.isTrue(yield* Fiber.join(second))
    })
  )

  it.effect("serves a line of thousands at once", () =>
    Effect.gen(function* () {
      const limiter = ConcurrencyLimiter.make({ maxConcurrency: 5_000, maxOpenMillis: 60_000 })
      yield* quick(limiter, { _tag: "Overloaded", pause: 1_000 })
      const fibers = yield* Effect.forEach(Array.from({ length: 3_000 }), () => Effect.forkChild(through(limiter, 0)))
      yield* TestClock.adjust(1_000)
      assert.isTrue((yield* Fiber.joinAll(fibers)).every(Boolean))
    })
  )

  it.effect("is one for all stages that call one model, with the sum of their concurrency", () =>
    Effect.gen(function* () {
      const limiters = ConcurrencyLimiter.forModels(
        [
          { model: T.local("a"), concurrency: 2 },
          { model: T.local("a"), concurrency: 3 },
          { model: T.local("b"), concurrency: 4 }
        ],
        60_000
      )
      assert.strictEqual(limiters(T.local("a")), limiters(T.local("a")))
      assert.strictEqual((yield* limiters(T.local("a")).state).maxConcurrency, 5)
      assert.strictEqual((yield* limiters(T.local("b")).state).maxConcurrency, 4)
    })
  )

  it.effect("stays slow after a decreaseFactor for 25 answers", () =>
    Effect.gen(function* () {
      const limiter = ConcurrencyLimiter.make({ maxConcurrency: 4, maxOpenMillis: 60_000 })
      yield* quick(limiter, overloaded)
      assert.strictEqual((yield* limiter.state).limit, 3)
      yield* Effect.forEach(Array.from({ length: 25 }), () => quick(limiter))
      assert.strictEqual((yield* limiter.state).limit, 4)
    })
  )
})

/** A call that takes no time. */
const quick = (limiter: ConcurrencyLimiter.ConcurrencyLimiter, outcome: Outcome = ConcurrencyLimiter.answered) =>
  Effect.suspend(() => {
    const slot: ConcurrencyLimiter.Slot = { permit: null }
    return Effect.flatMap(enter(limiter, slot), (may) => Effect.as(leave(limiter, slot, outcome), may))
  })
