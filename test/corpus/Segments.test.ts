import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as KMedoids from "../../src/corpus/KMedoids.ts"
import { generator } from "../../src/domain/Seed.ts"
import { divided, interview, rows, survey, surveysAbsent } from "./surveys.ts"

const Cell = Schema.Literals(["", "", "yes", "no", "red", "7", "12", "I like it a lot when it works"])
const Table = Schema.Array(Schema.Struct({ A: Cell, B: Cell, C: Cell, D: Cell })).check(Schema.isMaxLength(30))
const Count = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 }))

/** Three kinds of people, five answers each, with noise in one column. */
const threeKinds = (size: number) => {
  const random = generator(7)
  const kinds = [
    { Gender: "Female", Age: "18-29", Plan: "Free", Device: "Phone", Rating: "9" },
    { Gender: "Male", Age: "45-60", Plan: "Pro", Device: "Laptop", Rating: "5" },
    { Gender: "Female", Age: "> 60", Plan: "Team", Device: "Tablet", Rating: "2" }
  ]
  return Array.from({ length: size }, (_, index) => ({
    ...kinds[index % 3],
    Colour: ["red", "blue", "green"][Math.floor(random() * 3)] ?? "red"
  }))
}

describe("Segments", () => {
  it("finds the kinds of people that are there", () => {
    const corpus = Corpus.make(rows(threeKinds(90)))
    const groups = divided(corpus, 3, 1)
    assert.deepStrictEqual(
      groups.map(({ members }) => new Set(members.map((member) => member % 3)).size),
      [1, 1, 1]
    )
    assert.deepStrictEqual(
      groups.map(({ segment }) => segment.size),
      [30, 30, 30]
    )
  })

  it("names segments by what sets them apart, who they are first", () => {
    const groups = divided(Corpus.make(rows(threeKinds(90))), 3, 1)
    const labels = groups.map(({ segment }) => segment.label)
    assert.strictEqual(new Set(labels).size, 3)
    assert.isTrue(
      labels.some((label) => /plan: Free/i.test(label)),
      labels.join("\n")
    )
    assert.deepStrictEqual(
      groups.map(({ segment }) => segment.id),
      ["s1", "s2", "s3"]
    )
  })

  it("tells typical and distinctive answers with their shares", () => {
    const groups = divided(Corpus.make(rows(threeKinds(90))), 3, 1)
    const pro = groups.find(({ segment }) => segment.distinctive.some(({ answer }) => answer === "Pro"))
    const trait = pro?.segment.distinctive.find(({ column }) => column === "Plan")
    assert.strictEqual(trait?.share, 1)
    assert.approximately(trait?.overallShare ?? 0, 1 / 3, 1e-9)
    const columns = pro?.segment.typical.map(({ column }) => column) ?? []
    assert.strictEqual(new Set(columns).size, columns.length)
    assert.includeMembers(columns, ["Gender", "Age", "Plan", "Device", "Rating"])
  })

  it("groups interviews by what they speak of, and names the words", () => {
    const invoices = [
      "The invoice never matches the contract.",
      "Every invoice needs another approval before payment.",
      "Payment and invoice approval take weeks."
    ]
    const gardens = [
      "Tomatoes grow badly in the shade of my garden.",
      "I water the garden and the tomatoes at night.",
      "My garden is tiny, tomatoes and herbs only."
    ]
    const corpus = Corpus.make(
      [...invoices, ...gardens].map((text, index) =>
        interview(`i${index}`, [text, index < 3 ? "So said [PERSON_1b] and [PERSON_2]." : "So I was told."])
      )
    )
    const groups = divided(corpus, 2, 1)
    assert.deepStrictEqual(
      groups.map(({ members }) => members.toSorted((a, b) => a - b)),
      [
        [0, 1, 2],
        [3, 4, 5]
      ]
    )
    assert.match(groups[0]?.segment.label ?? "", /^Speaks of .*invoice/)
    assert.notMatch(groups[0]?.segment.label ?? "", /person/i)
  })

  it("does not call typical what a single member answered", () => {
    const asked = threeKinds(60).map((person, index) =>
      index === 3 ? { ...person, Why: "Cheap" } : { ...person, Why: "" }
    )
    const others = Array.from({ length: 4 }, () => ({ Why: "Fast" }))
    const groups = divided(Corpus.make(rows([...asked, ...others])), 4, 1)
    const traits = groups.flatMap(({ segment }) => [...segment.typical, ...segment.distinctive])
    assert.isTrue(traits.some(({ answer }) => answer === "Fast"))
    assert.isFalse(traits.some(({ answer }) => answer === "Cheap"))
  })

  it("is not misled by identifiers and contact columns", () => {
    const people = threeKinds(60)
    const plain = divided(Corpus.make(rows(people)), 3, 1)
    const keyed = people.map((person, index) => ({
      RespondentID: String(9_000_000 - index),
      "E-mail": `[EMAIL_${index}]`,
      ...person
    }))
    const groups = divided(Corpus.make(rows(keyed)), 3, 1)
    assert.deepStrictEqual(
      groups.map(({ members }) => members),
      plain.map(({ members }) => members)
    )
  })

  it("has one segment for one record, for none but the same, and where nobody answered", () => {
    for (const table of [[{ A: "x" }], Array.from({ length: 9 }, () => ({ A: "x", B: "y" })), [{}, {}, {}]]) {
      const groups = divided(Corpus.make(rows(table)), 5, 1)
      assert.deepStrictEqual(
        groups.map(({ segment }) => [segment.size, segment.share]),
        [[table.length, 1]]
      )
      assert.isNotEmpty(groups[0]?.segment.label)
    }
  })

  it("has no segments without records", () => {
    assert.deepStrictEqual(divided(Corpus.make([]), 5, 1), [])
  })

  it("draws records beyond the sample to the segments found in it", () => {
    const corpus = Corpus.make(rows(threeKinds(4000)))
    const groups = divided(corpus, 3, 1)
    assert.deepStrictEqual(
      groups.map(({ members }) => new Set(members.map((member) => member % 3)).size),
      [1, 1, 1]
    )
  })

  it.prop(
    "puts every record into exactly one segment, and no more segments than asked for",
    [Table, Count],
    ([table, segments]) => {
      const groups = divided(Corpus.make(rows(table)), segments, 3)
      assert.deepStrictEqual(
        groups.flatMap(({ members }) => members).toSorted((a, b) => a - b),
        table.map((_, index) => index)
      )
      assert.isAtMost(groups.length, segments)
      for (const { members, segment } of groups) {
        assert.isNotEmpty(members)
        assert.isNotEmpty(segment.label)
        assert.strictEqual(segment.size, members.length)
        for (const { overallShare, share } of [...segment.typical, ...segment.distinctive]) {
          assert.isTrue(share > 0 && share <= 1 && overallShare > 0 && overallShare <= 1)
        }
      }
      assert.strictEqual(new Set(groups.map(({ segment }) => segment.label)).size, groups.length)
    },
    { arbitrary: { runs: 300 } }
  )

  it.prop("is the same again for the same records and seed", [Table, Count], ([table, segments]) => {
    const make = () => divided(Corpus.make(rows(table)), segments, 3)
    assert.deepStrictEqual(make(), make())
  })

  it.prop("divides all records, whatever the order of the columns", [Table, Count], ([table, segments]) => {
    // Which of equally good divisions is found may depend on rounding, and so on the order; not who is in it.
    const turned = Corpus.make(rows(table.map(({ A, B, C, D }) => ({ D, B, A, C }))))
    const places = divided(turned, segments, 3).flatMap(({ members }) => members)
    assert.deepStrictEqual(
      places.toSorted((a, b) => a - b),
      table.map((_, index) => index)
    )
  })

  it.effect.skipIf(surveysAbsent)("divides a real survey into segments of a useful size", () =>
    Effect.gen(function* () {
      const corpus = Corpus.make(yield* survey("comma-survey.csv"))
      const groups = divided(corpus, 8, 1)
      assert.strictEqual(groups.length, 8)
      for (const { segment } of groups) {
        assert.isAtLeast(segment.size, 20)
        assert.isAtMost(segment.share, 0.4)
        assert.isAtMost(segment.label.length, 260)
      }
      const quiet = groups.find(({ segment }) => segment.label.startsWith("Answered few questions"))
      const silent = corpus.records.flatMap(({ fields }, index) => (fields.length === 2 ? [index] : []))
      assert.includeMembers([...(quiet?.members ?? [])], silent)
    })
  )
})

describe("KMedoids", () => {
  const random = generator(11)
  const points = Array.from({ length: 40 }, () => [random(), random()] as const)
  const distances = KMedoids.matrix(points.length, (a, b) => {
    const [p, q] = [points[a] ?? [0, 0], points[b] ?? [0, 0]]
    return Math.hypot(p[0] - q[0], p[1] - q[1]) / Math.SQRT2
  })
  const cost = (chosen: ReadonlyArray<number>) =>
    points.reduce(
      (sum, _, item) => sum + Math.min(...chosen.map((m) => distances.cells[m * points.length + item] ?? 0)),
      0
    )

  it("finds medoids that no swap of one for another item makes better", () => {
    const chosen = KMedoids.medoids(distances, 5)
    const reached = cost(chosen)
    for (const slot of chosen.keys()) {
      for (const item of points.keys()) {
        assert.isAtLeast(cost(chosen.map((medoid, index) => (index === slot ? item : medoid))), reached - 1e-4)
      }
    }
  })

  it("takes the most central item where one is asked for, and all where more are asked for than there are", () => {
    const [centre = -1] = KMedoids.medoids(distances, 1)
    for (const item of points.keys()) assert.isAtLeast(cost([item]), cost([centre]) - 1e-4)
    assert.strictEqual(new Set(KMedoids.medoids(distances, 99)).size, points.length)
  })
})
