/**
 * Drafts and judges on Ollama, refines on Anthropic under a hard cap: `npm run example hybrid-ollama-anthropic`.
 *
 * A server that this example starts stands in for both. For the real thing, replace the three lines marked below by
 * `layerConfig({ model: "qwen3:8b" })` twice and `layerConfig()`, and set OLLAMA_HOST and ANTHROPIC_API_KEY.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Redacted } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import { AnthropicRefiner } from "effect-persona/anthropic"
import { OllamaDraftGenerator, OllamaJudge } from "effect-persona/ollama"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import * as StandIn from "./support/standIn.ts"

const program = Effect.gen(function* () {
  const { url } = yield* StandIn.server
  const Stages = Layer.mergeAll(
    OllamaDraftGenerator.layer({ model: "qwen3:8b", host: url }), // 1
    OllamaJudge.layer({ model: "qwen3:8b", host: url }), // 2
    AnthropicRefiner.layer({ baseUrl: url, apiKey: Redacted.make("none needed here") }), // 3
    LocalAnonymiser.layer(),
    CostMeter.layer
  )
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const { costReport, counts, mode, personas } = yield* HybridPipeline.generate(records, {
    count: 3,
    maxFrontierCost: 0.25
  }).pipe(Effect.provide(Stages))
  for (const { evaluation, persona, refined } of personas) {
    yield* Console.log(`${persona.title} (${evaluation.overall}, ${refined ? "refined" : "as drafted"})`)
  }
  yield* Console.log(
    `${mode}: ${counts.refined} of ${counts.delivered} refined, within the cap: ${costReport.totalUsd <= 0.25}`
  )
})

await Effect.runPromise(program.pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
