import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { allAnswers, readFile, whyNot, workbook } from "./support.ts"

layer(NodeServices.layer)("workbooks", (it) => {
  it.effect("give a record for each row, dates and numbers as a person writes them", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({
        Answers: [
          ["Name", "Since", "Share", "Count", "Note"],
          ["Ana & Bo", { date: 45_296 }, 0.1 + 0.2, 12, "N/A"],
          ["Cy", null, null, 0, "fine"]
        ]
      })
      const read = yield* readFile("survey.xlsx", bytes)
      assert.deepStrictEqual(allAnswers(read), [
        { Name: "Ana & Bo", Since: "2024-01-05", Share: "0.3", Count: "12" },
        { Name: "Cy", Count: "0", Note: "fine" }
      ])
      assert.deepStrictEqual(
        read.records.map((record) => [record.id, record.source.place]),
        [
          ["survey.xlsx#1", "sheet Answers, row 1"],
          ["survey.xlsx#2", "sheet Answers, row 2"]
        ]
      )
    })
  )

  it.effect("of several sheets name the sheet, and pass over those without rows", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({ Spring: [["a"], ["1"]], Empty: [], Autumn: [["b"], ["2"], ["3"]] })
      const read = yield* readFile("survey.xlsx", bytes)
      assert.deepStrictEqual(
        read.records.map((record) => record.id),
        ["survey.xlsx#Spring:1", "survey.xlsx#Autumn:1", "survey.xlsx#Autumn:2"]
      )
      assert.deepStrictEqual(allAnswers(read)[2], { b: "3" })
    })
  )

  it.effect("have the same second header rows as CSV", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({
        S: [
          ["Q1", "Q2"],
          ["How old are you?", "Why?"],
          ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}'],
          [34, "So"]
        ]
      })
      const { records } = yield* readFile("survey.xlsx", bytes)
      assert.deepStrictEqual(records[0]?.fields, [
        { name: "Q1", question: "How old are you?", text: "34" },
        { name: "Q2", question: "Why?", text: "So" }
      ])
    })
  )

  it.effect("are told by their content, whatever they are called", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({ S: [["a"], ["1"]] })
      assert.deepStrictEqual(allAnswers(yield* readFile("survey.csv", bytes)), [{ a: "1" }])
      assert.deepStrictEqual(allAnswers(yield* readFile("survey", bytes)), [{ a: "1" }])
    })
  )

  it.effect("without rows are an error", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* whyNot("s.xlsx", yield* workbook({ S: [] })))._tag, "NoRecords")
      assert.strictEqual((yield* whyNot("s.xlsx", yield* workbook({ S: [["a", "b"]] })))._tag, "NoRecords")
    })
  )

  it.effect("that are broken or none at all are an error", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({ S: [["a"], ["1"]] })
      assert.strictEqual((yield* whyNot("s.xlsx", bytes.slice(0, bytes.length / 2)))._tag, "Malformed")
      assert.match((yield* whyNot("s.xlsx", "a,b\n1,2\n")).message, /is no Excel workbook/)
    })
  )
})
