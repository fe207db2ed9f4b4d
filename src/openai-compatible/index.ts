/**
 * Models on any server that speaks OpenAI's API, in one's own network or for money.
 */
export * as OpenAiCompatibleChatModel from "./OpenAiCompatibleChatModel.ts"
export {
  OpenAiCompatibleDraftGenerator,
  OpenAiCompatibleJudge,
  OpenAiCompatibleRefiner
} from "./OpenAiCompatibleStages.ts"
