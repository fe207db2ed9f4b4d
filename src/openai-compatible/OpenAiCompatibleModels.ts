/**
 * What a server with OpenAI's API has: which models, and how much each can read.
 */
import { Effect, Result, Schema } from "effect"
import { Misconfigured, notBilled, type StageReason, Unavailable } from "../stages/StageError.ts"
import type { OpenAiCompatibleClient } from "./OpenAiCompatibleClient.ts"

/** A model on a server. */
export interface KnownModel {
  readonly id: string
  /** Other names that it answers to. */
  readonly aliases: ReadonlyArray<string>
  /** The most tokens of prompt and answer together; null where the server does not say. */
  readonly contextTokens: number | null
}

const Size = Schema.optionalKey(Schema.Unknown)

// Each server has its own word for the context: llama.cpp `meta.n_ctx`, vLLM `max_model_len`, OpenRouter `context_length`.
const Models = Schema.Struct({
  data: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      aliases: Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String))),
      max_model_len: Size,
      context_length: Size,
      meta: Schema.optionalKey(Schema.NullOr(Schema.Struct({ n_ctx: Size })))
    })
  )
})

// llama.cpp of before 2026 says it there, LM Studio in an API of its own.
const Props = Schema.Struct({ default_generation_settings: Schema.Struct({ n_ctx: Size }) })
const LmStudio = Schema.Struct({
  data: Schema.Array(Schema.Struct({ id: Schema.String, loaded_context_length: Size, max_context_length: Size }))
})

/** The models of a server. */
export const list = (client: OpenAiCompatibleClient): Effect.Effect<ReadonlyArray<KnownModel>, StageReason> =>
  client.get("/models").pipe(
    Effect.flatMap((answer) => {
      const models = Schema.decodeUnknownResult(Models)(answer)
      return Result.isSuccess(models)
        ? Effect.succeed(models.success.data)
        : Effect.fail(
            new Unavailable({
              message: `What answers at ${client.address.url}/models lists no models: check that OPENAI_BASE_URL is the address of the server's API, which for most servers ends in /v1.`,
              billing: notBilled
            })
          )
    }),
    Effect.map((models) =>
      models.map(({ aliases, context_length, id, max_model_len, meta }) => ({
        id,
        aliases: aliases ?? [],
        contextTokens: sizeIn(meta?.n_ctx, max_model_len, context_length)
      }))
    )
  )

/** How much a model can read, as servers say it beside `/models`; null where none does. */
export const contextBeside = Effect.fnUntraced(function* (client: OpenAiCompatibleClient, model: string) {
  const ask = (path: string) => Effect.orElseSucceed(client.getBeside(path), () => null)
  const props = Schema.decodeUnknownResult(Props)(yield* ask("/props"))
  if (Result.isSuccess(props)) return sizeIn(props.success.default_generation_settings.n_ctx)
  const own = Schema.decodeUnknownResult(LmStudio)(yield* ask("/api/v0/models"))
  const found = Result.isSuccess(own) ? own.success.data.find(({ id }) => id === model) : undefined
  return sizeIn(found?.loaded_context_length, found?.max_context_length)
})

const sizeIn = (...sizes: ReadonlyArray<unknown>): number | null => {
  const size = sizes.find((each) => typeof each === "number" && Number.isSafeInteger(each) && each > 0)
  return typeof size === "number" ? size : null
}

/** What writes no chat, by the names that such models have. */
const noChat = /embed|rerank|whisper|tts|bge-|moderation/i

/** The model to take where none is named: the first that can chat; null where there is none. */
export const first = (models: ReadonlyArray<KnownModel>): KnownModel | null =>
  models.find(({ id }) => !noChat.test(id)) ?? null

/** How a model is called in results: llama.cpp has a file's path for a name, and paths tell about their machine. */
export const nameOf = (id: string): string =>
  /^(\/|[a-z]:\\|~).*\.gguf$/i.test(id) ? (id.split(/[\\/]/).at(-1) ?? id) : id

/** The model of this name. */
export const find = (models: ReadonlyArray<KnownModel>, name: string): KnownModel | undefined =>
  models.find(({ aliases, id }) => [id, nameOf(id), ...aliases].includes(name))

/** There is no such model, or none was named. */
export const noModel = (
  { address }: OpenAiCompatibleClient,
  models: ReadonlyArray<KnownModel>,
  name: string | undefined
): StageReason => {
  const there = models.slice(0, 20).map(({ id }) => nameOf(id))
  const more = models.length > there.length ? ` and ${models.length - there.length} more` : ""
  const has = models.length === 0 ? "It has none: load one" : `It has ${there.join(", ")}${more}: name one of them`
  return new Misconfigured({
    message: `${name === undefined ? `No model of the server at ${address.url} was named` : `The server at ${address.url} has no model ${name}`}. ${has}.`,
    billing: notBilled
  })
}
