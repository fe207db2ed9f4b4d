import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schema } from "effect"
import { adjustedRand } from "../../../src/corpus/segments/Agreement.ts"
import type { CodedAnswers } from "../../../src/corpus/segments/CodedAnswers.ts"
import { mostSegments } from "../../../src/corpus/segments/RequestedSegments.ts"
import * as Segmentation from "../../../src/corpus/segments/Segmentation.ts"
import { finish } from "../../../src/corpus/Sliced.ts"
import * as planted from "./planted.ts"

const threeGroups: planted.Planting = {
  size: 140,
  items: 10,
  shares: [0.5, 0.3, 0.2],
  strength: 0.65,
  demographics: 3,
  seed: 5
}

/** Segments, where the request allows them. */
const segmented = (answers: CodedAnswers, options: Segmentation.SegmentationOptions): Segmentation.Segmented => {
  const result = finish(Segmentation.divide(answers, options))
  assert(result._tag === "Segmented", JSON.stringify(result))
  return result
}

const codesOf = (answers: CodedAnswers, respondent: number, items: ReadonlyArray<number>) =>
  items.map((item) => answers.items[item]?.codes[respondent] ?? -1)

/** What holds for segments whatever the answers. */
const assertSound = (answers: CodedAnswers, result: Segmentation.Segmented, k: number, minSize: number) => {
  const everybody = result.segments.flatMap(({ members }) => members)
  assert.deepStrictEqual(
    everybody.toSorted((a, b) => a - b),
    Array.from({ length: answers.size }, (_, respondent) => respondent)
  )
  assert.approximately(
    result.segments.reduce((sum, { share }) => sum + share, 0),
    1,
    1e-9
  )
  for (const [place, { members, anchor, facts }] of result.segments.entries()) {
    assert.isAtLeast(members.length, minSize)
    assert.include(members, anchor)
    assert.isTrue(members.every((respondent) => result.labels[respondent] === place))
    const shown = codesOf(answers, anchor, facts.items)
    assert.notInclude(shown, -1)
    const sharing = members.filter((member) => codesOf(answers, member, facts.items).join() === shown.join())
    assert.strictEqual(sharing.length, facts.shared)
    if (facts.items.length > 0) assert.isAtLeast(sharing.length, k)
  }
}

const Item = Schema.Struct({
  question: Schema.Literals(["a", "b", "c", "d"]),
  levels: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 })),
  demographic: Schema.Boolean,
  missing: Schema.Literals([0, 0.2, 0.9])
})
const Table = Schema.Struct({
  size: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 70 })),
  items: Schema.Array(Item).check(Schema.isMaxLength(6)),
  segments: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })),
  k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 })),
  minSize: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 })),
  weighted: Schema.Boolean,
  seed: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))
})

/** Random answers: nothing but chance, with blanks, constants, and questions of several items. */
const answersOf = ({ size, items, weighted, seed }: typeof Table.Type): CodedAnswers => {
  const noise = planted.groups({ size, items: items.length, shares: [1], strength: 0, seed })
  const blanks = planted.groups({ size, items: items.length, shares: [1], strength: 0, missing: 0.5, seed: seed + 1 })
  return {
    size,
    items: items.map(({ question, levels, demographic, missing }, index) => ({
      key: `${index}`,
      question,
      levels,
      demographic,
      ordinal: false,
      codes: Int16Array.from({ length: size }, (_, row) => {
        const blank = missing > 0 && (blanks.answers.items[index]?.codes[row] ?? 0) < (missing > 0.5 ? 3 : 0)
        return blank ? -1 : (noise.answers.items[index]?.codes[row] ?? 0) % levels
      })
    })),
    ...(weighted && { weights: Float64Array.from({ length: size }, (_, row) => 0.5 + (row % 3) / 2) })
  }
}

describe("Segmentation", () => {
  it.prop(
    "puts every respondent into exactly one segment, whatever the answers",
    [Table],
    ([table]) => {
      const answers = answersOf(table)
      const options = { segments: table.segments, k: table.k, minSize: table.minSize, seed: table.seed }
      const result = finish(Segmentation.divide(answers, options))
      const most = mostSegments(table.size, table.minSize)
      if (table.segments > most) {
        assert.deepStrictEqual(result, {
          _tag: "TooManySegments",
          requested: table.segments,
          most,
          minSize: table.minSize
        })
        return
      }
      assert(result._tag === "Segmented")
      assert.strictEqual(result.segments.length, table.segments)
      assertSound(answers, result, table.k, table.minSize)
    },
    { arbitrary: { runs: 20 } }
  )

  it.prop(
    "gives the same again for the same seed",
    [Table],
    ([table]) => {
      const answers = answersOf(table)
      const options = { segments: "auto", k: table.k, minSize: table.minSize, seed: table.seed } as const
      assert.deepStrictEqual(
        finish(Segmentation.divide(answers, options)),
        finish(Segmentation.divide(answers, options))
      )
    },
    { arbitrary: { runs: 5 } }
  )

  it("finds planted groups, calls them kinds, and finds them again", () => {
    const { answers, labels } = planted.groups(threeGroups)
    const result = segmented(answers, { segments: 3, seed: 1 })
    assertSound(answers, result, 3, 5)
    assert.strictEqual(result.verdict, "kinds")
    assert.strictEqual(result.fit.segments, 3)
    assert.isAbove(adjustedRand(result.labels, labels, 3), 0.9)
    assert.deepStrictEqual(
      result.segments.map(({ steadiness }) => steadiness.level),
      ["holds", "holds", "holds"]
    )
    assert.isAbove(result.halves.agreement, 0.7)
    assert.isBelow(result.halves.shuffled, 0.2)
    assert.isTrue(result.segments.every(({ contrasts }) => contrasts.length > 0))
  })

  it("keeps a small kind to itself: nobody is moved to make anchors fit better", () => {
    const { answers, labels } = planted.groups({ ...threeGroups, size: 300, shares: [0.93, 0.07], demographics: 0 })
    const result = segmented(answers, { segments: 2, seed: 1 })
    assert.strictEqual(result.verdict, "kinds")
    assert.isAbove(adjustedRand(result.labels, labels, 2), 0.9)
  })

  it("calls more segments than there are kinds portraits", () => {
    const { answers } = planted.groups(threeGroups)
    assert.strictEqual(segmented(answers, { segments: 6, seed: 1 }).verdict, "portraits")
  })

  it("picks the number of kinds found where the count is left open", () => {
    const { answers } = planted.groups({ ...threeGroups, shares: [0.25, 0.25, 0.25, 0.25] })
    assert.isAtLeast(segmented(answers, { segments: "auto", seed: 1 }).segments.length, 4)
  })

  it("finds nothing in shuffled answers: no kinds, nothing steady, hardly a contrast", () => {
    const answers = planted.shuffled(planted.groups(threeGroups).answers, 3)
    const result = segmented(answers, { segments: 5, seed: 1 })
    assertSound(answers, result, 3, 5)
    assert.strictEqual(result.verdict, "none")
    assert.isNull(result.line)
    assert.isFalse(result.segments.some(({ steadiness }) => steadiness.level === "holds"))
    assert.isAtMost(
      result.segments.reduce((sum, { contrasts }) => sum + contrasts.length, 0),
      3
    )
  })

  it("says degrees where people differ along one line, and what its ends are", () => {
    const answers = planted.line(240, 12, 4)
    const result = segmented(answers, { segments: 4, seed: 1 })
    assert.strictEqual(result.verdict, "degrees")
    const { line } = result
    assert(line !== null)
    assert.strictEqual(line.places.length, 4)
    for (const { p10, p25, p50, p75, p90 } of line.places)
      assert.isTrue(p10 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p90)
    assert.isAtLeast(line.nearerToAnother, 0)
    assert.isBelow(line.nearerToAnother, 240)
    // Most scales rise with the trait, so that its high end is theirs; every third one falls.
    const high = (end: typeof line.low) => end.map(({ item, level }) => (item % 3 === 2 ? level < 2 : level >= 2))
    assert.deepStrictEqual(new Set(high(line.high)), new Set([true]))
    assert.deepStrictEqual(new Set(high(line.low)), new Set([false]))
    assert.isTrue(line.low.every(({ loading }) => loading < 0) && line.high.every(({ loading }) => loading > 0))
  })

  it("chooses anchors that are nearer to people not asked for them than random respondents", () => {
    const { answers } = planted.groups({ ...threeGroups, strength: 0.4, size: 240 })
    const { distance } = segmented(answers, { segments: 8, seed: 1 })
    assert.isBelow(distance.segments, 0.8 * distance.random)
    assert.isBelow(distance.floor, distance.segments)
    assert.isAtLeast(distance.tries, 20)
  })

  it("keeps segments that are given, and says what they are worth", () => {
    const { answers, labels } = planted.groups(threeGroups)
    const real = segmented(answers, { segments: labels, seed: 1 })
    assertSound(answers, real, 3, 5)
    assert.deepStrictEqual(real.labels, labels)
    assert.strictEqual(real.verdict, "kinds")
    assert.isTrue(real.segments.every(({ steadiness }) => steadiness.level === "holds"))
    const chance = labels.map((_, respondent) => respondent % 3)
    const none = segmented(answers, { segments: chance, seed: 1 })
    assert.strictEqual(none.verdict, "none")
    assert.isFalse(none.segments.some(({ steadiness }) => steadiness.level === "holds"))
  })

  it("refuses a given segment that is too small, and names it", () => {
    const { answers, labels } = planted.groups(threeGroups)
    const short = labels.map((label, respondent) => (respondent < 4 ? 3 : label))
    assert.deepStrictEqual(finish(Segmentation.divide(answers, { segments: short, seed: 1 })), {
      _tag: "SegmentTooSmall",
      label: 3,
      size: 4,
      minSize: 5
    })
  })

  it("weighs shares by the survey's weights, and counts people", () => {
    const { answers, labels } = planted.groups(threeGroups)
    const weights = Float64Array.from(labels, (label) => (label === 0 ? 1.5 : 0.5))
    const { segments } = segmented({ ...answers, weights }, { segments: labels, seed: 1 })
    assert.strictEqual(segments[0]?.members.length, 70)
    assert.approximately(segments[0]?.share ?? 0, 0.75, 1e-9)
  })

  it("makes as few segments as respondents allow where the count is left open", () => {
    const { answers } = planted.groups({ ...threeGroups, size: 11 })
    assert.strictEqual(segmented(answers, { segments: "auto", seed: 1 }).segments.length, 2)
    const nobody = finish(Segmentation.divide({ size: 0, items: [] }, { segments: "auto", seed: 1 }))
    assert.deepStrictEqual(nobody, { _tag: "TooManySegments", requested: 1, most: 0, minSize: 5 })
  })

  it.live("lets other fibers run in between", () =>
    Effect.gen(function* () {
      const { answers } = planted.groups(threeGroups)
      let turns = 0
      const other = yield* Effect.forkChild(
        Effect.forever(
          Effect.andThen(
            Effect.sync(() => turns++),
            Effect.yieldNow
          )
        )
      )
      const result = yield* Segmentation.segment(answers, { segments: 5, seed: 1 })
      assert.strictEqual(result._tag, "Segmented")
      assert.isAbove(turns, 20)
      yield* Fiber.interrupt(other)
    })
  )
})
