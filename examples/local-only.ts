/**
 * Nothing remote is ever called, and a remote stage is refused before the first call: `npm run example local-only`.
 */
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline, Judge } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

// Data that the app has in memory already.
const records = ResearchData.fromRows(
  Array.from({ length: 12 }, (_, i) => ({
    Age: i % 2 === 0 ? "25-34" : "55-64",
    Occupation: i % 2 === 0 ? "Nurse" : "Retired teacher",
    "What do you want to get done?":
      i % 2 === 0
        ? `I want dinner on the table within ${20 + i} minutes of coming home from a shift.`
        : `I want to use up what the garden gives in week ${i} before it goes soft.`
  })),
  { name: "kitchen" }
)

// The same judge, but said to be remote.
const RemoteJudge = Layer.effect(
  Judge,
  Effect.map(Judge, (judge) => ({
    ...judge,
    model: { provider: "acme", model: "judge-1", location: "remote" as const }
  }))
).pipe(Layer.provide(Embedded.layer))

const program = Effect.gen(function* () {
  const result = yield* HybridPipeline.generate(records, { count: 2, useFrontier: false })
  yield* Console.log(`${result.mode}: ${result.personas.map(({ persona }) => persona.title).join("; ")}`)
  const refused = yield* HybridPipeline.generate(records, { count: 2, useFrontier: false }).pipe(
    Effect.provide(RemoteJudge),
    Effect.catchReason("PipelineError", "RemoteStageRefused", (reason) => Effect.succeed(reason.message))
  )
  yield* Console.log(refused)
})

await Effect.runPromise(program.pipe(Effect.provide(Stages)))
