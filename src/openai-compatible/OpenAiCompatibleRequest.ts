/**
 * From a completion that is asked for to the body that a server with OpenAI's API takes.
 */
import type { Location } from "../domain/ModelInfo.ts"
import { Predicate, Result } from "effect"
import { OpenAiStructuredOutput } from "effect/ai"
import { type AnswerSchema, answerSchema, schemaInstruction } from "../llm/provider/AnswerSchema.ts"
import type { ChatPart, ChatRequest } from "../llm/provider/ChatModel.ts"

/** How a server is kept to the shape of an answer, from the strictest to none. The prompt says the shape with all three. */
export type AnswerFormat = "json_schema" | "json_object" | "prompt"

/** The fields of a request that mean the same on every server. */
export interface ChatBody {
  readonly model: string
  readonly messages: ReadonlyArray<{ readonly role: "system" | "user"; readonly content: string }>
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
  readonly seed?: number
  readonly temperature?: number
  readonly logprobs?: true
  readonly top_logprobs?: number
  readonly stream: false
  readonly response_format?: Readonly<Record<string, unknown>>
}

/** What stays the same over all requests of a model. */
export interface Settings {
  /** Where the server is. */
  readonly location?: Location
  readonly model: string
  readonly format: AnswerFormat
  readonly maxTokensField: "max_tokens" | "max_completion_tokens"
  /** Fields that only some servers have. */
  readonly extraBody: Readonly<Record<string, unknown>>
}

/** The schema as OpenAI's structured output takes it, and the codec that belongs to it. */
export const schemaOf = <A>(schema: ChatRequest<A>["schema"]): AnswerSchema<A> =>
  // What is not an object is not taken there; other servers take it as it is.
  Result.getOrElse(
    Result.try(() => OpenAiStructuredOutput.toCodecOpenAI(schema)),
    () => answerSchema(schema)
  )

/**
 * The shape with how long each text may be, for a server of one's own: those take such bounds, which OpenAI's own services do not, and a
 * small model needs them to find an end.
 */
const bounded = (schema: Readonly<Record<string, unknown>>, plain: unknown): Record<string, unknown> => {
  if (!Predicate.isObject(plain)) return schema
  const bounds: Readonly<Record<string, unknown>> = { ...plain }
  const inside = Object.entries(schema).map(([key, value]): readonly [string, unknown] =>
    Predicate.isObject(value) && !Array.isArray(value) ? [key, bounded({ ...value }, bounds[key])] : [key, value]
  )
  return { ...Object.fromEntries(inside), ...("maxLength" in bounds && { maxLength: bounds["maxLength"] }) }
}

/** The body of a request. */
export const toBody = <A>(request: ChatRequest<A>, settings: Settings): ChatBody => {
  const strict = schemaOf(request.schema).jsonSchema
  const jsonSchema = settings.location === "local" ? bounded(strict, answerSchema(request.schema).jsonSchema) : strict
  const { alternatives, maxOutputTokens, seed, temperature } = request
  // More than one answer would be billed more than once.
  const { best_of: _, n: __, ...extra } = settings.extraBody
  return {
    ...extra,
    model: settings.model,
    messages: [
      {
        role: "system",
        content: textOf([
          ...request.system,
          ...(request.saysShape === true ? [] : [{ text: schemaInstruction(jsonSchema) }])
        ])
      },
      { role: "user", content: textOf(request.user) }
    ],
    [settings.maxTokensField]: maxOutputTokens,
    ...(seed === undefined ? {} : { seed }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(alternatives === undefined ? {} : { logprobs: true, top_logprobs: Math.min(alternatives, 20) }),
    stream: false,
    ...responseFormat(settings.format, request.prompt, jsonSchema)
  }
}

const responseFormat = (
  format: AnswerFormat,
  prompt: string,
  schema: Record<string, unknown>
): Pick<ChatBody, "response_format"> => {
  switch (format) {
    case "json_schema":
      return {
        // Letters, digits, underscores and dashes only.
        response_format: {
          type: "json_schema",
          json_schema: { name: prompt.replaceAll(/[^\w-]/g, "_").slice(0, 64), strict: true, schema }
        }
      }
    case "json_object":
      return { response_format: { type: "json_object" } }
    case "prompt":
      return {}
  }
}

const textOf = (parts: ReadonlyArray<ChatPart>): string => parts.map(({ text }) => text).join("\n\n")
