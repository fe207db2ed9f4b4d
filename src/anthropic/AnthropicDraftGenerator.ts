/**
 * Drafts personas on one of Anthropic's models: for frontier-only runs, or as what stands in where no local model answers.
 */
import { type Config, Layer } from "effect"
import * as LlmDraftGenerator from "../llm/LlmDraftGenerator.ts"
import * as AnthropicChatModel from "./AnthropicChatModel.ts"
import type { FallbackDraftGenerator, DraftGenerator } from "../stages/DraftGenerator.ts"

/** How to draft, and with what. */
export interface AnthropicDraftOptions extends AnthropicChatModel.AnthropicOptions, LlmDraftGenerator.DraftOptions {}

/**
 * A `DraftGenerator` on one of Anthropic's models.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { AnthropicDraftGenerator, AnthropicJudge } from "effect-persona/anthropic"
 *
 * // Beside local stages: used, with a warning in the result, only where those are not available.
 * const Fallbacks = Layer.merge(
 *   AnthropicDraftGenerator.layerFallbackConfig(),
 *   AnthropicJudge.layerFallbackConfig({ model: "claude-haiku-5-5" })
 * )
 * ```
 */
export const layer = (options: AnthropicDraftOptions = {}): Layer.Layer<DraftGenerator> =>
  LlmDraftGenerator.layer(options).pipe(Layer.provide(AnthropicChatModel.layer(options)))

/** The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set. */
export const layerConfig = (
  options: Omit<AnthropicDraftOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<DraftGenerator, Config.ConfigError> =>
  LlmDraftGenerator.layer(options).pipe(Layer.provide(AnthropicChatModel.layerConfig(options)))

/** A `FallbackDraftGenerator`: it stands in, with a warning in the result, where the local one is not available. */
export const layerFallback = (options: AnthropicDraftOptions = {}): Layer.Layer<FallbackDraftGenerator> =>
  LlmDraftGenerator.layerFallback(options).pipe(Layer.provide(AnthropicChatModel.layer(options)))

/** The same, from the environment. */
export const layerFallbackConfig = (
  options: Omit<AnthropicDraftOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<FallbackDraftGenerator, Config.ConfigError> =>
  LlmDraftGenerator.layerFallback(options).pipe(Layer.provide(AnthropicChatModel.layerConfig(options)))
