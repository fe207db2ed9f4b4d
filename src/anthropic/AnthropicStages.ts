/**
 * The three stages on one of Anthropic's models.
 */
import { providerStages } from "../llm/provider/ProviderStages.ts"
import * as AnthropicChatModel from "./AnthropicChatModel.ts"

const stages = providerStages(AnthropicChatModel)

/**
 * A `DraftGenerator` on one of Anthropic's models: for frontier-only runs, or as what stands in where no local model answers.
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
export const AnthropicDraftGenerator = stages.draftGenerator

/**
 * A `Judge` on one of Anthropic's models. Every draft is judged, so it is paid for every draft: a small model will do. These
 * models give no token probabilities, so scores are plain.
 *
 * @example
 * ```ts
 * import { AnthropicJudge } from "effect-persona/anthropic"
 *
 * const Paid = AnthropicJudge.layerConfig({ model: "claude-haiku-5-5" })
 * ```
 */
export const AnthropicJudge = stages.judge

/**
 * A `Refiner` on one of Anthropic's models: the frontier of the hybrid pipeline. It sees the persona, what it cites and what the
 * judge found wrong, and answers with edits.
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
export const AnthropicRefiner = stages.refiner
