import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import type { Span } from "../../src/privacy/index.ts"
import { resolve } from "../../src/privacy/Resolution.ts"

const span = (start: number, end: number, type = "PERSON", score = 0.5): Span => ({
  start,
  end,
  type,
  score,
  rule: "test"
})

const Spans = Schema.Array(
  Schema.Struct({
    start: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 40 })),
    length: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 12 })),
    type: Schema.Literals(["PERSON", "ADDRESS", "URL"]),
    score: Schema.Literals([0.5, 0.7, 0.9])
  })
)

const spansOf = (drawn: typeof Spans.Type): ReadonlyArray<Span> =>
  drawn.map(({ start, length, type, score }) => span(start, start + length, type, score))

const covered = (spans: ReadonlyArray<Span>): ReadonlyArray<number> =>
  [...new Set(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)))].toSorted(
    (a, b) => a - b
  )

describe("overlapping spans", () => {
  it("become the longest of them", () => {
    assert.deepStrictEqual(resolve([span(4, 9, "URL", 0.99), span(0, 20, "EMAIL_ADDRESS")]), [
      span(0, 20, "EMAIL_ADDRESS")
    ])
  })

  it("of the same length become the surer one", () => {
    assert.deepStrictEqual(resolve([span(0, 16, "PHONE_NUMBER", 0.7), span(0, 16, "CREDIT_CARD", 0.95)]), [
      span(0, 16, "CREDIT_CARD", 0.95)
    ])
  })

  it("that reach over each other are covered as a whole, under the longer one's type", () => {
    assert.deepStrictEqual(resolve([span(0, 10, "ADDRESS"), span(8, 13, "PERSON")]), [span(0, 13, "ADDRESS")])
  })

  it("are what their own form says, although words around them could make something longer of them", () => {
    const number = span(7, 22, "NATIONAL_ID", 0.8)
    assert.deepStrictEqual(resolve([span(0, 22, "ADDRESS", 0.9), number]), [{ ...number, start: 0 }])
  })

  it("are an address where a number is but a small part of it", () => {
    const address = span(0, 40, "ADDRESS")
    assert.deepStrictEqual(resolve([address, span(30, 35, "NATIONAL_ID", 0.9)]), [address])
  })

  it("are left apart when they only touch", () => {
    assert.deepStrictEqual(resolve([span(5, 9), span(0, 5)]), [span(0, 5), span(5, 9)])
  })

  it.prop("resolve to spans that are disjoint and in reading order", [Spans], ([drawn]) => {
    const resolved = resolve(spansOf(drawn))
    return resolved.every((one, i) => one.start < one.end && one.start >= (resolved[i - 1]?.end ?? 0))
  })

  it.prop("stay covered to the last character, and nothing else is", [Spans], ([drawn]) => {
    assert.deepStrictEqual(covered(resolve(spansOf(drawn))), covered(spansOf(drawn)))
  })

  it.prop("resolve to the same whatever the order of the recognisers", [Spans], ([drawn]) => {
    assert.deepStrictEqual(resolve(spansOf(drawn).toReversed()), resolve(spansOf(drawn)))
  })
})
