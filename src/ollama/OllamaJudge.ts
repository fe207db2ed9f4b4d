/**
 * Judges personas on an Ollama server.
 */
import { type Config, Layer } from "effect"
import * as LlmJudge from "../llm/LlmJudge.ts"
import * as OllamaChatModel from "./OllamaChatModel.ts"
import type { Judge } from "../stages/Judge.ts"

/** How to judge, and with what. */
export interface OllamaJudgeOptions extends OllamaChatModel.OllamaOptions, LlmJudge.JudgeOptions {}

/**
 * A `Judge` on an Ollama server. Servers from 0.12.11 on give token probabilities: then scores are expectations over them.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { OllamaDraftGenerator, OllamaJudge } from "effect-persona/ollama"
 *
 * // A judge of another family than the drafter does not favour its own words.
 * const Local = Layer.merge(
 *   OllamaDraftGenerator.layer({ model: "qwen3:8b" }),
 *   OllamaJudge.layer({ model: "gemma3:12b" })
 * )
 * ```
 */
export const layer = (options: OllamaJudgeOptions = {}): Layer.Layer<Judge> =>
  LlmJudge.layer(options).pipe(Layer.provide(OllamaChatModel.layer(options)))

/** The same, with the host from `OLLAMA_HOST` and the key, where one is needed, from `OLLAMA_API_KEY`. */
export const layerConfig = (
  options: Omit<OllamaJudgeOptions, "host" | "apiKey"> = {}
): Layer.Layer<Judge, Config.ConfigError> =>
  LlmJudge.layer(options).pipe(Layer.provide(OllamaChatModel.layerConfig(options)))
