import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as HybridConfig from "../../src/pipeline/HybridConfig.ts"

const issuesOf = (input: unknown) => Effect.map(Effect.flip(HybridConfig.decode(input)), ({ issues }) => issues)

describe("HybridConfig", () => {
  it.effect("has a default for every key", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* HybridConfig.decode({}), HybridConfig.defaults)
    })
  )

  it.effect("changes only what is given, also within nested keys", () =>
    Effect.gen(function* () {
      const config = yield* HybridConfig.decode({ concurrency: { judge: 9 } })
      assert.deepStrictEqual(config.concurrency, { draft: 4, judge: 9, refine: 4, local: 1 })
    })
  )

  it.effect.each([
    ["count", 0],
    ["count", -1],
    ["count", 2.5],
    ["count", Number.NaN],
    ["count", "5"],
    ["count", 10_001],
    ["draftMultiplier", 0],
    ["qualityThreshold", 1.01],
    ["qualityThreshold", -0.1],
    ["qualityThreshold", Number.NaN],
    ["maxFrontierCost", -0.01],
    ["maxFrontierCost", Number.POSITIVE_INFINITY],
    ["useFrontier", "yes"],
    ["anonymiseInput", null],
    ["maxDrafts", 0],
    ["seed", -1],
    ["seed", 2 ** 32]
  ])("refuses %s = %s, naming the key, the value and what is allowed", ([key, value]) =>
    Effect.gen(function* () {
      const [issue, ...more] = yield* issuesOf({ [String(key)]: value })
      assert.strictEqual(more.length, 0)
      assert.strictEqual(issue?.key, key)
      assert.notStrictEqual(issue?.problem, "")
      assert.isAbove(issue?.allowed.length ?? 0, 5)
      assert.strictEqual(issue?.value, typeof value === "number" ? String(value) : JSON.stringify(value))
    })
  )

  it.effect.each([
    [{ concurrency: { draft: 0 } }, "concurrency.draft"],
    [{ retry: { attempts: 0 } }, "retry.attempts"],
    [{ deadlineSeconds: { refine: 0 } }, "deadlineSeconds.refine"],
    [{ selection: { strategy: "best" } }, "selection.strategy"],
    [{ selection: { weights: { realism: -1 } } }, "selection.weights.realism"],
    [{ colour: "blue" }, "colour"],
    [{ concurrency: { drafts: 4 } }, "concurrency.drafts"],
    [{ concurrency: 4 }, "concurrency"]
  ])("refuses %o at %s", ([input, key]) =>
    Effect.gen(function* () {
      const issues = yield* issuesOf(input)
      assert.deepStrictEqual(
        issues.map((issue) => issue.key),
        [key]
      )
      assert.notInclude(issues[0]?.allowed, "docs/")
    })
  )

  it.effect("reports all wrong values at once", () =>
    Effect.gen(function* () {
      const issues = yield* issuesOf({ count: 0, seed: 1.5, colour: 1 })
      assert.sameMembers(
        issues.map(({ key }) => key),
        ["count", "seed", "colour"]
      )
    })
  )

  it.effect("refuses fewer drafts than personas, and weights that are all 0", () =>
    Effect.gen(function* () {
      const none = Object.fromEntries(Object.keys(HybridConfig.defaults.selection.weights).map((key) => [key, 0]))
      const issues = yield* issuesOf({ count: 5, maxDrafts: 4, selection: { weights: none } })
      assert.deepStrictEqual(
        issues.map(({ key }) => key),
        ["maxDrafts", "selection.weights"]
      )
    })
  )

  it.effect("refuses what is not an object", () =>
    Effect.gen(function* () {
      for (const input of [null, 5, "count", [1]]) assert.strictEqual((yield* issuesOf(input))[0]?.key, "(all)")
    })
  )

  it.effect("takes options before the environment, and the environment before a file", () =>
    Effect.gen(function* () {
      const config = yield* HybridConfig.decodeSources([
        { name: "options", values: { count: 1 } },
        ...HybridConfig.environment({ PERSONA_COUNT: "2", PERSONA_SEED: "2", HOME: "/home/me" }),
        { name: "file", values: { count: 3, seed: 3, qualityThreshold: 0.3 } }
      ])
      assert.deepStrictEqual([config.count, config.seed, config.qualityThreshold], [1, 2, 0.3])
    })
  )

  it.effect("reads every key from the environment", () =>
    Effect.gen(function* () {
      const variables = Object.fromEntries(HybridConfig.keys().map((key) => [key.variable, String(key.default)]))
      assert.deepStrictEqual(
        yield* HybridConfig.decodeSources(HybridConfig.environment(variables)),
        HybridConfig.defaults
      )
    })
  )

  it.effect("names the variable or file that a wrong value came from", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        HybridConfig.decodeSources([
          ...HybridConfig.environment({ PERSONA_MAX_FRONTIER_COST: "lots", PERSONA_COLOUR: "blue" }),
          { name: "persona.json", values: { seed: "x" } }
        ])
      )
      assert.sameMembers(
        error.issues.map(({ source }) => source),
        ["PERSONA_MAX_FRONTIER_COST", "PERSONA_COLOUR", "persona.json"]
      )
      assert.include(error.message, "maxFrontierCost (from PERSONA_MAX_FRONTIER_COST)")
    })
  )
})
