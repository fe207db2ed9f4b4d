/**
 * Anthropic's models, over the network and for money.
 */
export * as AnthropicBatchChatModel from "./AnthropicBatchChatModel.ts"
export * as AnthropicBatchRefiner from "./AnthropicBatchRefiner.ts"
export * as AnthropicChatModel from "./AnthropicChatModel.ts"
export { AnthropicDraftGenerator, AnthropicJudge, AnthropicRefiner } from "./AnthropicStages.ts"
