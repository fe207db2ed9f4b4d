/**
 * What an Ollama server says of itself and its models before it is asked to do anything, and what is wrong with it.
 */
import { Effect, Result, Schedule, Schema } from "effect"
import { isCloudModel } from "../llm/provider/ServerAddress.ts"
import { Misconfigured, notBilled, type StageReason, Unavailable } from "../stages/StageError.ts"
import { answerSchema, decodeAnswer } from "../llm/provider/AnswerSchema.ts"
import type { ChatRequest } from "../llm/provider/ChatModel.ts"
import * as OllamaAnswer from "./OllamaAnswer.ts"
import type { OllamaClient } from "./OllamaClient.ts"
import { type Installed, withTag } from "./OllamaModels.ts"
import { type Settings, type Think, toBody } from "./OllamaRequest.ts"

const Version = Schema.Struct({ version: Schema.String })

const Tags = Schema.Struct({
  models: Schema.NullOr(
    Schema.Array(
      Schema.Struct({
        name: Schema.String,
        size: Schema.optionalKey(Schema.NullOr(Schema.Finite)),
        remote_host: Schema.optionalKey(Schema.NullOr(Schema.String))
      })
    )
  )
})

const Show = Schema.Struct({
  capabilities: Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String))),
  model_info: Schema.optionalKey(Schema.NullOr(Schema.Record(Schema.String, Schema.Unknown))),
  remote_host: Schema.optionalKey(Schema.NullOr(Schema.String))
})

/** What a model can do; null is that the server does not say. */
export interface Facts {
  readonly capabilities: ReadonlyArray<string> | null
  /** The most tokens that it was made for. */
  readonly contextLength: number | null
  /** It runs at somebody else's. */
  readonly remote: boolean
}

/** Structured output came with this release. */
const oldest = [0, 5, 0] as const

const versionOf = (client: OllamaClient): Effect.Effect<string, StageReason> =>
  client.version.pipe(
    Effect.flatMap(decodeAs(client, Version)),
    Effect.map(({ version }) => version)
  )

/** Succeeds where the server is one that can be worked with. */
export const version = (client: OllamaClient): Effect.Effect<void, StageReason> =>
  versionOf(client).pipe(
    Effect.flatMap((version) => {
      const parts = version.split(/[.-]/).map(Number)
      const at = oldest.findIndex((part, index) => part !== parts[index])
      // A version that is no numbers, such as a build of one's own, is let through.
      const isOld = at >= 0 && (parts[at] ?? Number.NaN) < (oldest[at] ?? 0)
      return isOld
        ? misconfigured(
            `Ollama at ${client.host.url} is version ${version}; structured answers need 0.5.0 or later. Update it.`
          )
        : Effect.void
    })
  )

/** The models that are installed. */
export const installed = (client: OllamaClient): Effect.Effect<ReadonlyArray<Installed>, StageReason> =>
  client.tags.pipe(
    Effect.flatMap(decodeAs(client, Tags)),
    Effect.map(({ models }) =>
      (models ?? []).map(({ name, remote_host, size }) => ({
        name,
        size: size ?? 0,
        remote: (remote_host ?? "") !== "" || isCloudModel(name)
      }))
    )
  )

/** A server that is loading a model, or was just started, may fail once. */
const again = { schedule: Schedule.spaced("500 millis"), times: 2 } as const

/** What the server says of a model. */
export const facts = (client: OllamaClient, model: string): Effect.Effect<Facts, StageReason> =>
  client.show(model).pipe(
    Effect.retry({ ...again, while: ({ _tag }) => _tag === "Unavailable" }),
    Effect.flatMap(decodeAs(client, Show)),
    Effect.map(({ capabilities, model_info, remote_host }) => ({
      capabilities: capabilities ?? null,
      contextLength: contextLengthIn(model_info ?? {}),
      remote: (remote_host ?? "") !== "" || isCloudModel(model)
    }))
  )

/** Succeeds where the model is installed and can answer; else says what is, and how to get another. */
export const ready = Effect.fnUntraced(function* (client: OllamaClient, model: string) {
  yield* version(client)
  const models = yield* installed(client)
  if (!models.some(({ name }) => withTag(name) === withTag(model))) {
    return yield* misconfigured(
      models.length === 0
        ? `Ollama at ${client.host.url} has no models installed. Get one with "ollama pull ${model}".`
        : `Ollama at ${client.host.url} has no model ${model}. Installed: ${listed(models)}. Name one of them, or get it with "ollama pull ${model}".`
    )
  }
  const known = yield* facts(client, model)
  if (known.capabilities !== null && !known.capabilities.includes("completion")) {
    return yield* misconfigured(
      `${model} on Ollama at ${client.host.url} writes no text (it is for ${known.capabilities.join(", ")}). Name another model. Installed: ${listed(models)}.`
    )
  }
  return known
})

const Probe = Schema.Struct({ colour: Schema.Literals(["green", "red"]) })

/** The smallest question that has an answer of a shape. */
const probe: ChatRequest<typeof Probe.Type> = {
  prompt: "probe@1",
  system: [],
  user: [{ text: 'What colour is grass? Answer with one JSON object and nothing else: {"colour": "green" or "red"}.' }],
  schema: Probe,
  saysShape: true,
  maxOutputTokens: 64,
  seed: 1,
  temperature: 0
}

/** Thinking about a colour must end within so many tokens. */
const probeTokens = 300

/**
 * How a model that can think is best asked: popular ones ignore the shape of an answer where thinking is off, others where it is on, and
 * only asking shows which. The cheapest way in which the model keeps to the shape; null of a model that cannot think.
 */
export const thinking = Effect.fnUntraced(function* (
  client: OllamaClient,
  settings: Omit<Settings, "think">,
  known: Facts
) {
  if (known.capabilities?.includes("thinking") !== true) return null
  // gpt-oss cannot leave it, only keep it short.
  const ways: ReadonlyArray<Think> = /(^|\/)gpt-oss/.test(settings.model) ? ["low"] : [false, "low", true]
  for (const think of ways) if (yield* keepsShape(client, { ...settings, think })) return think
  const version = yield* Effect.orElseSucceed(versionOf(client), () => "unknown")
  return yield* misconfigured(
    `${settings.model} on Ollama at ${client.host.url} ignores the shape that its answers must have, with thinking and without, so it cannot draft or judge. Update Ollama (this is version ${version}), or name another model.`
  )
})

const keepsShape = (client: OllamaClient, settings: Settings): Effect.Effect<boolean, StageReason> => {
  const body = toBody(probe, settings)
  const short = settings.think === false ? body : { ...body, options: { ...body.options, num_predict: probeTokens } }
  return client.chat(short).pipe(
    Effect.map((records) => Result.isSuccess(decodeAnswer(answerSchema(Probe), OllamaAnswer.textOf(records)))),
    // Older servers know no "low", and some models do not take it.
    Effect.catchIf(
      ({ _tag }) => _tag === "Misconfigured" || _tag === "Truncated" || _tag === "InvalidOutput",
      () => Effect.succeed(false)
    )
  )
}

const listed = (models: ReadonlyArray<Installed>): string => models.map(({ name }) => name).join(", ")

const misconfigured = (message: string) => Effect.fail(new Misconfigured({ message, billing: notBilled }))

// The key begins with the architecture: `llama.context_length`.
const contextLengthIn = (info: Readonly<Record<string, unknown>>): number | null => {
  const length = Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1]
  return typeof length === "number" && Number.isSafeInteger(length) && length > 0 ? length : null
}

const decodeAs =
  <A>(client: OllamaClient, schema: Schema.Decoder<A>) =>
  (answer: unknown): Effect.Effect<A, StageReason> =>
    Effect.mapError(
      Schema.decodeUnknownEffect(schema)(answer),
      () =>
        new Unavailable({
          message: `What answers at ${client.host.url} is not Ollama, or a version of another time: check OLLAMA_HOST.`,
          billing: notBilled
        })
    )
