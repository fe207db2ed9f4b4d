/**
 * The port to a language model: one structured completion, and a bound of what it can take.
 *
 * The stages in `llm/` are written once over it; a provider is one layer of it. It knows no prompt and no persona.
 */
import { Context, Effect, Schema } from "effect"
import type { Terms } from "../../budget/Price.ts"
import type { ModelInfo } from "../../domain/ModelInfo.ts"
import type { TokenBound, Usage } from "../../domain/Usage.ts"
import type { CallDetails } from "../../stages/CallDetails.ts"
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
  /** Name and version of the prompt, such as `draft@2`; for telemetry only. */
  readonly prompt: string
  readonly system: ReadonlyArray<ChatPart>
  readonly user: ReadonlyArray<ChatPart>
  /** What the answer must be. A provider lowers it to what its service understands and decodes the answer with it again. */
  readonly schema: Schema.Codec<A, unknown>
  /** Whether the prompt says in words what the shape is. Left out, a provider states the schema in it where its service does not. */
  readonly saysShape?: boolean
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
  /** Whether more than JSON was answered, and it had to be repaired before it could be read. */
  readonly repaired?: boolean
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
  /** The address of the server that is called. Calls to one local server share `concurrency.local`; left out, there is none to spare. */
  readonly server?: string
  /** How it is asked, in a few words such as `without thinking`, where `prepare` found that out; null where there is nothing to say. */
  readonly manner?: () => string | null
  /** Succeeds where the model can be called now; else it says what to do about it. */
  readonly available: Effect.Effect<void, ChatModelError>
  /** Small calls that find out how the model is best asked, once before a run. Left out, there is nothing to find out. */
  readonly prepare?: Effect.Effect<void, ChatModelError>
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

/**
 * A language model that answers with JSON of a given shape.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { ChatModel } from "effect-persona/llm"
 *
 * const contextTokens = Effect.map(ChatModel, (model) => model.contextTokens)
 * ```
 */
export class ChatModel extends Context.Service<ChatModel, ChatModelShape>()("effect-persona/ChatModel") {}

/**
 * A model that cannot be called, for the reason that everything asked of it then gives.
 *
 * @example
 * ```ts
 * import { StageError } from "effect-persona"
 * import { unusable } from "effect-persona/llm/provider"
 *
 * const nowhere = unusable(
 *   { provider: "acme", model: "small-1", location: "remote" },
 *   new StageError.Misconfigured({ message: "Set ACME_URL.", billing: StageError.notBilled })
 * )
 * ```
 */
export const unusable = (model: ModelInfo, reason: StageReason): ChatModelShape => {
  const failure = Effect.fail(new ChatModelError({ reason }))
  return { model, available: failure, contextTokens: null, bound: () => failure, complete: () => failure }
}

/**
 * All text of a request, for what a message may not repeat.
 *
 * @example
 * ```ts
 * import { textsOf } from "effect-persona/llm/provider"
 *
 * textsOf({ system: [{ text: "You write." }], user: [{ text: "Write." }] }) // => ["You write.", "Write."]
 * ```
 */
export const textsOf = ({ system, user }: Pick<ChatRequest<unknown>, "system" | "user">): ReadonlyArray<string> =>
  [...system, ...user].map(({ text }) => text)

/**
 * What the span of a call says when its request is sent; `server` is its address, null where that is not known.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { requestDetails } from "effect-persona/llm/provider"
 *
 * const request = { prompt: "draft@2", system: [], user: [], schema: Schema.String, maxOutputTokens: 200 }
 * requestDetails(request, "https://models.example/v1").serverPort // => 443
 * ```
 */
export const requestDetails = <A>(request: ChatRequest<A>, server: string | null): CallDetails => {
  const { maxOutputTokens, prompt, seed, temperature } = request
  const url = server !== null && URL.canParse(server) ? new URL(server) : null
  return {
    prompt,
    maxOutputTokens,
    ...(seed === undefined ? {} : { seed }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(url === null
      ? {}
      : {
          serverAddress: url.hostname,
          serverPort: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port)
        })
  }
}

/**
 * What the span of a call says when the answer has come.
 *
 * @example
 * ```ts
 * import { Usage } from "effect-persona"
 * import { answerDetails } from "effect-persona/llm/provider"
 *
 * const answer = { value: "…", usage: Usage.make(300, 60), finishReason: "stop", responseId: null, tokens: null }
 * answerDetails(answer) // => { finishReason: "stop" }
 * ```
 */
export const answerDetails = <A>({ finishReason, responseId }: ChatAnswer<A>): CallDetails => ({
  finishReason,
  ...(responseId === null ? {} : { responseId })
})
