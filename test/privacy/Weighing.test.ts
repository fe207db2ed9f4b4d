import { assert, describe, it } from "@effect/vitest"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { LocalAnonymiser, Operators } from "../../src/privacy/index.ts"
import { spelledAsName } from "../../src/privacy/lexicon/Spelling.ts"

const table = (header: string, cells: ReadonlyArray<string>): ReadonlyArray<ResearchRecord> =>
  cells.map((text, i) => ({
    id: `t.csv#${i + 1}`,
    source: { file: "t.csv", place: `row ${i + 2}` },
    kind: "row",
    fields: [{ name: header, text }]
  }))

const anonymised = (
  header: string,
  cells: ReadonlyArray<string>,
  options: LocalAnonymiser.LocalAnonymiserOptions = {}
) => {
  const anonymiser = LocalAnonymiser.make(options)
  const rows = table(header, cells)
  anonymiser.preview(rows)
  return anonymiser.replaceRecords(rows).map((row) => anonymiser.revisit(row).fields[0]?.text ?? "")
}

describe("what many respondents talk about", () => {
  it("is a topic, though one of them alone would be taken to name somebody", () => {
    const lone = anonymised("Comment", ["I asked Quorvane about it", "it was fine", "no"])
    assert.notInclude(lone[0], "Quorvane")
    const cells = Array.from({ length: 8 }, (_, i) => `Number ${i} says Quorvane is slow`)
    for (const text of anonymised("Comment", cells)) assert.include(text, "Quorvane")
  })

  it("is counted by respondent and not by mention", () => {
    const text = "Quorvane said no. Then Quorvane asked me. I told Quorvane and Quorvane laughed. Quorvane!"
    assert.notInclude(anonymised("Comment", [text, "fine", "good"])[0], "Quorvane")
  })

  it("stays somebody where a column or the roster declares it", () => {
    const cells = Array.from({ length: 8 }, (_, i) => `Number ${i} says Quorvane is slow`)
    for (const text of anonymised("Comment", cells, { roster: ["Quorvane"] })) assert.notInclude(text, "Quorvane")
  })

  it("stays somebody under a question that asks who", () => {
    const cells = Array.from({ length: 8 }, () => "Hartmann")
    for (const text of anonymised("Who helped you?", cells)) assert.notInclude(text, "Hartmann")
  })
})

describe("closed answers", () => {
  it("are options, where three gave them and the header asks for no people", () => {
    const cells = ["Jordan Runner", "Jordan Runner", "Jordan Runner", "Ada Kettle", "Ada Kettle", "Ada Kettle"]
    assert.deepStrictEqual(anonymised("Product", cells), cells)
  })

  it("may be months", () => {
    const cells = Array.from({ length: 12 }, (_, i) => ["April", "May", "June"][i % 3] ?? "")
    assert.deepStrictEqual(anonymised("Best month for a holiday", cells), cells)
  })
})

describe("a guess", () => {
  it("is not looked for in other answers", () => {
    const [, other] = anonymised("Comment", ["Zeffix is slow", "my zeffix is fast"], { strict: true })
    assert.include(other, "zeffix")
  })

  it("is not made in a language that the lexicon does not know", () => {
    const text = "mujhe Bhejta bahut pasand nahi kyunki paise jaldi katte hai"
    assert.deepStrictEqual(anonymised("Comment", [text]), [text])
    const anonymiser = LocalAnonymiser.make()
    for (const row of table("Comment", [text, "I asked Priya about it", text])) anonymiser.replaceRecord(row)
    assert.strictEqual(anonymiser.unread(), 2)
  })

  it("is not made after an article", () => {
    const cells = ["A Dexcort lasts ten days", "fine", "good"]
    assert.strictEqual(anonymised("Comment", cells, { strict: true })[0], cells[0])
  })

  it("is kept by strictness where a word is spelled like a brand", () => {
    const cells = ["Cloudbyte lasts ten days", "fine", "good"]
    assert.strictEqual(anonymised("Comment", cells)[0], cells[0])
    for (const options of [{ strict: true }, { policy: Operators.strict }])
      assert.notInclude(anonymised("Comment", cells, options)[0], "Cloudbyte")
  })
})

describe("the spelling of words that no list has", () => {
  it("tells names from brands", () => {
    for (const name of ["marchetta", "willemsen", "okonjima", "petrovska"]) assert.isAbove(spelledAsName(name), 0, name)
    for (const brand of ["cloudbyte", "datastax", "quickpay", "techsoft"])
      assert.isBelow(spelledAsName(brand), 0, brand)
  })
})
