/**
 * Everything on Ollama, the refinement too: free, and nothing leaves the network. `npm run example local-only-ollama`.
 *
 * A server that this example starts stands in for Ollama. For the real thing, replace `url` in the three lines marked below
 * by the address of yours, or leave `host` out for the one on this machine.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import { OllamaDraftGenerator, OllamaJudge, OllamaRefiner } from "effect-persona/ollama"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import * as StandIn from "./support/standIn.ts"

const program = Effect.gen(function* () {
  const { url } = yield* StandIn.server
  const Stages = Layer.mergeAll(
    OllamaDraftGenerator.layer({ model: "qwen3:8b", host: url }), // 1
    OllamaJudge.layer({ model: "qwen3:8b", host: url }), // 2
    OllamaRefiner.layer({ model: "qwen3:8b", host: url }), // 3
    LocalAnonymiser.layer(),
    CostMeter.layer
  )
  const records = ResearchData.fromPaths(["examples/data/interviews"])
  const { costReport, counts, privacy } = yield* HybridPipeline.generate(records, { count: 2 }).pipe(
    Effect.provide(Stages)
  )
  yield* Console.log(`${counts.delivered} personas, ${counts.refined} refined, for $${costReport.totalUsd}`)
  yield* Console.log(`Sent to a remote model: ${privacy.egress}`)
})

await Effect.runPromise(program.pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
