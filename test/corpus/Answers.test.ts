import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import * as Answers from "../../src/corpus/Answers.ts"

describe("Answers", () => {
  it.each([
    ["42", 42],
    ["$50", 50],
    ["1,200", 1200],
    ["$1,234,567.89", 1234567.89],
    ["1.200,50 €", 1200.5],
    ["12,5", 12.5],
    ["75 %", 75],
    ["7/10", 7],
    ["8 out of 10", 8],
    ["34 years old", 34],
    ["-3", -3],
    ["1.234.567", 1234567],
    ["50k", 50000],
    ["4.5", 4.5]
  ] as const)("reads %s as a number", (text, value) => {
    assert.deepStrictEqual(Answers.parseNumber(text), Option.some(value))
  })

  it.each(["18-29", "> 60", "65+", "about 5", "1.2.3.4.5.6", "+49 171 1234567 ext", "", "ten", "2024-01-02"])(
    "does not take %s for a number",
    (text) => {
      assert.isTrue(Option.isNone(Answers.parseNumber(text)))
    }
  )

  it.each([
    ["30-44", { min: 30, max: 44 }],
    ["> 60", { min: 61, max: null }],
    ["65+", { min: 65, max: null }],
    ["under 18", { min: 0, max: 17 }],
    ["25 to 34 years", { min: 25, max: 34 }],
    ["65 or older", { min: 65, max: null }],
    ["41", { min: 41, max: 41 }]
  ] as const)("reads %s as an age", (text, age) => {
    assert.deepStrictEqual(Answers.parseAge(text), Option.some(age))
  })

  it("takes no other range for an age", () => {
    assert.isTrue(Option.isNone(Answers.parseAge("51-200")))
    assert.isTrue(Option.isNone(Answers.parseAge("44-30")))
  })

  it("splits choices, but neither amounts nor what stands in parentheses", () => {
    assert.deepStrictEqual(Answers.split("Email, Other (chat, phone), Under $1,000", ","), [
      "Email",
      "Other (chat, phone)",
      "Under $1,000"
    ])
  })
})
