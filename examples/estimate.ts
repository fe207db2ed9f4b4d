/**
 * What a run would cost, before any model is called: `npm run example estimate`.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { Comparison, CostMeter, HybridPipeline, Refiner } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

// Estimating calls no model, so a refiner that could not be called can still be priced.
const Priced = Layer.succeed(Refiner, {
  model: { provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" },
  bound: ({ persona, evaluation }) => {
    const bytes = new TextEncoder().encode(JSON.stringify([persona, evaluation])).length + 4000
    return Effect.succeed({
      inputTokens: bytes,
      outputTokens: 2000,
      expected: { inputTokens: Math.ceil(bytes / 3.5), outputTokens: 450 }
    })
  },
  refine: () => Effect.die(new Error("an estimate calls no model"))
})

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const estimate = yield* HybridPipeline.estimate(records, { count: 10, maxFrontierCost: 1 })
  const { low, expected, ceiling } = estimate.totalUsd
  yield* Console.log(`10 personas: $${low.toFixed(4)} to $${expected.toFixed(4)}, never above $${ceiling.toFixed(4)}`)
  const model = { provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" as const }
  const rows = yield* Comparison.compare(model, Comparison.assumptionsFor(estimate.meanSampleBytes), [10, 100])
  for (const { approach, usd } of rows)
    yield* Console.log(`${approach}: ${usd.map((n) => `$${n.toFixed(3)}`).join(", ")}`)
})

await Effect.runPromise(
  program.pipe(Effect.provide(Layer.mergeAll(Stages, NodeServices.layer).pipe(Layer.merge(Priced))))
)
