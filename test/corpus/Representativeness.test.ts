import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Representativeness from "../../src/corpus/Representativeness.ts"
import type { Evidence } from "../../src/domain/Evidence.ts"
import type { Age, PersonaContent } from "../../src/domain/Persona.ts"
import { rows } from "./surveys.ts"

const corpus = Corpus.make(
  rows(
    Array.from({ length: 20 }, (_, index) => ({
      Gender: index < 15 ? "Female" : "Male",
      Age: ["18-29", "30-44", "45-60", "> 60"][index % 4] ?? "",
      Channels: ["Email;Phone", "Email", "Phone;Chat", "Chat;Email;Phone"][index % 4] ?? "",
      Visits: String((index % 10) + 1),
      Said: `In my own words, number ${index} of all the people who were asked.`
    }))
  )
)

const persona = (
  answers: Readonly<Record<string, string>>,
  over: Partial<Evidence> = {},
  age: Age | null = null
): PersonaContent => ({
  name: "Ada",
  age,
  occupation: null,
  title: "Someone",
  summary: "Someone.",
  demographics: {},
  goals: [],
  painPoints: [],
  behaviours: [],
  motivations: [],
  quotes: [],
  evidence: Object.entries(answers).map(([field, text]): Evidence => ({
    claim: "/goals/0",
    recordId: "r1",
    field,
    text,
    kind: "answer",
    status: "verified",
    ...over
  }))
})

const column = (personas: ReadonlyArray<PersonaContent>, name: string) =>
  Representativeness.measure(corpus, personas).columns.find((entry) => entry.column === name)

describe("Representativeness", () => {
  it("is at 0 where personas answer in the source's proportions", () => {
    const personas = ["Female", "Female", "Female", "Male"].map((Gender) => persona({ Gender }))
    assert.deepInclude(column(personas, "Gender"), { measure: "totalVariation", distance: 0, least: 0, personas: 4 })
  })

  it("is half the sum of the differences of shares", () => {
    assert.strictEqual(column([persona({ Gender: "Male" })], "Gender")?.distance, 0.75)
    assert.strictEqual(column([persona({ Gender: "Female" }), persona({ Gender: "Male" })], "Gender")?.distance, 0.25)
  })

  it("tells how near so few personas could come at best", () => {
    assert.strictEqual(column([persona({ Gender: "Male" })], "Gender")?.least, 0.25)
  })

  it("counts a persona once, however many answers it carries", () => {
    const both = persona({ Gender: "Female" })
    const torn = { ...both, evidence: [...both.evidence, ...persona({ Gender: "Male" }).evidence] }
    assert.deepInclude(column([torn], "Gender"), { distance: 0.25, personas: 1 })
  })

  it("takes a whole multiple-choice answer for its choices", () => {
    assert.strictEqual(
      column([persona({ Channels: "Phone;Chat" })], "Channels")?.distance,
      column(
        [
          {
            ...persona({}),
            evidence: [...persona({ Channels: "Phone" }).evidence, ...persona({ Channels: "Chat" }).evidence]
          }
        ],
        "Channels"
      )?.distance
    )
  })

  it("compares numbers by their cumulative distributions", () => {
    const ratings = (...values: ReadonlyArray<number>) => values.map((value) => persona({ Visits: String(value) }))
    assert.deepInclude(column(ratings(10), "Visits"), { measure: "kolmogorovSmirnov", distance: 0.9 })
    assert.strictEqual(column(ratings(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "Visits")?.distance, 0)
    assert.strictEqual(column(ratings(3, 8), "Visits")?.distance, 0.2)
  })

  it("takes a persona's own age where it carries no answer about age", () => {
    const ages: ReadonlyArray<Age> = [
      { min: 18, max: 29 },
      { min: 30, max: 44 },
      { min: 50, max: 55 },
      { min: 61, max: null }
    ]
    assert.deepInclude(
      column(
        ages.map((age) => persona({}, {}, age)),
        "Age"
      ),
      { distance: 0, personas: 4 }
    )
  })

  it("counts neither unverified answers nor quotes nor free text", () => {
    const personas = [
      persona({ Gender: "Male" }, { status: "unverified" }),
      persona({ Gender: "Male" }, { kind: "quote" }),
      persona({ Said: "In my own words, number 1 of all the people who were asked." })
    ]
    assert.deepStrictEqual(Representativeness.measure(corpus, personas), {
      columns: [],
      meanDistance: null,
      meanLeast: null
    })
  })

  it("averages over the columns, and can be written as JSON and read again", () => {
    const report = Representativeness.measure(corpus, [persona({ Gender: "Male", Visits: "10" })])
    assert.strictEqual(report.meanDistance, 0.825)
    const json = Schema.encodeSync(Representativeness.Report)(report)
    assert.deepStrictEqual(
      Schema.decodeUnknownSync(Representativeness.Report)(JSON.parse(JSON.stringify(json))),
      report
    )
  })
})
