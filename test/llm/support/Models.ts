/** Language models made in the test. */
import { Effect, Layer, Schema } from "effect"
import type { ModelInfo } from "../../../src/domain/ModelInfo.ts"
import * as Usage from "../../../src/domain/Usage.ts"
import {
  type AnswerToken,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest
} from "../../../src/llm/provider/ChatModel.ts"
import { billed, InvalidOutput, type StageReason } from "../../../src/stages/StageError.ts"
import * as Responder from "./Responder.ts"

/** What a request shows the model, as text. */
export const shown = ({ system, user }: Pick<ChatRequest<unknown>, "system" | "user">): Responder.Shown => ({
  system: system.map(({ text }) => text).join("\n"),
  user: user.map(({ text }) => text).join("\n")
})

/** How a model of a test differs from one that answers everything soundly. */
export interface ModelOptions {
  readonly model?: ModelInfo
  readonly contextTokens?: number | null
  /** The answer as text; by default the responder's. */
  readonly answer?: (request: ChatRequest<unknown>) => string
  readonly tokens?: (request: ChatRequest<unknown>, answer: string) => ReadonlyArray<AnswerToken> | null
  readonly fail?: (request: ChatRequest<unknown>) => StageReason | undefined
  /** Told of every completion that is asked for. */
  readonly onRequest?: (request: ChatRequest<unknown>) => void
}

export const local: ModelInfo = { provider: "test", model: "small", location: "local" }
export const remote: ModelInfo = { provider: "test", model: "frontier", location: "remote" }

/** Where a request is made for, with a context of this size. */
export const target = (model: ModelInfo = local, contextTokens: number | null = null) => ({ contextTokens, model })

const describe = ({ system, user }: ChatRequest<unknown>) => [...system, ...user].map(({ text }) => text).join("")

/** A model that answers by rules. */
export const make = (options: ModelOptions = {}): ChatModelShape => ({
  model: options.model ?? local,
  available: Effect.void,
  contextTokens: options.contextTokens ?? null,
  bound: (request) =>
    Effect.succeed({
      inputTokens: new TextEncoder().encode(describe(request)).length + 1000,
      outputTokens: request.maxOutputTokens
    }),
  complete: (request) =>
    Effect.suspend(() => {
      options.onRequest?.(request)
      const failure = options.fail?.(request)
      if (failure !== undefined) return Effect.fail(new ChatModelError({ reason: failure }))
      const text = options.answer?.(request) ?? Responder.answer(shown(request), request.seed)
      const usage = Usage.make(Responder.tokens(describe(request)), Responder.tokens(text))
      return Schema.decodeUnknownEffect(Schema.fromJsonString(request.schema))(text).pipe(
        Effect.mapBoth({
          onFailure: () =>
            new ChatModelError({
              reason: new InvalidOutput({
                message: "The answer is not what was asked for.",
                problem: "it is not what was asked for",
                billing: billed(usage)
              })
            }),
          onSuccess: (value) => ({
            value,
            usage,
            finishReason: "stop",
            responseId: null,
            tokens: options.tokens?.(request, text) ?? null
          })
        })
      )
    })
})

/** The same as a service. */
export const layer = (options: ModelOptions = {}): Layer.Layer<ChatModel> => Layer.succeed(ChatModel, make(options))

/** An answer cut into tokens by a pattern, each certain. */
export const certain = (answer: string, pattern = /"\w+"|\d|./gs): ReadonlyArray<AnswerToken> =>
  [...answer.matchAll(pattern)].map(([token]) => ({ token, logprob: 0, alternatives: [] }))
