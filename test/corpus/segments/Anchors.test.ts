import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as AnchorFeatures from "../../../src/corpus/segments/AnchorFeatures.ts"
import * as Anchors from "../../../src/corpus/segments/Anchors.ts"
import * as AnswerMatrix from "../../../src/corpus/segments/AnswerMatrix.ts"
import { sizes } from "../../../src/corpus/segments/ClassCount.ts"
import * as HeldOut from "../../../src/corpus/segments/HeldOut.ts"
import * as KeyFacts from "../../../src/corpus/segments/KeyFacts.ts"
import { membersOf, sharesOf } from "../../../src/corpus/segments/SegmentSearch.ts"
import * as SizeAdjustment from "../../../src/corpus/segments/SizeAdjustment.ts"
import { finish } from "../../../src/corpus/Sliced.ts"
import { generator } from "../../../src/domain/Seed.ts"
import * as planted from "./planted.ts"

const survey = (demographics: number, seed = 3) => {
  const { answers, labels } = planted.groups({
    size: 120,
    items: 6,
    shares: [0.4, 0.3, 0.3],
    strength: 0.5,
    missing: 0.1,
    demographics,
    seed
  })
  return { matrix: finish(AnswerMatrix.make(answers)), labels }
}

const Seed = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 }))
const K = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 8 }))

describe("key facts", () => {
  const agreeing = (
    matrix: AnswerMatrix.AnswerMatrix,
    row: number,
    members: ReadonlyArray<number>,
    items: ReadonlyArray<number>
  ) =>
    members.filter((member) =>
      items.every(
        (item) => matrix.cells[member * matrix.shape.items + item] === matrix.cells[row * matrix.shape.items + item]
      )
    ).length

  it.prop("show as much as k members share, and no answer could be added", [Seed, K], ([seed, k]) => {
    const { matrix, labels } = survey(6, seed)
    const members = membersOf(labels, 3)[0] ?? []
    const row = members[seed % members.length] ?? 0
    const { items, shared, demographic } = finish(KeyFacts.of(matrix, row, members, k))
    assert.isAtLeast(shared, k)
    assert.strictEqual(shared, agreeing(matrix, row, members, items))
    assert.strictEqual(demographic.shown, items.length)
    const answered = matrix.shape.demographics.filter(
      (item) => (matrix.cells[row * matrix.shape.items + item] ?? -1) >= 0
    )
    assert.strictEqual(demographic.answered, answered.length)
    // Dropping is greedy and may drop more than need be at the last step only.
    const majority = KeyFacts.majorities(matrix, members)
    const possible = answered.filter((item) =>
      [-1, matrix.cells[row * matrix.shape.items + item]].includes(majority[item])
    )
    assert.includeMembers(possible, [...items])
    if (items.length === possible.length) return
    assert.isBelow(agreeing(matrix, row, members, possible), k)
  })

  it("drop the demographic answer that stands most in the way", () => {
    // Age, gender and region of five people: only the region of the first is rare.
    const column = (key: string, codes: ReadonlyArray<number>) => ({
      key,
      question: key,
      codes: Int16Array.from(codes),
      levels: 3,
      ordinal: false,
      demographic: true
    })
    const matrix = finish(
      AnswerMatrix.make({
        size: 5,
        items: [column("age", [0, 0, 0, 0, 1]), column("gender", [1, 1, 1, 1, 1]), column("region", [2, 0, 0, 1, 1])]
      })
    )
    const members = [0, 1, 2, 3, 4]
    assert.deepStrictEqual(KeyFacts.sharedDemographics(matrix, 0, members, 3), [0, 1])
    assert.deepStrictEqual(finish(KeyFacts.of(matrix, 0, members, 3)), {
      items: [0, 1],
      shared: 4,
      answered: 3,
      demographic: { answered: 3, shown: 2 }
    })
    assert.deepStrictEqual(finish(KeyFacts.of(matrix, 0, members, 6)).items, [])
  })

  it("leave out what half of the segment answered otherwise, however many share it", () => {
    const column = (key: string, demographic: boolean, codes: ReadonlyArray<number>) => ({
      key,
      question: key,
      codes: Int16Array.from(codes),
      levels: 3,
      ordinal: false,
      demographic
    })
    // Three of eight live as the first does, against four who live otherwise; of the plans none has half.
    const matrix = finish(
      AnswerMatrix.make({
        size: 8,
        items: [
          column("age", true, [0, 0, 0, 0, 0, 1, 2, 2]),
          column("home", true, [1, 1, 1, 0, 0, 0, 0, 2]),
          column("plan", false, [0, 0, 0, 1, 1, 1, 2, 2]),
          column("device", false, [0, 0, 0, 1, 1, 1, 1, -1])
        ]
      })
    )
    const { demographic, items } = finish(KeyFacts.of(matrix, 0, [0, 1, 2, 3, 4, 5, 6, 7], 3))
    assert.deepStrictEqual(items, [0, 2])
    assert.deepStrictEqual(demographic, { answered: 2, shown: 1 })
  })

  it("add other answers while k members share these too, the most common first", () => {
    const { matrix, labels } = survey(2)
    for (const members of membersOf(labels, 3)) {
      const row = members[7] ?? 0
      const { items, shared, demographic } = finish(KeyFacts.of(matrix, row, members, 3))
      assert.isAtLeast(shared, 3)
      assert.isTrue(items.slice(demographic.shown).every((item) => item >= 2))
    }
  })
})

describe("anchors", () => {
  it.prop(
    "belong to their segments and bring the set nearer to the data than the first members do",
    [Seed],
    ([seed]) => {
      const { matrix, labels } = survey(2, seed)
      const members = membersOf(labels, 3)
      const features = AnchorFeatures.make(matrix.shape, 1)
      const target = finish(AnchorFeatures.shares(features, matrix))
      const segmentShares = sharesOf(members, undefined)
      const itemWeights = new Float64Array(6).fill(1)
      const options = { matrix, itemWeights, members, segmentShares, features, target, k: 1, restarts: 6, seed }
      const anchors = finish(Anchors.choose(options))
      anchors.forEach((anchor, segment) => assert.strictEqual(labels[anchor], segment))
      const everybody = finish(
        HeldOut.sums(
          matrix,
          labels.map((_, row) => row),
          () => 1
        )
      )
      const far = (rows: ReadonlyArray<number>) =>
        HeldOut.distance(
          matrix.shape,
          finish(HeldOut.sums(matrix, rows, (_, segment) => segmentShares[segment] ?? 0)),
          everybody
        )
      const random = generator(seed)
      const strangers = Array.from({ length: 20 }, () =>
        far(members.map((rows) => rows[Math.floor(random() * rows.length)] ?? 0))
      )
      assert.isBelow(far(anchors), strangers.reduce((a, b) => a + b, 0) / strangers.length)
    },
    { arbitrary: { runs: 15 } }
  )
})

describe("distance", () => {
  it("is half the sum of differences in the mean over questions, and 0 between the same", () => {
    const item = (key: string, question: string, codes: ReadonlyArray<number>) => ({
      key,
      question,
      codes: Int16Array.from(codes),
      levels: 2,
      ordinal: false,
      demographic: false
    })
    const matrix = finish(
      AnswerMatrix.make({
        size: 4,
        items: [item("1", "a", [0, 0, 1, 1]), item("2", "b", [0, 0, 0, 0]), item("3", "b", [0, -1, -1, 1])]
      })
    )
    const of = (...rows: ReadonlyArray<number>) => finish(HeldOut.sums(matrix, rows, () => 1))
    assert.strictEqual(HeldOut.distance(matrix.shape, of(0, 1, 2, 3), of(0, 1, 2, 3)), 0)
    // Question a: half apart. Question b: 0 for its first item, half for its second.
    assert.approximately(HeldOut.distance(matrix.shape, of(0, 1), of(0, 1, 2, 3)), (0.5 + (0 + 0.5) / 2) / 2, 1e-12)
    assert.approximately(HeldOut.distance(matrix.shape, of(0), of(3)), (1 + (0 + 1) / 2) / 2, 1e-12)
  })
})

describe("adjusted sizes", () => {
  it.prop("stay near what was found, sum to all, and leave anchors where they are", [Seed], ([seed]) => {
    const { matrix, labels } = survey(0, seed)
    const found = sizes(labels, 3)
    const members = membersOf(labels, 3)
    const anchors = members.map((rows) => rows[seed % rows.length] ?? 0)
    const features = AnchorFeatures.make(matrix.shape, 1)
    const target = finish(AnchorFeatures.shares(features, matrix))
    const wanted = finish(SizeAdjustment.wanted(features, target, { matrix, anchors, found, minSize: 33 }))
    assert.strictEqual(
      wanted.reduce((a, b) => a + b, 0),
      matrix.rows
    )
    wanted.forEach((size, segment) => {
      assert.isAtLeast(size, 33)
      assert.isAtMost(Math.abs(size - (found[segment] ?? 0)), Math.ceil(0.15 * (found[segment] ?? 0)))
    })
    const random = generator(seed)
    const costs = Float32Array.from({ length: 3 * matrix.rows }, random)
    const moved = finish(SizeAdjustment.move(labels, costs, wanted, anchors))
    assert.deepStrictEqual(sizes(moved, 3), wanted)
    anchors.forEach((anchor, segment) => assert.strictEqual(moved[anchor], segment))
  })
})
