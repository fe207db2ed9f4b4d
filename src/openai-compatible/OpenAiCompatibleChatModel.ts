/**
 * A model on a server that speaks OpenAI's API, as a ChatModel: LM Studio, vLLM, llama.cpp's server, OpenRouter and many more.
 */
import { Config, Effect, Layer, MutableRef, Option, Redacted, Result } from "effect"
import type { Location, ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import { byteBound } from "../llm/provider/ByteBound.ts"
import {
  answerDetails,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest,
  requestDetails,
  textsOf,
  unusable
} from "../llm/provider/ChatModel.ts"
import type { Deadlines } from "../llm/provider/Connection.ts"
import { isCloudModel, parseAddress, type ServerAddress } from "../llm/provider/ServerAddress.ts"
import * as CallDetails from "../stages/CallDetails.ts"
import { Misconfigured, notBilled, type StageReason } from "../stages/StageError.ts"
import { type Read, read } from "./OpenAiCompatibleAnswer.ts"
import * as OpenAiCompatibleClient from "./OpenAiCompatibleClient.ts"
import type { FormatRefused } from "./OpenAiCompatibleError.ts"
import * as OpenAiCompatibleModels from "./OpenAiCompatibleModels.ts"
import { type AnswerFormat, schemaOf, type Settings, toBody } from "./OpenAiCompatibleRequest.ts"

/** How to use a server that speaks OpenAI's API. */
export interface OpenAiCompatibleOptions {
  /**
   * Where its API is, such as `http://127.0.0.1:1234/v1`. There is no default. A name and a password in it are sent as a header, and
   * shown nowhere.
   */
  readonly baseUrl?: string | Redacted.Redacted | undefined
  /** A bearer token. Servers of one's own mostly need none. */
  readonly apiKey?: Redacted.Redacted | undefined
  /** As the server calls it. Left out, the only one it has; of several on a server of one's own, the first, with a warning. */
  readonly model?: string | undefined
  /**
   * Whether what is sent stays in one's own network. Left out, it is read off the address: loopback and private addresses are
   * local, all others remote. Say `remote` of a gateway on this machine that passes requests on. A remote model is only ever shown
   * replaced data, and needs a price (`Prices.layer`).
   */
  readonly location?: Location | undefined
  /** Who answers, for prices and provenance, such as `openrouter`. Default `openai-compatible`. */
  readonly provider?: string | undefined
  /** Prompt and answer together, in tokens. Left out, what the server says of the model, where it does. */
  readonly contextTokens?: number | undefined
  /**
   * How the server is kept to the shape of an answer. Default `json_schema`; a server that refuses it is asked for a `json_object`,
   * and then by the `prompt` alone, each with a warning.
   */
  readonly answerFormat?: AnswerFormat | undefined
  /** The field for the most tokens of an answer. Default `max_tokens`; some models take only `max_completion_tokens`. */
  readonly maxTokensField?: "max_tokens" | "max_completion_tokens" | undefined
  /**
   * Fields that only some servers have, sent with every request, such as `{ chat_template_kwargs: { enable_thinking: false } }`. They
   * replace none of those that are sent anyway.
   */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined
  /** First byte after at most 600 s by default: answers are not streamed, so it comes when the answer is complete. */
  readonly deadlines?: Deadlines | undefined
}

/** What `layerConfig` takes: the rest is in the environment. */
export type OpenAiCompatibleConfigOptions = Omit<OpenAiCompatibleOptions, "baseUrl" | "apiKey">

const examples =
  "http://127.0.0.1:1234/v1 (LM Studio), http://127.0.0.1:8000/v1 (vLLM), http://127.0.0.1:8080/v1 (llama.cpp) or https://openrouter.ai/api/v1"

/**
 * A model on a server that speaks OpenAI's API. Making it never fails: where no server answers, `available` and every call say so.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
 *
 * const model = OpenAiCompatibleChatModel.make({ baseUrl: "http://127.0.0.1:1234/v1" })
 * ```
 */
export const make = Effect.fnUntraced(function* (options: OpenAiCompatibleOptions = {}) {
  const { baseUrl = "" } = options
  const given = (Redacted.isRedacted(baseUrl) ? Redacted.value(baseUrl) : baseUrl).trim()
  const parsed = parseAddress(given)
  const provider = options.provider ?? "openai-compatible"
  if (Result.isFailure(parsed)) {
    const why = given === "" ? "is not known" : `cannot be used: ${parsed.failure}`
    return unusable(
      { provider, model: options.model ?? "unnamed", location: options.location ?? "remote" },
      new Misconfigured({
        message: `The address of the OpenAI-compatible server ${why}. Set OPENAI_BASE_URL to that of its API, such as ${examples}.`,
        billing: notBilled
      })
    )
  }
  const address = parsed.success
  const { apiKey, deadlines = {} } = options
  const client = OpenAiCompatibleClient.make({ address, apiKey, deadlines })

  const listed = yield* Effect.option(OpenAiCompatibleModels.list(client))
  const models = Option.getOrElse(listed, () => [])
  const chosen = options.model ?? (yield* choose(models, address, options.location ?? address.location))
  const model = chosen ?? "unnamed"
  const location = yield* locationOf(options, address, model)
  const name = OpenAiCompatibleModels.nameOf(model)
  const info: ModelInfo = { provider, model: name, location }
  const who = `${provider}/${name} at ${address.url}`

  const contextTokens =
    options.contextTokens ??
    OpenAiCompatibleModels.find(models, model)?.contextTokens ??
    (models.length > 0 && location === "local" ? yield* OpenAiCompatibleModels.contextBeside(client, model) : null)

  const format = MutableRef.make<AnswerFormat>(options.answerFormat ?? "json_schema")
  const settings = (): Settings => ({
    model,
    location,
    format: format.current,
    maxTokensField: options.maxTokensField ?? "max_tokens",
    extraBody: options.extraBody ?? {}
  })

  const boundOf = <A>(request: ChatRequest<A>) => byteBound(JSON.stringify(toBody(request, settings())), request)

  const attempt = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    const bound = boundOf(request)
    const sent = textsOf(request)
    const given = yield* client.complete(toBody(request, settings()), sent)
    return yield* Effect.fromResult(
      read(given, {
        who,
        address,
        sent,
        schema: schemaOf(request.schema),
        maxOutputTokens: request.maxOutputTokens,
        assumed: location === "local" ? Usage.none : Usage.make(bound.inputTokens, bound.outputTokens)
      })
    )
  })

  // What a server refuses for its form was not worked on, so that asking in another form is still the one attempt.
  const inOtherForm = <A>(request: ChatRequest<A>, refused: FormatRefused, asked: AnswerFormat): Attempt<A> => {
    const next = asked === "json_schema" ? "json_object" : "prompt"
    if (asked === "prompt") return Effect.fail(refused.reason)
    const form = next === "prompt" ? "by the prompt alone" : "for any JSON object, with the schema in the prompt"
    const warning = `${refused.reason.message} From now on ${who} is asked ${form}: more answers may be of another shape.`
    // Of calls at the same time only the first warns.
    const change = Effect.suspend(() => {
      if (format.current !== asked) return Effect.void
      MutableRef.set(format, next)
      return Effect.logWarning(warning)
    })
    return Effect.andThen(change, tryForms(request))
  }

  const tryForms = <A>(request: ChatRequest<A>): Attempt<A> =>
    Effect.suspend(() => {
      const asked = format.current
      return Effect.catchTag(attempt(request), "FormatRefused", (refused) => inOtherForm(request, refused, asked))
    })

  const none = Effect.fail(OpenAiCompatibleModels.noModel(client, models, options.model))

  const available = Effect.gen(function* () {
    const there = yield* OpenAiCompatibleModels.list(client)
    if (chosen === null || OpenAiCompatibleModels.find(there, chosen) === undefined) {
      return yield* Effect.fail(OpenAiCompatibleModels.noModel(client, there, options.model))
    }
  })

  const complete = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    if (chosen === null) return yield* Effect.andThen(available, none)
    yield* CallDetails.tell(requestDetails(request, address.url))
    const { answer, responseModel } = yield* tryForms(request)
    yield* CallDetails.tell({ ...answerDetails(answer), ...(responseModel === null ? {} : { responseModel }) })
    return answer
  })

  return {
    model: info,
    server: address.url,
    available: Effect.mapError(available, toError),
    contextTokens,
    bound: (request) => Effect.sync(() => boundOf(request)),
    complete: (request) => Effect.mapError(complete(request), toError)
  } satisfies ChatModelShape
})

type Attempt<A> = Effect.Effect<Read<A>, StageReason>

const toError = (reason: StageReason): ChatModelError => new ChatModelError({ reason })

/** The model where none is named. On somebody else's server that is never a guess: it would be paid for. */
const choose = Effect.fnUntraced(function* (
  models: ReadonlyArray<OpenAiCompatibleModels.KnownModel>,
  address: ServerAddress,
  location: Location
) {
  const first = OpenAiCompatibleModels.first(models)
  if (first === null || models.length === 1) return first?.id ?? null
  if (location === "remote") return null
  yield* Effect.logWarning(
    `The server at ${address.url} has ${models.length} models and none was named: ${OpenAiCompatibleModels.nameOf(first.id)} is taken, the first of them.`
  )
  return first.id
})

/** Where the model runs; a claim that the address speaks against is followed, and not silently. */
const locationOf = Effect.fnUntraced(function* (
  { location }: OpenAiCompatibleOptions,
  address: ServerAddress,
  model: string
) {
  if (isCloudModel(model)) return "remote"
  if (location === "local" && address.location === "remote") {
    yield* Effect.logWarning(
      `${address.url} is not in your own network by its address, but location: "local" says so. Data that was not replaced may be sent there, without a price and with useFrontier: false too.`
    )
  }
  return location ?? address.location
})

/**
 * A model on a server that speaks OpenAI's API.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
 *
 * // LM Studio on this machine, with whatever model is loaded.
 * const Local = OpenAiCompatibleChatModel.layer({ baseUrl: "http://127.0.0.1:1234/v1" })
 * ```
 */
export const layer = (options: OpenAiCompatibleOptions = {}): Layer.Layer<ChatModel> =>
  Layer.effect(ChatModel, make(options))

/**
 * The same, with the address from `OPENAI_BASE_URL` and the key, where one is needed, from `OPENAI_API_KEY`.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
 *
 * const Model = OpenAiCompatibleChatModel.layerConfig({ model: "qwen3-8b" })
 * ```
 */
export const layerConfig = (options: OpenAiCompatibleConfigOptions = {}): Layer.Layer<ChatModel, Config.ConfigError> =>
  Layer.effect(ChatModel, makeConfig(options))

/**
 * What `layerConfig` makes.
 *
 * @example
 * ```ts
 * import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
 *
 * const model = OpenAiCompatibleChatModel.makeConfig({ model: "qwen3-8b" })
 * ```
 */
export const makeConfig = Effect.fnUntraced(function* (options: OpenAiCompatibleConfigOptions = {}) {
  const baseUrl = yield* Config.option(Config.Redacted("OPENAI_BASE_URL"))
  const apiKey = yield* Config.option(Config.Redacted("OPENAI_API_KEY"))
  return yield* make({ ...options, baseUrl: Option.getOrUndefined(baseUrl), apiKey: Option.getOrUndefined(apiKey) })
})
