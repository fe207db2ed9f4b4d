/**
 * Five personas out of the bundled survey, offline: `npm run example quickstart`.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const result = yield* HybridPipeline.generate(records, { count: 5 })
  for (const { persona, evaluation } of result.personas) {
    yield* Console.log(`${persona.name} – ${persona.title} (${evaluation.overall.toFixed(2)})`)
    yield* Console.log(`  ${persona.quotes[0]?.text ?? persona.bio[0]?.text}`)
  }
  yield* Console.log(`${result.outcome}: ${result.counts.delivered} personas for $${result.costReport.totalUsd}`)
})

await Effect.runPromise(program.pipe(Effect.provide(Layer.merge(Stages, NodeServices.layer))))
