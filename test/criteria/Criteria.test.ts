import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Criteria from "../../src/criteria/Criteria.ts"
import * as Embedded from "../../src/embedded/index.ts"
import { judgeAnswer } from "../../src/llm/JudgeAnswer.ts"
import { judgePrompt } from "../../src/llm/JudgePrompt.ts"
import { refinePrompt } from "../../src/llm/RefinePrompt.ts"
import * as HybridConfig from "../../src/pipeline/HybridConfig.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { records } from "../pipeline/fixtures.ts"

/** What an app writes to judge by one thing more. */
const brevity: Criteria.Criterion = {
  name: "brevity",
  weight: 3,
  question: "Is it short?",
  anchors: { one: "pages", three: "a page", five: "a few lines" },
  rule: ({ persona }) => ({
    score: persona.goals.length > 2 ? 0.25 : 0.75,
    faults: [{ claim: "goals", text: "This could be shorter." }],
    checks: []
  })
}
const criteria = [...Criteria.standard, brevity]
const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, Criteria.layer(criteria))

describe("a criterion of an app's own", () => {
  it.effect("is scored, weighed and told in the metrics", () =>
    Effect.gen(function* () {
      const { personas, qualityMetrics } = yield* HybridPipeline.generate(records(40), {
        count: 2,
        qualityThreshold: 0
      })
      for (const { evaluation } of personas) {
        const { brevity: score = -1, ...others } = evaluation.scores
        assert.include([0.25, 0.75], score)
        // Rules count: what only a reader can judge has no score.
        assert.sameMembers(Object.keys(others), ["groundedness", "completeness", "distinctiveness"])
        const { completeness = -1, distinctiveness = -1, groundedness = -1 } = others
        assert.closeTo(evaluation.overall, (4 * groundedness + completeness + distinctiveness + 3 * score) / 9, 1e-6)
      }
      assert.property(qualityMetrics.meanScores, "brevity")
    }).pipe(Effect.provide(Stages))
  )

  it.effect("can be weighed by the configuration", () =>
    Effect.gen(function* () {
      const { personas } = yield* HybridPipeline.generate(records(40), {
        count: 1,
        qualityThreshold: 0,
        selection: {
          weights: { ...Object.fromEntries(criteria.map(({ name }) => [name, 0])), brevity: 1 }
        }
      })
      assert.strictEqual(personas[0]?.evaluation.overall, personas[0]?.evaluation.scores["brevity"])
    }).pipe(Effect.provide(Stages))
  )

  it.effect("is a wrong key of the configuration where it is not in the list", () =>
    Effect.gen(function* () {
      const { issues } = yield* Effect.flip(HybridConfig.decode({ selection: { weights: { brevity: 1 } } }))
      assert.deepStrictEqual(
        issues.map(({ key }) => key),
        ["selection.weights.brevity"]
      )
      assert.include(issues[0]?.allowed, "groundedness")
    })
  )

  it("stands in the prompts and in the schema of the answer", () => {
    assert.include(judgePrompt(criteria).system, "- brevity: Is it short? 1: pages. 3: a page. 5: a few lines.")
    assert.include(judgePrompt(criteria).answer, '"distinctiveness", "brevity"')
    assert.include(refinePrompt(criteria).system, "- brevity: Is it short? At its best: a few lines.")
    const scaled = criteria.filter(({ byClaim }) => byClaim !== true)
    const scales = Object.fromEntries(scaled.map(({ name }) => [name, 4]))
    assert.isTrue(Schema.is(judgeAnswer(criteria))({ claims: [], scales }))
    assert.isFalse(Schema.is(judgeAnswer(criteria))({ claims: [], scales: { ...scales, brevity: undefined } }))
  })
})

it.effect("a criterion without a rule is left to models, and does not count where rules judge", () =>
  Effect.gen(function* () {
    const { rule: _, ...unruled } = brevity
    const layer = Layer.mergeAll(
      Embedded.layer,
      LocalAnonymiser.layer(),
      CostMeter.layer,
      Criteria.layer([...Criteria.standard, unruled])
    )
    const { personas } = yield* HybridPipeline.generate(records(40), { count: 1 }).pipe(Effect.provide(layer))
    assert.notProperty(personas[0]?.evaluation.scores, "brevity")
    assert.isAbove(personas[0]?.evaluation.overall ?? 0, 0.5)
  })
)
