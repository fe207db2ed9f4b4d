/**
 * From a completion that is asked for to the body that the Messages API takes.
 */
import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  TextBlockParam
} from "@anthropic-ai/sdk/resources/messages"
import { AnthropicStructuredOutput } from "effect/ai"
import { anthropicPrices } from "../budget/AnthropicPrices.ts"
import { find } from "../budget/Prices.ts"
import type { ChatPart, ChatRequest } from "../llm/provider/ChatModel.ts"
import type { AnswerSchema } from "../llm/provider/AnswerSchema.ts"
import { defaultEffort, type Effort, shapeOf, thinksAt } from "./AnthropicModels.ts"

/** What stays the same over all requests of a model. */
export interface Settings {
  readonly model: string
  readonly effort: Effort | undefined
  /** Room for thinking beside the answer, on models that cannot leave it out. */
  readonly thinkingTokens: number
  readonly inferenceGeo: "global" | "us"
  readonly cacheFor: "5m" | "1h"
}

/** The schema as the service takes it, and the codec that belongs to it. */
export const schemaOf = <A>(schema: ChatRequest<A>["schema"]): AnswerSchema<A> =>
  AnthropicStructuredOutput.toCodecAnthropic(schema)

/** Tokens of the answer beyond what a request asks for. */
export const extraTokens = (settings: Settings): number => {
  const shape = shapeOf(settings.model)
  return thinksAt(shape, settings.effort ?? defaultEffort(shape)) ? settings.thinkingTokens : 0
}

/** The body of a request. */
export const toBody = <A>(request: ChatRequest<A>, settings: Settings): MessageCreateParamsStreaming => {
  const shape = shapeOf(settings.model)
  const effort = settings.effort ?? defaultEffort(shape)
  const blocks = cached([request.system, request.user], settings)
  const [system = [], user = []] = blocks
  return {
    model: settings.model,
    max_tokens: request.maxOutputTokens + extraTokens(settings),
    ...(system.length === 0 ? {} : { system }),
    messages: [{ role: "user", content: user }],
    output_config: {
      format: { type: "json_schema", schema: schemaOf(request.schema).jsonSchema },
      ...(shape.effort ? { effort } : {})
    },
    ...thinking(settings, effort),
    ...(shape.sampling && request.temperature !== undefined ? { temperature: request.temperature } : {}),
    // Said every time: a workspace's own default would be dearer without our knowing.
    ...(shape.geography ? { inference_geo: settings.inferenceGeo } : {}),
    // Capacity that was paid for in advance has another price.
    service_tier: "standard_only",
    stream: true
  }
}

/**
 * A request that holds of another only what may be cached: all up to the last mark, and what stands before every prompt (the schema).
 * Null where nothing is marked.
 */
export const cachedPart = (body: MessageCreateParamsStreaming): MessageCreateParamsStreaming | null => {
  const upToMark = (blocks: ReadonlyArray<ContentBlockParam>) =>
    blocks.slice(0, 1 + blocks.findLastIndex((block) => "cache_control" in block && block.cache_control !== undefined))
  const user = upToMark(body.messages.flatMap(({ content }) => (typeof content === "string" ? [] : content)))
  if (user.length > 0) return { ...body, messages: [{ role: "user", content: user }] }
  const system = typeof body.system === "object" ? body.system : []
  if (!system.some(({ cache_control }) => cache_control !== undefined && cache_control !== null)) return null
  // No request may be without a message.
  return { ...body, messages: [{ role: "user", content: "." }] }
}

const thinking = (settings: Settings, effort: Effort): Pick<MessageCreateParamsStreaming, "thinking"> => {
  const shape = shapeOf(settings.model)
  if (thinksAt(shape, effort)) return {}
  switch (shape.withoutThinking) {
    case "disabled":
      return { thinking: { type: "disabled" } }
    case "between_tools":
      return { thinking: { type: "between_tools" } }
    case "omit":
    case "impossible":
      return {}
  }
}

/** Where the table says not how long a prefix must be to be cached. */
const LONGEST_MINIMUM = 4096

/** Characters a token: few, so that a prefix is marked as soon as it may be long enough. A mark that does nothing costs nothing. */
const CHARACTERS_PER_TOKEN = 3

/** The blocks of each group of parts; the last cacheable part of a group is marked, where the prefix up to it may be cached. */
const cached = (
  groups: ReadonlyArray<ReadonlyArray<ChatPart>>,
  { cacheFor, model }: Settings
): ReadonlyArray<Array<TextBlockParam>> => {
  const price = find(anthropicPrices, { provider: "anthropic", model })
  const minimum = (price._tag === "Some" ? price.value.minCacheTokens : undefined) ?? LONGEST_MINIMUM
  let characters = 0
  return groups.map((parts) => {
    const last = parts.findLastIndex(({ cacheable }) => cacheable === true)
    return parts
      .map(({ text }, index): TextBlockParam => {
        characters += text.length
        const worthwhile = index === last && characters / CHARACTERS_PER_TOKEN >= minimum
        return {
          type: "text",
          text,
          ...(worthwhile ? { cache_control: { type: "ephemeral", ttl: cacheFor } } : {})
        }
      })
      .filter(({ text }) => text !== "")
  })
}
