/**
 * Both services as aimock speaks them, answering by the responder's rules over real HTTP. What aimock lacks is mounted.
 */
import type { ServerResponse } from "node:http"
import { LLMock } from "@copilotkit/aimock"
import { Schema } from "effect"
import * as Responder from "./Responder.ts"

/** Tokens as a service bills them. */
export interface Billed {
  readonly model: string
  readonly kind: Responder.Kind | undefined
  readonly inputTokens: number
  readonly outputTokens: number
}

const Content = Schema.Union([
  Schema.String,
  Schema.Null,
  Schema.Array(Schema.Struct({ text: Schema.optionalKey(Schema.String) }))
])
const Request = Schema.Struct({
  model: Schema.String,
  messages: Schema.Array(Schema.Struct({ role: Schema.String, content: Content }))
})

const textOf = ({ messages }: typeof Request.Type, role: "system" | "user"): string =>
  messages
    .filter((message) => message.role === role)
    .map(({ content }) =>
      typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n")
    )
    .join("\n")

/** What a request, as aimock has it, asks for, what the rules answer, and what that is billed. */
export const answerTo = (body: unknown) => {
  const request = Schema.decodeUnknownSync(Request)(body)
  const shown = { system: textOf(request, "system"), user: textOf(request, "user") }
  const text = Responder.answer(shown)
  const billed: Billed = {
    model: request.model,
    kind: Responder.kindOf(shown),
    inputTokens: Responder.tokens(shown.system + shown.user),
    outputTokens: Responder.tokens(text)
  }
  return { text, billed }
}

const json = (response: ServerResponse, body: unknown): boolean => {
  response.writeHead(200, { "content-type": "application/json" })
  response.end(JSON.stringify(body))
  return true
}

/** A server that has this model installed on Ollama, and answers as Anthropic to any. */
export const start = async (installed: string) => {
  const mock = new LLMock({ port: 0, logLevel: "silent" })
  mock.on({ predicate: () => true }, (request) => {
    const { billed, text } = answerTo(request)
    return {
      content: text,
      usage: { input_tokens: billed.inputTokens, output_tokens: billed.outputTokens }
    }
  })
  mock.mount("/v1/models", {
    handleRequest: (_, response) =>
      Promise.resolve(json(response, { data: [{ id: installed, object: "model", max_model_len: 32_768 }] }))
  })
  mock.mount("/api/version", {
    handleRequest: (_, response) => Promise.resolve(json(response, { version: "0.12.11" }))
  })
  mock.mount("/api/show", {
    handleRequest: (_, response) =>
      Promise.resolve(
        json(response, { capabilities: ["completion"], model_info: { "test.context_length": 32_768 }, details: {} })
      )
  })
  mock.mount("/api/tags", {
    handleRequest: (_, response) =>
      Promise.resolve(json(response, { models: [{ name: installed, size: 5_000_000_000 }] }))
  })
  await mock.start()
  return {
    url: mock.url,
    stop: () => mock.stop(),
    /** The journal's requests to a path. */
    requests: (path: string) => mock.getRequests().filter((entry) => entry.path.startsWith(path)),
    /** What the journal says was billed by Anthropic: each request that was answered, priced by what the rules answer to it. */
    billed: (): ReadonlyArray<Billed> =>
      mock
        .getRequests()
        .filter(({ path, response }) => path.startsWith("/v1/messages") && response.status === 200)
        .map(({ body }) => answerTo(body).billed)
  }
}
