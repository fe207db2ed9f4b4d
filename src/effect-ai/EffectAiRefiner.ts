/**
 * Refines personas on any language model of effect/ai.
 */
import { Layer } from "effect"
import type { LanguageModel } from "effect/ai"
import * as LlmRefiner from "../llm/LlmRefiner.ts"
import * as EffectAiChatModel from "./EffectAiChatModel.ts"
import type { Refiner } from "../stages/Refiner.ts"

/** What the model is, and how it refines. */
export interface EffectAiRefineOptions
  extends EffectAiChatModel.EffectAiOptions, Omit<LlmRefiner.RefineOptions, "maxOutputTokens"> {}

/**
 * A `Refiner` on the `LanguageModel` in the context.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import type { LanguageModel } from "effect/ai"
 * import { EffectAiRefiner } from "effect-persona/effect-ai"
 *
 * declare const Acme: Layer.Layer<LanguageModel.LanguageModel>
 *
 * const layer = EffectAiRefiner.layer({
 *   provider: "acme",
 *   model: "large-1",
 *   location: "remote",
 *   maxOutputTokens: 4096
 * }).pipe(Layer.provide(Acme))
 * ```
 */
export const layer = (options: EffectAiRefineOptions): Layer.Layer<Refiner, never, LanguageModel.LanguageModel> =>
  LlmRefiner.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
