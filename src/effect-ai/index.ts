/**
 * Any language model of effect/ai.
 */
export * as EffectAiChatModel from "./EffectAiChatModel.ts"
export * as EffectAiDraftGenerator from "./EffectAiDraftGenerator.ts"
export * as EffectAiJudge from "./EffectAiJudge.ts"
export * as EffectAiRefiner from "./EffectAiRefiner.ts"
