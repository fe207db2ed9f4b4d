/**
 * A program that makes personas and refines them in a batch, over the built package, to be run in a process of its own that can be killed:
 * `node --input-type=module --eval PROGRAM URL DIRECTORY`, at the root of the project.
 */
export const refineInBatch = `import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Redacted } from "effect"
import { CostMeter, HybridPipeline } from "./dist/index.js"
import { AnthropicBatchRefiner } from "./dist/anthropic/index.js"
import { FolderRunStore } from "./dist/durable/index.js"
import { EmbeddedDraftGenerator, EmbeddedJudge } from "./dist/embedded/index.js"
import { LocalAnonymiser } from "./dist/privacy/index.js"
import { ResearchData } from "./dist/sources/index.js"

const [, baseUrl, directory] = process.argv
const stages = Layer.mergeAll(
  EmbeddedDraftGenerator.layer,
  EmbeddedJudge.layer(),
  AnthropicBatchRefiner.layer({
    apiKey: Redacted.make("sk-test"),
    baseUrl,
    quietSeconds: 0.3,
    pollSeconds: 0.05
  }),
  LocalAnonymiser.layer(),
  CostMeter.layer,
  FolderRunStore.layer({ directory })
)
const result = HybridPipeline.generate(
  ResearchData.fromPaths(["examples/data/larder-survey.csv"]),
  { count: 6, maxFrontierCost: 0.2, qualityThreshold: 0.2 },
  { run: "batched" }
)
const { costReport, counts } = await Effect.runPromise(
  result.pipe(Effect.provide(Layer.provideMerge(stages, NodeServices.layer)))
)
console.log(JSON.stringify({ refine: costReport.stages.refine, refined: counts.refined, delivered: counts.delivered }))
`
