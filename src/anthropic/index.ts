/**
 * Anthropic's models, over the network and for money.
 */
export * as AnthropicChatModel from "../models/anthropic/AnthropicChatModel.ts"
