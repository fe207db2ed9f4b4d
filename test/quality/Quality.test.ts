/**
 * The score must fall on bad work: drafts with a known defect score below sound ones, and prose written by hand scores like what the
 * embedded generator writes. `npm run bench -- quality` prints all of it.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { bundled } from "../corpus/requests.ts"
import { survey, surveysAbsent } from "../corpus/surveys.ts"
import { found } from "./mutations.ts"
import { claimsWithField, generated, handwritten, type SampleSet } from "./personas.ts"
import { areaUnderCurve, measured, median, scored } from "./scoring.ts"
import { shuffled } from "./shuffling.ts"

/** The chance that a sound draft scores above one with a defect. */
const leastArea = 0.95

/** How far prose by hand may score from generated drafts. */
const mostApart = 0.03

const scores = (sets: ReadonlyArray<SampleSet>) => sets.flat().map((sample) => scored(sample).score)

const inThreeWays = (records: Parameters<typeof generated>[0]) =>
  Effect.forEach([3, 5, 8], (segments) => generated(records, segments))

const assertFound = (sets: ReadonlyArray<SampleSet>, draws: number) => {
  const missed = [...measured(sets, found, draws)].filter(([, { auc }]) => auc < leastArea)
  assert.deepStrictEqual(
    missed.map(([name, { auc }]) => `${name}: ${auc.toFixed(3)}`),
    []
  )
}

describe("the score", () => {
  it.effect("falls on generated drafts of the bundled survey with a defect", () =>
    Effect.map(Effect.flatMap(bundled, inThreeWays), (sets) => assertFound(sets, 1))
  )

  it.effect("falls on prose written by hand with a defect", () =>
    Effect.map(Effect.flatMap(bundled, handwritten), (sets) => {
      assert.lengthOf(sets.flat(), 10)
      assertFound(sets, 5)
    })
  )

  for (const [name, skip] of [
    ["steak-risk-survey.csv", 1],
    ["comma-survey.csv", 0]
  ] as const)
    it.effect.skipIf(surveysAbsent)(`falls on generated drafts of ${name} with a defect`, () =>
      Effect.map(Effect.flatMap(survey(name, skip), inThreeWays), (sets) => assertFound(sets, 1))
    )

  it.effect("is the same for prose written by hand as for generated drafts, where its evidence is sound", () =>
    Effect.gen(function* () {
      const records = yield* bundled
      const byHand = scores(yield* handwritten(records))
      const byRules = scores(yield* inThreeWays(records))
      const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length
      assert.isAtMost(Math.abs(median(byHand) - median(byRules)), mostApart)
      assert.isAtMost(Math.abs(mean(byHand) - mean(byRules)), mostApart)
    })
  )

  it.effect("falls on answers that were shuffled, question by question", () =>
    Effect.gen(function* () {
      const records = yield* bundled
      const [real, chance] = [yield* generated(records, 5, 1), yield* generated(shuffled(records), 5, 1)]
      assert.isTrue(chance.every(({ request }) => request.contrasts.length === 0))
      assert.isAtLeast(areaUnderCurve(scores([real]), scores([chance])), leastArea)
    })
  )
})

it.effect("each mutation changes a part of a draft and leaves the rest", () =>
  Effect.gen(function* () {
    const sets = yield* handwritten(yield* bundled)
    for (const set of sets)
      for (const sample of set) {
        const before = new Set(
          claimsWithField(sample.content).map(([field, { evidence, text }]) => JSON.stringify([field, text, evidence]))
        )
        for (const [name, mutation] of Object.entries(found)) {
          const others = set.filter((other) => other !== sample)
          const content = mutation(sample, others, () => 0.5)
          assert.isDefined(content)
          if (content === undefined) return
          const after = claimsWithField(content).map(([field, { evidence, text }]) =>
            JSON.stringify([field, text, evidence])
          )
          const kept = after.filter((claim) => before.has(claim)).length
          assert.isBelow(kept, before.size, name)
          assert.isAbove(kept, before.size / 3, name)
        }
      }
  })
)
