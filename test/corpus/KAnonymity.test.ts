import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as KAnonymity from "../../src/corpus/KAnonymity.ts"
import * as RunAnonymiser from "../../src/pipeline/RunAnonymiser.ts"
import { row } from "../privacy/support.ts"

const group = (rows: ReadonlyArray<Readonly<Record<string, string>>>) =>
  Effect.map(
    Effect.orDie(Effect.forEach(rows, (answers, i) => RunAnonymiser.passThrough.anonymise(row(answers, i + 1)))),
    (records) => KAnonymity.smallestGroup(Corpus.make(records))
  )

const same = { Age: "34", Gender: "f", City: "Leeds", Note: "all well" }

describe("a table", () => {
  it.effect("in which people answer alike in what says who they are has groups of them", () =>
    Effect.gen(function* () {
      const found = yield* group([same, { ...same, Note: "not so well" }, same, { ...same, Gender: "m" }])
      assert.deepStrictEqual(found, { columns: ["Age", "Gender", "City"], size: 1, alone: 1 })
      const warning = KAnonymity.warningOf(found)
      assert.match(warning ?? "", /^Age, Gender and City together single people out/)
      assert.notMatch(warning ?? "", /Leeds|34/)
    })
  )

  it.effect("of groups that are large enough needs no warning", () =>
    Effect.gen(function* () {
      assert.isUndefined(KAnonymity.warningOf(yield* group([same, same, same])))
      assert.match(KAnonymity.warningOf(yield* group([same, same])) ?? "", /2 people/)
    })
  )

  it.effect("with one such column, or none, has no groups", () =>
    Effect.gen(function* () {
      assert.isNull(yield* group([{ Age: "34", Note: "a" }]))
      assert.isNull(yield* group([{ Note: "a" }]))
    })
  )
})
