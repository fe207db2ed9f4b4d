import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Distance from "../../src/corpus/Distance.ts"
import * as Samples from "../../src/corpus/Samples.ts"
import type * as Segments from "../../src/corpus/Segments.ts"
import { divided, rows, survey, surveysAbsent } from "./surveys.ts"

const all = (corpus: Corpus.Corpus): Segments.SegmentGroup => {
  const [group] = divided(corpus, 1, 1)
  assert.isDefined(group)
  return group
}

const people = (length: number) =>
  Corpus.make(
    rows(
      Array.from({ length }, (_, index) => ({
        Age: String(20 + ((index * 7) % 31)),
        Plan: ["Free", "Pro", "Team"][index % 3] ?? "",
        Note: `note ${"x".repeat(index)}`
      }))
    )
  )

const roomy = { maxRecords: 12, maxBytes: 1e6, seed: 1 }
const key = (sample: ReadonlyArray<{ readonly id: string }>) =>
  sample
    .map(({ id }) => id)
    .toSorted()
    .join(" ")

describe("Samples", () => {
  it("begins with the medoid, its nearest following", () => {
    const corpus = people(30)
    const group = all(corpus)
    const sample = Samples.make(corpus, group, roomy)(0)
    const distance = Distance.of(corpus)
    const places = sample.map(({ id }) => Number(id.slice(1)) - 1)
    const medoid = group.members[0] ?? -1
    assert.strictEqual(places[0], medoid)
    const away = places.map((place) => distance(place, medoid))
    assert.deepStrictEqual(
      away,
      away.toSorted((a, b) => a - b)
    )
  })

  it("shows different drafts different people", () => {
    const sample = Samples.make(people(30), all(people(30)), roomy)
    const samples = Array.from({ length: 27 }, (_, draft) => sample(draft))
    assert.strictEqual(new Set(samples.map(([first]) => first?.id)).size, 27)
    assert.strictEqual(new Set(samples.slice(0, 6).map(key)).size, 6)
  })

  it("goes round again with neighbourhoods of another size when every record had its turn", () => {
    const sample = Samples.make(people(10), all(people(10)), roomy)
    const rounds = [0, 9, 18].map((draft) => sample(draft))
    assert.strictEqual(new Set(rounds.map(([first]) => first?.id)).size, 1)
    assert.strictEqual(new Set(rounds.map(({ length }) => length)).size, 3)
  })

  it("does not depend on the order in which drafts ask", () => {
    const forwards = Samples.make(people(20), all(people(20)), roomy)
    const backwards = Samples.make(people(20), all(people(20)), roomy)
    const last = backwards(9)
    const inOrder = Array.from({ length: 10 }, (_, draft) => forwards(draft))
    assert.deepStrictEqual(inOrder[9], last)
  })

  it("drops whole fields from the end of a record that is too large by itself, and never cuts an answer", () => {
    const corpus = Corpus.make(rows([{ a: "1".repeat(50), b: "2".repeat(50), c: "3".repeat(50) }]))
    const fields = (maxBytes: number) => Samples.make(corpus, all(corpus), { ...roomy, maxBytes })(0)[0]?.fields
    assert.deepStrictEqual(fields(110), corpus.records[0]?.fields.slice(0, 2))
    assert.deepStrictEqual(fields(1), corpus.records[0]?.fields.slice(0, 1))
  })

  it("counts bytes, not characters", () => {
    const [record] = rows([{ a: "ÄÖ😀" }])
    assert.isDefined(record)
    assert.strictEqual(Samples.bytesOf(record), 1 + 2 + 2 + 4)
  })

  it("draws on a bounded part of a very large segment", () => {
    const corpus = people(2000)
    const group: Segments.SegmentGroup = { ...all(people(3)), members: corpus.records.map((_, index) => index) }
    const sample = Samples.make(corpus, group, roomy)
    assert.strictEqual(sample(0)[0]?.id, "r1")
    assert.notStrictEqual(key(sample(1)), key(sample(0)))
  })

  const Size = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 40 }))
  const Draft = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 300 }))
  const Most = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 15 }))
  const Bytes = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 2000 }))

  it.prop(
    "is never empty, never too large, of the segment only, and nobody twice",
    [Size, Draft, Most, Bytes, Size],
    ([size, draft, maxRecords, maxBytes, seed]) => {
      const corpus = people(size)
      const group = { members: corpus.records.map((_, place) => place).filter((place) => place % 3 === 0) }
      const sample = Samples.make(corpus, group, { maxRecords, maxBytes, seed })(draft)
      const members = new Set(group.members.map((member) => corpus.records[member]?.id))
      assert.isNotEmpty(sample)
      assert.isAtMost(sample.length, maxRecords)
      assert.strictEqual(new Set(sample.map(({ id }) => id)).size, sample.length)
      for (const record of sample) {
        assert.isTrue(members.has(record.id))
        assert.isNotEmpty(record.fields)
        for (const field of record.fields) assert.deepInclude(corpus.byId(record.id)?.fields ?? [], field)
      }
      const bytes = sample.reduce((sum, record) => sum + Samples.bytesOf(record), 0)
      assert.isTrue(bytes <= maxBytes || (sample.length === 1 && sample[0]?.fields.length === 1))
      for (const record of sample.slice(1)) assert.deepStrictEqual(record, corpus.byId(record.id))
    },
    { arbitrary: { runs: 400 } }
  )

  it.effect.skipIf(surveysAbsent)("keeps people of one sample more alike than people of one segment", () =>
    Effect.gen(function* () {
      const corpus = Corpus.make(yield* survey("steak-risk-survey.csv", 1))
      const distance = Distance.of(corpus)
      const place = new Map(corpus.records.map(({ id }, index) => [id, index]))
      const spread = (members: ReadonlyArray<number>) => {
        const pairs = members.flatMap((a, index) => members.slice(index + 1).map((b) => distance(a, b)))
        return pairs.reduce((sum, value) => sum + value, 0) / pairs.length
      }
      const [group] = divided(corpus, 5, 1)
      assert.isDefined(group)
      const sample = Samples.make(corpus, group, roomy)
      const within = [0, 1, 2, 3, 4].map((draft) => spread(sample(draft).map(({ id }) => place.get(id) ?? 0)))
      assert.isBelow(within.reduce((sum, value) => sum + value, 0) / 5, spread(group.members) * 0.9)
    })
  )
})
