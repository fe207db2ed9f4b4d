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

/** Of what a prompt may take after one that was too long, a little is left free. */
const MARGIN = 0.97

/**
 * What is asked after an attempt failed: of a prompt that was too long, one as much shorter as the service says; and the model is told
 * what was wrong with its answer, after everything else, so that the beginning stays the same.
 */
export const askedAfter = <A, C extends { readonly request: ChatRequest<A> }>(
  failure: StageReason | null,
  model: Target,
  chat: (target: Target) => C & { readonly request: ChatRequest<A> }
): C & { readonly request: ChatRequest<A> } => {
  const asked = chat(model)
  if (failure?._tag === "Truncated" && failure.prompt !== undefined) {
    const { contextTokens, tokens } = failure.prompt
    const estimated = Tokens.estimate(textOf(asked.request) + shapeOf(asked.request.schema))
    const room = Math.floor(((contextTokens * estimated) / Math.max(1, tokens)) * MARGIN)
    return chat({ ...model, contextTokens: Math.min(room, model.contextTokens ?? room) })
  }
  const problem = problemOf(failure)
  if (problem === null) return asked
  const { user } = asked.request
  const last = user.at(-1)
  const told = { ...last, text: `${last?.text ?? ""}\n\n${problem}` }
  return { ...asked, request: { ...asked.request, user: [...user.slice(0, -1), told] } }
}

const problemOf = (failure: StageReason | null): string | null => {
  switch (failure?._tag) {
    case "InvalidOutput":
      return failure.problem === undefined
        ? null
        : `Your last answer could not be used: ${failure.problem}. Answer with the JSON object alone, in the shape that is asked for.`
    case "Truncated":
      return "Your last answer was too long and was cut. Write fewer and shorter sentences."
    default:
      return null
  }
}

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
): {
  readonly model: ModelInfo
  readonly terms?: Terms
  readonly server?: string
  readonly available: Effect.Effect<void, E>
  readonly prepare?: Effect.Effect<void, E>
} => ({
  model: model.model,
  ...(model.terms !== undefined && { terms: model.terms }),
  ...(model.server !== undefined && { server: model.server }),
  available: Effect.mapError(model.available, ({ reason }) => fail(reason)),
  ...(model.prepare !== undefined && { prepare: Effect.mapError(model.prepare, ({ reason }) => fail(reason)) })
})
