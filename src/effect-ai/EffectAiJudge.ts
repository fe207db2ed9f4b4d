/**
 * Judges personas on any language model of effect/ai. That service gives no token probabilities, so scores are plain.
 */
import { Layer } from "effect"
import type { LanguageModel } from "effect/ai"
import * as LlmJudge from "../llm/LlmJudge.ts"
import * as EffectAiChatModel from "./EffectAiChatModel.ts"
import type { Judge } from "../stages/Judge.ts"

/** What the model is, and how it judges. */
export interface EffectAiJudgeOptions
  extends EffectAiChatModel.EffectAiOptions, Omit<LlmJudge.JudgeOptions, "maxOutputTokens"> {}

/**
 * A `Judge` on the `LanguageModel` in the context.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import type { LanguageModel } from "effect/ai"
 * import { EffectAiJudge } from "effect-persona/effect-ai"
 *
 * declare const Acme: Layer.Layer<LanguageModel.LanguageModel>
 *
 * const layer = EffectAiJudge.layer({
 *   provider: "llama",
 *   model: "large-1",
 *   location: "local",
 *   maxOutputTokens: 4096
 * }).pipe(Layer.provide(Acme))
 * ```
 */
export const layer = (options: EffectAiJudgeOptions): Layer.Layer<Judge, never, LanguageModel.LanguageModel> =>
  LlmJudge.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
