import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it as plain, layer } from "@effect/vitest"
import { Effect, FileSystem, Layer, Path, Stdio, Stream } from "effect"
import { systemError } from "effect/PlatformError"
import { labels } from "../../src/sources/InputFiles.ts"
import { readText } from "../../src/sources/Reader.ts"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import { allAnswers, folderOf, readFile, readFolder, readPaths, whyNot } from "./support.ts"

const csv = "a\n1\n"

layer(NodeServices.layer)("files and folders", (it) => {
  it.effect("are read in the order of their names, with all folders in them", () =>
    Effect.gen(function* () {
      const { records } = yield* readFolder({
        "b.csv": csv,
        "a/z.csv": csv,
        "a/b/c.json": '[{"a":1}]',
        "c d é.csv": csv
      })
      assert.deepStrictEqual(
        records.map((record) => record.id),
        ["c.json#1", "z.csv#1", "b.csv#1", "c d é.csv#1"]
      )
    })
  )

  it.effect("keep the path they were found by", () =>
    Effect.gen(function* () {
      const folder = yield* folderOf({ "a/b.csv": csv })
      const { records } = yield* readPaths([folder])
      assert.strictEqual(records[0]?.source.file, `${folder}/a/b.csv`)
    })
  )

  it.effect("pass over hidden files, README and LICENSE", () =>
    Effect.gen(function* () {
      const { records } = yield* readFolder({
        "a.csv": csv,
        ".hidden.csv": csv,
        ".git/x.csv": csv,
        "README.md": "read me",
        "readme.txt": "x",
        LICENSE: "x",
        "LICENSE.md": "x",
        "~$a.xlsx": "x"
      })
      assert.deepStrictEqual(
        records.map((record) => record.id),
        ["a.csv#1"]
      )
    })
  )

  it.effect("of the same name do not share ids", () =>
    Effect.gen(function* () {
      const { records } = yield* readFolder({ "x/s.csv": csv, "y/s.csv": csv, "y/x/s.csv": csv, "t.csv": csv })
      const ids = records.map((record) => record.id)
      assert.strictEqual(new Set(ids).size, 4)
      assert.include(ids, "t.csv#1")
      assert.include(ids, "y/s.csv#1")
    })
  )

  plain("have the shortest name that no other has", () => {
    assert.deepStrictEqual(labels(["./a.csv", "x/b.csv", "y\\b.csv", "stdin"]), [
      "a.csv",
      "x/b.csv",
      "y/b.csv",
      "stdin"
    ])
    assert.deepStrictEqual(labels(["a.csv", "x/a.csv"]), ["a.csv", "x/a.csv"])
  })

  it.effect("that are given twice are read once, and that is said", () =>
    Effect.gen(function* () {
      const folder = yield* folderOf({ "a.csv": csv })
      const path = yield* Path.Path
      const { records, warnings } = yield* readPaths([folder, path.join(folder, ".", "a.csv")])
      assert.strictEqual(records.length, 1)
      assert.deepStrictEqual(
        warnings.map((warning) => warning.kind),
        ["RepeatedPath"]
      )
    })
  )

  it.effect("with links in a circle come to an end", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = yield* folderOf({ "a/b.csv": csv })
      yield* fs.symlink(folder, path.join(folder, "a", "up"))
      const { records } = yield* readPaths([folder])
      assert.strictEqual(records.length, 1)
    })
  )

  it.effect("that are not there are an error before anything is read", () =>
    Effect.gen(function* () {
      const folder = yield* folderOf({ "a.csv": csv })
      const records = yield* Effect.exit(
        Stream.runCollect(Stream.take(ResearchData.fromPaths([folder, `${folder}/gone.csv`]), 1))
      )
      const error = yield* Effect.flip(readPaths([folder, `${folder}/gone.csv`]))
      assert.strictEqual(error.reason._tag, "NotFound")
      assert.include(error.message, "gone.csv: there is no such file or folder")
      assert.strictEqual(records._tag, "Failure")
    })
  )

  it.effect("that go away while others are read are an error", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const folder = yield* folderOf({ "a.csv": csv, "b.csv": csv })
      const error = yield* ResearchData.fromPaths([folder]).pipe(
        Stream.tap(() => fs.remove(`${folder}/b.csv`, { force: true })),
        Stream.runCollect,
        Effect.flip
      )
      assert.strictEqual("reason" in error ? error.reason._tag : error, "NotFound")
    })
  )

  it.effect("that may not be read are an error that says so", () =>
    Effect.gen(function* () {
      const real = yield* FileSystem.FileSystem
      const folder = yield* folderOf({ "a.csv": csv })
      const denied = systemError({ _tag: "PermissionDenied", module: "FileSystem", method: "open" })
      const fs = { ...real, stream: () => Stream.fail(denied) }
      const error = yield* readPaths([folder]).pipe(Effect.provideService(FileSystem.FileSystem, fs), Effect.flip)
      assert.strictEqual(error.reason._tag, "Unreadable")
      assert.match(error.message, /a\.csv: you are not allowed to read it\. .*permission/)
    })
  )

  it.effect("of a folder without data are an error", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(readFolder({ "README.md": "x" }))
      assert.strictEqual(error.reason._tag, "NoRecords")
      assert.match(error.message, /has no data files/)
    })
  )

  it.effect("of no path at all are an error", () =>
    Effect.map(Effect.flip(readPaths([])), (error) => assert.match(error.message, /no path was given/))
  )

  it.effect("in another format are an error that lists the formats", () =>
    Effect.gen(function* () {
      const reason = yield* whyNot("data.sav.x", "some text")
      assert.strictEqual(reason._tag, "UnsupportedFormat")
      for (const ending of [".csv", ".jsonl", ".vtt", ".xlsx"]) assert.include(reason.message, ending)
    })
  )

  it.effect("under another ending are read when the format is named", () =>
    Effect.map(readFile("data.dat", "a,b\n1,2\n", { format: "csv" }), (read) =>
      assert.deepStrictEqual(allAnswers(read), [{ a: "1", b: "2" }])
    )
  )

  it.effect("without an ending are read as what they look like", () =>
    Effect.gen(function* () {
      for (const text of ["a,b\n1,2\n3,4\n", '[{"a":1,"b":2},{"a":3,"b":4}]', "- a: 1\n  b: 2\n- a: 3\n  b: 4\n"]) {
        assert.deepStrictEqual(allAnswers(yield* readFile("data", text))[1], { a: "3", b: "4" })
      }
    })
  )

  it.effect("with a bad one among them fail, naming it", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(readFolder({ "a.csv": csv, "b.csv": "", "c.csv": csv }))
      assert.strictEqual(error.reason._tag, "EmptyFile")
      assert.match(error.message, /b\.csv: is empty/)
    })
  )

  it.effect("with bad ones among them go on when told to, saying which were skipped", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readFolder(
        { "a.csv": csv, "b.csv": "", "c.pdf": "%PDF-1.7", "d.csv": 'a\n1\n"2\n3\n', "e.csv": csv },
        { skipUnreadable: true }
      )
      assert.deepStrictEqual(
        records.map((record) => record.id),
        ["a.csv#1", "d.csv#1", "e.csv#1"],
        "what was read before the fault stays"
      )
      assert.deepStrictEqual(
        warnings.map((warning) => [warning.kind, warning.file.slice(-5)]),
        [
          ["Skipped", "b.csv"],
          ["Skipped", "c.pdf"],
          ["Skipped", "d.csv"]
        ]
      )
    })
  )

  it.effect("of which none can be read fail even then", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(readFolder({ "b.csv": "", "c.csv": "a,b\n" }, { skipUnreadable: true }))
      assert.strictEqual(error.reason._tag, "NoRecords")
    })
  )

  it.effect("that have to be read as a whole may be too long for that", () =>
    Effect.gen(function* () {
      const part = "word ".repeat(1024 * 1024)
      const text = Stream.fromIterable(Array.from({ length: 14 }, () => part))
      const source = { file: "a.txt", label: "a.txt", warn: () => Effect.void, head: part.slice(0, 1000), text }
      const error = yield* Effect.flip(Stream.runDrain(readText(source, "text")))
      assert.strictEqual(error.reason._tag, "Unreadable")
      assert.match(error.message, /a\.txt: is longer than the 64 MiB/)
    })
  )

  it.effect("are not read further than they are asked for", () =>
    Effect.gen(function* () {
      const folder = yield* folderOf({ "a.csv": `a,b\n${"1,2\n".repeat(200_000)}"never closed` })
      const records = yield* Stream.runCollect(Stream.take(ResearchData.fromPaths([folder]), 3))
      assert.strictEqual(records.length, 3)
    })
  )
})

describe("standard input", () => {
  const stdin = (text: string) =>
    Layer.merge(
      NodeServices.layer,
      Stdio.layerTest({
        stdin: Stream.fromIterable([text.slice(0, 3), text.slice(3)].map((part) => new TextEncoder().encode(part)))
      })
    )

  for (const [what, text] of [
    ["CSV", "a;b\n1;2\n3;4\n"],
    ["JSON lines", '{"a":1,"b":2}\n{"a":3,"b":4}\n']
  ] as const) {
    layer(stdin(text))(`of ${what}`, (it) => {
      it.effect("is read under the name of -", () =>
        Effect.gen(function* () {
          const read = yield* readPaths(["-", "-"])
          assert.deepStrictEqual(
            read.records.map((record) => [record.id, record.source.file]),
            [
              ["stdin#1", "stdin"],
              ["stdin#2", "stdin"]
            ]
          )
          assert.deepStrictEqual(allAnswers(read)[1], { a: "3", b: "4" })
          assert.deepStrictEqual(
            read.warnings.map((warning) => warning.kind),
            ["RepeatedPath"]
          )
        })
      )
    })
  }

  layer(stdin(""))("of nothing", (it) => {
    it.effect("is an error", () =>
      Effect.map(Effect.flip(readPaths(["-"])), (error) =>
        assert.strictEqual(error.message.slice(0, 15), "stdin: is empty")
      )
    )
  })
})
