/**
 * What the three stages have in common over a ChatModel.
 */
import { Effect, Schema } from "effect"
import type { Terms } from "../budget/Price.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { TokenBound } from "../domain/Usage.ts"
import type { ChatModelError, ChatModelShape, ChatRequest } from "./provider/ChatModel.ts"
import type { StageReason } from "../stages/StageError.ts"
import type { Prompt } from "./Prompt.ts"
import * as Tokens from "./Tokens.ts"

/** What every one of the three can be told. */
export interface StageOptions {
  /** The most tokens of an answer, the model's thinking included where it thinks. Each prompt has its own default. */
  readonly maxOutputTokens?: number
}

/** What of a model decides how it is asked. */
export type Target = Pick<ChatModelShape, "contextTokens" | "model">

/** The shape of an answer as text: many services put it before the prompt, where it takes room. */
export const shapeOf = (schema: ChatRequest<unknown>["schema"]): string =>
  JSON.stringify(Schema.toJsonSchemaDocument(schema).schema)

/** All text of a request. */
export const textOf = ({ system, user }: Pick<ChatRequest<unknown>, "system" | "user">): string =>
  [...system, ...user].map(({ text }) => text).join("\n")

/** The bound of a request, with what it will probably use. */
export const bound = <A, E>(
  model: ChatModelShape,
  prompt: Prompt,
  request: ChatRequest<A>,
  fail: (reason: StageReason) => E
): Effect.Effect<TokenBound, E> =>
  model.bound(request).pipe(
    Effect.map((bound) => ({
      ...bound,
      expected: bound.expected ?? {
        inputTokens: Math.min(bound.inputTokens, Tokens.estimate(textOf(request))),
        outputTokens: Math.min(bound.outputTokens, prompt.typicalOutputTokens)
      }
    })),
    Effect.mapError(({ reason }: ChatModelError) => fail(reason))
  )

/** What a stage says of its model, to be spread into its shape. */
export const identity = <E>(
  model: ChatModelShape,
  fail: (reason: StageReason) => E
): { readonly model: ModelInfo; readonly terms?: Terms; readonly available: Effect.Effect<void, E> } => ({
  model: model.model,
  ...(model.terms !== undefined && { terms: model.terms }),
  available: Effect.mapError(model.available, ({ reason }) => fail(reason))
})
