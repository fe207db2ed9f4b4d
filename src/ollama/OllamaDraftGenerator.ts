/**
 * Drafts personas on an Ollama server.
 */
import { type Config, Layer } from "effect"
import * as LlmDraftGenerator from "../llm/LlmDraftGenerator.ts"
import * as OllamaChatModel from "./OllamaChatModel.ts"
import type { DraftGenerator } from "../stages/DraftGenerator.ts"

/** How to draft, and with what. */
export interface OllamaDraftOptions extends OllamaChatModel.OllamaOptions, LlmDraftGenerator.DraftOptions {}

/**
 * A `DraftGenerator` on an Ollama server. Without a model, the best of the installed ones is taken.
 *
 * @example
 * ```ts
 * import { OllamaDraftGenerator } from "effect-persona/ollama"
 *
 * const Drafts = OllamaDraftGenerator.layer({ model: "qwen3:8b", contextTokens: 32_768 })
 * ```
 */
export const layer = (options: OllamaDraftOptions = {}): Layer.Layer<DraftGenerator> =>
  LlmDraftGenerator.layer(options).pipe(Layer.provide(OllamaChatModel.layer(options)))

/** The same, with the host from `OLLAMA_HOST` and the key, where one is needed, from `OLLAMA_API_KEY`. */
export const layerConfig = (
  options: Omit<OllamaDraftOptions, "host" | "apiKey"> = {}
): Layer.Layer<DraftGenerator, Config.ConfigError> =>
  LlmDraftGenerator.layer(options).pipe(Layer.provide(OllamaChatModel.layerConfig(options)))
