/**
 * Any language model of effect/ai.
 */
export * as Budgeted from "./Budgeted.ts"
export * as EffectAiChatModel from "./EffectAiChatModel.ts"
export { EffectAiDraftGenerator, EffectAiJudge, EffectAiRefiner } from "./EffectAiStages.ts"
