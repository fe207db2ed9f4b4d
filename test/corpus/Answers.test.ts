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
})
