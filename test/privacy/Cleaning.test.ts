import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { interview, row } from "./support.ts"

const piece = Schema.Union([
  Schema.Literals([
    "my name is Maya Okafor",
    "maya",
    "Okafor",
    "Dr. Tom Baker",
    "my husband Tom",
    "maya@example.org",
    "07700 900123",
    "https://example.org/x",
    "12 Elm Road, Leeds LS6 2AB",
    "born on 3 May 1980",
    "[PERSON_1]",
    "PERSON_1",
    "[",
    "]",
    " ",
    ", ",
    "\n",
    ". "
  ]),
  Schema.String
])
const Text = Schema.Array(piece).pipe(Schema.check(Schema.isMaxLength(12)))

describe("a second look", () => {
  it.prop(
    "finds nothing any more in what it cleaned, and everything still comes back",
    [Text, Text],
    ([pieces, others]) => {
      const pseudonymiser = LocalAnonymiser.make()
      const text = pieces.join("")
      const replaced = pseudonymiser.replaceText(text)
      // More people are met before the text is looked at again.
      pseudonymiser.replaceText(others.join(""))
      const cleaned = pseudonymiser.clean(replaced).text
      assert.deepStrictEqual(pseudonymiser.inspect(cleaned), [])
      assert.deepStrictEqual(pseudonymiser.restore(cleaned), { text, invented: [] })
    },
    { arbitrary: { runs: 400 } }
  )

  it.prop(
    "at a record brings every part of it back too",
    [Text, Text],
    ([pieces, others]) => {
      const pseudonymiser = LocalAnonymiser.make()
      const text = pieces.join("") || "-"
      const record = row({ Name: "Maya Okafor", [text]: text })
      const replaced = pseudonymiser.replaceRecord(record)
      pseudonymiser.replaceRecord(interview("Tom Baker", [["", others.join("")]]))
      const { fields } = pseudonymiser.revisit(replaced)
      const back = (part: string) => pseudonymiser.restore(part).text
      assert.deepStrictEqual(
        fields.map((field) => ({ ...field, name: back(field.name), text: back(field.text) })),
        record.fields
      )
    },
    { arbitrary: { runs: 200 } }
  )

  it("finds the rest of a name of which a part was replaced before its owner was known", () => {
    const pseudonymiser = LocalAnonymiser.make()
    const early = pseudonymiser.replaceRecord(row({ note: "Dr. Okafor, that is maya Okafor, was kind" }))
    pseudonymiser.replaceRecord(interview("Maya Okafor", [["", "I shop."]]))
    assert.notMatch(pseudonymiser.revisit(early).fields[0]?.text ?? "", /maya|okafor/i)
  })

  it("takes a made-up name for nobody, unless a participant is called just so", () => {
    const pseudonymiser = LocalAnonymiser.make()
    pseudonymiser.replaceRecord(interview("Ellen Marsh", [["", "I shop."]]))
    const types = (text: string, name: string) =>
      pseudonymiser.inspect(text, { fictitious: [name] }).map(({ type }) => type)
    assert.deepStrictEqual(types("My name is Robin Vale.", "Robin Vale"), [])
    assert.deepStrictEqual(types("My name is Ellen.", "Ellen"), [])
    assert.deepStrictEqual(types("My name is Ellen Marsh.", "Ellen Marsh"), ["PERSON"])
    assert.deepStrictEqual(types("My name is Tom Baker.", "Robin Vale"), ["PERSON"])
  })
})
