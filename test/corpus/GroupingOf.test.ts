import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import { finish } from "../../src/corpus/Sliced.ts"
import { Grouping } from "../../src/domain/Grouping.ts"
import * as planted from "./segments/planted.ts"
import { rows } from "./surveys.ts"

const often = ["Never", "Seldom", "Often", "Always"]
const topics = ["plan meals", "cook", "bake", "keep a list", "shop by bike", "grow herbs", "compost", "freeze food"]

/** People who do all of it more, or all of it less; every third question falls. */
const corpus = () => {
  const { items, size } = planted.line(160, topics.length, 3)
  return Corpus.make(
    rows(
      Array.from({ length: size }, (_, row) =>
        Object.fromEntries(
          topics.map((topic, at) => [`How often do you ${topic}?`, often[items[at]?.codes[row] ?? 0] ?? ""])
        )
      )
    )
  )
}

const groupingOf = (segments: number): Grouping => {
  const { grouping, groups } = Result.getOrThrow(
    finish(Segments.divide(corpus(), { segments, minSize: 5, k: 3, seed: 1 }))
  )
  assert(grouping !== null)
  assert.deepStrictEqual(
    grouping.steadiness.segments.map(({ id }) => id),
    groups.map(({ segment }) => segment.id)
  )
  return Schema.decodeUnknownSync(Grouping)(grouping)
}

describe("what a grouping is worth", () => {
  const four = groupingOf(4)

  it("has each shuffle that was run, and a p that follows from them", () => {
    const { measured, p, shuffled } = four.together
    assert.strictEqual(shuffled.length, 99)
    const asLarge = shuffled.filter((value) => value >= measured).length
    assert.closeTo(p, (1 + asLarge) / (1 + shuffled.length), 1e-6)
  })

  it("says in words what the ends of a line are, in the answers of the questionnaire", () => {
    assert.strictEqual(four.verdict, "degrees")
    assert.match(
      four.line?.high ?? "",
      /^(?:Plan meals|Cook|Keep a list|Shop by bike|Compost|Freeze food): (?:Often|Always)/
    )
    assert.match(four.line?.low ?? "", /: (?:Never|Seldom)/)
    assert.strictEqual(four.line?.low.split(" · ").length, 3)
  })

  it("places each segment on the line, as long as they can be told apart by eye", () => {
    const places = four.line?.places ?? []
    assert.deepStrictEqual(
      places.map(({ segment }) => segment),
      ["s1", "s2", "s3", "s4"]
    )
    for (const { p10, p25, p50, p75, p90 } of places)
      assert.isTrue(p10 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p90)
    const nine = groupingOf(9)
    assert.isNull(nine.line?.places)
    assert.isNotEmpty(nine.line?.low)
  })

  it("says how many segments of shuffled answers the band is made from", () => {
    const { refits, shuffled } = four.steadiness
    assert.isAtLeast(refits, 20)
    assert.strictEqual(shuffled.segments, 4 * refits)
  })
})
