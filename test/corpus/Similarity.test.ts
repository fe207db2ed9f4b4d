import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Similarity from "../../src/corpus/Similarity.ts"

const alike = (a: string, b: string) => Similarity.similarity(Similarity.features(a), Similarity.features(b))

const nurse = "A night nurse who orders groceries online because shops are closed after her shift."
const reworded = "A night nurse who orders her groceries online because the shops are closed after a shift."
const farmer = "A retired farmer who sells honey at the market and distrusts card payments."

describe("Similarity", () => {
  it("is 1 for the same words, whatever their case and punctuation, and 0 for none in common", () => {
    assert.strictEqual(alike(nurse, nurse.toUpperCase().replace(".", "!!")), 1)
    assert.strictEqual(alike("apples, pears", "night nurse"), 0)
  })

  it("puts a rewording nearer than another person", () => {
    assert.isAbove(alike(nurse, reworded), 0.5)
    assert.isBelow(alike(nurse, farmer), 0.2)
  })

  it("sees that the same words in another order are not the same text", () => {
    assert.isBelow(alike("users trust banks, not apps", "banks trust apps, not users"), 0.8)
  })

  it("is hardly moved by the words that every text has", () => {
    assert.isBelow(alike("the one who has the red car", "the one who has the blue bike"), 0.5)
  })

  it("calls two texts without words the same, and one of them unlike any other", () => {
    assert.strictEqual(alike("", "…"), 1)
    assert.strictEqual(alike("", nurse), 0)
  })

  it.prop(
    "lies between 0 and 1, alike from both sides, and 1 with itself",
    [Schema.String, Schema.String],
    ([a, b]) => {
      const value = alike(a, b)
      assert.isTrue(value >= 0 && value <= 1)
      assert.strictEqual(alike(b, a), value)
      assert.strictEqual(alike(a, a), 1)
    }
  )
})
