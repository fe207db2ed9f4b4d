/**
 * What a provider of one's own is made of: the port to a language model, and what every provider over HTTP needs.
 */
export { answerSchema, type AnswerSchema, decodeAnswer, schemaInstruction } from "./AnswerSchema.ts"
export { byteBound } from "./ByteBound.ts"
export {
  answerDetails,
  type AnswerToken,
  type ChatAnswer,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatPart,
  type ChatRequest,
  requestDetails,
  textsOf,
  unusable
} from "./ChatModel.ts"
export { type Deadlines, fetchWithin, limits, type Limits, preflightLimits } from "./Connection.ts"
export { type FallbackLayers, providerStages, type StageLayers } from "./ProviderStages.ts"
export { isOwnNetwork, parseAddress, type ServerAddress } from "./ServerAddress.ts"
export { quotableWords, retryAfterMillis } from "./ServerWords.ts"
export {
  type Called,
  TransportError,
  transportErrorIn,
  type TransportFault,
  transportReason
} from "./TransportError.ts"
