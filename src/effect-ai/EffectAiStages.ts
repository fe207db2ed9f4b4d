/**
 * The three stages on any language model of effect/ai. What the model is must be said each time, and nothing of it is in the
 * environment, so each stage has `layer` only.
 */
import { Layer } from "effect"
import type { LanguageModel } from "effect/ai"
import * as LlmDraftGenerator from "../llm/LlmDraftGenerator.ts"
import * as LlmJudge from "../llm/LlmJudge.ts"
import * as LlmRefiner from "../llm/LlmRefiner.ts"
import type { DraftGenerator } from "../stages/DraftGenerator.ts"
import type { Judge } from "../stages/Judge.ts"
import type { Refiner } from "../stages/Refiner.ts"
import * as EffectAiChatModel from "./EffectAiChatModel.ts"

/** What the model is, and how the stage uses it. */
type On<StageOptions> = EffectAiChatModel.EffectAiOptions & Omit<StageOptions, "maxOutputTokens">

/** A stage on the `LanguageModel` in the context. */
type OnLanguageModel<Stage> = Layer.Layer<Stage, never, LanguageModel.LanguageModel>

/**
 * A `DraftGenerator` on the `LanguageModel` in the context.
 *
 * @example
 * ```ts
 * import { EffectAiDraftGenerator } from "effect-persona/effect-ai"
 *
 * // Provide it with the `LanguageModel` layer of a provider package.
 * const Drafts = EffectAiDraftGenerator.layer({
 *   provider: "llama",
 *   model: "large-1",
 *   location: "local",
 *   maxOutputTokens: 4096
 * })
 * ```
 */
export const EffectAiDraftGenerator = {
  layer: (options: On<LlmDraftGenerator.DraftOptions>): OnLanguageModel<DraftGenerator> =>
    LlmDraftGenerator.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
}

/**
 * A `Judge` on the `LanguageModel` in the context. That service gives no token probabilities, so scores are plain.
 *
 * @example
 * ```ts
 * import { EffectAiJudge } from "effect-persona/effect-ai"
 *
 * const Judgements = EffectAiJudge.layer({
 *   provider: "llama",
 *   model: "large-1",
 *   location: "local",
 *   maxOutputTokens: 4096
 * })
 * ```
 */
export const EffectAiJudge = {
  layer: (options: On<LlmJudge.JudgeOptions>): OnLanguageModel<Judge> =>
    LlmJudge.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
}

/**
 * A `Refiner` on the `LanguageModel` in the context.
 *
 * @example
 * ```ts
 * import { EffectAiRefiner } from "effect-persona/effect-ai"
 *
 * // A remote model needs a price too: `Prices.layer`.
 * const Editor = EffectAiRefiner.layer({
 *   provider: "acme",
 *   model: "large-1",
 *   location: "remote",
 *   maxOutputTokens: 4096
 * })
 * ```
 */
export const EffectAiRefiner = {
  layer: (options: On<LlmRefiner.RefineOptions>): OnLanguageModel<Refiner> =>
    LlmRefiner.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
}
