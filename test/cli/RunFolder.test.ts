import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, FileSystem, Layer, PlatformError } from "effect"
import * as RunFolder from "../../src/cli/RunFolder.ts"

const files = [
  { file: "report.html", text: "the report" },
  { file: "cards/gael.json", text: "a card" }
]

const holds = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((file) => statSync(join(path, file)).isFile())
      .map((file) => [file, readFileSync(join(path, file), "utf8")])
  )
const whole = { "report.html": "the report", "cards/gael.json": "a card" }

/** A disk that takes so many calls, and after these none: as when the process is killed, nothing is tidied up either. */
const dyingAfter = (calls: number) =>
  Layer.effect(
    FileSystem.FileSystem,
    Effect.gen(function* () {
      const real = yield* FileSystem.FileSystem
      let left = calls
      const gone = PlatformError.systemError({ _tag: "Unknown", module: "FileSystem", method: "killed" })
      const counted =
        <Args extends ReadonlyArray<unknown>, A, R>(
          method: (...args: Args) => Effect.Effect<A, PlatformError.PlatformError, R>
        ) =>
        (...args: Args): Effect.Effect<A, PlatformError.PlatformError, R> =>
          Effect.suspend(() => (left-- > 0 ? method(...args) : Effect.fail(gone)))
      return FileSystem.FileSystem.of({
        ...real,
        exists: counted(real.exists),
        makeDirectory: counted(real.makeDirectory),
        open: counted(real.open),
        readDirectory: counted(real.readDirectory),
        readLink: counted(real.readLink),
        remove: counted(real.remove),
        rename: counted(real.rename),
        symlink: counted(real.symlink),
        writeFileString: counted(real.writeFileString)
      })
    })
  ).pipe(Layer.provideMerge(NodeServices.layer))

const make = (parent: string, replace: boolean) =>
  Effect.scoped(
    Effect.flatMap(RunFolder.open({ parent, name: "Larder", replace, salvage: false }), (folder) =>
      folder.finish(files)
    )
  )

const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "persona-folder-"))),
  (place) => Effect.sync(() => rmSync(place, { recursive: true, force: true }))
)

describe("a run's folder", () => {
  it.effect(
    "has one name at a time, however many runs begin at once",
    Effect.fnUntraced(function* () {
      const parent = yield* temporary
      const runs = Array.from({ length: 8 }, () => make(parent, false))
      const places = yield* Effect.all(runs, { concurrency: 8 }).pipe(Effect.provide(NodeServices.layer))
      assert.strictEqual(new Set(places).size, 8)
      for (const place of places) assert.deepStrictEqual(holds(place), whole)
      assert.strictEqual(readdirSync(parent).filter((name) => name.includes("unfinished")).length, 0)
    })
  )

  for (const replace of [false, true])
    it.effect(
      `loses nothing and is never half there, at whatever call the process dies${replace ? ", also with --replace" : ""}`,
      Effect.fnUntraced(function* () {
        const root = yield* temporary
        let isDone = false
        for (let calls = 0; !isDone; calls++) {
          const parent = join(root, `at-${calls}`)
          mkdirSync(parent)
          const first = yield* make(parent, false).pipe(Effect.provide(NodeServices.layer))
          writeFileSync(join(first, "notes.txt"), "mine")
          const before = holds(first)
          const exit = yield* Effect.exit(make(parent, replace).pipe(Effect.provide(dyingAfter(calls))))
          // The last calls only tidy up and lead to the newest, and may fail.
          isDone = Exit.isSuccess(exit) && calls > 60
          const all = readdirSync(parent).filter((name) => name !== "latest")
          for (const name of all.filter((name) => /larder(?:-\d)?$/.test(name))) {
            const { "notes.txt": _, "run.lock": __, "written.json": ___, ...rest } = holds(join(parent, name))
            assert.deepStrictEqual(rest, whole, `${name} after ${calls} calls`)
          }
          // What was there is where it was, or aside and whole, or was asked to go and the new one stands in its place.
          const isKept = all.some((name) => JSON.stringify(holds(join(parent, name))) === JSON.stringify(before))
          assert.isTrue(isKept || (replace && existsSync(first)), `after ${calls} calls: ${all.join(", ")}`)
        }
      })
    )
})
