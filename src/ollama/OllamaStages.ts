/**
 * The three stages on an Ollama server: free, and where the server is one's own, nothing leaves the network.
 */
import { providerStages } from "../llm/provider/ProviderStages.ts"
import * as OllamaChatModel from "./OllamaChatModel.ts"

const stages = providerStages(OllamaChatModel)

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
export const OllamaDraftGenerator = stages.draftGenerator

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
export const OllamaJudge = stages.judge

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
export const OllamaRefiner = stages.refiner
