/**
 * Anthropic's models, over the network and for money.
 */
export * as AnthropicBatchChatModel from "./AnthropicBatchChatModel.ts"
export * as AnthropicChatModel from "./AnthropicChatModel.ts"
export * as AnthropicBatchRefiner from "./AnthropicBatchRefiner.ts"
export * as AnthropicDraftGenerator from "./AnthropicDraftGenerator.ts"
export * as AnthropicJudge from "./AnthropicJudge.ts"
export * as AnthropicRefiner from "./AnthropicRefiner.ts"
