import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { quantileBins } from "../../../src/corpus/segments/CodedAnswers.ts"

describe("quantileBins", () => {
  it("divides numbers into five bins of the same size", () => {
    const { codes, edges, levels } = quantileBins(Array.from({ length: 100 }, (_, index) => 99 - index))
    assert.strictEqual(levels, 5)
    assert.deepStrictEqual(edges, [19, 39, 59, 79])
    assert.deepStrictEqual(
      [0, 1, 2, 3, 4].map((bin) => codes.filter((code) => code === bin).length),
      [20, 20, 20, 20, 20]
    )
  })

  it("never divides people who gave the same number, and leaves out what is no number", () => {
    const { codes, levels } = quantileBins([0, 0, 0, 0, 0, 0, 7, Number.NaN, Infinity])
    assert.strictEqual(levels, 2)
    assert.deepStrictEqual([...codes], [0, 0, 0, 0, 0, 0, 1, -1, -1])
  })

  it("has one bin where everybody gave the same number, or nobody any", () => {
    assert.deepStrictEqual(quantileBins([3, 3]), { codes: Int16Array.of(0, 0), levels: 1, edges: [] })
    assert.deepStrictEqual(quantileBins([Number.NaN]), { codes: Int16Array.of(-1), levels: 1, edges: [] })
  })

  it.prop("keeps the order of numbers and uses every bin", [Schema.Array(Schema.Int)], ([values]) => {
    const { codes, levels } = quantileBins(values)
    assert.strictEqual(new Set(codes).size, values.length === 0 ? 0 : levels)
    const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
    const sorted = order.map((index) => codes[index] ?? -1)
    assert.deepStrictEqual(
      sorted,
      sorted.toSorted((a, b) => a - b)
    )
  })
})
