/**
 * Any language model of effect/ai.
 */
export * as EffectAiChatModel from "../models/effect-ai/EffectAiChatModel.ts"
