/**
 * The three model stages, written once over `ChatModel`: what any language model needs to draft, judge and refine personas.
 */
export {
  type AnswerToken,
  type ChatAnswer,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatPart,
  type ChatRequest
} from "./provider/ChatModel.ts"
export { comparePrompt } from "./ComparePrompt.ts"
export { draftPrompt } from "./DraftPrompt.ts"
export { judgePrompt, reasonsPrompt } from "./JudgePrompt.ts"
export * as LlmDraftGenerator from "./LlmDraftGenerator.ts"
export * as LlmJudge from "./LlmJudge.ts"
export * as LlmRefiner from "./LlmRefiner.ts"
export * as LlmSupport from "./LlmSupport.ts"
export type { Prompt } from "./Prompt.ts"
export { refinePrompt } from "./RefinePrompt.ts"
export { supportPrompt } from "./SupportPrompt.ts"
