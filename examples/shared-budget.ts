/**
 * One cap for three runs at once, each with a cap of its own besides: `npm run example shared-budget`. The refiner is a stand-in that is
 * priced like a frontier model.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { Budget, CostMeter, HybridPipeline, Price, Prices, Refiner, Usage, Usd } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Editor = Layer.succeed(Refiner, {
  model: { provider: "acme", model: "frontier-1", location: "remote" },
  bound: () => Effect.succeed({ inputTokens: 3000, outputTokens: 1000 }),
  refine: ({ persona }) =>
    Effect.succeed({ value: { title: `${persona.title} (refined)` }, usage: Usage.make(2500, 300) })
})

const EditorPrice = Prices.layer([
  Price.make({ provider: "acme", model: "frontier-1", input: 3, output: 15, source: "acme.example/prices" })
])

const Stages = Layer.mergeAll(
  Embedded.layer,
  Editor,
  LocalAnonymiser.layer(),
  CostMeter.layer.pipe(Layer.provide(EditorPrice))
)

const study = (seed: number) =>
  HybridPipeline.generate(ResearchData.fromPaths(["examples/data/larder-survey.csv"]), {
    count: 4,
    seed,
    maxFrontierCost: 0.1
  })

const program = Effect.gen(function* () {
  const results = yield* Effect.all([study(1), study(2), study(3)], { concurrency: "unbounded" })
  for (const { costReport, counts } of results) {
    yield* Console.log(`${counts.refined} of ${counts.delivered} personas refined for $${costReport.totalUsd}`)
  }
  const { cap, spent } = yield* (yield* Budget).state
  yield* Console.log(`Together ${Usd.format(spent)} of ${cap === null ? "no cap" : Usd.format(cap)}`)
  yield* Console.log(`Within the shared cap: ${cap !== null && spent <= cap}`)
  for (const { message } of results.flatMap(({ warnings }) =>
    warnings.filter(({ code }) => code === "budget-exhausted")
  )) {
    yield* Console.log(`Warning: ${message}`)
  }
})

// Once, around all of the runs: a budget provided to each of them would begin anew with each.
await Effect.runPromise(
  program.pipe(Effect.provide(Layer.mergeAll(Stages, NodeServices.layer, Budget.layer({ maxCost: 0.09 }))))
)
