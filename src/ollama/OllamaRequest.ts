/**
 * From a completion that is asked for to the body that Ollama takes.
 */
import type { ChatPart, ChatRequest } from "../llm/provider/ChatModel.ts"
import { answerSchema, schemaInstruction } from "../llm/provider/AnswerSchema.ts"
import type { OllamaRequest } from "./OllamaClient.ts"

/** What stays the same over all requests of a model. */
export interface Settings {
  readonly model: string
  /** Another size makes the server load the model anew, so all requests have the same. */
  readonly contextTokens: number
  readonly keepAlive: string
  /** Whether the model is to think before it answers; null leaves the field out. */
  readonly think: Think | null
}

/** How much a model is to think before it answers. */
export type Think = boolean | "low"

/** What thinking takes of an answer's room, in tokens. Assumed, not measured. */
export const thinkingTokens = (think: Think | null): number => (think === true ? 4_000 : think === "low" ? 1_000 : 0)

/** The body of a request. */
export const toBody = <A>(request: ChatRequest<A>, settings: Settings): OllamaRequest => {
  const { jsonSchema } = answerSchema(request.schema)
  const { alternatives, maxOutputTokens, seed, temperature } = request
  return {
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
    stream: true,
    truncate: false,
    shift: false,
    format: jsonSchema,
    keep_alive: settings.keepAlive,
    ...(settings.think === null ? {} : { think: settings.think }),
    ...(alternatives === undefined ? {} : { logprobs: true, top_logprobs: alternatives }),
    options: {
      num_ctx: settings.contextTokens,
      num_predict: maxOutputTokens + thinkingTokens(settings.think),
      ...(seed === undefined ? {} : { seed }),
      ...(temperature === undefined ? {} : { temperature })
    }
  }
}

const textOf = (parts: ReadonlyArray<ChatPart>): string => parts.map(({ text }) => text).join("\n\n")
