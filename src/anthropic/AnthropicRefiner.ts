/**
 * Refines personas on one of Anthropic's models: the hybrid pipeline's frontier.
 */
import { type Config, Layer } from "effect"
import * as LlmRefiner from "../llm/LlmRefiner.ts"
import * as AnthropicChatModel from "./AnthropicChatModel.ts"
import type { Refiner } from "../stages/Refiner.ts"

/** How to refine, and with what. */
export interface AnthropicRefineOptions extends AnthropicChatModel.AnthropicOptions, LlmRefiner.RefineOptions {}

/**
 * A `Refiner` on one of Anthropic's models. It sees the persona, what it cites and what the judge found wrong, and answers with edits.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { AnthropicRefiner } from "effect-persona/anthropic"
 * import { OllamaDraftGenerator, OllamaJudge } from "effect-persona/ollama"
 *
 * // The hybrid pipeline, with hosts and key from the environment.
 * const Hybrid = Layer.mergeAll(
 *   OllamaDraftGenerator.layerConfig(),
 *   OllamaJudge.layerConfig(),
 *   AnthropicRefiner.layerConfig({ model: "claude-sonnet-5-5" })
 * )
 * ```
 */
export const layer = (options: AnthropicRefineOptions = {}): Layer.Layer<Refiner> =>
  LlmRefiner.layer(options).pipe(Layer.provide(AnthropicChatModel.layer(options)))

/** The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set. */
export const layerConfig = (
  options: Omit<AnthropicRefineOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<Refiner, Config.ConfigError> =>
  LlmRefiner.layer(options).pipe(Layer.provide(AnthropicChatModel.layerConfig(options)))
