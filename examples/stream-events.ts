/**
 * Personas as they are finished, while others are still being drafted: `npm run example stream-events`.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Stream } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const program = HybridPipeline.stream(ResearchData.fromPaths(["examples/data/interviews"]), { count: 4 }).pipe(
  Stream.runForEach((event) => {
    switch (event._tag) {
      case "RunStarted":
        return Console.log(`${event.records} interviews, ${event.drafts} drafts`)
      case "DraftJudged":
        return Console.log(
          `draft ${event.index + 1}: ${event.overall.toFixed(2)}${event.passed ? "" : ", below the threshold"}`
        )
      case "PersonaFinished":
        return Console.log(`finished: ${event.result.persona.title}`)
      case "RunFinished":
        return Console.log(`${event.result.outcome}, ${event.result.counts.delivered} personas`)
      default:
        return Effect.void
    }
  })
)

await Effect.runPromise(program.pipe(Effect.provide(Layer.merge(Stages, NodeServices.layer))))
