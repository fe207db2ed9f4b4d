import { assert, describe, it } from "@effect/vitest"
import { LocalAnonymiser, Operators, Review, Scan, type ScannerOptions } from "../../src/privacy/index.ts"
import { keeper } from "../../src/privacy/Replacing.ts"
import { row } from "./support.ts"

const records = [
  row({ Name: "Maya Okafor", comment: "I asked Wrenna and Gousto about it.\nGousto is great, see +44 7700 900123" }, 1),
  row({ Name: "Tom Baker", comment: "maya helped, I am 34 and from Leeds" }, 2),
  row({ Name: "Ewa Nowak", comment: "Peter from support was nice" }, 3)
]

const reviewed = (options: LocalAnonymiser.LocalAnonymiserOptions = {}, scanning: ScannerOptions = {}) => {
  const review = Review.make()
  const scanner = Scan.ofRecords({
    recognisers: LocalAnonymiser.recognisersOf(options),
    leave: keeper(options),
    ...scanning
  })
  scanner.preview(records)
  for (const record of records)
    for (const finding of scanner.scan([record]).flat()) review.add(finding, record.source.place)
  return review.entries()
}

describe("a review", () => {
  it("lists what would be replaced, and nothing that would be kept", () => {
    for (const options of [{}, { policy: Operators.strict, strict: true }]) {
      const anonymiser = LocalAnonymiser.make(options)
      anonymiser.preview(records)
      anonymiser.replaceRecords(records)
      const listed = reviewed(options, { strict: "strict" in options }).map(({ words }) => words.toLowerCase())
      const replaced = new Set(anonymiser.entries().map(([, original]) => original.toLowerCase()))
      assert.deepStrictEqual([...new Set(listed)].toSorted(), [...replaced].toSorted())
    }
  })

  it("puts first what is to be checked first, and the frequent before the rare", () => {
    const entries = reviewed()
    const of = (words: string) => entries.findIndex((entry) => entry.words === words)
    assert.deepStrictEqual(
      entries.map(({ grade }) => grade).filter((grade, i, all) => grade !== all[i - 1]),
      ["guess", "known", "elsewhere", "told", "exact"]
    )
    assert.strictEqual(entries[of("Gousto")]?.grade, "guess")
    assert.strictEqual(entries[of("Peter")]?.grade, "known")
    assert.strictEqual(entries[of("Maya Okafor")]?.grade, "told")
    assert.strictEqual(entries[of("+44 7700 900123")]?.grade, "exact")
  })

  it("counts a word, and shows the line where it first stood", () => {
    const gousto = reviewed().find(({ words }) => words === "Gousto")
    assert.strictEqual(gousto?.count, 2)
    assert.strictEqual(gousto?.place, "row 1")
    assert.include(gousto?.context, "I asked Wrenna and Gousto about it. Gousto is great")
    assert.notInclude(gousto?.context, "\n")
  })

  it("cuts the line around a word without breaking a character", () => {
    const text = `${"👩🏽‍🚀".repeat(20)} my name is Hope Baker ${"👩🏽‍🚀".repeat(20)}`
    const review = Review.make()
    for (const finding of Scan.ofRecords()
      .scan([row({ comment: text })])
      .flat())
      review.add(finding, "row 1")
    const [entry] = review.entries()
    assert.isDefined(entry)
    assert.notMatch(entry.context, /\p{Cs}/u)
    assert.isBelow(entry.context.length, 100)
  })
})
