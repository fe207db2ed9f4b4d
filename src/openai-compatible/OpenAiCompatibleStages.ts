/**
 * The three stages on a server that speaks OpenAI's API.
 */
import { providerStages } from "../llm/provider/ProviderStages.ts"
import * as OpenAiCompatibleChatModel from "./OpenAiCompatibleChatModel.ts"

const stages = providerStages(OpenAiCompatibleChatModel)

/**
 * A `DraftGenerator` on a server that speaks OpenAI's API.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleDraftGenerator } from "effect-persona/openai-compatible"
 *
 * // vLLM with a model that would think: it is told not to.
 * const Drafts = OpenAiCompatibleDraftGenerator.layer({
 *   baseUrl: "http://gpu.lan:8000/v1",
 *   model: "Qwen/Qwen3-8B",
 *   extraBody: { chat_template_kwargs: { enable_thinking: false } }
 * })
 * ```
 */
export const OpenAiCompatibleDraftGenerator = stages.draftGenerator

/**
 * A `Judge` on a server that speaks OpenAI's API. Where the server gives token probabilities, scores are expectations over them.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleJudge } from "effect-persona/openai-compatible"
 *
 * // The address from OPENAI_BASE_URL, and the only model that is loaded there.
 * const Judgements = OpenAiCompatibleJudge.layerConfig()
 * ```
 */
export const OpenAiCompatibleJudge = stages.judge

/**
 * A `Refiner` on a server that speaks OpenAI's API.
 *
 * @example
 * ```ts
 * import { Layer, Redacted } from "effect"
 * import { CostMeter, Price, Prices } from "effect-persona"
 * import { OpenAiCompatibleRefiner } from "effect-persona/openai-compatible"
 *
 * const Editor = OpenAiCompatibleRefiner.layer({
 *   baseUrl: "https://openrouter.ai/api/v1",
 *   apiKey: Redacted.make("sk-or-…"),
 *   provider: "openrouter",
 *   model: "acme/large-1"
 * })
 *
 * // Somebody else's model is refused without a price, in US dollars per million tokens.
 * const EditorPrice = Prices.layer([
 *   Price.make({ provider: "openrouter", model: "acme/large-1", input: 3, output: 15, source: "openrouter.ai/acme" })
 * ])
 *
 * const Paid = Layer.merge(Editor, CostMeter.layer.pipe(Layer.provide(EditorPrice)))
 * ```
 */
export const OpenAiCompatibleRefiner = stages.refiner
