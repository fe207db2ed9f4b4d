import { assert, describe, it } from "@effect/vitest"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"

const studyOf = (rows: ReadonlyArray<Record<string, string>>) =>
  HybridPipeline.generate(ResearchData.fromRows(rows, { name: "survey" }), { count: 2, qualityThreshold: 0 }).pipe(
    Effect.map(({ study }) => study),
    Effect.provide(Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer))
  )

const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0)

describe("what respondents answered", () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    Age: i % 2 === 0 ? "25-34" : "45-54",
    "How often do you cook?": i % 5 === 4 ? "" : i % 4 === 0 ? "Daily" : "Rarely",
    "How many meals do you plan in a week?": String((i * 7) % 23),
    "What gets in your way?": `I forget what is in the freezer and buy ${i + 2} bags of peas again.`
  }))

  it.effect(
    "is counted once for everyone and once in a segment, of those who answered",
    Effect.fnUntraced(function* () {
      const { questions, respondents } = yield* studyOf(rows)
      assert.strictEqual(respondents, 40)
      for (const { answers } of questions)
        for (const { everyone, segments } of answers) {
          assert.strictEqual(sum(Object.values(segments).map(({ matched }) => matched)), everyone.matched)
          assert.strictEqual(sum(Object.values(segments).map(({ of }) => of)), everyone.of)
        }
      const cooking = questions.find(({ text }) => text.startsWith("How often"))?.answers ?? []
      for (const answer of ["Daily", "Rarely"]) {
        const matched = rows.filter((row) => row["How often do you cook?"] === answer).length
        assert.deepStrictEqual(cooking.find((one) => one.answer === answer)?.everyone, { matched, of: 32 })
      }
    })
  )

  it.effect(
    "in numbers falls into ranges that hold everybody and tell nobody's extreme",
    Effect.fnUntraced(function* () {
      const { questions } = yield* studyOf(rows)
      const ranges = questions.find(({ text }) => text.startsWith("How many"))?.answers ?? []
      assert.strictEqual(sum(ranges.map(({ everyone }) => everyone.matched)), 40)
      assert.isUndefined(ranges[0]?.range?.min)
      assert.isUndefined(ranges.at(-1)?.range?.max)
    })
  )
})
