/**
 * From the events of a streamed Messages answer to a completion, or to why it is none.
 */
import { Result, Schema } from "effect"
import type { Usage } from "../domain/Usage.ts"
import {
  billed,
  InvalidOutput,
  Refused,
  type StageReason,
  Truncated,
  Unavailable,
  unknownBilling
} from "../stages/StageError.ts"
import type { ChatAnswer } from "../llm/provider/ChatModel.ts"
import type { AnswerSchema } from "../llm/provider/AnswerSchema.ts"
import { readAnswer } from "../llm/provider/AnswerText.ts"

const Count = Schema.optionalKey(Schema.NullOr(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))))

const Counts = Schema.Struct({
  input_tokens: Count,
  output_tokens: Count,
  cache_creation_input_tokens: Count,
  cache_read_input_tokens: Count
})

const Event = Schema.Union([
  Schema.Struct({
    type: Schema.Literal("message_start"),
    message: Schema.Struct({ id: Schema.optionalKey(Schema.NullOr(Schema.String)), usage: Counts })
  }),
  Schema.Struct({
    type: Schema.Literal("content_block_delta"),
    delta: Schema.Struct({ type: Schema.String, text: Schema.optionalKey(Schema.String) })
  }),
  Schema.Struct({
    type: Schema.Literal("message_delta"),
    delta: Schema.Struct({
      stop_reason: Schema.optionalKey(Schema.NullOr(Schema.String)),
      stop_details: Schema.optionalKey(
        Schema.NullOr(Schema.Struct({ category: Schema.optionalKey(Schema.NullOr(Schema.String)) }))
      )
    }),
    usage: Counts
  })
])

const readEvent = Schema.decodeUnknownResult(Event)

/** What was asked, as far as reading the answer needs it. */
export interface Question<A> {
  readonly model: string
  readonly schema: AnswerSchema<A>
  readonly maxTokens: number
  readonly requestId: string | null
}

/** Reads the events of an answer whose stream has ended. */
export const read = <A>(
  events: ReadonlyArray<unknown>,
  question: Question<A>
): Result.Result<ChatAnswer<A>, StageReason> => {
  const who = `anthropic/${question.model}`
  const where = question.requestId === null ? "" : ` (request ${question.requestId})`
  let text = ""
  let counts: typeof Counts.Type = {}
  let id: string | null = null
  let stopReason: string | null = null
  let category: string | null = null
  let stopped = false

  for (const given of events) {
    const type = typeOf(given)
    if (type === "message_stop") stopped = true
    if (type !== "message_start" && type !== "content_block_delta" && type !== "message_delta") continue
    const read = readEvent(given)
    if (Result.isFailure(read)) {
      const message = `${who} sent a ${type} event that is not of the documented shape${where}.`
      return Result.fail(new InvalidOutput({ message, billing: unknownBilling }))
    }
    const event = read.success
    switch (event.type) {
      case "message_start":
        id = event.message.id ?? null
        counts = event.message.usage
        break
      case "content_block_delta":
        text += event.delta.type === "text_delta" ? (event.delta.text ?? "") : ""
        break
      case "message_delta":
        // The counts are sums so far; those that an event leaves out stand.
        counts = { ...counts, ...withoutNulls(event.usage) }
        stopReason = event.delta.stop_reason ?? stopReason
        category = event.delta.stop_details?.category ?? category
        break
    }
  }

  if (!stopped) {
    const message = `${who} ended its answer before it was complete${where}.`
    return Result.fail(new Unavailable({ message, billing: unknownBilling }))
  }
  const usage = usageOf(counts)
  if (usage === null) {
    const message = `${who} does not say what its answer used${where}.`
    return Result.fail(new InvalidOutput({ message, billing: unknownBilling }))
  }
  const billing = billed(usage)
  switch (stopReason) {
    case "end_turn":
    case "stop_sequence": {
      const value = readAnswer(question.schema, text)
      if (Result.isFailure(value)) {
        const message = `${who} gave no usable answer: ${value.failure}${where}.`
        return Result.fail(new InvalidOutput({ message, billing }))
      }
      const { repaired, value: read } = value.success
      return Result.succeed({
        value: read,
        ...(repaired && { repaired }),
        usage,
        finishReason: stopReason,
        responseId: id,
        tokens: null
      })
    }
    case "refusal": {
      const why = category === null ? "" : `, for its policy on ${category}`
      const message = `${who} declined to answer${why}${where}. The same request will be declined again.`
      return Result.fail(new Refused({ message, billing }))
    }
    case "max_tokens":
    case "model_context_window_exceeded": {
      const message = `${who} reached the end of its room of ${question.maxTokens} tokens for thinking and answer before it was done${where}. Raise thinkingTokens, lower effort, or ask for less.`
      return Result.fail(new Truncated({ message, billing }))
    }
    default: {
      const message = `${who} stopped for a reason that is none here: ${stopReason ?? "it gives none"}${where}.`
      return Result.fail(new InvalidOutput({ message, billing }))
    }
  }
}

/** What the first event of an answer tells of its usage, before there is an answer; null of any other event. */
export const toldUsage = (given: unknown): Usage | null => {
  if (typeOf(given) !== "message_start") return null
  const read = readEvent(given)
  return Result.isSuccess(read) && read.success.type === "message_start" ? usageOf(read.success.message.usage) : null
}

/** The usage of an answer: the service counts the cached parts of the prompt beside the rest, and here they are parts of it. */
const usageOf = (counts: typeof Counts.Type): Usage | null => {
  const { cache_creation_input_tokens, cache_read_input_tokens, input_tokens, output_tokens } = counts
  if (typeof input_tokens !== "number" || typeof output_tokens !== "number") return null
  const cacheReadTokens = cache_read_input_tokens ?? 0
  const cacheWriteTokens = cache_creation_input_tokens ?? 0
  return {
    inputTokens: input_tokens + cacheReadTokens + cacheWriteTokens,
    outputTokens: output_tokens,
    cacheReadTokens,
    cacheWriteTokens
  }
}

const withoutNulls = (counts: typeof Counts.Type): typeof Counts.Type =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== null && count !== undefined))

const typeOf = (event: unknown): string | null =>
  typeof event === "object" && event !== null && "type" in event && typeof event.type === "string" ? event.type : null
