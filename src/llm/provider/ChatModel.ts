/**
 * The port to a language model: one structured completion, and a bound of what it can take.
 *
 * The stages in `llm/` are written once over it; a provider is one layer of it. It knows no prompt and no persona.
 */
import { Context, type Effect, Schema } from "effect"
import type { Terms } from "../../budget/Price.ts"
import type { ModelInfo } from "../../domain/ModelInfo.ts"
import type { TokenBound, Usage } from "../../domain/Usage.ts"
import { StageReason } from "../../stages/StageError.ts"

/** A completion failed. Its reason is in the words of the stages, which pass it on as it is. */
export class ChatModelError extends Schema.TaggedError<ChatModelError>()("ChatModelError", { reason: StageReason }) {
  override get message(): string {
    return this.reason.message
  }
}

/** A stretch of a prompt. Stretches are set apart by a blank line, or as the service sets parts of a message apart. */
export interface ChatPart {
  readonly text: string
  /** Everything up to the end of this part is the same in many requests, so a provider may cache it. */
  readonly cacheable?: boolean
}

/** One completion to be made. */
export interface ChatRequest<A> {
  /** Name and version of the prompt, such as `draft@1`; for telemetry only. */
  readonly prompt: string
  readonly system: ReadonlyArray<ChatPart>
  readonly user: ReadonlyArray<ChatPart>
  /** What the answer must be. A provider lowers it to what its service understands and decodes the answer with it again. */
  readonly schema: Schema.Codec<A, unknown>
  /** The most tokens that the answer may have. */
  readonly maxOutputTokens: number
  /** What the answer will probably have; only estimates read it. Left out, the most is taken. */
  readonly expectedOutputTokens?: number
  /** Where the service takes one. */
  readonly seed?: number
  /** Where the service takes one. */
  readonly temperature?: number
  /** So many alternatives of each token with their probabilities, where the service gives them. */
  readonly alternatives?: number
}

/** A token of an answer, what else could have stood there, and how probable each was (natural logarithms). */
export interface AnswerToken {
  readonly token: string
  readonly logprob: number
  readonly alternatives: ReadonlyArray<{ readonly token: string; readonly logprob: number }>
}

/** A completion. */
export interface ChatAnswer<A> {
  readonly value: A
  readonly usage: Usage
  /** As the service calls it: `stop`, `end_turn`. */
  readonly finishReason: string
  /** The service's id of the answer, where it has one. */
  readonly responseId: string | null
  /** The answer's tokens in order; null where the service does not give their probabilities. */
  readonly tokens: ReadonlyArray<AnswerToken> | null
}

/** What a language model does. */
export interface ChatModelShape {
  readonly model: ModelInfo
  /** How its requests are sent, where that changes their price. */
  readonly terms?: Terms
  /** Succeeds where the model can be called now; else it says what to do about it. */
  readonly available: Effect.Effect<void, ChatModelError>
  /** The most tokens of prompt and answer together; null where that is not known. */
  readonly contextTokens: number | null
  /** The most tokens that the request can take. Never less than is billed. */
  readonly bound: <A>(request: ChatRequest<A>) => Effect.Effect<TokenBound, ChatModelError>
  /**
   * Makes exactly one attempt. Deadline, retries and the budget are the pipeline's; interruption closes the connection. An answer
   * that was cut or that does not decode fails with what it was billed.
   */
  readonly complete: <A>(request: ChatRequest<A>) => Effect.Effect<ChatAnswer<A>, ChatModelError>
}

/** A language model that answers with JSON of a given shape. */
export class ChatModel extends Context.Service<ChatModel, ChatModelShape>()("effect-persona/ChatModel") {}
