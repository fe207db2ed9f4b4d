import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { Anonymiser } from "../../src/stages/Anonymiser.ts"
import { interview, row } from "./support.ts"

/** Pieces that meet at every border: placeholders and their ruins, names, contact details, brackets, halves of surrogate pairs. */
const piece = Schema.Union([
  Schema.Literals([
    "[PERSON_1]",
    "[Person 1]",
    "PERSON_1",
    "PERSON\\_2",
    "<PERSON_1>",
    "\\[PERSON_1\\]",
    "[PERSON_1b]",
    "[EMAIL_ADDRESS_1]",
    "[PERSON_01]",
    "[",
    "]",
    "<",
    ">",
    "\\",
    "\\[",
    "\\]",
    "_",
    "PERSON",
    "PERSON_",
    "1",
    "12",
    "b",
    " ",
    "\n",
    ", ",
    ": ",
    ".",
    "'s",
    "**",
    "(",
    ")"
  ]),
  Schema.Literals([
    "my name is Maya Okafor",
    "Maya",
    "maya",
    "Okafor",
    "Dr. Tom Baker",
    "my husband Tom",
    "TOM",
    "Dear Zoë",
    "zoe",
    "Tom said",
    "Ärzte",
    "王芳",
    "maya@example.org",
    "Maya@Example.org",
    "07700 900123",
    "https://example.org/x",
    "203.0.113.9",
    "4111 1111 1111 1111",
    "GB82 WEST 1234 5698 7654 32",
    "12 Elm Road, Leeds LS6 2AB",
    "👩🏽‍🚀",
    "\ud83d",
    "\ude00",
    "é",
    "e\u0301",
    "İ",
    "ſ",
    "ß",
    "\u0000"
  ]),
  Schema.String
])
const Text = Schema.Array(piece).pipe(Schema.check(Schema.isMaxLength(14)))
const Texts = Schema.Array(Text).pipe(Schema.check(Schema.isMaxLength(5)))

const thorough = { arbitrary: { runs: 1500 } }

describe("every text comes back to the last character", () => {
  it.prop(
    "whatever stands in it, and whatever was replaced before",
    [Texts],
    ([drawn]) => {
      const pseudonymiser = LocalAnonymiser.make()
      const texts = drawn.map((pieces) => pieces.join(""))
      const replaced = texts.map(pseudonymiser.replaceText)
      assert.deepStrictEqual(
        replaced.map((text) => pseudonymiser.restore(text)),
        texts.map((text) => ({ text, invented: [] }))
      )
    },
    thorough
  )

  it.prop(
    "in every part of a record",
    [Texts, Text],
    ([drawn, name]) => {
      const pseudonymiser = LocalAnonymiser.make()
      const texts = drawn.map((pieces) => pieces.join("")).filter((text) => text !== "")
      const speaker = name.join("")
      const turns = texts.map((text): readonly [string, string] => [speaker, text])
      const records: ReadonlyArray<ResearchRecord> = [
        interview(speaker, turns, `talks/${speaker}.txt`),
        row(Object.fromEntries(texts.map((text) => [text, speaker || "-"])), 2, speaker || "s.csv")
      ]
      for (const record of records) {
        const replaced = pseudonymiser.replaceRecord(record)
        const { restore } = pseudonymiser
        assert.deepStrictEqual(
          {
            ...replaced,
            id: restore(replaced.id).text,
            source: { ...replaced.source, file: restore(replaced.source.file).text },
            fields: replaced.fields.map((field) => ({
              ...field,
              name: restore(field.name).text,
              text: restore(field.text).text,
              ...(field.question !== undefined && { question: restore(field.question).text }),
              ...(field.speaker !== undefined && { speaker: restore(field.speaker).text })
            }))
          },
          record
        )
      }
    },
    { arbitrary: { runs: 500 } }
  )

  // A placeholder of the source that only becomes one when the name glued to it is gone.
  it.each([
    "my name is Maya Okafor. PERSON_1Maya",
    "my name is Maya Okafor. PERSON_1[Maya]",
    "[my husband Tom] PERSON_1"
  ])("when a name borders on what reads as a placeholder: %j", (text) => {
    const pseudonymiser = LocalAnonymiser.make()
    assert.deepStrictEqual(pseudonymiser.restore(pseudonymiser.replaceText(text)), { text, invented: [] })
  })

  it.effect("through the stage as well", () =>
    Effect.gen(function* () {
      const anonymiser = yield* Anonymiser
      const text = "[PERSON_1] is what they called me; my name is Wren Hollis (wren@example.org)."
      const { fields } = yield* anonymiser.anonymise(row({ story: text }))
      const replaced = fields[0]?.text ?? ""
      assert.strictEqual(replaced, "[PERSON_1] is what they called me; my name is [PERSON_2] ([EMAIL_ADDRESS_1]).")
      assert.strictEqual(yield* anonymiser.restore(replaced), text)
    }).pipe(Effect.provide(LocalAnonymiser.layer()))
  )
})
