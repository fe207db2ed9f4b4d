/**
 * Models that run on an Ollama server, in one's own network.
 */
import { type Config, Layer } from "effect"
import * as LlmDraftGenerator from "../llm/LlmDraftGenerator.ts"
import * as LlmJudge from "../llm/LlmJudge.ts"
import * as OllamaChatModel from "./OllamaChatModel.ts"
import type { DraftGenerator } from "../stages/DraftGenerator.ts"
import type { Judge } from "../stages/Judge.ts"

export { OllamaDraftGenerator, OllamaJudge, OllamaRefiner } from "./OllamaStages.ts"
export { OllamaChatModel }

const stages = Layer.merge(LlmDraftGenerator.layer(), LlmJudge.layer())

/**
 * Drafts and judges on one model of an Ollama server.
 *
 * @example
 * ```ts
 * import * as Ollama from "effect-persona/ollama"
 *
 * const Local = Ollama.layer({ model: "qwen3:8b" })
 * ```
 */
export const layer = (options: OllamaChatModel.OllamaOptions = {}): Layer.Layer<DraftGenerator | Judge> =>
  stages.pipe(Layer.provide(OllamaChatModel.layer(options)))

/**
 * The same, with the host from `OLLAMA_HOST` and the key, where one is needed, from `OLLAMA_API_KEY`.
 *
 * @example
 * ```ts
 * import * as Ollama from "effect-persona/ollama"
 *
 * const Local = Ollama.layerConfig({ model: "qwen3:8b" })
 * ```
 */
export const layerConfig = (
  options: Omit<OllamaChatModel.OllamaOptions, "host" | "apiKey"> = {}
): Layer.Layer<DraftGenerator | Judge, Config.ConfigError> =>
  stages.pipe(Layer.provide(OllamaChatModel.layerConfig(options)))
