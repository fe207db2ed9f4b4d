import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { previewed, previewedRows } from "../../src/pipeline/Preview.ts"

const record = (file: string, number: number, kind: ResearchRecord["kind"] = "row"): ResearchRecord => ({
  id: `${file}#${number}`,
  source: { file, place: `row ${number}` },
  kind,
  fields: [{ name: "a", text: "b" }]
})

const table = (file: string, rows: number, kind?: ResearchRecord["kind"]) =>
  Array.from({ length: rows }, (_, i) => record(file, i + 1, kind))

/** What happened, in order: `file:count` for a preview, the id of each record that went on. */
const run = (records: ReadonlyArray<ResearchRecord>, chunk: number) =>
  Effect.gen(function* () {
    const events: Array<string> = []
    const shown = previewed(Stream.rechunk(Stream.fromIterable(records), chunk), (rows) =>
      Effect.sync(() => events.push(`${rows[0].source.file}:${rows.length}`))
    )
    yield* Stream.runForEach(shown, ({ id }) => Effect.sync(() => events.push(id)))
    return events
  })

describe("previewing tables in a stream", () => {
  it.effect("shows the first rows of each table before any of them goes on, and no interview", () =>
    Effect.gen(function* () {
      const events = yield* run([...table("a.csv", 2), ...table("talk.txt", 1, "interview"), ...table("b.csv", 1)], 100)
      assert.deepStrictEqual(events, ["a.csv:2", "a.csv#1", "a.csv#2", "talk.txt#1", "b.csv:1", "b.csv#1"])
    })
  )

  it.effect("shows no more of a long table than fits into memory", () =>
    Effect.gen(function* () {
      const events = yield* run(table("a.csv", previewedRows + 300), 64)
      assert.deepStrictEqual(
        events.filter((event) => event.includes(":")),
        [`a.csv:${previewedRows}`]
      )
      assert.strictEqual(events.length, previewedRows + 301)
    })
  )

  it.effect.prop(
    "passes every record on, once and in order, whatever the chunks and files are",
    [
      Schema.Array(Schema.Literals([1, 2, 499, 500, 501])).pipe(Schema.check(Schema.isMaxLength(4))),
      Schema.Literals([1, 7, 1000])
    ],
    ([sizes, chunk]) =>
      Effect.gen(function* () {
        const records = sizes.flatMap((size, i) => table(`${i}.csv`, size))
        const events = yield* run(records, chunk)
        assert.deepStrictEqual(
          events.filter((event) => event.includes("#")),
          records.map(({ id }) => id)
        )
      }),
    { arbitrary: { runs: 25 } }
  )
})
