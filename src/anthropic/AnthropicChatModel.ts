/**
 * Anthropic's models as a ChatModel: remote, and paid for by the token.
 */
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages"
import { Config, Effect, Layer, Option, Redacted } from "effect"
import type { Terms } from "../budget/Price.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { TokenBound } from "../domain/Usage.ts"
import { HasCap } from "../stages/CallBudget.ts"
import * as CallDetails from "../stages/CallDetails.ts"
import { Misconfigured, notBilled, type StageReason } from "../stages/StageError.ts"
import { byteBound } from "../llm/provider/ByteBound.ts"
import {
  answerDetails,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest,
  requestDetails
} from "../llm/provider/ChatModel.ts"
import type { Deadlines } from "../llm/provider/Connection.ts"
import * as AnthropicAnswer from "./AnthropicAnswer.ts"
import * as AnthropicClient from "./AnthropicClient.ts"
import { defaultModel, type Effort, shapeOf } from "./AnthropicModels.ts"
import { cachedPart, extraTokens, schemaOf, type Settings, toBody } from "./AnthropicRequest.ts"

/** How to use Anthropic's API. */
export interface AnthropicOptions {
  /** The exact id: prices are known by it. Default `claude-sonnet-5-5`. */
  readonly model?: string | undefined
  /** Without a key everything but `bound` fails and says so. Nothing else is looked for: no profile, no token on disk. */
  readonly apiKey?: Redacted.Redacted | undefined
  /** Default `https://api.anthropic.com`. */
  readonly baseUrl?: string | undefined
  /** How much the model works on an answer. Default `medium`; `low` on models that always think. */
  readonly effort?: Effort | undefined
  /** Room for thinking beside the answer, on models that always think. It is part of a call's ceiling. Default 4096. */
  readonly thinkingTokens?: number | undefined
  /** Where the model runs. `us` costs a tenth more, and is sent as `inference_geo` either way. Default `global`. */
  readonly inferenceGeo?: "global" | "us" | undefined
  /** How long cached parts of a prompt are kept. Default `5m`. */
  readonly cacheFor?: "5m" | "1h" | undefined
  /**
   * Asks the service to count a prompt before its ceiling is reserved: a request more a call, which is free of charge, and a ceiling a
   * quarter as high. Default: where the run has a cap.
   */
  readonly countTokens?: boolean | undefined
  /** First byte after at most 300 s by default. */
  readonly deadlines?: Deadlines | undefined
}

export { defaultModel }

/**
 * The address of the service, without a slash at its end.
 *
 * @internal
 */
export const baseUrlOf = ({ baseUrl }: Pick<AnthropicOptions, "baseUrl">): string =>
  (baseUrl ?? "https://api.anthropic.com").replace(/\/+$/, "")

/**
 * What stays the same over all requests of a model.
 *
 * @internal
 */
export const settingsOf = (options: AnthropicOptions): Settings => ({
  model: options.model ?? defaultModel,
  effort: options.effort,
  thinkingTokens: options.thinkingTokens ?? 4096,
  inferenceGeo: options.inferenceGeo ?? "global",
  cacheFor: options.cacheFor ?? "5m"
})

/**
 * There is no key.
 *
 * @internal
 */
export const noKey = (model: string): StageReason =>
  new Misconfigured({
    message: `anthropic/${model} needs a key: set ANTHROPIC_API_KEY to one from the Claude Console (platform.claude.com), or go without with --no-frontier.`,
    billing: notBilled
  })

/**
 * One of Anthropic's models. Making it calls nothing and never fails.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicChatModel } from "effect-persona/anthropic"
 *
 * const model = AnthropicChatModel.make({ model: "claude-haiku-5-5", apiKey: Redacted.make("sk-ant-…") })
 * ```
 */
export const make = (options: AnthropicOptions = {}): ChatModelShape => {
  const model = options.model ?? defaultModel
  const info: ModelInfo = { provider: "anthropic", model, location: "remote" }
  const baseUrl = baseUrlOf(options)
  const settings = settingsOf(options)
  const terms: Terms = {
    cacheFor: settings.cacheFor,
    ...(settings.inferenceGeo === "us" ? { usOnly: true } : {})
  }

  const withClient = <A>(
    use: (client: AnthropicClient.AnthropicClient) => Effect.Effect<A, StageReason>
  ): Effect.Effect<A, StageReason> => {
    const { apiKey } = options
    if (apiKey === undefined || Redacted.value(apiKey).trim() === "") {
      return Effect.fail(noKey(model))
    }
    return use(AnthropicClient.make({ apiKey, baseUrl, deadlines: options.deadlines ?? {} }))
  }

  const complete = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    const body = toBody(request, settings)
    yield* CallDetails.tell({ ...requestDetails(request, baseUrl), maxOutputTokens: body.max_tokens })
    const { events, requestId } = yield* withClient((client) => client.create(body))
    const answer = yield* Effect.fromResult(
      AnthropicAnswer.read(events, { model, schema: schemaOf(request.schema), maxTokens: body.max_tokens, requestId })
    )
    yield* CallDetails.tell(answerDetails(answer))
    return answer
  })

  const count = (body: MessageCreateParamsStreaming): Effect.Effect<number | null> =>
    withClient((client) => client.countTokens(body)).pipe(Effect.orElseSucceed(() => null))

  // The beginning that is cached is the same in most requests, so it is counted once.
  let lastPrefix: { readonly key: string; readonly tokens: number | null } | null = null
  const countPrefix = Effect.fnUntraced(function* (prefix: MessageCreateParamsStreaming) {
    const key = JSON.stringify(prefix)
    if (lastPrefix?.key === key && lastPrefix.tokens !== null) return lastPrefix.tokens
    const tokens = yield* count(prefix)
    lastPrefix = { key, tokens }
    return tokens
  })

  const bound = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    const body = toBody(request, settings)
    const prefix = cachedPart(body)
    const bytesOf = (part: MessageCreateParamsStreaming) =>
      byteBound(JSON.stringify(part), request, extraTokens(settings))
    const byBytes = bytesOf(body)
    const cacheable = prefix === null ? 0 : bytesOf(prefix).inputTokens
    const counts = options.countTokens ?? (yield* HasCap)
    if (!counts) return within(byBytes, cacheable)
    const tokens = yield* count(body)
    const cacheableTokens = prefix === null ? 0 : yield* countPrefix(prefix)
    return within(counted(byBytes, tokens), Math.min(cacheable, mostOf(cacheableTokens)))
  })

  return {
    model: info,
    terms,
    available: Effect.mapError(
      withClient((client) => client.retrieve(model)),
      toError
    ),
    contextTokens: shapeOf(model).contextTokens,
    bound,
    complete: (request) => Effect.mapError(complete(request), toError)
  }
}

/**
 * One of Anthropic's models, for frontier work.
 *
 * @example
 * ```ts
 * import { Redacted } from "effect"
 * import { AnthropicChatModel } from "effect-persona/anthropic"
 *
 * const Frontier = AnthropicChatModel.layer({ model: "claude-sonnet-5-5", apiKey: Redacted.make("sk-ant-…") })
 * ```
 */
export const layer = (options: AnthropicOptions = {}): Layer.Layer<ChatModel> => Layer.succeed(ChatModel, make(options))

/**
 * The same, with the key from `ANTHROPIC_API_KEY` and the address from `ANTHROPIC_BASE_URL`, where that is set.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { AnthropicChatModel } from "effect-persona/anthropic"
 * import { LlmRefiner } from "effect-persona/llm"
 *
 * const Editor = LlmRefiner.layer().pipe(Layer.provide(AnthropicChatModel.layerConfig({ model: "claude-haiku-5-5" })))
 * ```
 */
export const layerConfig = (
  options: Omit<AnthropicOptions, "apiKey" | "baseUrl"> = {}
): Layer.Layer<ChatModel, Config.ConfigError> => Layer.effect(ChatModel, makeConfig(options))

/**
 * What `layerConfig` makes.
 *
 * @example
 * ```ts
 * import { AnthropicChatModel } from "effect-persona/anthropic"
 *
 * const model = AnthropicChatModel.makeConfig({ model: "claude-haiku-5-5" })
 * ```
 */
export const makeConfig = (options: Omit<AnthropicOptions, "apiKey" | "baseUrl"> = {}) =>
  Effect.map(fromEnvironment, (environment) => make({ ...options, ...environment }))

/** What the environment says of the service. */
export const fromEnvironment = Effect.gen(function* () {
  const apiKey = yield* Config.option(Config.Redacted("ANTHROPIC_API_KEY"))
  const baseUrl = yield* Config.option(Config.String("ANTHROPIC_BASE_URL"))
  return { apiKey: Option.getOrUndefined(apiKey), baseUrl: Option.getOrUndefined(baseUrl) }
})

const toError = (reason: StageReason): ChatModelError => new ChatModelError({ reason })

// The count is the service's estimate: a fiftieth and a few tokens more than it has always been enough.
const mostOf = (count: number | null): number =>
  count !== null && Number.isSafeInteger(count) && count >= 0 ? Math.ceil(count * 1.02) + 64 : Infinity

// Never above the bytes.
const counted = (byBytes: TokenBound, count: number | null): TokenBound => {
  const inputTokens = Math.min(byBytes.inputTokens, mostOf(count))
  if (count === null || inputTokens === byBytes.inputTokens || byBytes.expected === undefined) {
    return { ...byBytes, inputTokens }
  }
  return { ...byBytes, inputTokens, expected: { ...byBytes.expected, inputTokens: count } }
}

const within = (bound: TokenBound, cacheableTokens: number): TokenBound => ({
  ...bound,
  cacheableTokens: Math.min(bound.inputTokens, cacheableTokens)
})
