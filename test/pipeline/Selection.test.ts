import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as Selection from "../../src/pipeline/Selection.ts"

const segments = ["a", "b", "c"]

/** Decisions of `drafts` drafts: about a fifth is rejected, scores are coarse so that ties are common. */
const decisions = (seed: number, drafts: number): ReadonlyArray<Selection.Decision<number>> => {
  const random = Seed.generator(seed)
  return Array.from({ length: drafts }, (_, index) => {
    const segment = segments[Math.floor(random() * 3)] ?? "a"
    if (random() < 0.2) return Result.fail({ index, segment })
    const candidate = {
      index,
      segment,
      overall: Math.round(random() * 10) / 10,
      coverage: Math.round(random() * 2) / 2,
      value: index
    }
    return Result.succeed(candidate)
  })
}

const begin = (all: ReadonlyArray<Selection.Decision<number>>) =>
  Selection.issue(
    Selection.make<number>(segments),
    all.map((decision) => Result.merge(decision).segment)
  )

const fold = (all: ReadonlyArray<Selection.Decision<number>>, order: ReadonlyArray<number>) => {
  let selection = begin(all)
  const certified: Array<number> = []
  for (const position of order) {
    const decision = all[position]
    if (decision === undefined) continue
    const [after, certain] = Selection.decide(selection, decision)
    selection = after
    certified.push(...certain.map(({ index }) => index))
  }
  return { selection, certified }
}

const shuffled = (n: number, seed: number): ReadonlyArray<number> => {
  const random = Seed.generator(seed)
  return Array.from({ length: n }, (_, i) => ({ i, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ i }) => i)
}

const best = (all: ReadonlyArray<Selection.Decision<number>>) =>
  segments.flatMap((segment) =>
    all
      .flatMap((decision) =>
        Result.isSuccess(decision) && decision.success.segment === segment ? [decision.success] : []
      )
      .toSorted(Selection.rank)
      .slice(0, 1)
      .map(({ index }) => index)
  )

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))
const Sizes = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 }))
const sorted = (numbers: ReadonlyArray<number>) => numbers.toSorted((a, b) => a - b)

describe("Selection", () => {
  it.effect.prop(
    "chooses the best of each segment, as if all drafts had been ranked at the end",
    [Seeds, Sizes],
    ([seed, drafts]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        const { selection, certified } = fold(all, shuffled(drafts, seed + 1))
        const chosen = Selection.chosen(selection).map(({ index }) => index)
        assert.deepStrictEqual(sorted(chosen), sorted(best(all)))
        // When every draft is decided, all chosen are certain, and each was announced once.
        assert.deepStrictEqual(sorted(certified), sorted(chosen))
      }),
    { arbitrary: { runs: 500 } }
  )

  it.effect.prop(
    "certifies the same candidates in the same order, whatever order drafts are decided in",
    [Seeds, Sizes],
    ([seed, drafts]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        const inOrder = fold(
          all,
          shuffled(drafts, 0).map((_, i) => i)
        )
        const otherwise = fold(all, shuffled(drafts, seed + 2))
        assert.deepStrictEqual(otherwise.certified, inOrder.certified)
      }),
    { arbitrary: { runs: 500 } }
  )

  it.effect.prop(
    "never takes back a candidate that it certified",
    [Seeds, Sizes],
    ([seed, drafts]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        let selection = begin(all)
        const certified = new Set<number>()
        for (const decision of all) {
          const [after, certain] = Selection.decide(selection, decision)
          selection = after
          for (const { index } of certain) certified.add(index)
          const held = new Set(Selection.chosen(selection).map(({ index }) => index))
          assert.isTrue([...certified].every((index) => held.has(index)))
        }
      }),
    { arbitrary: { runs: 300 } }
  )

  it("knows which segments have no candidate", () => {
    let selection = begin([])
    assert.deepStrictEqual(Selection.missing(selection), segments)
    selection = Selection.issue(selection, ["b", "a"])
    const chosen = Result.succeed({ index: 0, segment: "b", overall: 0.9, coverage: 1, value: 0 })
    const [after, certified] = Selection.decide(selection, chosen)
    assert.strictEqual(certified.length, 1)
    assert.deepStrictEqual(Selection.missing(after), ["a", "c"])
  })

  it("ranks by score, then by evidence, then by the order of the plan", () => {
    const of = (index: number, overall: number, coverage: number) => ({
      index,
      segment: "a",
      overall,
      coverage,
      value: index
    })
    const all = [of(0, 0.8, 0.5), of(1, 0.9, 0.1), of(2, 0.8, 0.7), of(3, 0.8, 0.7)]
    assert.deepStrictEqual(
      all.toSorted(Selection.rank).map(({ index }) => index),
      [1, 2, 3, 0]
    )
  })
})
