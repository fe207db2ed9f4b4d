import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Opinions from "../../../src/privacy/second/Opinions.ts"
import type { RatesByType, Reading } from "../../../src/privacy/second/SecondReader.ts"
import { LocalAnonymiser, Scan } from "../../../src/privacy/index.ts"
import { row } from "../support.ts"

const sure: RatesByType = { PERSON: { found: 0.95, false: 0.01 } }

const told =
  "My name is Hope Baker, write to hope@example.org or to my sister Tilly, IBAN DE89 3704 0044 0532 0130 00. I asked Wrenna too."

const spansWith = (text: string, readings: ReadonlyArray<Reading> | undefined, rates = sure) => {
  const opinions = Opinions.make(rates)
  if (readings !== undefined) opinions.keep(text, readings)
  return Scan.make({ opinions })
    .scan(text)
    .map(({ end, start, type }) => `${type} ${text.slice(start, end)}`)
}

const at = (text: string, word: string, type = "PERSON"): Reading => {
  const start = text.indexOf(word)
  return { start, end: start + word.length, type, surface: word }
}

const anyReading = Schema.Struct({
  start: Schema.Int.check(Schema.isBetween({ minimum: -2, maximum: told.length + 2 })),
  end: Schema.Int.check(Schema.isBetween({ minimum: -2, maximum: told.length + 2 })),
  type: Schema.Literals(["PERSON", "EMAIL_ADDRESS", "MOOD"])
})

describe("what a second reader says", () => {
  it.prop(
    "never takes away what is exact or told",
    [Schema.Array(anyReading)],
    ([readings]) => {
      const found = spansWith(told, readings, { ...sure, EMAIL_ADDRESS: { found: 0.99, false: 0.01 } }).join("\n")
      for (const exact of ["Hope Baker", "hope@example.org", "Tilly", "DE89 3704 0044 0532 0130 00"])
        assert.include(found, exact)
    },
    { arbitrary: { runs: 200 } }
  )

  it("never takes away who is in a column of names or on the roster", () => {
    const opinions = Opinions.make(sure)
    const record = row({ Name: "Wrenna Zelt", comment: "Wrenna met Quandt" })
    for (const { text } of record.fields) opinions.keep(text, [])
    const replaced = LocalAnonymiser.make({ opinions, roster: ["Otto Quandt"] }).replaceRecord(record)
    assert.notMatch(replaced.fields.map(({ text }) => text).join(), /Wrenna|Zelt|Quandt/)
  })

  it("takes a guess away by silence, and leaves it where nobody was asked", () => {
    assert.notInclude(spansWith(told, []), "PERSON Wrenna")
    assert.include(spansWith(told, undefined), "PERSON Wrenna")
    assert.include(spansWith(told, [at(told, "Wrenna")]), "PERSON Wrenna")
  })

  it("takes no name away that a list has", () => {
    const text = "I think it was Peter again"
    assert.deepStrictEqual(spansWith(text, []), ["PERSON Peter"])
  })

  it("says nothing by silence about what it saw as something else", () => {
    assert.include(spansWith(told, [at(told, "Wrenna", "LOCATION")]), "PERSON Wrenna")
  })

  it("says nothing about types that it does not look for", () => {
    assert.deepStrictEqual(spansWith(told, [], { NRP: { found: 0.95, false: 0.01 } }), spansWith(told, undefined))
  })

  it("adds what nobody else saw only if it is rarely wrong", () => {
    const text = "thanks to gurdeep it works"
    assert.deepStrictEqual(spansWith(text, [at(text, "gurdeep")]), ["PERSON gurdeep"])
    const chatty = { PERSON: { found: 0.95, false: 0.2 } }
    assert.deepStrictEqual(spansWith(text, [at(text, "gurdeep")], chatty), spansWith(text, undefined))
  })

  const impossible: Readonly<Record<string, Reading>> = {
    "behind the end": { start: 0, end: told.length + 1, type: "PERSON" },
    backwards: { start: 5, end: 3, type: "PERSON" },
    "between whole numbers": { start: 0.5, end: 7, type: "PERSON" },
    "inside of a word": { start: 1, end: 7, type: "PERSON" },
    "on marks alone": { start: told.indexOf(", "), end: told.indexOf(", ") + 2, type: "PERSON" },
    "on other words": { ...at(told, "Tilly"), surface: "Billy" },
    "over half a sentence": { start: 0, end: told.indexOf(" or"), type: "PERSON" }
  }
  for (const [what, reading] of Object.entries(impossible)) {
    it(`does not believe an answer with a place ${what}, the rest of it included`, () => {
      const opinions = Opinions.make(sure)
      assert.isFalse(opinions.keep(told, [at(told, "Tilly"), reading]))
      assert.deepStrictEqual(spansWith(told, [at(told, "Tilly"), reading]), spansWith(told, undefined))
    })
  }
})
