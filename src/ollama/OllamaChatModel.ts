/**
 * Models on an Ollama server as a ChatModel: free and private where the server is in one's own network.
 */
import { Config, Effect, Layer, MutableRef, Option, Redacted, Result } from "effect"
import type { Location, ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as CallDetails from "../stages/CallDetails.ts"
import { Misconfigured, notBilled, type StageReason } from "../stages/StageError.ts"
import { byteBound } from "../llm/provider/ByteBound.ts"
import {
  answerDetails,
  ChatModel,
  ChatModelError,
  type ChatModelShape,
  type ChatRequest,
  requestDetails,
  unusable
} from "../llm/provider/ChatModel.ts"
import { isCloudModel } from "../llm/provider/ServerAddress.ts"
import { answerSchema } from "../llm/provider/AnswerSchema.ts"
import type { Deadlines } from "../llm/provider/Connection.ts"
import * as OllamaAnswer from "./OllamaAnswer.ts"
import * as OllamaClient from "./OllamaClient.ts"
import * as OllamaHost from "./OllamaHost.ts"
import * as OllamaModels from "./OllamaModels.ts"
import * as OllamaPreflight from "./OllamaPreflight.ts"
import { type Settings, type Think, thinkingTokens, toBody } from "./OllamaRequest.ts"

/** How to use an Ollama server. */
export interface OllamaOptions {
  /** Such as `qwen3:8b`. Left out, the best of the installed ones is taken, by `preferred`. */
  readonly model?: string | undefined
  /** Such as `http://127.0.0.1:11434`, the default. A name and a password in it are sent as a header, and shown nowhere. */
  readonly host?: string | Redacted.Redacted | undefined
  /** A bearer token, for servers behind a gateway. */
  readonly apiKey?: Redacted.Redacted | undefined
  /**
   * Whether what is sent stays in one's own network. Left out, it is read off the host: loopback and private addresses are
   * local, all others remote. A remote model is only ever shown replaced data, and needs a price (`Prices.layer`), even if
   * that is 0. Ollama's own cloud models (`…-cloud`) are remote wherever the server is.
   */
  readonly location?: Location | undefined
  /** The window of the model in tokens: prompt and answer together. Default 16384, or less where the model has less. */
  readonly contextTokens?: number | undefined
  /** How long the server keeps the model loaded after a call. Default `10m`. */
  readonly keepAlive?: string | undefined
  /** First byte after at most 600 s by default, because a model may have to be loaded first. */
  readonly deadlines?: Deadlines | undefined
}

const DEFAULT_CONTEXT = 16_384

/**
 * A model on an Ollama server. Making it never fails: where no server answers, `available` and every call say so.
 */
export const make = Effect.fnUntraced(function* (options: OllamaOptions = {}) {
  const given =
    options.host === undefined ? "" : Redacted.isRedacted(options.host) ? Redacted.value(options.host) : options.host
  const parsed = OllamaHost.parse(given)
  if (Result.isFailure(parsed)) {
    return unusable(
      { provider: "ollama", model: options.model ?? OllamaModels.first, location: options.location ?? "remote" },
      new Misconfigured({
        message: `The address of the Ollama server cannot be used: ${parsed.failure}. Set OLLAMA_HOST to something like http://127.0.0.1:11434.`,
        billing: notBilled
      })
    )
  }
  const host = parsed.success
  const client = OllamaClient.make({ host, apiKey: options.apiKey, deadlines: options.deadlines ?? {} })

  const model = options.model ?? (yield* bestInstalled(client))
  const known = yield* Effect.option(OllamaPreflight.facts(client, model))
  const facts = MutableRef.make(Option.getOrNull(known))
  const remote = isCloudModel(model) || facts.current?.remote === true
  const location = remote ? "remote" : (options.location ?? host.location)
  const info: ModelInfo = { provider: "ollama", model, location }

  const contextTokens = Math.min(options.contextTokens ?? DEFAULT_CONTEXT, facts.current?.contextLength ?? Infinity)
  const unthinking = { model, contextTokens, keepAlive: options.keepAlive ?? "10m" }
  const probed = MutableRef.make<Think | null>(null)
  const settings = (): Settings => ({ ...unthinking, think: probed.current ?? thinkOf(model, facts.current) })

  const complete = Effect.fnUntraced(function* <A>(request: ChatRequest<A>) {
    const body = toBody(request, settings())
    yield* CallDetails.tell(requestDetails(request, host.url))
    const observe = yield* CallDetails.CallObserver
    // A record is a token, or a few.
    const records = yield* client.chat(body, (writtenTokens) => observe?.({ writtenTokens }))
    const bound = byteBound(JSON.stringify(body), request)
    const answer = yield* Effect.fromResult(
      OllamaAnswer.read(records, {
        host,
        model,
        schema: answerSchema(request.schema),
        promptLength: (body.messages ?? []).reduce((sum, { content }) => sum + content.length, 0),
        contextTokens,
        maxOutputTokens: request.maxOutputTokens,
        assumed: location === "local" ? Usage.none : Usage.make(bound.inputTokens, bound.outputTokens)
      })
    )
    yield* CallDetails.tell(answerDetails(answer))
    return answer
  })

  const available = Effect.gen(function* () {
    const found = yield* OllamaPreflight.ready(client, model)
    if (found.remote && location === "local") {
      return yield* Effect.fail(
        new Misconfigured({
          message: `${model} on Ollama at ${host.url} runs in a cloud, so that what it is sent leaves your network. Name a model that runs on the server itself.`,
          billing: notBilled
        })
      )
    }
    MutableRef.set(facts, found)
  })

  // Asking a remote model may cost, and nothing of this call is reserved.
  const prepare = Effect.suspend(() =>
    facts.current === null || location === "remote"
      ? Effect.succeed(null)
      : OllamaPreflight.thinking(client, unthinking, facts.current)
  ).pipe(Effect.map((think) => MutableRef.set(probed, think)))

  return {
    model: info,
    server: host.url,
    available: Effect.mapError(available, toError),
    prepare: Effect.asVoid(Effect.mapError(prepare, toError)),
    get contextTokens() {
      return contextTokens - thinkingTokens(settings().think)
    },
    manner: () => mannerOf(settings().think),
    bound: (request) => Effect.sync(() => byteBound(JSON.stringify(toBody(request, settings())), request)),
    complete: (request) => Effect.mapError(complete(request), toError)
  } satisfies ChatModelShape
})

/**
 * A model on an Ollama server.
 *
 * @example
 * ```ts
 * import { OllamaChatModel } from "effect-persona/ollama"
 *
 * const Local = OllamaChatModel.layer({ model: "qwen3:8b" })
 * ```
 */
export const layer = (options: OllamaOptions = {}): Layer.Layer<ChatModel> => Layer.effect(ChatModel, make(options))

/** The same, with the host from `OLLAMA_HOST` and the key, where one is needed, from `OLLAMA_API_KEY`. */
export const layerConfig = (
  options: Omit<OllamaOptions, "host" | "apiKey"> = {}
): Layer.Layer<ChatModel, Config.ConfigError> => Layer.effect(ChatModel, makeConfig(options))

/** What `layerConfig` makes. */
export const makeConfig = Effect.fnUntraced(function* (options: Omit<OllamaOptions, "host" | "apiKey"> = {}) {
  const host = yield* Config.option(Config.Redacted("OLLAMA_HOST"))
  const apiKey = yield* Config.option(Config.Redacted("OLLAMA_API_KEY"))
  return yield* make({ ...options, host: Option.getOrUndefined(host), apiKey: Option.getOrUndefined(apiKey) })
})

const toError = (reason: StageReason): ChatModelError => new ChatModelError({ reason })

const bestInstalled = (client: OllamaClient.OllamaClient): Effect.Effect<string> =>
  OllamaPreflight.installed(client).pipe(
    Effect.map((models) => OllamaModels.best(models) ?? OllamaModels.first),
    Effect.orElseSucceed(() => OllamaModels.first)
  )

const mannerOf = (think: Think | null): string | null => {
  if (think === null) return null
  return think === false ? "without thinking" : think === "low" ? "with little thinking" : "with thinking"
}

// Thinking costs minutes on a small machine and tokens of the answer's room. gpt-oss cannot leave it, only keep it short.
const thinkOf = (model: string, facts: OllamaPreflight.Facts | null): Settings["think"] => {
  if (facts?.capabilities?.includes("thinking") !== true) return null
  return /(^|\/)gpt-oss/.test(model) ? "low" : false
}
