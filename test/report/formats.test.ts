import { assert, describe, it } from "@effect/vitest"
import { characterCard, csv, filesOf, formats, jsonl, markdown, prepareReport } from "effect-persona/report"
import { Effect, Schema } from "effect"
import { inert } from "../../src/report/CsvFormat.ts"
import { PersonaResult } from "../../src/pipeline/HybridResult.ts"
import { resultWith } from "./support.ts"

const filed = (made: Parameters<typeof resultWith>[0]) => Effect.runSync(prepareReport(resultWith(made), "Larder"))

describe("formats", () => {
  it("are a page, a text, a table and the data unless others are asked for", () => {
    assert.deepStrictEqual(
      formats.filter(({ isDefault }) => isDefault).map(({ file }) => file),
      ["report.html", "personas.md", "personas.csv", "result.json"]
    )
  })
})

describe("a cell of a table", () => {
  it.each([
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!D2",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\u0000=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff201",
    "\ufe661+1",
    "\u207c1+1",
    "-cook",
    "- HYPERLINK(A1)",
    "-1(A1)",
    "+A1",
    "-A1"
  ])("that a spreadsheet would run is a text: %j", (cell) => {
    assert.strictEqual(inert(cell), `'${cell}`)
  })

  it.each([
    "-5",
    "+3 %",
    "-12.5",
    "-1,234.50",
    "-5 °C",
    "-10 to 0",
    "\u22125",
    "- 3 kg a week",
    "well-known",
    "“- no”",
    "a = b",
    "me@example.org",
    "",
    "5 - 3"
  ])("that is harmless stays as it is: %j", (cell) => {
    assert.strictEqual(inert(cell), cell)
  })

  it.prop("never begins with what begins a formula, unless it is a number", [Schema.String], ([text]) => {
    for (const sign of ["=", "+", "-", "@"]) {
      const cell = inert(`${sign}${text}`)
      assert.isTrue(cell.startsWith("'") || /^[-+]\s?\d/.test(cell))
    }
  })
})

describe("personas.csv", () => {
  it("says its encoding, has a row for each persona, and names people by their codes", () => {
    const result = filed({ personas: 3 })
    const text = Effect.runSync(csv.render(result))
    assert.strictEqual(text.codePointAt(0), 0xfeff)
    assert.match(text, /^\ufeffname,title,stands for/)
    for (const id of Object.keys(result.report.codes)) assert.notInclude(text, id)
    const passage = result.personas[0]?.persona.passages[0]
    assert.include(text, `— ${result.report.codes[passage?.recordId ?? ""] ?? "?"}`)
  })
})

describe("personas.md", () => {
  it("says counts and whose words they are, and points at nothing", () => {
    const result = filed({ personas: 3 })
    const text = Effect.runSync(markdown.render(result))
    assert.include(text, "# Larder")
    assert.match(text, /Stands for \d+ of \d+ people/)
    assert.match(text, /“Some passage of a study” — \w+/)
    assert.include(text, "4 of ")
    for (const id of Object.keys(result.report.codes)) assert.notInclude(text, id)
    // Ids of claims, counts and passages, and JSON pointers.
    assert.notMatch(text, /\b[cp]\d+\b|goals-\d|\/personas\/\d/)
  })

  it("shows research text as text", () => {
    const text = Effect.runSync(
      markdown.render(filed({ personas: 1, text: (place) => `<b># ${place}</b>\n\n# not a heading | *x* [y](z)` }))
    )
    assert.notMatch(text, /^# not a heading/m)
    assert.notMatch(text, /(?<!\\)<b>/)
    assert.notMatch(text, /(?<!\\)\[y/)
  })
})

describe("personas.jsonl", () => {
  it("is a persona a line", () => {
    const lines = Effect.runSync(jsonl.render(filed({ personas: 3 })))
      .trimEnd()
      .split("\n")
    const names = lines.map((line) => Schema.decodeUnknownSync(Schema.fromJsonString(PersonaResult))(line).persona.id)
    assert.deepStrictEqual(names, ["persona-1", "persona-2", "persona-3"])
  })
})

const Card = Schema.fromJsonString(
  Schema.Struct({
    spec: Schema.Literal("chara_card_v3"),
    spec_version: Schema.Literal("3.0"),
    data: Schema.Struct({
      name: Schema.NonEmptyString,
      description: Schema.NonEmptyString,
      tags: Schema.Array(Schema.String),
      creator: Schema.String,
      character_version: Schema.String,
      mes_example: Schema.String,
      extensions: Schema.Record(Schema.String, Schema.Unknown),
      system_prompt: Schema.String,
      post_history_instructions: Schema.String,
      first_mes: Schema.String,
      alternate_greetings: Schema.Array(Schema.String),
      personality: Schema.String,
      scenario: Schema.String,
      creator_notes: Schema.String,
      group_only_greetings: Schema.Array(Schema.String)
    })
  })
)

describe("character cards", () => {
  it("are one a persona, with all that chara_card_v3 asks for", () => {
    const files = Effect.runSync(filesOf(characterCard, filed({ personas: 3 })))
    assert.strictEqual(new Set(files.map(({ file }) => file)).size, 3)
    for (const { file, text } of files) {
      assert.match(file, /^cards\/[\p{L}\p{N}-]+\.json$/u)
      assert.include(Schema.decodeUnknownSync(Card)(text).data.description, "bio")
    }
  })

  it("give no commands to the tool that reads them, whatever participants wrote", () => {
    const text = (place: string) => `{{user}} {{{roll:d20}}} ${place}`
    const [card] = Effect.runSync(filesOf(characterCard, filed({ personas: 1, text })))
    const { data } = Schema.decodeUnknownSync(Card)(card?.text ?? "")
    for (const part of [data.name, data.description, data.first_mes, data.system_prompt, data.creator_notes])
      assert.notMatch(part, /\{\{|\}\}/)
  })

  it("of two personas of one name are two files", () => {
    const files = Effect.runSync(filesOf(characterCard, filed({ personas: 2, text: () => "../Ada" })))
    assert.deepStrictEqual(
      files.map(({ file }) => file),
      ["cards/ada.json", "cards/ada-persona-2.json"]
    )
  })
})
