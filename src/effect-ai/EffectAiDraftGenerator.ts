/**
 * Drafts personas on any language model of effect/ai.
 */
import { Layer } from "effect"
import type { LanguageModel } from "effect/ai"
import * as LlmDraftGenerator from "../llm/LlmDraftGenerator.ts"
import * as EffectAiChatModel from "./EffectAiChatModel.ts"
import type { DraftGenerator } from "../stages/DraftGenerator.ts"

/** What the model is, and how it drafts. */
export interface EffectAiDraftOptions
  extends EffectAiChatModel.EffectAiOptions, Omit<LlmDraftGenerator.DraftOptions, "maxOutputTokens"> {}

/**
 * A `DraftGenerator` on the `LanguageModel` in the context.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import type { LanguageModel } from "effect/ai"
 * import { EffectAiDraftGenerator } from "effect-persona/effect-ai"
 *
 * declare const Acme: Layer.Layer<LanguageModel.LanguageModel>
 *
 * const layer = EffectAiDraftGenerator.layer({
 *   provider: "llama",
 *   model: "large-1",
 *   location: "local",
 *   maxOutputTokens: 4096
 * }).pipe(Layer.provide(Acme))
 * ```
 */
export const layer = (options: EffectAiDraftOptions): Layer.Layer<DraftGenerator, never, LanguageModel.LanguageModel> =>
  LlmDraftGenerator.layer(options).pipe(Layer.provide(EffectAiChatModel.layer(options)))
