import { spawn } from "node:child_process"
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, FileSystem, Option, Scope } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as Usd from "../../src/domain/Usd.ts"
import * as FolderRunStore from "../../src/durable/FolderRunStore.ts"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import { RunStore, RunStoreError } from "../../src/stages/RunStore.ts"
import * as TornDisk from "./TornDisk.ts"

const noted = (call: number): RunEntry => ({ _tag: "Noted", call, note: `call ${call}` })
const reserved = (call: number, ceiling: number): RunEntry => ({
  _tag: "Reserved",
  call,
  key: `k${call}`,
  stage: "refine",
  draft: 0,
  ceiling: Usd.nano(ceiling)
})
const callsOf = (entries: ReadonlyArray<RunEntry>) => entries.map((one) => ("call" in one ? one.call : 0))

const folder = Effect.flatMap(FileSystem.FileSystem, (files) => files.makeTempDirectoryScoped())

const live = <A, E>(test: Effect.Effect<A, E, FileSystem.FileSystem | Scope.Scope | NodeServices.NodeServices>) =>
  test.pipe(Effect.provide(NodeServices.layer))

/** What opening a folder fails with. */
const refused = (place: string) =>
  FolderRunStore.open(place).pipe(
    Effect.scoped,
    Effect.flip,
    Effect.map((error) => (error instanceof RunStoreError ? error.reason : error))
  )

describe("the journal in a folder", () => {
  it.live("gives back what was added, for its owner's eyes alone", () =>
    live(
      Effect.gen(function* () {
        const place = yield* folder
        yield* Effect.scoped(
          Effect.gen(function* () {
            const journal = yield* FolderRunStore.open(place)
            yield* journal.append([noted(1), noted(2)])
            yield* Effect.forEach([3, 4, 5], (call) => journal.append([noted(call)]), { concurrency: 3 })
          })
        )
        assert.deepStrictEqual(callsOf(yield* FolderRunStore.readIn(place)), [1, 2, 3, 4, 5])
        assert.strictEqual(statSync(join(place, FolderRunStore.journalFile)).mode & 0o777, 0o600)
      })
    )
  )

  it.live("holds what others were put in the place of, and goes on behind it", () =>
    live(
      Effect.gen(function* () {
        const place = yield* folder
        yield* Effect.scoped(
          Effect.gen(function* () {
            const journal = yield* FolderRunStore.open(place)
            yield* journal.append([noted(1), noted(2)])
            yield* journal.replace([noted(7)])
            yield* journal.append([noted(8)])
          })
        )
        assert.deepStrictEqual(callsOf(yield* FolderRunStore.readIn(place)), [7, 8])
      })
    )
  )

  it.live("keeps all that its writers were told of, however often its process is killed and its disk torn", () =>
    live(
      Effect.gen(function* () {
        for (let seed = 0; seed < 60; seed++) {
          const random = Seed.generator(seed)
          const place = yield* folder
          const told = new Set<number>()
          let next = 1
          for (let start = 0; start < 4; start++) {
            const disk = yield* TornDisk.make(random)
            const scope = yield* Scope.make()
            const journal = yield* FolderRunStore.open(place).pipe(
              Effect.provideService(Scope.Scope, scope),
              Effect.provideService(FileSystem.FileSystem, disk.files)
            )
            const found = callsOf(journal.entries)
            for (const call of told) assert.include(found, call)
            const more = Array.from({ length: 1 + Math.floor(random() * 12) }, () => next++)
            const writing = yield* Effect.forkDetach(
              Effect.forEach(
                more,
                (call) =>
                  Effect.repeat(Effect.yieldNow, { times: Math.floor(random() * 20) }).pipe(
                    Effect.andThen(journal.append([noted(call)])),
                    Effect.andThen(Effect.sync(() => told.add(call)))
                  ),
                { concurrency: 4, discard: true }
              )
            )
            yield* Effect.sleep(Math.floor(random() * 6))
            yield* disk.kill
            yield* Effect.forkDetach(Fiber.interrupt(writing))
            // The lock of a process that is gone; this one is not.
            yield* FolderRunStore.unlock(place)
          }
          const all = callsOf(yield* FolderRunStore.readIn(place))
          for (const call of told) assert.include(all, call)
          assert.strictEqual(new Set(all).size, all.length)
        }
      })
    )
  )

  it.live("is an error where it is damaged, which says what is whole; that can be salvaged, and money is counted", () =>
    live(
      Effect.gen(function* () {
        const place = yield* folder
        const file = join(place, FolderRunStore.journalFile)
        yield* Effect.scoped(
          Effect.gen(function* () {
            const journal = yield* FolderRunStore.open(place)
            for (let call = 1; call <= 4; call++) yield* journal.append([reserved(call, call * 1000)])
          })
        )
        const lines = readFileSync(file, "utf8").split("\n")
        lines[2] = (lines[2] ?? "").replace("refine", "judge")
        writeFileSync(file, lines.join("\n"))
        const reason = yield* refused(place)
        assert.strictEqual(reason._tag, "JournalDamaged")
        assert.match(reason.message, /damaged in line 3.*3 entries are whole.*salvage/s)
        const salvaged = yield* Effect.scoped(
          Effect.map(FolderRunStore.open(place, { salvage: true }), ({ entries }) => entries)
        )
        assert.deepStrictEqual(callsOf(salvaged), [1, 3, 4, 5])
        const last = salvaged.at(-1)
        assert.deepStrictEqual(last?._tag === "Reserved" && [last.key, Number(last.ceiling)], ["damaged", 4000])
        assert.deepStrictEqual(yield* FolderRunStore.readIn(place), salvaged)
      })
    )
  )

  it.live("of a newer version, or what is no journal, is left as it is", () =>
    live(
      Effect.gen(function* () {
        for (const [text, tag, said] of [
          ["effect-persona journal 9\nwhatever\n", "JournalNewer", /newer version/],
          ["id,age\n1,34\n", "JournalDamaged", /no journal/]
        ] as const) {
          const place = yield* folder
          const file = join(place, FolderRunStore.journalFile)
          writeFileSync(file, text)
          const reason = yield* refused(place)
          assert.strictEqual(reason._tag, tag)
          assert.match(reason.message, said)
          assert.strictEqual(readFileSync(file, "utf8"), text)
        }
      })
    )
  )
})

describe("a store in a folder", () => {
  it.live("closes a run with the scope of the run, and not with its own", () =>
    live(
      Effect.gen(function* () {
        const directory = yield* folder
        yield* Effect.gen(function* () {
          const store = yield* RunStore
          for (let times = 0; times < 2; times++) {
            yield* Effect.scoped(Effect.flatMap(store.open("larder"), (journal) => journal.append([noted(times)])))
          }
          assert.deepStrictEqual(yield* store.names, ["larder"])
          yield* store.remove("larder")
          assert.deepStrictEqual(yield* store.names, [])
          assert.deepStrictEqual(readdirSync(directory), [])
          const error = yield* Effect.flip(Effect.scoped(store.open("../larder")))
          assert.match(error.message, /cannot be called "\.\.\/larder"/)
        }).pipe(Effect.provide(FolderRunStore.layer({ directory })))
      })
    )
  )
})

describe("the lock on a folder", () => {
  it.live("keeps a second opener out until the first is done, and one of many gets in", () =>
    live(
      Effect.gen(function* () {
        const place = yield* folder
        const opened = yield* Effect.forEach(
          Array.from({ length: 8 }),
          () => Effect.option(Effect.map(FolderRunStore.open(place), () => true)),
          { concurrency: 8 }
        ).pipe(
          Effect.tap(() => Effect.map(refused(place), ({ _tag }) => assert.strictEqual(_tag, "RunTaken"))),
          Effect.scoped
        )
        assert.strictEqual(opened.filter(Option.isSome).length, 1)
        yield* Effect.scoped(FolderRunStore.open(place))
      })
    )
  )

  it.live("names the process that holds it, and is worth nothing once that is gone", () =>
    live(
      Effect.gen(function* () {
        const place = yield* folder
        const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"])
        const pid = child.pid ?? 0
        yield* Effect.sleep(100)
        const started = /\) (?:\S+ ){19}(\S+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? null
        const host = (yield* Effect.promise(() => import("node:os"))).hostname()
        writeFileSync(join(place, "run.lock"), JSON.stringify({ host, process: pid, started, token: "t" }))
        const reason = yield* refused(place)
        assert.match(reason.message, new RegExp(`process ${pid}`))
        // Ended, and not waited for: its parent stands still.
        const parent = spawn("sh", ["-c", "sleep 60 & echo $!; kill -STOP $$"])
        const zombie = Number(
          yield* Effect.promise(
            () => new Promise<string>((resolve) => parent.stdout.once("data", (data) => resolve(String(data))))
          )
        )
        process.kill(zombie, "SIGKILL")
        yield* Effect.sleep(50)
        assert.match(readFileSync(`/proc/${zombie}/stat`, "utf8"), /\) Z /)
        writeFileSync(join(place, "run.lock"), JSON.stringify({ host, process: zombie, started: null, token: "t" }))
        yield* Effect.scoped(FolderRunStore.open(place))
        parent.kill("SIGKILL")
        writeFileSync(join(place, "run.lock"), JSON.stringify({ host, process: pid, started, token: "t" }))
        child.kill("SIGKILL")
        yield* Effect.promise(() => new Promise((resolve) => child.on("close", resolve)))
        yield* Effect.scoped(FolderRunStore.open(place))
        // The number was given again, to another process.
        writeFileSync(join(place, "run.lock"), JSON.stringify({ host, process: process.pid, started: "1", token: "t" }))
        yield* Effect.scoped(FolderRunStore.open(place))
      })
    )
  )
})
