/**
 * Judges personas on one of Anthropic's models. It gives no token probabilities, so scores are plain.
 */
import { type Config, Layer } from "effect"
import * as LlmJudge from "../llm/LlmJudge.ts"
import * as AnthropicChatModel from "./AnthropicChatModel.ts"
import type { FallbackJudge, Judge } from "../stages/Judge.ts"

/** How to judge, and with what. */
export interface AnthropicJudgeOptions extends AnthropicChatModel.AnthropicOptions, LlmJudge.JudgeOptions {}

/**
 * A `Judge` on one of Anthropic's models. Every draft is judged, so it is paid for every draft: a small model will do.
 *
 * @example
 * ```ts
 * import { AnthropicJudge } from "effect-persona/anthropic"
 *
 * const Paid = AnthropicJudge.layerConfig({ model: "claude-haiku-5-5" })
 * ```
 */
export const layer = (options: AnthropicJudgeOptions = {}): Layer.Layer<Judge> =>
  LlmJudge.layer(options).pipe(Layer.provide(AnthropicChatModel.layer(options)))

/** The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set. */
export const layerConfig = (
  options: Omit<AnthropicJudgeOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<Judge, Config.ConfigError> =>
  LlmJudge.layer(options).pipe(Layer.provide(AnthropicChatModel.layerConfig(options)))

/** A `FallbackJudge`: it stands in, with a warning in the result, where the local one is not available. */
export const layerFallback = (options: AnthropicJudgeOptions = {}): Layer.Layer<FallbackJudge> =>
  LlmJudge.layerFallback(options).pipe(Layer.provide(AnthropicChatModel.layer(options)))

/** The same, from the environment. */
export const layerFallbackConfig = (
  options: Omit<AnthropicJudgeOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<FallbackJudge, Config.ConfigError> =>
  LlmJudge.layerFallback(options).pipe(Layer.provide(AnthropicChatModel.layerConfig(options)))
