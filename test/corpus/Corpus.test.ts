import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import { anonymised, row, rows } from "./surveys.ts"

const many = (length: number) =>
  rows(Array.from({ length }, (_, index) => ({ Mood: index % 2 === 0 ? "good" : "bad" })))

const ids = (corpus: Corpus.Collected) => corpus.records.map(({ id }) => id)

describe("Corpus", () => {
  it("finds records by id", () => {
    const corpus = Corpus.make(many(3))
    assert.strictEqual(corpus.byId("r2"), corpus.records[1])
    assert.isUndefined(corpus.byId("r9"))
  })

  it("has a fingerprint that changes with any answer, id or order, and not with the file's place", () => {
    const one = row("a", { Mood: "good" })
    const two = row("b", { Mood: "bad" })
    const print = (...records: ReadonlyArray<typeof one>) => Corpus.make(anonymised(records)).fingerprint
    assert.match(print(one, two), /^[0-9a-f]{32}$/)
    assert.strictEqual(print(one, two), print({ ...one, source: { file: "elsewhere.csv", place: "row 9" } }, two))
    const others = [
      print(two, one),
      print(one),
      print(one, { ...two, id: "c" }),
      print(one, row("b", { Mood: "bad!" }))
    ]
    assert.strictEqual(new Set([print(one, two), ...others]).size, 5)
  })

  it.effect("keeps all records in order where they are few enough", () =>
    Effect.gen(function* () {
      const corpus: Corpus.Collected = yield* Corpus.collect(Stream.fromIterable(many(10)), { maxRecords: 10, seed: 1 })
      assert.deepStrictEqual(corpus.records, many(10))
      assert.strictEqual(corpus.total, 10)
    })
  )

  it.effect("keeps a sample of more records, in their order, the same for the same seed", () =>
    Effect.gen(function* () {
      const collect = (seed: number) => Corpus.collect(Stream.fromIterable(many(500)), { maxRecords: 20, seed })
      const [a, again, other] = yield* Effect.all([collect(1), collect(1), collect(2)])
      assert.strictEqual(a.records.length, 20)
      assert.strictEqual(a.total, 500)
      assert.deepStrictEqual(ids(a), ids(again))
      assert.notDeepEqual(ids(a), ids(other))
      const places = ids(a).map((id) => Number(id.slice(1)))
      assert.deepStrictEqual(
        places,
        places.toSorted((x, y) => x - y)
      )
    })
  )

  it.effect("gives early and late records the same chance to be kept", () =>
    Effect.gen(function* () {
      const records = many(40)
      const kept = yield* Effect.forEach(
        Array.from({ length: 400 }, (_, seed) => seed),
        (seed) => Corpus.collect(Stream.fromIterable(records), { maxRecords: 10, seed })
      )
      const early = kept.flatMap(ids).filter((id) => Number(id.slice(1)) <= 20).length
      assert.approximately(early / (400 * 10), 0.5, 0.03)
    })
  )

  it.effect("fails where there is no record, and says what to look at", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Corpus.collect(Stream.empty, { maxRecords: 10, seed: 1 }))
      assert.strictEqual(error.reason, "NoRecords")
      assert.include(error.message, "Check that")
    })
  )

  it.effect("fails on two records of one id, and names it", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Corpus.collect(Stream.fromIterable([...many(3), ...many(1)]), { maxRecords: 10, seed: 1 })
      )
      assert.strictEqual(error.reason, "DuplicateId")
      assert.include(error.message, "r1")
    })
  )

  class Torn extends Schema.TaggedError<Torn>()("Torn", {}) {}

  it.effect("passes on the failure of its source", () =>
    Effect.gen(function* () {
      const torn = Stream.concat(Stream.fromIterable(many(3)), Stream.fail(new Torn()))
      const error = yield* Effect.flip(Corpus.collect(torn, { maxRecords: 10, seed: 1 }))
      assert.strictEqual(error._tag, "Torn")
    })
  )
})
