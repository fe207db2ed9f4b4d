/**
 * Refines personas on an Ollama server: free, and nothing leaves the network.
 */
import { type Config, Layer } from "effect"
import * as LlmRefiner from "../llm/LlmRefiner.ts"
import * as OllamaChatModel from "./OllamaChatModel.ts"
import type { Refiner } from "../stages/Refiner.ts"

/** How to refine, and with what. */
export interface OllamaRefineOptions extends OllamaChatModel.OllamaOptions, LlmRefiner.RefineOptions {}

/**
 * A `Refiner` on an Ollama server, for runs that stay local, or for a larger model on a machine of one's own.
 *
 * @example
 * ```ts
 * import { OllamaRefiner } from "effect-persona/ollama"
 *
 * const Editor = OllamaRefiner.layer({ model: "llama3.3:70b", host: "http://workstation.lan:11434" })
 * ```
 */
export const layer = (options: OllamaRefineOptions = {}): Layer.Layer<Refiner> =>
  LlmRefiner.layer(options).pipe(Layer.provide(OllamaChatModel.layer(options)))

/** The same, with the host from `OLLAMA_HOST` and the key, where one is needed, from `OLLAMA_API_KEY`. */
export const layerConfig = (
  options: Omit<OllamaRefineOptions, "host" | "apiKey"> = {}
): Layer.Layer<Refiner, Config.ConfigError> =>
  LlmRefiner.layer(options).pipe(Layer.provide(OllamaChatModel.layerConfig(options)))
