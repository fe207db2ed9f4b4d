/**
 * Refines personas on one of Anthropic's models by batches: at half the price, and within a day instead of a minute.
 *
 * Each refinement is still one attempt of the run, with its reservation held until its batch is done. The layer asks the run for as many
 * refinements in flight as a batch may hold, and for a deadline of a day and an hour.
 */
import { type Config, Effect, Layer, type Scope } from "effect"
import * as LlmRefiner from "../llm/LlmRefiner.ts"
import type { ChatModelShape } from "../llm/provider/ChatModel.ts"
import * as AnthropicBatchChatModel from "./AnthropicBatchChatModel.ts"
import { Refiner, type RefinerShape } from "../stages/Refiner.ts"

/** How to use the model, how to gather batches, and how to ask for refinements. */
export interface AnthropicBatchRefinerOptions
  extends AnthropicBatchChatModel.AnthropicBatchOptions, LlmRefiner.RefineOptions {}

/** The service gives up on a request after a day; an hour more for looking. */
const deadlineSeconds = 25 * 3600

const over = (model: ChatModelShape, options: AnthropicBatchRefinerOptions): RefinerShape => ({
  ...LlmRefiner.over(model, options),
  concurrency: options.maxRequests ?? 1000,
  deadlineSeconds
})

/**
 * A refiner by batches. Closing the scope cancels those that are being worked on.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicBatchRefiner } from "effect-persona/anthropic"
 *
 * const refiner = AnthropicBatchRefiner.make({ apiKey: Redacted.make("sk-ant-…"), maxRequests: 200 })
 * ```
 */
export const make = (options: AnthropicBatchRefinerOptions = {}): Effect.Effect<RefinerShape, never, Scope.Scope> =>
  Effect.map(AnthropicBatchChatModel.make(options), (model) => over(model, options))

/**
 * A `Refiner` by batches.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicBatchRefiner } from "effect-persona/anthropic"
 *
 * const Refinements = AnthropicBatchRefiner.layer({ apiKey: Redacted.make("sk-ant-…"), pollSeconds: 60 })
 * ```
 */
export const layer = (options: AnthropicBatchRefinerOptions = {}): Layer.Layer<Refiner> =>
  Layer.effect(Refiner, make(options))

/**
 * The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set.
 *
 * @example
 * ```ts
 * import { AnthropicBatchRefiner } from "effect-persona/anthropic"
 *
 * const Refinements = AnthropicBatchRefiner.layerConfig({ pollSeconds: 60 })
 * ```
 */
export const layerConfig = (
  options: Omit<AnthropicBatchRefinerOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<Refiner, Config.ConfigError> =>
  Layer.effect(
    Refiner,
    Effect.map(AnthropicBatchChatModel.makeConfig(options), (model) => over(model, options))
  )
