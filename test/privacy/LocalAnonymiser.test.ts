import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { inspect } from "node:util"
import { LocalAnonymiser, defaultRecognisers, type Recogniser } from "../../src/privacy/index.ts"
import { Anonymiser } from "../../src/stages/Anonymiser.ts"
import { interview, row } from "./support.ts"

const replace = LocalAnonymiser.make

describe("a record", () => {
  it("has every part replaced that may hold personal data", () => {
    const record = interview(
      "Maya",
      [
        ["So Maya, who is at home?", "Me, my husband Tom Baker and the cat."],
        ["What does tom cook?", "Tom makes soup. Ask him: tom@example.org. I'm maya, not a cook."]
      ],
      "interviews/02-maya-okafor.txt"
    )
    const replaced = replace().replaceRecord(record)
    assert.deepStrictEqual(
      replaced.fields.map(({ speaker, question, text }) => [speaker, question, text]),
      [
        ["[PERSON_1]", "So [PERSON_1], who is at home?", "Me, my husband [PERSON_2] and the cat."],
        [
          "[PERSON_1]",
          "What does tom cook?",
          "[PERSON_2b] makes soup. Ask him: [EMAIL_ADDRESS_1]. I'm [PERSON_1b], not a cook."
        ]
      ]
    )
    assert.strictEqual(replaced.source.file, "interviews/02-[PERSON_1c].txt")
    assert.strictEqual(replaced.id, "interviews/02-[PERSON_1c].txt#1")
  })

  it("leaves numbers and ranges of closed answers alone, and inspecting them finds nothing new", () => {
    const pseudonymiser = replace()
    const answers = { "Respondent ID": "3288394788", Age: "25 to 34", Spend: "45 to 60" }
    const { fields } = pseudonymiser.replaceRecord(row(answers))
    assert.deepStrictEqual(
      fields.map(({ text }) => text),
      Object.values(answers)
    )
    for (const { text } of fields) assert.deepStrictEqual(pseudonymiser.inspect(text), [])
  })

  it("has a declared name found everywhere, in lower case as well, but never inside of words", () => {
    const { fields } = replace().replaceRecord(
      row({ Name: "Maya Okafor", likes: "maya's mayannaise, OKAFOR stew; the Mayan way" })
    )
    assert.strictEqual(fields[1]?.text, "[PERSON_1b]'s mayannaise, [PERSON_1c] stew; the Mayan way")
  })

  it("keeps the everyday words that are somebody's name, too", () => {
    const record = interview("Will", [
      ["", "Will it help? I will try in May. They asked Will, and will ask again. Mark my words."]
    ])
    assert.strictEqual(
      replace().replaceRecord(record).fields[0]?.text,
      "Will it help? I will try in May. They asked [PERSON_1], and will ask again. Mark my words."
    )
  })

  it("joins the given and the family name of two columns", () => {
    const { fields } = replace().replaceRecord(
      row({ "First name": "Maya", "Last name": "Okafor", note: "maya okafor was here" })
    )
    assert.deepStrictEqual(
      fields.map(({ text }) => text),
      ["[PERSON_1]", "[PERSON_1b]", "[PERSON_1c] was here"]
    )
  })

  it("keeps the labels of roles and the numbers of respondents", () => {
    const labels = ["Interviewer", "P3", "Participant 12", "Moderator", "Speaker 2", "Interviewee", "Befragte"]
    const replaced = labels.map((label) => replace().replaceRecord(interview(label, [["", "Fine."]])))
    assert.deepStrictEqual(
      replaced.map(({ fields }) => fields[0]?.speaker),
      labels
    )
    const answers = {
      "Respondent ID": "10023456789",
      id: "R_3kZ9",
      Participant: "P07",
      Submitted: "2025-05-12 07:01:42"
    }
    assert.deepStrictEqual(replace().replaceRecord(row(answers)), row(answers))
  })

  it("keeps its headers equal in all rows, whoever answered", () => {
    const pseudonymiser = replace()
    const headers = (name: string) =>
      pseudonymiser
        .replaceRecord(row({ Name: name, "What did Grace Hopper do?": "Code" }))
        .fields.map((field) => field.name)
    assert.deepStrictEqual(headers("Ada King"), headers("Grace Hopper"))
  })

  it("keeps its file name when nobody known stands in it", () => {
    const record = interview("Maya", [["", "Fine."]], "uploads/summer-cohort.txt")
    assert.deepStrictEqual(replace().replaceRecord(record).id, record.id)
  })
})

describe("a run", () => {
  it("gives the same person the same number in all records, and full names are found in later ones", () => {
    const pseudonymiser = replace()
    pseudonymiser.replaceRecord(interview("Maya Okafor", [["", "I shop."]]))
    const { fields } = pseudonymiser.replaceRecord(row({ note: "Dr. Okafor recommended it, as did maya okafor" }))
    assert.strictEqual(fields[0]?.text, "Dr. [PERSON_1b] recommended it, as did [PERSON_1c]")
  })

  it("does not look for the first names of one record in the others", () => {
    const pseudonymiser = replace()
    pseudonymiser.replaceRecord(interview("Paris", [["", "I shop."]]))
    const record = row({ note: "We went to Paris." })
    assert.deepStrictEqual(pseudonymiser.replaceRecord(record), record)
  })

  it("has nothing left to inspect in what it replaced", () => {
    const pseudonymiser = replace()
    const text = "my name is Maya Okafor, maya@example.org, 07700 900123, 12 Elm Road, Leeds LS6 2AB"
    assert.deepStrictEqual(
      pseudonymiser.inspect(text).map(({ type }) => type),
      ["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "ADDRESS"]
    )
    assert.deepStrictEqual(pseudonymiser.inspect(pseudonymiser.replaceText(text)), [])
  })

  it("finds a person it knows in any text that is inspected", () => {
    const pseudonymiser = replace()
    pseudonymiser.replaceRecord(interview("Maya Okafor", [["", "I shop."]]))
    assert.deepStrictEqual(pseudonymiser.inspect("A day in the life of maya okafor"), [
      { start: 21, end: 32, type: "PERSON", score: 0.9 }
    ])
  })

  it("shows no text when it is printed", () => {
    const pseudonymiser = replace()
    pseudonymiser.replaceText("my name is Maya Okafor")
    assert.notMatch(inspect(pseudonymiser, { depth: 9, showHidden: true }) + JSON.stringify(pseudonymiser), /okafor/i)
    assert.deepStrictEqual(pseudonymiser.counts(), { PERSON: 1 })
  })
})

describe("the layer", () => {
  const record = row({ Name: "Maya Okafor" })

  it.effect("begins a new numbering each time it is built", () =>
    Effect.gen(function* () {
      const first = (text: string) =>
        Effect.flatMap(Anonymiser, (anonymiser) => anonymiser.anonymise(row({ Name: text }))).pipe(
          Effect.map(({ fields }) => fields[0]?.text),
          Effect.provide(Layer.fresh(LocalAnonymiser.layer()))
        )
      assert.deepStrictEqual([yield* first("Maya Okafor"), yield* first("Tom Baker")], ["[PERSON_1]", "[PERSON_1]"])
    })
  )

  it.effect("gives records handed over at once numbers that never clash", () =>
    Effect.gen(function* () {
      const anonymiser = yield* Anonymiser
      const people = Array.from({ length: 200 }, (_, i) =>
        row({ Name: `Nim${"abcdefghij"[i % 10]} Ro${"klmnopqrst"[i % 7]}` }, i)
      )
      const replaced = yield* Effect.forEach(people, anonymiser.anonymise, { concurrency: 16 })
      const restored = yield* Effect.forEach(replaced, ({ fields }) => anonymiser.restore(fields[0]?.text ?? ""))
      assert.deepStrictEqual(
        restored,
        people.map(({ fields }) => fields[0]?.text)
      )
      assert.strictEqual(new Set(replaced.map(({ fields }) => fields[0]?.text)).size, new Set(restored).size)
    }).pipe(Effect.provide(LocalAnonymiser.layer()))
  )

  it.effect("takes recognisers of one's own", () => {
    const StaffNumber: Recogniser = {
      name: "StaffNumber",
      types: ["STAFF_NUMBER"],
      recognise: (text) =>
        Array.from(text.matchAll(/\bS-\d{6}\b/g), ({ index }) => ({
          start: index,
          end: index + 8,
          type: "STAFF_NUMBER",
          score: 0.9,
          rule: "shape"
        }))
    }
    return Effect.gen(function* () {
      const anonymiser = yield* Anonymiser
      const { fields } = yield* anonymiser.anonymise(row({ note: "ask S-123456, my husband Tom, or S-654321" }))
      assert.strictEqual(fields[0]?.text, "ask [STAFF_NUMBER_1], my husband [PERSON_1], or [STAFF_NUMBER_2]")
    }).pipe(Effect.provide(LocalAnonymiser.layer({ recognisers: [...defaultRecognisers, StaffNumber] })))
  })

  const broken = (recognise: Recogniser["recognise"]) =>
    Effect.flatMap(Anonymiser, (anonymiser) => anonymiser.anonymise(record)).pipe(
      Effect.flip,
      Effect.provide(LocalAnonymiser.layer({ recognisers: [{ name: "Mine", types: ["MINE"], recognise }] }))
    )

  it.effect("names the recogniser that throws, and quotes nothing of what it threw", () =>
    Effect.gen(function* () {
      const error = yield* broken((text) => {
        throw new Error(text)
      })
      assert.strictEqual(error._tag, "AnonymiserError")
      assert.match(error.message, /Mine/)
      assert.notMatch(error.message, /Maya/)
    })
  )

  it.effect("names the recogniser whose span is outside of the text or of another type", () =>
    Effect.gen(function* () {
      const span = { start: 0, end: 4, type: "MINE", score: 1, rule: "x" }
      assert.match((yield* broken(() => [{ ...span, end: 4000 }])).message, /Mine.*outside/)
      assert.match((yield* broken(() => [{ ...span, type: "YOURS" }])).message, /Mine.*declare/)
    })
  )
})
