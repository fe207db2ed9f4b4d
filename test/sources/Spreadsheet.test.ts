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
        { Name: "Ana & Bo", Since: "2024-01-05", Share: "0.3", Count: "12", Note: "N/A" },
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

  it.effect("that are broken are an error, and tables under the name of one are read with a warning", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({ S: [["a"], ["1"]] })
      assert.strictEqual((yield* whyNot("s.xlsx", bytes.slice(0, bytes.length / 2)))._tag, "Damaged")
      assert.match((yield* whyNot("s.xlsx", "no table\n")).message, /is no \.xlsx file/)
      const table = yield* readFile("s.xlsx", "a,b\n1,2\n")
      assert.deepStrictEqual(allAnswers(table), [{ a: "1", b: "2" }])
      assert.deepStrictEqual(
        table.warnings.map(({ kind }) => kind),
        ["Ending"]
      )
      const page = yield* readFile(
        "s.xls",
        "<html><table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr></table></html>"
      )
      assert.deepStrictEqual(allAnswers(page), [
        { a: "1", b: "2", c: "3" },
        { a: "4", b: "5", c: "6" }
      ])
    })
  )

  it.effect("leave out sheets that explain others, and say so", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({
        "Read me": [["This study asked 40 people."], ["Ask us for more."]],
        Answers: [
          ["id", "q1", "q2"],
          ["1", "yes", "no"]
        ],
        Wave2: [
          ["id", "q1", "q2"],
          ["2", "no", "no"]
        ],
        Codebook: [
          ["name", "label"],
          ["q1", "Do you cook?"]
        ]
      })
      const { records, warnings } = yield* readFile("s.xlsx", bytes)
      assert.deepStrictEqual(
        records.map(({ id }) => id),
        ["s.xlsx#Answers:1", "s.xlsx#Wave2:1"]
      )
      assert.deepStrictEqual(
        warnings.map(({ kind, message }) => [kind, message.includes("(Read me, Codebook)")]),
        [["LeftOut", true]]
      )
    })
  )

  it.effect("with a cell far to the right or far below take no memory for what is not there", () =>
    Effect.gen(function* () {
      const rows = Array.from({ length: 30 }, (_, i) => [`r${i}`, "x", "y"])
      const bytes = yield* workbook({ S: [["a", "b", "c"], ...rows, [], ["end", "x", "y"]] })
      const { records } = yield* readFile("s.xlsx", bytes)
      assert.strictEqual(records.length, 31)
    })
  )
})
