import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { run } from "./support/HybridRun.ts"
import { faults } from "./support/Services.ts"

/** What is reported as spent was billed, what was billed beyond that is at most what may have been, and all of it fits the cap. */
const assertCounted = (
  { possiblyBilledUsd, totalUsd }: { readonly totalUsd: number; readonly possiblyBilledUsd: number },
  billedUsd: number,
  cap: number,
  where = ""
) => {
  assert.isAtMost(totalUsd, billedUsd + 1e-9, `reported as spent, but not billed ${where}`)
  assert.isAtMost(billedUsd, totalUsd + possiblyBilledUsd + 1e-9, `billed, but not reported ${where}`)
  assert.isAtMost(totalUsd + possiblyBilledUsd, cap + 1e-9, `past the cap ${where}`)
}

// More runs than a test needs: `PERSONA_FAULT_RUNS=500 npx vitest run test/llm/Faults.test.ts`.
const runs = Number(process.env["PERSONA_FAULT_RUNS"] ?? 20)
const caps = [0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 10]

describe("a hybrid run over HTTP", () => {
  it.live("books exactly what was billed where nothing fails", () =>
    Effect.gen(function* () {
      const { billedUsd, result } = yield* run({ config: { count: 5, maxFrontierCost: 1 } })
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.refined, 5)
      assert.isAbove(billedUsd, 0)
      assert.closeTo(result.costReport.totalUsd, billedUsd, 1e-9)
    })
  )

  it.live(
    "delivers 20 personas with 5 % faults of every kind, or says exactly why not",
    () =>
      Effect.gen(function* () {
        const { asked, billedUsd, result } = yield* run({
          faultRate: 0.05,
          seed: 7,
          records: 200,
          config: { count: 20, maxFrontierCost: 2 }
        })
        assert.isAbove(asked.filter(({ fault }) => fault !== null).length, 3)
        const { delivered, requested } = result.counts
        assert.strictEqual(requested, 20)
        if (delivered < requested) {
          const shortfall = result.warnings.find(({ code }) => code === "shortfall")
          assert.match(
            shortfall?.message ?? "",
            new RegExp(`^${delivered} of 20 personas were delivered: of \\d+ drafts`)
          )
        } else assert.strictEqual(result.outcome, "Complete")
        for (const { reason, refined } of result.personas) if (!refined) assert.isAbove((reason ?? "").length, 20)
        assertCounted(result.costReport, billedUsd, 2)
      }),
    60_000
  )

  it.live(
    `never spends past the cap, whatever fails: ${runs} runs, caps from $0 to ample, by what the server would bill`,
    () =>
      Effect.forEach(
        Array.from({ length: runs }, (_, i) => i),
        (i) =>
          Effect.gen(function* () {
            const cap = caps[i % caps.length] ?? 0
            const { billedUsd, result } = yield* run({
              seed: i,
              faultRate: 0.1 + (i % 5) * 0.1,
              records: 20,
              // Every fourth run has no local model: everything is drafted and judged for money.
              ollamaThere: i % 4 !== 3,
              config: {
                count: 3,
                maxFrontierCost: cap,
                seed: i,
                deadlineSeconds: { draft: 0.1, judge: 0.1, refine: 0.1 }
              }
            })
            const where = `run ${i}, cap $${cap}`
            assert.isAtMost(billedUsd, cap + 1e-9, `billed in ${where}`)
            assertCounted(result.costReport, billedUsd, cap, where)
            if (result.counts.delivered < 3) {
              assert.include(
                result.warnings.map(({ code }) => code),
                "shortfall",
                where
              )
            }
          }),
        { discard: true, concurrency: 4 }
      ),
    600_000
  )

  const quick = { draft: 0.1, judge: 0.1, refine: 0.1 }

  it.live.each(faults)("hands the drafts back and says why where every answer of the frontier is: %s", (fault) =>
    Effect.gen(function* () {
      const { billedUsd, result } = yield* run({
        faultRate: 1,
        faults: [fault],
        faulty: "anthropic",
        records: 20,
        config: { count: 2, maxFrontierCost: 0.5, deadlineSeconds: quick }
      })
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.refined, 0)
      for (const { reason } of result.personas) assert.match(reason ?? "", /refinement failed: .*anthropic/i)
      assertCounted(result.costReport, billedUsd, 0.5)
    })
  )

  it.live.each(faults)("spends nothing and counts the failures where every answer of Ollama is: %s", (fault) =>
    Effect.gen(function* () {
      const { asked, result } = yield* run({
        faultRate: 1,
        faults: [fault],
        faulty: "ollama",
        records: 20,
        config: { count: 1, maxDrafts: 2, maxFrontierCost: 0.5, deadlineSeconds: quick }
      })
      assert.strictEqual(result.outcome, "Shortfall")
      assert.strictEqual(result.counts.failed, result.counts.drafts)
      assert.isAbove(asked.length, 0)
      assert.isTrue(asked.every(({ service }) => service === "ollama"))
      assert.strictEqual(result.costReport.totalUsd, 0)
    })
  )
})
