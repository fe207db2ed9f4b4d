import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Schema, Stream } from "effect"
import * as AnswerTable from "../../../src/corpus/AnswerTable.ts"
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import * as RespondentRecords from "../../../src/corpus/codebook/RespondentRecords.ts"
import * as Variables from "../../../src/corpus/codebook/Variables.ts"
import * as Sliced from "../../../src/corpus/Sliced.ts"
import type { ResearchRecord } from "../../../src/domain/ResearchRecord.ts"
import type { TableColumns } from "../../../src/domain/TableColumns.ts"
import * as ResearchData from "../../../src/sources/ResearchData.ts"
import { codebookOf, type Columns, records } from "./columns.ts"

type Row = Readonly<Record<string, string>>

const counted = (codebook: Codebook.Codebook, people: ReadonlyArray<ResearchRecord>): AnswerTable.AnswerTable =>
  Sliced.finish(
    AnswerTable.make(
      Variables.of(codebook),
      people.map(({ fields }) => new Map(fields.map(({ name, text }) => [name, text]))),
      []
    )
  )

/** How many chose each answer, spellings apart. */
const tally = (answers: ReadonlyArray<string>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const key = answer.toLowerCase().replace(/[\s.:!*]+$/, "")
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const ofTable = ({ answers, codes }: AnswerTable.ChoiceColumn) => ({
  base: codes.filter((some) => some !== null).length,
  counts: tally(codes.flatMap((some) => (some ?? []).map((code) => answers[code] ?? "?")))
})

const Mark = Schema.Literals(["1", "0", "0", ""])
const Person = Schema.Struct({
  phone: Mark,
  laptop: Mark,
  tablet: Mark,
  blankA: Schema.Literals(["A", ""]),
  blankB: Schema.Literals(["B", ""]),
  often: Schema.Literals(["Never", "Often", "Always", "N/A", "Prefer not to say", ""]),
  tools: Schema.Literals(["", "Fork", "Fork; Knife", "Knife", "Spoon; Fork", "Knife; Spoon; Fork"])
})
const People = Schema.Array(Person).check(Schema.isMinLength(12), Schema.isMaxLength(60))

/** The same survey for all: what is asked is known here, so that the recount needs no codebook. */
const asColumns = (people: ReadonlyArray<typeof Person.Type>): Columns => ({
  "Do you own these? [Phone]": people.map(({ phone }) => phone),
  "Do you own these? [Laptop]": people.map(({ laptop }) => laptop),
  "Do you own these? [Tablet]": people.map(({ tablet }) => tablet),
  "What did you try? [A]": people.map(({ blankA }) => blankA),
  "What did you try? [B]": people.map(({ blankB }) => blankB),
  "How often do you cook?": people.map(({ often }) => often),
  "Which tools do you use?": people.map(({ tools }) => tools)
})

describe("Every count", () => {
  it.effect.prop(
    "equals a recount from the cells, with its base",
    [People],
    ([people]) =>
      Effect.gen(function* () {
        const columns = asColumns(people)
        const tools = { kind: "multiple", layout: "delimited", separator: ";", options: ["Fork", "Knife", "Spoon"] }
        const owned = ["Phone", "Laptop", "Tablet"].map((item) => ({ header: `Do you own these? [${item}]`, item }))
        const tried = ["A", "B"].map((item) => ({ header: `What did you try? [${item}]`, item }))
        const input = yield* Codebook.decode({
          questions: [
            { key: "owned", text: "owned", kind: "multiple", layout: "one-hot", unticked: "0", columns: owned },
            { key: "tried", text: "tried", kind: "multiple", layout: "one-hot", unticked: "", columns: tried },
            {
              key: "often",
              kind: "scale",
              columns: [{ header: "How often do you cook?" }],
              missing: ["N/A", "Prefer not to say"]
            },
            { key: "tools", ...tools, columns: [{ header: "Which tools do you use?" }] }
          ]
        })
        const table = counted(yield* Codebook.override(codebookOf(columns), input), records(columns))
        const of = (name: string) => table.choices.find(({ profile }) => profile.name === name)
        const check = (name: string, rows: ReadonlyArray<ReadonlyArray<string> | undefined>) => {
          const found = of(name)
          const asked = rows.filter((row) => row !== undefined)
          const expected = { base: asked.length, counts: tally(asked.flat()) }
          assert.deepStrictEqual(found === undefined ? { base: 0, counts: {} } : ofTable(found), expected, name)
        }
        check(
          "owned",
          people.map(({ laptop, phone, tablet }) =>
            [phone, laptop, tablet].every((cell) => cell === "")
              ? undefined
              : ["Phone", "Laptop", "Tablet"].filter((_, i) => [phone, laptop, tablet][i] === "1")
          )
        )
        check(
          "tried",
          people.map(({ blankA, blankB }) =>
            blankA + blankB === "" ? undefined : [blankA, blankB].filter((one) => one !== "")
          )
        )
        check(
          "How often do you cook?",
          people.map(({ often }) => (["", "N/A", "Prefer not to say"].includes(often) ? undefined : [often]))
        )
        check(
          "Which tools do you use?",
          people.map(({ tools }) => (tools === "" ? undefined : tools.split("; ")))
        )
      }),
    { arbitrary: { runs: 60 } }
  )

  it.effect("has the base that the codebook names where an option that was not chosen is blank", () =>
    Effect.gen(function* () {
      const columns = {
        Asked: ["yes", "yes", "yes", "", ""],
        "Pain [Head]": ["x", "", "", "", ""],
        "Pain [Back]": ["", "x", "", "", ""]
      }
      const of = (written: unknown) =>
        Effect.gen(function* () {
          const codebook = yield* Codebook.override(codebookOf(columns), yield* Codebook.decode(written))
          const column = counted(codebook, records(columns)).choices.find(({ profile }) => profile.name === "Pain")
          return column && ofTable(column)
        })
      const pain = {
        key: "pain",
        text: "Pain",
        kind: "multiple",
        layout: "one-hot",
        unticked: "",
        columns: [
          { header: "Pain [Head]", item: "Head" },
          { header: "Pain [Back]", item: "Back" }
        ]
      }
      assert.deepStrictEqual(yield* of({ questions: [pain] }), { base: 2, counts: { head: 1, back: 1 } })
      assert.deepStrictEqual(yield* of({ questions: [{ ...pain, base: ["Asked"] }] }), {
        base: 3,
        counts: { head: 1, back: 1 }
      })
    })
  )
})

const folder = fileURLToPath(new URL("../../../../shared/data/columns/data/", import.meta.url))
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".csv")) : []
if (files.length === 0) console.warn("The labelled survey columns are absent: the recount of real files is skipped.")

/** The answers of a question from rows alone; none for an option that was not chosen, nothing where nobody answered. */
const recount = (question: Codebook.Question, row: Row): ReadonlyArray<string> | undefined => {
  const { columns, layout, missing, unticked = "" } = question
  const fold = (text: string) => text.toLowerCase().trim()
  const gone = new Set(missing.map(fold))
  const cells = columns
    .filter(({ openEnded }) => openEnded !== true)
    .flatMap(({ header, item = header }) => {
      const cell = row[header]
      return cell === undefined || gone.has(fold(cell)) ? [] : [{ cell, item }]
    })
  if (cells.length === 0) return undefined
  if (layout !== "one-hot") return cells.slice(0, 1).map(({ cell }) => cell)
  return cells.filter(({ cell }) => fold(cell) !== fold(unticked)).map(({ item }) => item)
}

describe("Every count of a real file", () => {
  it.skipIf(files.length === 0).each(files)("of %s equals a recount from its rows", (file) =>
    Effect.gen(function* () {
      const tables: Array<TableColumns> = []
      const read = yield* Stream.runCollect(
        ResearchData.fromPaths([`${folder}${file}`], {
          onColumns: (table) => Effect.sync(() => void tables.push(table)),
          onWarning: () => Effect.void
        })
      )
      const codebook = Codebook.of(read, tables)
      const people = RespondentRecords.join(codebook, read)
      const table = counted(codebook, people)
      const variables = Variables.of(codebook)
      // The first cell of each person that is not blank, without the product's own joining.
      const byPerson = new Map<string, Record<string, string>>()
      for (const [i, { fields }] of read.entries()) {
        const key = fields.find(({ name }) => name === codebook.respondentColumn)?.text ?? `row ${i}`
        const row = byPerson.get(key) ?? {}
        for (const { name, text } of fields) row[name] ??= text
        byPerson.set(key, row)
      }
      const rows = [...byPerson.values()]
      assert.strictEqual(rows.length, codebook.respondents)
      let compared = 0
      for (const question of codebook.questions) {
        if (question.layout !== "one-hot" && !(question.layout === "column" && question.columns.length === 1)) continue
        if (question.separator !== undefined) continue
        const variable = variables.find((one) => one.question === question && one.kind !== "text")
        const column = table.choices.find(({ profile }) => profile.name === variable?.name)
        if (column === undefined) continue
        const given = rows.map((row) => recount(question, row)).filter((answers) => answers !== undefined)
        const found = ofTable(column)
        assert.strictEqual(found.base, given.length, `${question.key}: base`)
        assert.strictEqual(
          Object.values(found.counts).reduce((a, b) => a + b, 0),
          given.flat().length,
          `${question.key}: answers`
        )
        compared++
      }
      assert.isAbove(compared, 2)
    }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)
  )
})
