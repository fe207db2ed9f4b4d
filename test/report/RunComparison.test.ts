import { assert, describe, it } from "@effect/vitest"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { compareRuns } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"
import { defaults } from "../../src/pipeline/HybridConfig.ts"
import type { HybridResult, RunRecord } from "../../src/pipeline/HybridResult.ts"

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)

/** What of a record of a run tells which data it is of. */
const readFrom = (sha256: string): RunRecord => ({
  version: "0",
  prompts: [],
  models: {
    draft: { provider: "embedded", model: "a", location: "local" },
    judge: { provider: "embedded", model: "a", location: "local" },
    refine: null
  },
  configuration: defaults,
  inputs: [{ file: "survey.csv", bytes: 1, sha256 }]
})

const study = (seed: number, count: number, members: boolean, hash: string) =>
  HybridPipeline.generate(ResearchData.fromPaths(["examples/data/larder-survey.csv"]), { seed, count, members }).pipe(
    Effect.map((result): HybridResult => ({ ...result, run: readFrom(hash) })),
    Effect.provide(Stages)
  )

describe("two runs", () => {
  it.effect(
    "of the same people and settings are the same, segment by segment",
    Effect.fnUntraced(function* () {
      const run = yield* study(1, 4, true, "x")
      const { matchedBy, pairs } = compareRuns(run, run)
      assert.strictEqual(matchedBy, "respondents")
      assert.lengthOf(pairs, 4)
      for (const { a, b, came, changed, inBoth, overlap, saidBefore, saidNow, went } of pairs) {
        assert.deepStrictEqual(a, b)
        assert.strictEqual(overlap, 1)
        assert.strictEqual(inBoth, a?.size)
        assert.deepStrictEqual([came, changed, went, saidNow, saidBefore], [[], [], [], [], []])
      }
    })
  )

  it.effect(
    "match each segment at most once, name those without another, and count who is in both",
    Effect.fnUntraced(function* () {
      const [before, after] = yield* Effect.all([study(1, 3, true, "x"), study(5, 6, true, "x")])
      const { pairs } = compareRuns(before, after)
      for (const [which, run] of [
        ["a", before],
        ["b", after]
      ] as const) {
        const ids = pairs.flatMap((pair) => pair[which]?.id ?? [])
        assert.deepStrictEqual(ids.toSorted(), run.qualityMetrics.segments.groups.map(({ id }) => id).toSorted())
      }
      for (const { a, b, inBoth } of pairs) {
        if (a === null || b === null) continue
        const [ofA, ofB] = [before.members?.[a.id] ?? [], after.members?.[b.id] ?? []]
        assert.strictEqual(inBoth, ofA.filter((id) => ofB.includes(id)).length)
      }
      // The other way round the same segments belong together.
      const back = compareRuns(after, before).pairs.map(({ a, b }) => `${b?.id ?? "-"} ${a?.id ?? "-"}`)
      assert.deepStrictEqual(back.toSorted(), pairs.map(({ a, b }) => `${a?.id ?? "-"} ${b?.id ?? "-"}`).toSorted())
    })
  )

  it.effect(
    "of other data are matched by what they say, also where rows have the same numbers",
    Effect.fnUntraced(function* () {
      const run = yield* study(1, 3, true, "x")
      const other: HybridResult = { ...run, run: readFrom("y") }
      const { matchedBy, pairs } = compareRuns(run, other)
      assert.strictEqual(matchedBy, "answers")
      for (const { a, b, inBoth } of pairs) {
        assert.strictEqual(a?.id, b?.id)
        assert.isNull(inBoth)
      }
    })
  )

  it.effect(
    "say which counts changed, came and went",
    Effect.fnUntraced(function* () {
      const run = yield* study(1, 3, true, "x")
      const [first, ...others] = run.personas
      assert.isDefined(first)
      if (first === undefined) return
      const [count, gone, ...counts] = first.persona.counts
      if (count === undefined || gone === undefined) return assert.fail("too few counts")
      const changed = { ...count, group: { matched: 0, of: count.group.of } }
      const after: HybridResult = {
        ...run,
        personas: [{ ...first, persona: { ...first.persona, counts: [changed, ...counts] } }, ...others]
      }
      const pair = compareRuns(run, after).pairs.find(({ a }) => a?.id === first.persona.segment.id)
      assert.deepStrictEqual(
        pair?.changed.map(({ a, b }) => [a, b]),
        [[count.group, changed.group]]
      )
      assert.deepStrictEqual(
        pair?.went.map(({ a }) => a),
        [gone.group]
      )
      assert.deepStrictEqual(pair?.came, [])
    })
  )
})
