import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { adjustedRand, overlaps } from "../../../src/corpus/segments/Agreement.ts"
import * as AnswerMatrix from "../../../src/corpus/segments/AnswerMatrix.ts"
import * as Association from "../../../src/corpus/segments/Association.ts"
import * as ClassCount from "../../../src/corpus/segments/ClassCount.ts"
import type { CodedAnswers } from "../../../src/corpus/segments/CodedAnswers.ts"
import * as LatentClasses from "../../../src/corpus/segments/LatentClasses.ts"
import * as MinimumSize from "../../../src/corpus/segments/MinimumSize.ts"
import * as OneTrait from "../../../src/corpus/segments/OneTrait.ts"
import { finish } from "../../../src/corpus/Sliced.ts"
import { effort } from "../../../src/corpus/segments/WorkBudget.ts"
import { generator } from "../../../src/domain/Seed.ts"
import * as planted from "./planted.ts"

const matrixOf = (answers: CodedAnswers) => finish(AnswerMatrix.make(answers))
const even = (items: number) => new Float64Array(items).fill(1)
const fit = (answers: CodedAnswers, classes: number, search = LatentClasses.thorough) => {
  const matrix = matrixOf(answers)
  const weights = even(answers.items.length)
  return { matrix, weights, model: finish(LatentClasses.fit(matrix, { classes, weights, search, seed: 1 })) }
}

describe("latent classes", () => {
  const options: planted.Planting = { size: 300, items: 15, shares: [0.4, 0.35, 0.25], strength: 0.6, seed: 2 }

  it("find planted groups, also where a third of the answers is missing", () => {
    for (const [missing, least] of [
      [0, 0.93],
      [0.33, 0.75]
    ] as const) {
      const { answers, labels } = planted.groups({ ...options, missing })
      const { matrix, model } = fit(answers, 3)
      assert.isAbove(adjustedRand(finish(LatentClasses.classify(matrix, model)).labels, labels, 3), least)
    }
  })

  it("fit no worse with every step", () => {
    const { answers } = planted.groups(options)
    const steps = [1, 3, 10, 40].map((steps) => {
      const search = { ...LatentClasses.thorough, starts: 1, shortSteps: 1, steps, tolerance: 0 }
      return fit(answers, 3, search).model.logLikelihood
    })
    assert.deepStrictEqual(
      steps,
      steps.toSorted((a, b) => a - b)
    )
  })

  it("have as many classes as were planted by BIC, and one where none were", () => {
    for (const [shares, classes] of [
      [[0.4, 0.35, 0.25], 3],
      [[1], 1]
    ] as const) {
      const { answers } = planted.groups({ ...options, shares })
      const found = ClassCount.find(matrixOf(answers), { weights: even(15), most: 8, minSize: 9, seed: 1 })
      assert.strictEqual(finish(found).classes, classes)
    }
  })

  it("fit groups better than a line does, but not where people differ by degree", () => {
    const bics = (answers: CodedAnswers) => {
      const matrix = matrixOf(answers)
      const weights = even(answers.items.length)
      const { bic, two } = finish(ClassCount.find(matrix, { weights, most: 8, minSize: 9, seed: 1 }))
      return { classes: bic, line: finish(OneTrait.fit(matrix, { weights, two })).bic }
    }
    const ofGroups = bics(planted.groups(options).answers)
    assert.isBelow(ofGroups.classes, ofGroups.line)
    const ofLine = bics(planted.line(300, 15, 3))
    assert.isBelow(ofLine.line, ofLine.classes)
  })
})

describe("a minimum size", () => {
  const Sizes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 12 }))).check(
    Schema.isMinLength(1),
    Schema.isMaxLength(6)
  )

  it.prop("is held by every group, and nobody moves without need", [Sizes], ([sizes]) => {
    const rows = sizes.reduce((a, b) => a + b, 0)
    const minSize = Math.floor(rows / sizes.length)
    const labels = Int32Array.from(sizes.flatMap((size, group) => Array.from({ length: size }, () => group)))
    const random = generator(rows)
    const costs = Float32Array.from({ length: rows * sizes.length }, random)
    const held = finish(MinimumSize.enforce({ labels, costs }, sizes.length, minSize))
    const after = ClassCount.sizes(held, sizes.length)
    assert.isTrue(after.every((size) => size >= minSize))
    const lacking = sizes.reduce((sum, size) => sum + Math.max(0, minSize - size), 0)
    assert.strictEqual(held.filter((group, row) => group !== labels[row]).length, lacking)
  })
})

describe("association", () => {
  const column = (codes: ReadonlyArray<number>, levels: number) => ({ codes: Int16Array.from(codes), levels })
  const random = generator(9)
  const coin = Array.from({ length: 400 }, () => Math.floor(random() * 2))
  const other = Array.from({ length: 400 }, () => Math.floor(random() * 2))

  it("is 1 between an item and itself, and about 0 between two coins", () => {
    assert.approximately(Association.squaredCramersV(column(coin, 2), column(coin, 2)), 1, 1e-3 * 3)
    assert.isBelow(Association.squaredCramersV(column(coin, 2), column(other, 2)), 0.02)
    assert.strictEqual(Association.squaredCramersV(column([0, -1], 1), column([-1, 0], 1)), 0)
  })

  const item = (question: string, codes: ReadonlyArray<number>, key: string) => ({
    ...column(codes, 2),
    key,
    question,
    ordinal: false,
    demographic: false
  })

  it("makes a question answered in one go count once, and independent items count each", () => {
    const matrix = matrixOf({
      size: 400,
      items: [item("a", coin, "1"), item("a", coin, "2"), item("b", coin, "3"), item("b", other, "4")]
    })
    const [first = 0, second = 0, third = 0, fourth = 0] = finish(Association.itemWeights(matrix, 1))
    assert.approximately(first + second, 1, 0.01)
    assert.isAbove(third + fourth, 1.8)
  })

  it("inside a question is no association across questions", () => {
    const inside = matrixOf({ size: 400, items: [item("a", coin, "1"), item("a", coin, "2"), item("b", other, "3")] })
    const across = matrixOf({ size: 400, items: [item("a", coin, "1"), item("b", coin, "2"), item("c", other, "3")] })
    const p = (matrix: AnswerMatrix.AnswerMatrix) =>
      finish(Association.testAcross(matrix, { seed: 1, shuffles: 99, pairs: 600 })).p
    assert.isAbove(p(inside), 0.05)
    assert.strictEqual(p(across), 0.01)
  })

  it("survives inside questions that are shuffled as a whole, and who answered stays who answered", () => {
    const blank = coin.map((code, row) => (row % 5 === 0 ? -1 : code))
    const matrix = matrixOf({ size: 400, items: [item("a", blank, "1"), item("a", blank, "2"), item("b", other, "3")] })
    const { cells } = AnswerMatrix.shuffleQuestions(matrix, generator(1))
    const columnOf = (at: number, table: Int32Array) =>
      Array.from({ length: 400 }, (_, row) => table[row * 3 + at] ?? 0)
    const counts = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)
    assert.deepStrictEqual(
      columnOf(0, cells),
      columnOf(1, cells).map((level) => (level < 0 ? level : level - 2))
    )
    for (const at of [0, 1, 2]) {
      assert.deepStrictEqual(counts(columnOf(at, cells)), counts(columnOf(at, matrix.cells)))
      assert.notDeepEqual(columnOf(at, cells), columnOf(at, matrix.cells))
    }
    assert.isTrue(columnOf(0, cells).every((level, row) => level < 0 === (row % 5 === 0)))
  })
})

describe("agreement of groupings", () => {
  it("is 1 whatever groups are called, and about 0 by chance", () => {
    const a = Int32Array.of(0, 0, 1, 1, 2, 2)
    assert.strictEqual(adjustedRand(a, Int32Array.of(2, 2, 0, 0, 1, 1), 3), 1)
    // Hubert and Arabie's index of {1,1,2,2,3,3} and {1,1,1,2,2,2}: (2 - 1.2) / (4.5 - 1.2).
    assert.approximately(adjustedRand(a, Int32Array.of(0, 0, 0, 1, 1, 1), 3), 0.8 / 3.3, 1e-9)
    assert.deepStrictEqual([...overlaps(a, Int32Array.of(0, 0, 0, 1, 1, 1), 3)], [2 / 3, 1 / 4, 2 / 3])
  })
})

describe("a work budget", () => {
  const Size = Schema.Int.check(Schema.isBetween({ minimum: 5, maximum: 200_000 }))
  const Items = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 }))
  const Segments = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 40 }))

  it.prop("allows 20 to 40 tries, on at least 400 respondents or all", [Size, Items, Segments], ([size, items, k]) => {
    const { rows, tries } = effort(size, items, k)
    assert.isTrue(tries >= 20 && tries <= 40)
    assert.isTrue(rows <= size && rows >= Math.min(size, 400))
  })

  it("tests small data as often as is useful, and large data on a sample", () => {
    assert.deepStrictEqual(effort(160, 12, 5), { rows: 160, tries: 40 })
    assert.isBelow(effort(100_000, 100, 20).rows, 2000)
  })
})
