/** Which unfinished run is taken up, where its result goes, and which files of it stay. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, PlatformError } from "effect"
import { TestClock } from "effect/testing"
import * as RunFolder from "../../src/cli/RunFolder.ts"
import * as StoreRefusal from "../../src/cli/StoreRefusal.ts"
import * as UnfinishedRun from "../../src/cli/UnfinishedRun.ts"
import { FolderRunStore } from "../../src/durable/index.ts"
import { OtherRun, RunStoreError } from "../../src/stages/RunStore.ts"

const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "persona-unfinished-"))),
  (place) => Effect.sync(() => rmSync(place, { recursive: true, force: true }))
)

/** The folder of a run that was killed at this many seconds. */
const left = (parent: string, folder: string, { at = 0, name }: { at?: number; name?: string } = {}) =>
  Effect.gen(function* () {
    const place = join(parent, folder)
    mkdirSync(place)
    yield* Effect.scoped(
      Effect.flatMap(FolderRunStore.open(place), (journal) => journal.append([{ _tag: "Noted", call: 1, note: null }]))
    )
    utimesSync(join(place, "run.journal"), at, at)
    if (name !== undefined)
      writeFileSync(join(place, "command.json"), JSON.stringify({ args: [], directory: parent, name }))
    return place
  })

const open = (parent: string, { name = "Larder", replace = false } = {}) =>
  RunFolder.open({ parent, name, replace, salvage: false })
const files = [{ file: "report.html", text: "new" }]
const on = <A, E>(effect: Effect.Effect<A, E, NodeServices.NodeServices>) => Effect.provide(effect, NodeServices.layer)

describe("an unfinished run of another day", () => {
  it.effect(
    "never goes in the place of that day's finished run, also with --replace",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      mkdirSync(join(parent, "2026-01-02-larder"))
      writeFileSync(join(parent, "2026-01-02-larder/report.html"), "old")
      yield* on(left(parent, "2026-01-02-larder-2.unfinished", { name: "larder" }))
      const place = yield* on(
        Effect.scoped(Effect.flatMap(open(parent, { replace: true }), (folder) => folder.finish(files)))
      )
      assert.strictEqual(place, join(parent, "2026-01-02-larder-2"))
      assert.strictEqual(readFileSync(join(parent, "2026-01-02-larder/report.html"), "utf8"), "old")
      assert.deepStrictEqual(readdirSync(place), ["report.html", "run.journal"])
    })
  )

  it.effect(
    "is put in the place of today's where it is of today",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      yield* TestClock.setTime(Date.parse("2026-01-02T12:00:00"))
      mkdirSync(join(parent, "2026-01-02-larder"))
      yield* on(left(parent, "2026-01-02-larder.unfinished"))
      const place = yield* on(
        Effect.scoped(Effect.flatMap(open(parent, { replace: true }), (folder) => folder.finish(files)))
      )
      assert.strictEqual(place, join(parent, "2026-01-02-larder"))
      assert.sameMembers(readdirSync(parent), ["2026-01-02-larder", "latest"])
    })
  )
})

describe("a folder that is resumed", () => {
  it.effect(
    "keeps its result beside itself, and has today's day where its name has none",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      yield* TestClock.setTime(Date.parse("2026-01-02T12:00:00"))
      const folder = yield* on(left(parent, "put-aside"))
      const place = yield* on(
        Effect.scoped(Effect.flatMap(open(join(parent, "elsewhere")), (taken) => taken.finish(files)))
      ).pipe(Effect.provideService(UnfinishedRun.Resumed, { folder, args: [] }))
      assert.strictEqual(place, join(parent, "2026-01-02-larder"))
      assert.sameMembers(readdirSync(parent), ["2026-01-02-larder", "latest"])
      assert.strictEqual(readlinkSync(join(parent, "latest")), "2026-01-02-larder")
    })
  )
})

describe("which unfinished run is taken up", () => {
  it.effect(
    "is the one that was last written, not the last by name",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      yield* on(left(parent, "2026-01-02-larder.unfinished", { at: 2000 }))
      yield* on(left(parent, "2026-01-03-survey.unfinished", { at: 1000 }))
      assert.deepStrictEqual(yield* on(UnfinishedRun.foldersOf(parent)), [
        "2026-01-02-larder.unfinished",
        "2026-01-03-survey.unfinished"
      ])
    })
  )

  it.effect(
    "is none of a study whose name is another's with a number",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      const of = (name: string) => on(UnfinishedRun.foldersOf(parent, name))
      yield* on(left(parent, "2026-01-02-survey-2026.unfinished", { name: "survey-2026" }))
      yield* on(left(parent, "2026-01-02-survey-2.unfinished", { name: "survey" }))
      yield* on(left(parent, "2026-01-02-survey-3.unfinished"))
      assert.deepStrictEqual(yield* of("survey"), ["2026-01-02-survey-2.unfinished"])
      assert.deepStrictEqual(yield* of("survey-2026"), ["2026-01-02-survey-2026.unfinished"])
      assert.deepStrictEqual(yield* of("survey-3"), ["2026-01-02-survey-3.unfinished"])
    })
  )

  it.effect(
    "is refused while one of this name is under way",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      const held = yield* on(left(parent, "2026-01-02-larder.unfinished", { at: 1000 }))
      yield* on(left(parent, "2026-01-02-larder-2.unfinished", { at: 2000, name: "larder" }))
      yield* on(
        Effect.scoped(
          Effect.gen(function* () {
            yield* FolderRunStore.open(held)
            const error = yield* Effect.flip(open(parent))
            assert.match(error.message, /under way already, in process \d+.*--name/)
            assert.notInclude(error.message, "run.lock")
            // Another study goes on as it likes.
            assert.match((yield* open(parent, { name: "Pantry" })).place, /pantry\.unfinished$/)
          })
        )
      )
    })
  )

  it.effect(
    "says how to free it from a process of another machine that is gone",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      const place = yield* on(left(parent, "2026-01-02-larder.unfinished"))
      const holder = { host: "no-such-machine", process: 4, started: null, token: "1" }
      writeFileSync(join(place, "run.lock"), JSON.stringify(holder))
      const error = yield* Effect.flip(on(Effect.scoped(open(parent))))
      assert.match(error.message, /process 4 of no-such-machine/)
      assert.include(error.message, `remove ${place}/run.lock`)
    })
  )
})

describe("files of a run that was stopped", () => {
  const first = [
    { file: "report.html", text: "first" },
    { file: "answers.json", text: "everybody's" },
    { file: "cards/gael.json", text: "a card" }
  ]

  it.effect(
    "go when it does not write them again, and nobody else's does",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      for (const end of ["leave", "finish"] as const) {
        const place = yield* on(
          Effect.scoped(
            Effect.gen(function* () {
              const folder = yield* open(parent)
              yield* folder.leave(first)
              writeFileSync(join(folder.place, "notes.txt"), "mine")
              return yield* folder[end](files)
            })
          )
        )
        const inside = readdirSync(place).filter((file) => file !== "written.json" && file !== "run.lock")
        assert.deepStrictEqual(inside, ["notes.txt", "report.html"])
        assert.strictEqual(readFileSync(join(place, "report.html"), "utf8"), "new")
        assert.strictEqual(existsSync(join(place, "written.json")), end === "leave")
      }
    })
  )

  it.effect(
    "stay as they are where there is no room for others, and the system's code is said",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      let isFull = false
      const full = PlatformError.systemError({
        _tag: "Unknown",
        module: "FileSystem",
        method: "open",
        cause: Object.assign(new Error("no space left on device"), { code: "ENOSPC" })
      })
      const disk = Layer.effect(
        FileSystem.FileSystem,
        Effect.map(FileSystem.FileSystem, (real) =>
          FileSystem.FileSystem.of({
            ...real,
            open: (path, options) =>
              isFull && path.endsWith("answers.json") ? Effect.fail(full) : real.open(path, options)
          })
        )
      ).pipe(Layer.provideMerge(NodeServices.layer))
      yield* Effect.scoped(
        Effect.gen(function* () {
          const folder = yield* open(parent)
          yield* folder.leave(first)
          isFull = true
          const others = first.map(({ file }) => ({ file, text: "second" }))
          const error = yield* Effect.flip(folder.leave(others))
          assert.include(error.message, "(ENOSPC)")
          for (const { file, text } of first) assert.strictEqual(readFileSync(join(folder.place, file), "utf8"), text)
          assert.notInclude(readdirSync(folder.place), ".draft")
        })
      ).pipe(Effect.provide(disk))
    })
  )
})

describe.skipIf(!existsSync("/proc"))("a folder that cannot be made", () => {
  it.effect(
    "is named",
    Effect.fnUntraced(function* () {
      const error = yield* Effect.flip(on(Effect.scoped(open("/proc/none/x"))))
      assert.match(
        error.message,
        /could not be written to \/proc\/none\/x \(NotFound: the folder \/proc\/none is missing\)/
      )
    })
  )
})

describe("a run that is refused", () => {
  const said = (differences: ReadonlyArray<string>, { isFinished = false, message = "" } = {}) =>
    StoreRefusal.explained({ place: "personas/2026-01-02-larder.unfinished", isFinished })(
      new RunStoreError({ reason: new OtherRun({ message, differences }) })
    ).message

  it("is told so in flags", () => {
    const lower = said(["maxFrontierCost is lower"])
    assert.match(lower, /^The run in personas\/2026-01-02-larder\.unfinished is another one: --max-cost is lower\./)
    assert.match(lower, /--fork.*--name/)
    const message = "The run larder has spent $1.4938, or may have: raise it to at least $1.50."
    const spent = said(["maxFrontierCost is less than what is spent"], { message })
    assert.include(spent, "--max-cost is less than what is spent. Raise --max-cost to at least $1.50,")
    assert.notInclude(said(["the data differ"], { isFinished: true }), "--fork")
  })
})
