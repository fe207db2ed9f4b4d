/**
 * What a run would cost, before any model is called: `npm run example estimate`.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { Comparison, CostMeter, DraftGenerator, HybridPipeline, Judge, Refiner } from "effect-persona"
import { LlmDraftGenerator, LlmJudge, LlmRefiner } from "effect-persona/llm"
import { onlyPriced } from "effect-persona/llm/provider"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

// Estimating calls no model, so models that could not be called can still be priced.
const local = onlyPriced({ provider: "ollama", model: "qwen3:8b", location: "local" })
const frontier = onlyPriced({ provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" })

const Stages = Layer.mergeAll(
  Layer.succeed(DraftGenerator, LlmDraftGenerator.over(local)),
  Layer.succeed(Judge, LlmJudge.over(local)),
  Layer.succeed(Refiner, LlmRefiner.over(frontier)),
  LocalAnonymiser.layer(),
  CostMeter.layer
)

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const estimate = yield* HybridPipeline.estimate(records, { count: 10, maxFrontierCost: 1 })
  const { low, expected, ceiling } = estimate.totalUsd
  yield* Console.log(`10 personas: $${low.toFixed(4)} to $${expected.toFixed(4)}, never above $${ceiling.toFixed(4)}`)
  const model = { provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" as const }
  const assumptions = Comparison.assumptionsOf(estimate)
  const rows = assumptions === null ? [] : yield* Comparison.compare(model, assumptions, [10, 100])
  for (const { approach, usd } of rows)
    yield* Console.log(`${approach}: ${usd.map((n) => `$${n.toFixed(3)}`).join(", ")}`)
})

await Effect.runPromise(program.pipe(Effect.provide(Layer.merge(Stages, NodeServices.layer))))
