import { assert, describe, it } from "@effect/vitest"
import * as Corpus from "../../src/corpus/Corpus.ts"
import { divided, rows } from "./surveys.ts"

/** Two kinds of people, sixty each; those who say yes to tea weigh three times as much as the others. */
const people = Array.from({ length: 120 }, (_, i) => ({
  "Do you drink tea?": i % 2 === 0 ? "Yes" : "No",
  "Do you own a kettle?": i % 2 === 0 ? "Yes" : "No",
  "Do you like rain?": i % 3 === 0 ? "Yes" : "No",
  weight: ((i % 2 === 0 ? 1.5 : 0.5) + ((i % 6) - 2.5) / 100).toFixed(3)
}))

describe("a survey with weights", () => {
  it("counts people, and weighs shares", () => {
    const corpus = Corpus.make(rows(people))
    assert.strictEqual(corpus.codebook.weightColumn, "weight")
    const tea = corpus.columns.find(({ name }) => name === "Do you drink tea?")
    assert.deepStrictEqual(
      tea?.answers.map(({ count }) => count),
      [60, 60]
    )
    const [group] = divided(corpus, 1, 1)
    const trait = group?.segment.typical.find(({ column }) => column === "Do you drink tea?")
    assert.strictEqual(group?.segment.size, 120)
    assert.strictEqual(trait?.answer, "Yes")
    const weight = (some: typeof people) => some.reduce((sum, person) => sum + Number(person.weight), 0)
    const expected = weight(people.filter((person) => person["Do you drink tea?"] === "Yes")) / weight(people)
    assert.approximately(expected, 0.75, 0.01)
    assert.approximately(trait?.share ?? 0, expected, 1e-9)
    assert.approximately(trait?.overallShare ?? 0, expected, 1e-9)
  })
})
