import { afterAll, assert, beforeAll, describe, it, vi } from "@effect/vitest"
import { Effect, Exit, Scope, Semaphore } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as RunEntry from "../../src/stages/RunEntry.ts"
import type { RunJournal, RunStoreError, RunStoreShape } from "../../src/stages/RunStore.ts"
import type { Killable } from "../durable/crashes.ts"
import { assertCapped, assertSame, undisturbed } from "../durable/kills.ts"
import { isInstalled, type Server, start } from "./server.ts"

// KILLS=500 is what the project promises; fewer show that it works at all.
const kills = Number(process.env["KILLS"] ?? 40)
vi.setConfig({ testTimeout: 60_000 + kills * 2000, hookTimeout: 60_000 })

describe.skipIf(!isInstalled)(
  "a run in PostgreSQL that is killed at random writes, while the server crashes and starts again",
  () => {
    const scope = Effect.runSync(Scope.make())
    let server: Server
    beforeAll(async () => {
      server = await Effect.runPromise(Scope.provide(start, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    const lock = Semaphore.makeUnsafe(1)
    const restart = Effect.suspend(() => lock.withPermit(server.restart))

    /** A store over tables of its own. What a killed process has still under way goes on, as the server goes on with it. */
    const disk = Effect.fnUntraced(function* (seed: number) {
      const prefix = `run${seed}_`
      const random = Seed.generator(seed)
      const written: Array<RunEntry.RunEntry> = []
      let restarts = 0
      const disturb = Effect.suspend(() =>
        random() < 0.05 && restarts++ < 2 ? Effect.forkDetach(restart) : Effect.void
      )
      const store = yield* server.store({ prefix })

      /** A killed process of this test is alive, so its lease has to run out. */
      const expire = lock.withPermit(server.sql(`UPDATE ${prefix}runs SET held_until = to_timestamp(0)`))
      const open: RunStoreShape["open"] = (name) =>
        Effect.catchIf(
          store.open(name),
          ({ reason }) => reason._tag === "RunTaken",
          () => Effect.andThen(expire, open(name))
        )

      const killable: Killable = {
        written,
        process: (isKilled) => {
          const writing = (write: Effect.Effect<void, RunStoreError>, then: () => void) =>
            Effect.gen(function* () {
              if (isKilled("before")) return yield* Effect.never
              yield* disturb
              const exit = yield* Effect.exit(write)
              if (isKilled("after")) return yield* Effect.never
              then()
              return yield* exit
            })
          return {
            ...store,
            open: (name) =>
              Effect.map(open(name), (journal): RunJournal => {
                written.splice(0, written.length, ...journal.entries)
                return {
                  entries: journal.entries,
                  append: (entries) => writing(journal.append(entries), () => void written.push(...entries)),
                  replace: (entries) =>
                    writing(journal.replace(entries), () => void written.splice(0, written.length, ...entries))
                }
              })
          }
        }
      }
      /** The database has what its writers were told it has, once each. */
      const assertKept = Effect.map(store.read("run"), (entries) => {
        const sorted = (some: ReadonlyArray<RunEntry.RunEntry>) =>
          some.map((entry) => RunEntry.encode(entry)).toSorted()
        assert.deepStrictEqual(sorted(entries), sorted(written))
      })
      return { killable, assertKept }
    })

    it.live("delivers what it would have delivered undisturbed, and asks for nothing twice that it was answered", () =>
      Effect.gen(function* () {
        const expected = yield* undisturbed
        for (let seed = 2, killed = 0; killed < kills / 2; seed++) {
          killed += yield* Effect.scoped(
            Effect.gen(function* () {
              const { assertKept, killable } = yield* disk(seed)
              const killed = yield* assertSame(killable, expected, seed)
              yield* assertKept
              return killed
            })
          )
        }
      })
    )

    it.live("never pays for more than the cap in all its starts together, under faults too", () =>
      Effect.gen(function* () {
        for (let seed = 100_000, killed = 0; killed < kills / 2; seed++) {
          killed += yield* Effect.scoped(
            Effect.gen(function* () {
              const { assertKept, killable } = yield* disk(seed)
              const killed = yield* assertCapped(killable, seed)
              yield* assertKept
              return killed
            })
          )
        }
      })
    )
  }
)
