/**
 * One of Anthropic's models behind its Message Batches API: half the price, and an answer within a day instead of a minute.
 */
import { type Config, Effect, Layer, Result, type Scope } from "effect"
import type { MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages"
import type { Terms } from "../budget/Price.ts"
import * as CallDetails from "../stages/CallDetails.ts"
import {
  type Billing,
  InvalidOutput,
  Misconfigured,
  notBilled,
  type StageReason,
  TimedOut,
  Unavailable,
  unknownBilling
} from "../stages/StageError.ts"
import {
  type ChatAnswer,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest
} from "../llm/provider/ChatModel.ts"
import * as AnthropicAnswer from "./AnthropicAnswer.ts"
import * as AnthropicChatModel from "./AnthropicChatModel.ts"
import { schemaOf, toBody } from "./AnthropicRequest.ts"
import * as Batches from "./Batches.ts"
import * as BatchQueue from "./BatchQueue.ts"
import type { BatchResult } from "./BatchTransport.ts"

/** How to use the model, and how to gather batches. */
export interface AnthropicBatchOptions extends AnthropicChatModel.AnthropicOptions, BatchQueue.BatchOptions {}

/**
 * A model whose completions wait to be gathered into a batch. Closing the scope cancels batches that are being worked on.
 *
 * A completion takes up to a day: give it a deadline to match, and have as many in flight as a batch should hold.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicBatchChatModel } from "effect-persona/anthropic"
 *
 * const model = AnthropicBatchChatModel.make({ model: "claude-haiku-5-5", apiKey: Redacted.make("sk-ant-…") })
 * ```
 */
export const make = (options: AnthropicBatchOptions = {}): Effect.Effect<ChatModelShape, never, Scope.Scope> =>
  Effect.gen(function* () {
    const single = AnthropicChatModel.make(options)
    const { model } = single.model
    const settings = AnthropicChatModel.settingsOf(options)
    const terms: Terms = { ...single.terms, batch: true }
    const { apiKey } = options
    const queue =
      apiKey === undefined
        ? null
        : yield* BatchQueue.make(
            Batches.make(
              { apiKey, baseUrl: AnthropicChatModel.baseUrlOf(options), deadlines: options.deadlines ?? {} },
              model
            ),
            options
          )

    const complete = Effect.fnUntraced(function* <A>(
      request: ChatRequest<A>
    ): Effect.fn.Return<ChatAnswer<A>, StageReason> {
      if (queue === null) return yield* Effect.fail(AnthropicChatModel.noKey(model))
      const { stream: _, ...params } = toBody(request, settings)
      const read = (result: BatchResult<unknown>) => answerOf(result, request, params)
      // Interrupted, nobody takes the answer; what it was billed is told all the same.
      const onLeft = (left: BatchResult<unknown> | "NotSent" | null) =>
        left === null
          ? Effect.void
          : CallDetails.tell({ billing: left === "NotSent" ? notBilled : billingOf(read(left)) })
      const result = yield* queue.ask(params, onLeft)
      return yield* Effect.fromResult(read(result))
    })

    return {
      ...single,
      terms,
      complete: (request) => Effect.mapError(complete(request), (reason) => new ChatModelError({ reason }))
    }
  })

const billingOf = <A>(read: Result.Result<ChatAnswer<A>, StageReason>): Billing =>
  Result.isSuccess(read) ? { _tag: "Billed", usage: read.success.usage } : read.failure.billing

/** The result of a batch's request, as the answer to a request of its own. Only what succeeded is billed. */
const answerOf = <A>(
  result: BatchResult<unknown>,
  request: ChatRequest<A>,
  params: MessageCreateParamsNonStreaming
): Result.Result<ChatAnswer<A>, StageReason> => {
  const who = `anthropic/${params.model}, in a batch,`
  switch (result._tag) {
    case "Succeeded": {
      const events = eventsOf(result.message)
      if (events === null) {
        const message = `${who} sent a message that is not of the documented shape.`
        return Result.fail(new InvalidOutput({ message, billing: unknownBilling }))
      }
      return AnthropicAnswer.read(events, {
        model: params.model,
        schema: schemaOf(request.schema),
        maxTokens: params.max_tokens,
        requestId: null
      })
    }
    case "Errored":
      return Result.fail(
        result.kind === "invalid_request_error"
          ? new Misconfigured({ message: `${who} takes no such request (${result.kind}).`, billing: notBilled })
          : new Unavailable({ message: `${who} could not answer (${result.kind}).`, billing: notBilled })
      )
    case "Expired":
      return Result.fail(
        new TimedOut({ message: `${who} did not come to this request within a day.`, billing: notBilled })
      )
    case "Canceled":
      return Result.fail(
        new Unavailable({
          message: `${who} did not come to this request: the batch was cancelled.`,
          billing: notBilled
        })
      )
    case "Missing":
      return Result.fail(new Unavailable({ message: `${who} says nothing of this request.`, billing: unknownBilling }))
  }
}

/** A whole message as the events that a stream of it would have had, so that both are read by the same rules. */
const eventsOf = (message: unknown): ReadonlyArray<unknown> | null => {
  if (typeof message !== "object" || message === null || !("content" in message) || !("usage" in message)) return null
  const { content, usage } = message
  if (!Array.isArray(content)) return null
  const blocks: ReadonlyArray<unknown> = content
  const delta = {
    stop_reason: "stop_reason" in message ? message.stop_reason : null,
    stop_details: "stop_details" in message ? message.stop_details : null
  }
  return [
    { type: "message_start", message },
    ...blocks.flatMap((block) =>
      typeof block === "object" && block !== null && "type" in block && block.type === "text" && "text" in block
        ? [{ type: "content_block_delta", delta: { type: "text_delta", text: block.text } }]
        : []
    ),
    { type: "message_delta", delta, usage },
    { type: "message_stop" }
  ]
}

/**
 * One of Anthropic's models by batches.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicBatchChatModel } from "effect-persona/anthropic"
 *
 * const Frontier = AnthropicBatchChatModel.layer({ apiKey: Redacted.make("sk-ant-…"), maxRequests: 200 })
 * ```
 */
export const layer = (options: AnthropicBatchOptions = {}): Layer.Layer<ChatModel> =>
  Layer.effect(ChatModel, make(options))

/**
 * The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set.
 *
 * @example
 * ```ts
 * import { AnthropicBatchChatModel } from "effect-persona/anthropic"
 *
 * const Model = AnthropicBatchChatModel.layerConfig({ model: "claude-haiku-5-5", maxRequests: 200 })
 * ```
 */
export const layerConfig = (
  options: Omit<AnthropicBatchOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<ChatModel, Config.ConfigError> => Layer.effect(ChatModel, makeConfig(options))

/**
 * What `layerConfig` makes.
 *
 * @example
 * ```ts
 * import { AnthropicBatchChatModel } from "effect-persona/anthropic"
 *
 * const model = AnthropicBatchChatModel.makeConfig({ model: "claude-haiku-5-5" })
 * ```
 */
export const makeConfig = (options: Omit<AnthropicBatchOptions, "apiKey" | "baseUrl"> = {}) =>
  Effect.flatMap(AnthropicChatModel.fromEnvironment, (environment) => make({ ...options, ...environment }))
