/**
 * Everything on a server that speaks OpenAI's API, such as LM Studio, vLLM or llama.cpp's: `npm run example openai-compatible`.
 *
 * A server that this example starts stands in. For the real thing, use `layerConfig()` in the three lines marked below and set
 * OPENAI_BASE_URL, for LM Studio to http://127.0.0.1:1234/v1. A server outside of your network needs a key, and a price
 * (`Prices.layer`).
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import {
  OpenAiCompatibleDraftGenerator,
  OpenAiCompatibleJudge,
  OpenAiCompatibleRefiner
} from "effect-persona/openai-compatible"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import * as StandIn from "./support/standIn.ts"

const program = Effect.gen(function* () {
  const { url } = yield* StandIn.server
  const Stages = Layer.mergeAll(
    OpenAiCompatibleDraftGenerator.layer({ baseUrl: `${url}/v1` }), // 1
    OpenAiCompatibleJudge.layer({ baseUrl: `${url}/v1` }), // 2
    OpenAiCompatibleRefiner.layer({ baseUrl: `${url}/v1` }), // 3
    LocalAnonymiser.layer(),
    CostMeter.layer
  )
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const { counts, personas, privacy } = yield* HybridPipeline.generate(records, { count: 2 }).pipe(
    Effect.provide(Stages)
  )
  for (const { persona, provenance } of personas) {
    yield* Console.log(`${persona.title} (${provenance.model.provider}/${provenance.model.model})`)
  }
  yield* Console.log(
    `${counts.delivered} personas, ${counts.refined} refined; sent to a remote model: ${privacy.egress}`
  )
})

await Effect.runPromise(program.pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
