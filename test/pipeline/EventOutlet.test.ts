import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Stream } from "effect"
import * as EventOutlet from "../../src/pipeline/EventOutlet.ts"
import { PipelineEvent } from "../../src/pipeline/PipelineEvent.ts"

const event = (drafts: number) => PipelineEvent.DraftsAdded({ drafts })

/** Begins `works` pieces of work one after the other, each telling three events. */
const working = (works: number, begun: { count: number }) =>
  EventOutlet.stream((outlet) =>
    Effect.gen(function* () {
      for (let work = 0; work < works; work++) {
        yield* outlet.room
        begun.count += 1
        for (let i = 0; i < 3; i++) yield* outlet.emit(event(work * 3 + i))
      }
    })
  )

describe("EventOutlet", () => {
  it.effect("hands out every event in its order", () =>
    Effect.gen(function* () {
      const events = yield* Stream.runCollect(working(500, { count: 0 }))
      assert.deepStrictEqual(
        events,
        Array.from({ length: 1500 }, (_, i) => event(i))
      )
    })
  )

  it.effect("begins nothing new while many events are unread, and goes on when they are read", () =>
    Effect.gen(function* () {
      const begun = { count: 0 }
      const read = yield* Deferred.make<void>()
      const reader = yield* working(500, begun).pipe(
        Stream.mapEffect((event) => Effect.as(Deferred.await(read), event)),
        Stream.runCount,
        Effect.forkChild
      )
      for (let i = 0; i < 1000; i++) yield* Effect.yieldNow
      // The first chunk is in the reader's hands; about 64 more events wait for it.
      assert.isBelow(begun.count, 60)
      yield* Deferred.succeed(read, undefined)
      assert.strictEqual(yield* Fiber.join(reader), 1500)
      assert.strictEqual(begun.count, 500)
    })
  )

  it.effect("tells an event at once, however many are unread", () =>
    Effect.gen(function* () {
      const told = yield* Deferred.make<void>()
      const reader = yield* EventOutlet.stream((outlet) =>
        Effect.andThen(
          Effect.forEach(
            Array.from({ length: 1000 }, (_, i) => event(i)),
            outlet.emit,
            { discard: true }
          ),
          Deferred.succeed(told, undefined)
        )
      ).pipe(
        Stream.mapEffect(() => Deferred.await(told)),
        Stream.runCount,
        Effect.forkChild
      )
      assert.strictEqual(yield* Fiber.join(reader), 1000)
    })
  )

  it.effect("ends the stream with the program's failure", () =>
    Effect.gen(function* () {
      const failed = yield* Effect.flip(Stream.runDrain(EventOutlet.stream(() => Effect.fail("unreadable"))))
      assert.strictEqual(failed, "unreadable")
    })
  )
})
