import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Schema } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as ServerLine from "../../src/calls/ServerLine.ts"

/** A call that says when it begins, and ends when it is told. */
const call = (begun: Array<string>, name: string) => {
  const end = Deferred.makeUnsafe<void>()
  const begin = Effect.sync(() => {
    begun.push(name)
  })
  return { name, end: Deferred.succeed(end, undefined), made: Effect.andThen(begin, Deferred.await(end)) }
}

describe("the line before a local server", () => {
  it.effect("lets calls that begin alike follow each other, then those of the same model, then the first", () =>
    Effect.gen(function* () {
      const line = ServerLine.make(1)
      const begun: Array<string> = []
      const turns = ["small draft-1", "large judge-1", "small draft-2", "small draft-1", "large judge-1"]
      const calls = turns.map((turn, at) => call(begun, `${turn} #${at}`))
      const fibers = yield* Effect.forEach(turns, (turn, at) => {
        const [model = "", alike = ""] = turn.split(" ")
        return Effect.forkChild(line.withTurn({ model, alike }, calls[at]?.made ?? Effect.void))
      })
      yield* Effect.yieldNow
      for (const _ of turns) {
        const last = calls.find(({ name }) => name === begun.at(-1))
        yield* last?.end ?? Effect.void
        yield* Effect.repeat(Effect.yieldNow, { times: 10 })
      }
      yield* Effect.forEach(fibers, Fiber.join)
      assert.deepStrictEqual(begun, [
        "small draft-1 #0",
        "small draft-1 #3",
        "small draft-2 #2",
        "large judge-1 #1",
        "large judge-1 #4"
      ])
    })
  )

  it.effect("gives its turn on when a call fails, or whoever waited has left", () =>
    Effect.gen(function* () {
      const line = ServerLine.make(1)
      const turn = { model: "m", alike: "a" }
      const first = yield* Effect.forkChild(line.withTurn(turn, Effect.never))
      const waiting = yield* Effect.forkChild(line.withTurn(turn, Effect.succeed("waited")))
      const behind = yield* Effect.forkChild(Effect.flip(line.withTurn(turn, Effect.fail("failed"))))
      const last = yield* Effect.forkChild(line.withTurn(turn, Effect.succeed("last")))
      yield* Effect.yieldNow
      yield* Fiber.interrupt(waiting)
      yield* Fiber.interrupt(first)
      assert.strictEqual(yield* Fiber.join(behind), "failed")
      assert.strictEqual(yield* Fiber.join(last), "last")
    })
  )

  const Places = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 }))
  const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))

  it.effect.prop("makes every call, never more at once than there are places", [Places, Seeds], ([places, seed]) =>
    Effect.gen(function* () {
      const line = ServerLine.make(places)
      const random = Seed.generator(seed)
      let inFlight = 0
      let most = 0
      let made = 0
      const one = Effect.gen(function* () {
        inFlight++
        most = Math.max(most, inFlight)
        yield* Effect.repeat(Effect.yieldNow, { times: Math.floor(random() * 5) })
        made++
      }).pipe(Effect.ensuring(Effect.sync(() => inFlight--)))
      yield* Effect.forEach(
        Array.from({ length: 20 }, (_, i) => i),
        (i) => line.withTurn({ model: `m${i % 2}`, alike: `a${Math.floor(random() * 3)}` }, one),
        { concurrency: "unbounded", discard: true }
      )
      assert.strictEqual(made, 20)
      assert.strictEqual(most, places)
      assert.strictEqual(inFlight, 0)
    })
  )
})
