import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as Selection from "../../src/pipeline/Selection.ts"

const groups = ["a", "b", "c"]

/** Decisions of `drafts` drafts: about a fifth is rejected, scores are coarse so that ties are common. */
const decisions = (seed: number, drafts: number): ReadonlyArray<Selection.Decision<number>> => {
  const random = Seed.generator(seed)
  return Array.from({ length: drafts }, (_, index) => {
    const group = groups[Math.floor(random() * 3)] ?? "a"
    if (random() < 0.2) return Result.fail({ index, group })
    const candidate = {
      index,
      group,
      overall: Math.round(random() * 10) / 10,
      coverage: Math.round(random() * 2) / 2,
      text: () => `draft number ${index} of its own kind ${random()}`,
      value: index
    }
    return Result.succeed(candidate)
  })
}

const begin = (all: ReadonlyArray<Selection.Decision<number>>, quota: number) =>
  Selection.issue(
    Selection.make<number>(new Map(groups.map((group) => [group, quota])), { duplicateSimilarity: 1 }),
    all.map((decision) => Result.merge(decision).group)
  )

const fold = (all: ReadonlyArray<Selection.Decision<number>>, order: ReadonlyArray<number>, quota: number) => {
  let selection = begin(all, quota)
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

const best = (all: ReadonlyArray<Selection.Decision<number>>, quota: number) =>
  groups.flatMap((group) =>
    all
      .flatMap((decision) => (Result.isSuccess(decision) && decision.success.group === group ? [decision.success] : []))
      .toSorted(Selection.rank)
      .slice(0, quota)
      .map(({ index }) => index)
  )

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))
const Sizes = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 }))
const Places = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8 }))
const sorted = (numbers: ReadonlyArray<number>) => numbers.toSorted((a, b) => a - b)

describe("Selection", () => {
  it.effect.prop(
    "chooses the best of each group, as if all drafts had been ranked at the end",
    [Seeds, Sizes, Places],
    ([seed, drafts, quota]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        const { selection, certified } = fold(all, shuffled(drafts, seed + 1), quota)
        const chosen = Selection.chosen(selection).map(({ index }) => index)
        assert.deepStrictEqual(sorted(chosen), sorted(best(all, quota)))
        // When every draft is decided, all chosen are certain, and each was announced once.
        assert.deepStrictEqual(sorted(certified), sorted(chosen))
      }),
    { arbitrary: { runs: 500 } }
  )

  it.effect.prop(
    "certifies the same candidates in the same order, whatever order drafts are decided in",
    [Seeds, Sizes, Places],
    ([seed, drafts, quota]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        const inOrder = fold(
          all,
          shuffled(drafts, 0).map((_, i) => i),
          quota
        )
        const otherwise = fold(all, shuffled(drafts, seed + 2), quota)
        assert.deepStrictEqual(otherwise.certified, inOrder.certified)
      }),
    { arbitrary: { runs: 500 } }
  )

  it.effect.prop(
    "never takes back a candidate that it certified",
    [Seeds, Sizes, Places],
    ([seed, drafts, quota]) =>
      Effect.sync(() => {
        const all = decisions(seed, drafts)
        let selection = begin(all, quota)
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

  const candidate = (index: number, overall: number, text: string, group = "a"): Selection.Decision<number> =>
    Result.succeed({ index, group, overall, coverage: 1, text: () => text, value: index })
  const twoPlaces = (
    all: ReadonlyArray<Selection.Decision<number>>,
    quotas: ReadonlyArray<readonly [string, number]>
  ) => {
    let selection = Selection.issue(
      Selection.make<number>(new Map(quotas), { duplicateSimilarity: 0.9 }),
      all.map((decision) => Result.merge(decision).group)
    )
    for (const decision of all) selection = Selection.decide(selection, decision)[0]
    return selection
  }
  const cook = "Plans every meal on Sunday and cooks for the whole week"
  const rider = "Rides to work in any weather and repairs bicycles at night"

  it("passes over a near-duplicate of a better draft", () => {
    const selection = twoPlaces(
      [candidate(0, 0.9, cook), candidate(1, 0.8, cook), candidate(2, 0.7, rider)],
      [["a", 2]]
    )
    assert.deepStrictEqual(
      Selection.chosen(selection).map(({ index }) => index),
      [0, 2]
    )
    assert.strictEqual(selection.duplicates, 1)
  })

  it("lets a better near-duplicate take the place of one that is not certain yet", () => {
    const selection = twoPlaces(
      [candidate(0, 0.7, cook), candidate(1, 0.9, cook), candidate(2, 0.8, rider)],
      [["a", 2]]
    )
    assert.deepStrictEqual(
      Selection.chosen(selection).map(({ index }) => index),
      [1, 2]
    )
  })

  it("leaves no group out because its draft is like one of another", () => {
    const selection = twoPlaces(
      [candidate(0, 0.9, cook, "a"), candidate(1, 0.8, cook, "b")],
      [
        ["a", 1],
        ["b", 1]
      ]
    )
    assert.deepStrictEqual(
      Selection.chosen(selection).map(({ index }) => index),
      [0, 1]
    )
  })

  it("ranks by score, then by evidence, then by the order of the plan", () => {
    const of = (index: number, overall: number, coverage: number) => ({
      index,
      group: "a",
      overall,
      coverage,
      text: () => "",
      value: index
    })
    const all = [of(0, 0.8, 0.5), of(1, 0.9, 0.1), of(2, 0.8, 0.7), of(3, 0.8, 0.7)]
    assert.deepStrictEqual(
      all.toSorted(Selection.rank).map(({ index }) => index),
      [1, 2, 3, 0]
    )
  })
})
