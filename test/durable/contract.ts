/** What every store of runs does. */
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, type Scope } from "effect"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import type { RunJournal, RunStoreError, RunStoreShape } from "../../src/stages/RunStore.ts"

/** An entry that is told from others by its number. */
export const noted = (call: number, note: unknown = null): RunEntry => ({ _tag: "Noted", call, note })

/** The numbers of entries. */
export const callsOf = (entries: ReadonlyArray<RunEntry>): ReadonlyArray<number> =>
  entries.flatMap((entry) => ("call" in entry ? [entry.call] : []))

/** Opens a run, writes with its journal and closes it. */
export const within = <A>(
  store: RunStoreShape,
  name: string,
  write: (journal: RunJournal) => Effect.Effect<A, RunStoreError, Scope.Scope>
): Effect.Effect<A, RunStoreError> => Effect.scoped(Effect.flatMap(store.open(name), write))

/** The kind of a failure. */
export const reasonOf = <A, R>(effect: Effect.Effect<A, RunStoreError, R>): Effect.Effect<string, never, R> =>
  Effect.match(effect, { onFailure: ({ reason }) => reason._tag, onSuccess: () => "none" })

/** Registers the tests over a way to get an empty store. */
export const contract = (empty: Effect.Effect<RunStoreShape, never, Scope.Scope>): void => {
  const onEmpty = (title: string, test: (store: RunStoreShape) => Effect.Effect<void, RunStoreError, Scope.Scope>) =>
    it.live(title, () => Effect.flatMap(empty, test))

  onEmpty("has no entries of a run that nobody began, and no name", (store) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* store.read("larder"), [])
      assert.deepStrictEqual(yield* within(store, "larder", ({ entries }) => Effect.succeed(entries)), [])
      assert.deepStrictEqual(yield* store.names, [])
    })
  )

  onEmpty("gives entries back in the order in which they were added, whoever reads them", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) =>
        Effect.gen(function* () {
          yield* journal.append([noted(1), noted(2)])
          yield* journal.append([])
          yield* journal.append([noted(3)])
          assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1, 2, 3])
        })
      )
      yield* within(store, "larder", (journal) => journal.append([noted(4)]))
      const again = yield* within(store, "larder", ({ entries }) => Effect.succeed(entries))
      assert.deepStrictEqual(callsOf(again), [1, 2, 3, 4])
      assert.deepStrictEqual(yield* store.read("larder"), again)
    })
  )

  onEmpty("keeps every text as it is", (store) =>
    Effect.gen(function* () {
      const note = {
        odd: "line\r\nbreak \u0000\u001f\u2028 \ud800 \udfff 🧂 \\u0000 '\"$1 %s \\",
        empty: "",
        keys: { b: 1, a: 2 },
        figures: [0.1, 1e21, -0.5, 123456789012]
      }
      yield* within(store, "larder", (journal) => journal.append([noted(1, note), noted(2, "ä".repeat(3_000_000))]))
      assert.deepStrictEqual(yield* store.read("larder"), [noted(1, note), noted(2, "ä".repeat(3_000_000))])
    })
  )

  onEmpty("adds what is written at the same time once each, each writer's in its order", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) =>
        Effect.forEach(
          Array.from({ length: 32 }, (_, at) => at * 10),
          (first) =>
            Effect.forEach([1, 2, 3], (next) => journal.append([noted(first + next), noted(first + next + 3)])),
          { concurrency: "unbounded", discard: true }
        )
      )
      const calls = callsOf(yield* store.read("larder"))
      assert.strictEqual(calls.length, 32 * 6)
      assert.strictEqual(new Set(calls).size, 32 * 6)
      for (let writer = 0; writer < 32; writer++) {
        const own = calls.filter((call) => Math.floor(call / 10) === writer).map((call) => call % 10)
        assert.deepStrictEqual(own, [1, 4, 2, 5, 3, 6])
      }
    })
  )

  onEmpty("stays whole when writers are interrupted", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) =>
        Effect.gen(function* () {
          for (let round = 0; round < 20; round++) {
            const writers = yield* Effect.forEach([1, 2, 3], (next) =>
              Effect.forkScoped(journal.append([noted(round * 10 + next)]))
            )
            yield* Effect.yieldNow
            yield* Fiber.interruptAll(writers)
          }
          yield* journal.append([noted(1000)])
        })
      )
      const calls = callsOf(yield* store.read("larder"))
      assert.strictEqual(calls.at(-1), 1000)
      assert.strictEqual(new Set(calls).size, calls.length)
    })
  )

  onEmpty("puts entries in the place of all others, and adds behind them", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) =>
        Effect.gen(function* () {
          yield* journal.append([noted(1), noted(2), noted(3)])
          yield* journal.replace([noted(7)])
          yield* journal.append([noted(8)])
        })
      )
      assert.deepStrictEqual(callsOf(yield* store.read("larder")), [7, 8])
    })
  )

  onEmpty("lets one at a time open a run, and others of other names", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) =>
        Effect.gen(function* () {
          yield* journal.append([noted(1)])
          assert.strictEqual(yield* reasonOf(Effect.scoped(store.open("larder"))), "RunTaken")
          assert.strictEqual(yield* reasonOf(store.remove("larder")), "RunTaken")
          yield* within(store, "other", (other) => other.append([noted(2)]))
          yield* journal.append([noted(3)])
        })
      )
      assert.deepStrictEqual(yield* store.names, ["larder", "other"])
      yield* within(store, "larder", ({ entries }) => Effect.succeed(assert.deepStrictEqual(callsOf(entries), [1, 3])))
    })
  )

  onEmpty("forgets a run that is removed, and may begin it anew", (store) =>
    Effect.gen(function* () {
      yield* within(store, "larder", (journal) => journal.append([noted(1)]))
      yield* within(store, "other", (journal) => journal.append([noted(2)]))
      yield* store.remove("larder")
      yield* store.remove("never there")
      assert.deepStrictEqual(yield* store.read("larder"), [])
      assert.deepStrictEqual(yield* store.names, ["other"])
      yield* within(store, "larder", (journal) => journal.append([noted(3)]))
      assert.deepStrictEqual(callsOf(yield* store.read("larder")), [3])
    })
  )
}
