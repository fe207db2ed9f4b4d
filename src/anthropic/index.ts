/**
 * Anthropic's models, over the network and for money.
 */
export * as AnthropicChatModel from "../models/anthropic/AnthropicChatModel.ts"
export * as AnthropicDraftGenerator from "./AnthropicDraftGenerator.ts"
export * as AnthropicJudge from "./AnthropicJudge.ts"
export * as AnthropicRefiner from "./AnthropicRefiner.ts"
