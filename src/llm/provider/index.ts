/**
 * What a provider of one's own is made of: the port to a language model, and what every provider over HTTP needs.
 */
export * from "./AnswerSchema.ts"
export * from "./AnswerText.ts"
export * from "./ByteBound.ts"
export * from "./ChatModel.ts"
export * from "./Connection.ts"
export * from "./ProviderStages.ts"
export * from "./ServerAddress.ts"
export * from "./ServerRefusal.ts"
export * from "./TransportError.ts"
