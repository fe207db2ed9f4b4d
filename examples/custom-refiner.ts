/**
 * A refiner of your own, in thirty lines: `npm run example custom-refiner`. Retries, deadlines, the budget, the evidence check
 * and judging again are the pipeline's; a refiner makes one attempt and says what it used.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline, Price, Prices, Refiner, Usage } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Editor = Layer.succeed(Refiner, {
  model: { provider: "acme", model: "editor-1", location: "remote" },
  // No request to this service can take more than 4,000 tokens in and 500 out.
  bound: () => Effect.succeed({ inputTokens: 4000, outputTokens: 500 }),
  refine: ({ persona }) =>
    // Here an app would call its service; this stand-in adds a word to the title.
    Effect.succeed({
      value: { title: `${persona.title}, edited` },
      usage: Usage.make(1800, 120)
    })
})

// A remote model needs a price, in dollars per million tokens: without one it is never called.
const EditorPrice = Prices.layer([
  Price.make({ provider: "acme", model: "editor-1", input: 3, output: 15, source: "acme.example/prices" })
])

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer.pipe(Layer.provide(EditorPrice)))

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const { costReport, personas } = yield* HybridPipeline.generate(records, { count: 3, maxFrontierCost: 0.1 })
  for (const { persona, costUsd } of personas) yield* Console.log(`${persona.title}: $${costUsd}`)
  yield* Console.log(`Spent $${costReport.totalUsd} of $${costReport.capUsd}`)
})

await Effect.runPromise(
  program.pipe(Effect.provide(Layer.mergeAll(Stages, NodeServices.layer).pipe(Layer.merge(Editor))))
)
