/**
 * A whole hybrid run against the services of `Services.ts`, over real HTTP, and the books of both sides.
 */
import { Effect, Layer, Redacted, Stream } from "effect"
import { AnthropicDraftGenerator, AnthropicJudge, AnthropicRefiner } from "../../../src/anthropic/index.ts"
import { anthropicPrices } from "../../../src/budget/AnthropicPrices.ts"
import * as Price from "../../../src/budget/Price.ts"
import * as Usd from "../../../src/domain/Usd.ts"
import * as Ollama from "../../../src/ollama/index.ts"
import type { HybridConfigInput } from "../../../src/pipeline/HybridConfig.ts"
import * as HybridPipeline from "../../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../../src/privacy/index.ts"
import { CostMeter } from "../../../src/stages/CostMeter.ts"
import { people } from "../../pipeline/fixtures.ts"
import * as Services from "./Services.ts"

/** One run. */
export interface RunOptions extends Services.ServicesOptions {
  readonly config: HybridConfigInput
  readonly records?: number
  /** The frontier model. */
  readonly frontier?: string
  /** Default true; false is a machine without Ollama. */
  readonly ollamaThere?: boolean
}

/** Nothing listens there: the discard port is reserved. */
const nobody = "http://127.0.0.1:9"

/** What Anthropic would have billed for what it was asked, in US dollars. */
export const billedUsd = (asked: ReadonlyArray<Services.Asked>): number =>
  Usd.toDollars(
    Usd.sum(
      ...asked
        .filter(({ service }) => service === "anthropic")
        .map(({ model, ...usage }) => {
          const price = anthropicPrices.find((each) => each.model === model)
          if (price === undefined) throw new Error(`No price of ${model}.`)
          return Price.costOf(price, usage)
        })
    )
  )

/** Makes a run against a server of its own, and gives its result with what the server was asked and would have billed. */
export const run = Effect.fnUntraced(function* (options: RunOptions) {
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => Services.start(options)),
    ({ stop }) => Effect.promise(stop)
  )
  const host = options.ollamaThere === false ? nobody : server.url
  const anthropic = {
    baseUrl: server.url,
    apiKey: Redacted.make("sk-test-not-a-key"),
    ...(options.frontier !== undefined && { model: options.frontier })
  }
  const stages = Layer.mergeAll(
    Ollama.layer({ host, model: server.installed }),
    AnthropicRefiner.layer(anthropic),
    AnthropicDraftGenerator.layerFallback(anthropic),
    AnthropicJudge.layerFallback(anthropic),
    Layer.fresh(LocalAnonymiser.layer()),
    CostMeter.layer
  )
  const result = yield* HybridPipeline.generate(Stream.fromIterable(people(options.records ?? 60)), {
    retry: { attempts: 3, baseDelayMillis: 1, maxDelayMillis: 5 },
    deadlineSeconds: { draft: 0.5, judge: 0.5, refine: 0.5 },
    ...options.config
  }).pipe(Effect.provide(stages))
  const asked = server.asked()
  return { result, asked, billedUsd: billedUsd(asked), open: server.open() }
}, Effect.scoped)
