/**
 * What it costs to keep a run: each call writes its ceiling before it is sent and its answer when it has ended, and both are on the disk
 * before it goes on. Beside it the store in memory, in the same process, and a PostgreSQL server on this machine, where one is installed. And how long it takes to open a finished run of 1,000 personas.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, Schema } from "effect"
import { CostMeter, HybridPipeline, HybridResult, type RunEntry, RunStore, Usage, Usd } from "effect-persona"
import { FolderRunStore } from "effect-persona/durable"
import * as Embedded from "effect-persona/embedded"
import { PostgresRunStore } from "effect-persona/postgres"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import * as Postgres from "./postgres.ts"

const calls = 3_000
const concurrent = 32
const personas = 1_000
const mostMillis = 2
const mostOpenSeconds = 2

/** An answer as long as a draft is. */
const value = { title: "A draft", text: "I plan the week on Sunday evening. ".repeat(90) }

const entriesOf = (call: number): readonly [RunEntry.RunEntry, RunEntry.RunEntry] => {
  const attempted = { call, key: `${call}`.padStart(32, "0"), stage: "refine", draft: call } as const
  return [
    { _tag: "Reserved", ...attempted, ceiling: Usd.fromDollars(0.01) },
    {
      _tag: "Settled",
      ...attempted,
      usage: Usage.make(2_000, 300),
      spent: Usd.fromDollars(0.005),
      possiblySpent: Usd.zero,
      outcome: { _tag: "Answered", value }
    }
  ]
}

/** Milliseconds that a call takes longer, with so many at once. */
const perCall = (store: RunStore.RunStoreShape) =>
  Effect.scoped(
    Effect.gen(function* () {
      const journal = yield* store.open("bench")
      const started = performance.now()
      yield* Effect.forEach(
        Array.from({ length: calls }, (_, call) => entriesOf(call)),
        ([reserved, settled]) => Effect.andThen(journal.append([reserved]), journal.append([settled])),
        { concurrency: concurrent, discard: true }
      )
      return (performance.now() - started) / calls
    })
  )

const inPostgres = Effect.gen(function* () {
  const { address } = yield* Postgres.start({ flush: true })
  return yield* Effect.provide(Effect.flatMap(PostgresRunStore.make(), perCall), PgClient.layer(address))
}).pipe(Effect.scoped)

/** A result of 1,000 personas: that of a run, each persona many times over. */
const large = Effect.gen(function* () {
  const result = yield* HybridPipeline.generate(ResearchData.fromPaths(["examples/data/larder-survey.csv"]), {
    count: 5
  })
  const many = Array.from({ length: personas }, (_, i) => result.personas[i % result.personas.length])
  return { ...result, personas: many.filter((one) => one !== undefined) }
}).pipe(Effect.provide(Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)))

const opening = (store: RunStore.RunStoreShape) =>
  Effect.gen(function* () {
    const result = yield* Schema.encodeEffect(HybridResult.HybridResult)(yield* large)
    const finished = { at: 0, begunAt: 0, personas, calls: 4 * personas, spent: Usd.zero, possiblySpent: Usd.zero }
    yield* Effect.scoped(
      Effect.flatMap(store.open("large"), (journal) => journal.replace([{ _tag: "Finished", ...finished, result }]))
    )
    const started = performance.now()
    const opened = yield* Effect.provideService(HybridPipeline.stored("large"), RunStore.RunStore, store)
    const seconds = (performance.now() - started) / 1_000
    return { seconds, personas: opened?.personas.length ?? 0, bytes: JSON.stringify(result).length }
  })

/** Measures and prints. */
export const run = async (): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), "persona-journal-"))
  try {
    const program = Effect.gen(function* () {
      const folder = yield* FolderRunStore.make({ directory: join(directory, "runs") })
      const memory = yield* perCall(RunStore.memory())
      const onDisk = yield* perCall(folder)
      const database = Postgres.isInstalled ? yield* inPostgres : null
      return { memory, onDisk, database, opened: yield* opening(folder) }
    })
    const { database, memory, onDisk, opened } = await Effect.runPromise(Effect.provide(program, NodeServices.layer))
    console.log(`Keeping a run: ${calls} calls of 3 kB, ${concurrent} at once, written before and after each`)
    console.log(`  in memory   ${memory.toFixed(3)} ms a call`)
    console.log(
      `  in a folder ${onDisk.toFixed(3)} ms a call (${(onDisk / mostMillis).toFixed(2)} of the bound of ${mostMillis} ms, ${(onDisk / memory).toFixed(0)} × memory)`
    )
    console.log(
      database === null
        ? "  in PostgreSQL not measured: it is not installed"
        : `  in PostgreSQL ${database.toFixed(3)} ms a call (${(database / onDisk).toFixed(1)} × the folder)`
    )
    console.log(
      `Opening a finished run of ${opened.personas} personas (${(opened.bytes / 1e6).toFixed(0)} MB), without a call: ${opened.seconds.toFixed(2)} s (${(opened.seconds / mostOpenSeconds).toFixed(2)} of the bound of ${mostOpenSeconds} s)`
    )
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
