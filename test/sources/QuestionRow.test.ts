import { assert, describe, it } from "@effect/vitest"
import { headerOf } from "../../src/sources/TableHeader.ts"

const codes = ["Duration (in seconds)", ...Array.from({ length: 12 }, (_, i) => `Q5_Part_${i + 1}`)]
const texts = [
  "Duration (in seconds)",
  ...codes.slice(1).map((code) => `Which languages do you use? - Choice - ${code}`)
]
const answers = ["431", ...codes.slice(1).map((_, i) => (i % 2 === 0 ? "Python" : ""))]

describe("A row of questions below a row of codes", () => {
  it("is a header where an item stands behind each question", () => {
    const { headerRows, questions } = headerOf([codes, texts, answers, answers])
    assert.strictEqual(headerRows, 2)
    assert.strictEqual(questions[1], texts[1])
  })

  it("is not made of answers", () => assert.strictEqual(headerOf([codes, answers, answers]).headerRows, 1))

  it("is looked for in a moment below cells of any length", () => {
    const long = "word, ".repeat(200_000)
    const began = performance.now()
    assert.strictEqual(
      headerOf([
        ["Q1", "Q2"],
        [long, long],
        [long, "1"],
        ["a", "2"]
      ]).headerRows,
      1
    )
    assert.isBelow(performance.now() - began, 2000)
  })
})
