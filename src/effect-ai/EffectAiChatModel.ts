/**
 * Any `LanguageModel` of effect/ai as a ChatModel, so that every provider of that ecosystem can draft, judge and refine.
 *
 * That service has no word for how many tokens an answer may have: whoever sets the provider up says so there, and says the same
 * here, because a call's ceiling hangs on it. Token probabilities it has none.
 */
import { Effect, Layer, Option, Result, Schema } from "effect"
import { type AiError, LanguageModel, Model, type Prompt, type Response, Telemetry } from "effect/ai"
import type { Terms } from "../budget/Price.ts"
import type { Location, ModelInfo } from "../domain/ModelInfo.ts"
import type { TokenBound } from "../domain/Usage.ts"
import * as CallDetails from "../stages/CallDetails.ts"
import { billed, InvalidOutput, Refused, type StageReason, Truncated } from "../stages/StageError.ts"
import { byteBound } from "../llm/provider/ByteBound.ts"
import {
  answerDetails,
  type ChatAnswer,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest,
  requestDetails,
  textsOf
} from "../llm/provider/ChatModel.ts"
import { reasonOf } from "./EffectAiError.ts"
import { usageOf } from "./ResponseUsage.ts"

/** What the service does not say of itself. */
export interface EffectAiOptions {
  /**
   * `local` only where what it is sent stays in your own network: such a model is free, and the run may use it where nothing
   * remote may be called. A `remote` model needs a price (`Prices.layer`), looked up by provider and model.
   */
  readonly location: Location
  /** The most tokens that an answer has, thinking included, as the provider is set up: the ceiling of a call rests on it. */
  readonly maxOutputTokens: number
  /** Left out, what the provider calls itself (`Model.ProviderName`), or `effect-ai`. */
  readonly provider?: string | undefined
  /** Left out, what the provider calls its model (`Model.ModelName`), or `unnamed`. */
  readonly model?: string | undefined
  /** The most tokens of prompt and answer together, where you know. */
  readonly contextTokens?: number | undefined
  /** How its requests are sent, where that changes their price. */
  readonly terms?: Terms | undefined
  /** Passes what a request asks for on to the provider, in the way that provider has for it. */
  readonly configure?:
    ((request: ChatRequest<unknown>) => <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>) | undefined
}

/**
 * The language model in the context as a ChatModel.
 *
 * @example
 * ```ts
 * import { EffectAiChatModel } from "effect-persona/effect-ai"
 *
 * const model = EffectAiChatModel.make({ provider: "acme", model: "large-1", location: "remote", maxOutputTokens: 4096 })
 * ```
 */
export const make = Effect.fnUntraced(function* (options: EffectAiOptions) {
  const languageModel = yield* LanguageModel.LanguageModel
  const provider = options.provider ?? Option.getOrUndefined(yield* Effect.serviceOption(Model.ProviderName))
  const name = options.model ?? Option.getOrUndefined(yield* Effect.serviceOption(Model.ModelName))
  const model: ModelInfo = {
    provider: provider ?? "effect-ai",
    model: name ?? "unnamed",
    location: options.location
  }

  const bound = <A>(request: ChatRequest<A>): TokenBound => {
    // The provider writes the schema in its own way, which is not known here: it is counted twice over.
    const { jsonSchema } = LanguageModel.defaultCodecTransformer(wrapped(request.schema))
    const schema = JSON.stringify(jsonSchema)
    const { expected, ...most } = byteBound(JSON.stringify([promptOf(request), schema, schema]), request)
    return {
      ...most,
      outputTokens: options.maxOutputTokens,
      ...(expected === undefined ? {} : { expected })
    }
  }

  const complete = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    let parts: ReadonlyArray<Response.AnyPart> = []
    const outer = yield* Effect.serviceOption(Telemetry.CurrentSpanTransformer)
    const call = languageModel
      .generateObject({
        prompt: promptOf(request),
        schema: wrapped(request.schema),
        objectName: objectName(request.prompt)
      })
      .pipe(
        // An answer that does not decode is an error without its usage. This hook sees the answer before that.
        Effect.provideService(Telemetry.CurrentSpanTransformer, (seen) => {
          parts = seen.response
          if (Option.isSome(outer)) outer.value(seen)
        }),
        options.configure === undefined ? (same) => same : options.configure(request)
      )
    yield* CallDetails.tell({ ...requestDetails(request, null), maxOutputTokens: options.maxOutputTokens })
    const outcome = yield* Effect.result(call)
    const answer = yield* Effect.fromResult(answerOf(outcome, parts, request))
    yield* CallDetails.tell(answerDetails(answer))
    return answer
  })

  const answerOf = <A>(
    outcome: Result.Result<{ readonly value: { readonly answer: A } }, AiError.AiError>,
    parts: ReadonlyArray<Response.AnyPart>,
    request: ChatRequest<A>
  ): Result.Result<ChatAnswer<A>, StageReason> => {
    const usage = usageOf(parts, bound(request))
    const who = `${model.provider}/${model.model}`
    const finish = parts.find((part) => part.type === "finish")?.reason ?? null
    if (usage !== null && finish === "length") {
      const message = `${who} reached the end of its answer's room before it was done. Raise its limit and maxOutputTokens, or ask for less.`
      return Result.fail(new Truncated({ message, billing: billed(usage) }))
    }
    if (usage !== null && finish === "content-filter") {
      const message = `${who} declined to answer. The same request will be declined again.`
      return Result.fail(new Refused({ message, billing: billed(usage) }))
    }
    if (Result.isFailure(outcome)) return Result.fail(reasonOf(outcome.failure, { who, sent: textsOf(request), usage }))
    if (usage === null) {
      const message = `${who} gave an answer without an end. Its provider is at fault.`
      return Result.fail(new InvalidOutput({ message, billing: { _tag: "Unknown" } }))
    }
    const metadata = parts.find((part) => part.type === "response-metadata")
    return Result.succeed({
      value: outcome.success.value.answer,
      usage,
      finishReason: finish ?? "unknown",
      responseId: metadata?.id ?? null,
      tokens: null
    })
  }

  return {
    model,
    ...(options.terms === undefined ? {} : { terms: options.terms }),
    // There is no way to ask a language model whether it is there but to call it, which costs.
    available: Effect.void,
    contextTokens: options.contextTokens ?? null,
    bound: (request) => Effect.sync(() => bound(request)),
    complete: (request) => Effect.mapError(complete(request), (reason) => new ChatModelError({ reason }))
  } satisfies ChatModelShape
})

/**
 * The language model in the context as a ChatModel.
 *
 * @example
 * ```ts
 * import { EffectAiChatModel } from "effect-persona/effect-ai"
 *
 * // Provide it with the `LanguageModel` layer of a provider package.
 * const Chat = EffectAiChatModel.layer({
 *   provider: "acme",
 *   model: "large-1",
 *   location: "remote",
 *   maxOutputTokens: 4096
 * })
 * ```
 */
export const layer = (options: EffectAiOptions): Layer.Layer<ChatModel, never, LanguageModel.LanguageModel> =>
  Layer.effect(ChatModel, make(options))

// The service takes objects only, and what is asked for may be anything.
const wrapped = <A>(schema: ChatRequest<A>["schema"]) => Schema.Struct({ answer: schema })

const promptOf = ({ system, user }: ChatRequest<unknown>): Prompt.RawInput => [
  ...(system.length === 0 ? [] : [{ role: "system" as const, content: system.map(({ text }) => text).join("\n\n") }]),
  { role: "user", content: user.map(({ text }) => ({ type: "text", text })) }
]

// Providers take letters, digits and underscores only.
const objectName = (prompt: string): string => prompt.replaceAll(/\W/g, "_").slice(0, 64)
