/**
 * From a completion that is asked for to the body that Ollama takes.
 */
import { LanguageModel } from "effect/ai"
import type { ChatPart, ChatRequest } from "../llm/provider/ChatModel.ts"
import type { Lowered } from "../llm/provider/Decoding.ts"
import type { OllamaRequest } from "./OllamaClient.ts"

/** What stays the same over all requests of a model. */
export interface Settings {
  readonly model: string
  /** Another size makes the server load the model anew, so all requests have the same. */
  readonly contextTokens: number
  readonly keepAlive: string
  /** Null leaves the field out. */
  readonly think: false | "low" | null
}

/** The schema as Ollama takes it, closed, and the codec that belongs to it. */
export const lowered = <A>(schema: ChatRequest<A>["schema"]): Lowered<A> => {
  const { codec, jsonSchema } = LanguageModel.defaultCodecTransformer(schema)
  return { codec, jsonSchema: closed(jsonSchema) }
}

// Where further properties are allowed, the grammar lets a model write any, and it does.
const closed = (schema: Record<string, unknown>): Record<string, unknown> => {
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closedIn(value)]))
  return "properties" in schema && schema["additionalProperties"] === true
    ? { ...inside, additionalProperties: false }
    : inside
}

const closedIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closedIn)
  return typeof value === "object" && value !== null ? closed({ ...value }) : value
}

/** The body of a request. */
export const toBody = <A>(request: ChatRequest<A>, settings: Settings): OllamaRequest => {
  const { jsonSchema } = lowered(request.schema)
  const { alternatives, maxOutputTokens, seed, temperature } = request
  return {
    model: settings.model,
    messages: [
      { role: "system", content: `${textOf(request.system)}\n\n${instruction(jsonSchema)}` },
      { role: "user", content: textOf(request.user) }
    ],
    stream: true,
    truncate: false,
    shift: false,
    format: jsonSchema,
    keep_alive: settings.keepAlive,
    ...(settings.think === null ? {} : { think: settings.think }),
    ...(alternatives === undefined ? {} : { logprobs: true, top_logprobs: alternatives }),
    options: {
      num_ctx: settings.contextTokens,
      num_predict: maxOutputTokens,
      ...(seed === undefined ? {} : { seed }),
      ...(temperature === undefined ? {} : { temperature })
    }
  }
}

// The grammar that `format` makes keeps the model to the shape, but does not tell it what the shape is.
const instruction = (jsonSchema: object): string =>
  `Answer with one JSON value and nothing else. It must match this JSON Schema:\n${JSON.stringify(jsonSchema)}`

const textOf = (parts: ReadonlyArray<ChatPart>): string => parts.map(({ text }) => text).join("\n\n")
