/**
 * The cap holds while calls run at once, fail and are cut off: `npm run example budget-capped`. The refiner is a stand-in that
 * is priced like a frontier model and fails now and then.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline, Price, Prices, Refiner, StageError, Usage } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

let calls = 0

const Flaky = Layer.succeed(Refiner, {
  model: { provider: "acme", model: "frontier-1", location: "remote" },
  bound: () => Effect.succeed({ inputTokens: 3000, outputTokens: 1000 }),
  refine: ({ persona }) =>
    Effect.suspend(() => {
      calls += 1
      return calls % 4 === 0
        ? Effect.fail(
            new StageError.RefinerError({
              // The connection went away after sending: nobody knows what was billed, so the ceiling is booked.
              reason: new StageError.Unavailable({ message: "connection cut", billing: StageError.unknownBilling })
            })
          )
        : Effect.succeed({ value: { title: `${persona.title} (refined)` }, usage: Usage.make(2500, 300) })
    })
})

const FlakyPrice = Prices.layer([
  Price.make({ provider: "acme", model: "frontier-1", input: 3, output: 15, source: "acme.example/prices" })
])

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer.pipe(Layer.provide(FlakyPrice)))

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const result = yield* HybridPipeline.generate(records, {
    count: 10,
    maxFrontierCost: 0.08,
    concurrency: { refine: 8 },
    retry: { baseDelayMillis: 1 }
  })
  const { totalUsd, capUsd, budgetExhausted } = result.costReport
  yield* Console.log(`Spent $${totalUsd} of $${capUsd}; within the cap: ${totalUsd <= (capUsd ?? 0)}`)
  yield* Console.log(
    `${result.counts.refined} of ${result.counts.delivered} personas refined; budget exhausted: ${budgetExhausted}`
  )
  for (const { message } of result.warnings) yield* Console.log(`Warning: ${message}`)
})

await Effect.runPromise(
  program.pipe(Effect.provide(Layer.mergeAll(Stages, NodeServices.layer).pipe(Layer.merge(Flaky))))
)
