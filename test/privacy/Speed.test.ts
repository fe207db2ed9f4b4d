import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { LocalAnonymiser, type Recogniser } from "../../src/privacy/index.ts"

const rows = (count: number, columns: number, cell: (row: number, column: number) => string) =>
  Array.from({ length: count }, (_, i): ResearchRecord => ({
    id: `t.csv#${i + 1}`,
    source: { file: "t.csv", place: `row ${i + 2}` },
    kind: "row",
    fields: Array.from({ length: columns }, (_, j) => ({ name: `Item ${j}`, text: cell(i, j) }))
  }))

describe("short answers of a column", () => {
  const counting = () => {
    const seen: Array<string> = []
    const Counting: Recogniser = {
      name: "Counting",
      types: ["CUSTOM"],
      recognise: (text, context) => {
        if (context?.column !== undefined) seen.push(text)
        return text === "secret" ? [{ start: 0, end: 6, type: "CUSTOM", score: 1, rule: "word" }] : []
      }
    }
    return { seen, Counting }
  }

  it("are gone through once a column, however many give them", () => {
    const { Counting, seen } = counting()
    const anonymiser = LocalAnonymiser.make({ recognisers: [Counting] })
    const table = rows(40, 5, (i) => (i % 2 === 0 ? "secret" : "open"))
    anonymiser.preview(table)
    const texts = table.map((row) =>
      anonymiser
        .replaceRecord(row)
        .fields.map(({ text }) => text)
        .join()
    )
    assert.strictEqual(seen.length, 10)
    assert.strictEqual(new Set(texts).size, 2)
    assert.notInclude(texts[0], "secret")
  })

  it("are gone through again where a recogniser failed on them", () => {
    let fails = true
    const Failing: Recogniser = {
      name: "Failing",
      types: ["CUSTOM"],
      recognise: (text, context) => {
        if (context?.column !== undefined && fails) throw new Error("broken")
        return [{ start: 0, end: text.length, type: "CUSTOM", score: 1, rule: "all" }]
      }
    }
    const anonymiser = LocalAnonymiser.make({ recognisers: [Failing] })
    const table = rows(3, 1, () => "open")
    anonymiser.preview(table)
    assert.throws(() => table[0] && anonymiser.replaceRecord(table[0]))
    fails = false
    assert.notInclude(JSON.stringify(table[0] && anonymiser.replaceRecord(table[0]).fields), "open")
  })

  it("are found in when somebody is learnt after them", () => {
    const anonymiser = LocalAnonymiser.make()
    const table = rows(6, 2, (i, j) =>
      j === 0 ? (i === 0 ? "okonjo" : "none") : i === 5 ? "My name is Adaeze Okonjo" : "fine"
    )
    anonymiser.preview(table)
    const replaced = table.map((row) => anonymiser.replaceRecord(row))
    for (const row of replaced) assert.notInclude(anonymiser.revisit(row).fields[0]?.text, "okonjo")
  })
})

describe("a preview", () => {
  it("lets others run between its slices", () =>
    Effect.gen(function* () {
      const service = LocalAnonymiser.toService(LocalAnonymiser.make())
      const table = rows(60, 40, (i, j) => `Answer ${i % 7} of ${j} tells that Priya Sharma wrote on the 4th`)
      const state = { turns: 0, done: false }
      const others = Effect.gen(function* () {
        while (!state.done) {
          state.turns++
          yield* Effect.yieldNow
        }
      })
      const preview = Effect.tap(service.preview?.(table) ?? Effect.void, () =>
        Effect.sync(() => {
          state.done = true
        })
      )
      yield* Effect.all([preview, others], { concurrency: 2 })
      assert.isAbove(state.turns, 2)
    }).pipe(Effect.runPromise))
})
