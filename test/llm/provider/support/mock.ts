/**
 * `@copilotkit/aimock` as both services at once, with what it lacks of them: Ollama's version, show and ps, its token counts, and
 * Anthropic's model pages and counting of tokens.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { LLMock, type Mountable } from "@copilotkit/aimock"
import { Effect } from "effect"

/** What the server has, where the defaults do not suit a test. */
export interface MockOptions {
  readonly version?: string
  readonly models?: ReadonlyArray<{
    readonly name: string
    readonly size?: number
    readonly capabilities?: ReadonlyArray<string>
    readonly contextLength?: number
    readonly remoteHost?: string
  }>
}

const defaults: Required<MockOptions> = {
  version: "0.13.0",
  models: [{ name: "qwen3:8b", size: 5e9, capabilities: ["completion", "thinking"], contextLength: 40_960 }]
}

/** A running server; it stops with the scope. */
export const mock = (options: MockOptions = {}) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const server = new LLMock({ port: 0, logLevel: "silent" })
      const known = { ...defaults, ...options }
      server.mount("/api", ollamaRoutes(known))
      server.mount("/v1", anthropicRoutes(known))
      await server.start()
      return server
    }),
    (server) => Effect.promise(() => server.stop())
  )

const ollamaRoutes = ({ models, version }: Required<MockOptions>): Mountable => ({
  handleRequest: async (request, response, path) => {
    if (path === "/version") return json(response, 200, { version })
    if (path === "/ps") return json(response, 200, { models: [] })
    if (path === "/tags") {
      return json(response, 200, {
        models: models.map(({ name, remoteHost, size }) => ({
          name,
          model: name,
          size: size ?? 1e9,
          ...(remoteHost === undefined ? {} : { remote_host: remoteHost })
        }))
      })
    }
    if (path === "/show") {
      const asked = await bodyOf(request)
      const model = models.find(({ name }) => [name, name.replace(/:latest$/, "")].includes(String(asked["model"])))
      if (model === undefined) return json(response, 404, { error: `model '${String(asked["model"])}' not found` })
      return json(response, 200, {
        details: { family: "test" },
        capabilities: model.capabilities ?? ["completion"],
        model_info: { "general.architecture": "test", "test.context_length": model.contextLength ?? 32_768 },
        ...(model.remoteHost === undefined ? {} : { remote_host: model.remoteHost })
      })
    }
    if (path === "/chat") countTokens(request, response)
    return false
  }
})

/** Puts counts in place of the zeros: four bytes of the request, and of the answer, are a token. */
const countTokens = (request: IncomingMessage, response: ServerResponse): void => {
  const prompt = Math.ceil(Number(request.headers["content-length"] ?? 0) / 4)
  let records = 0
  const counted = (chunk: unknown): unknown => {
    if (typeof chunk !== "string") return chunk
    records += 1
    return chunk
      .replace(/"prompt_eval_count":0/, `"prompt_eval_count":${prompt}`)
      .replace(/"eval_count":0/, `"eval_count":${records}`)
  }
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  Object.assign(response, {
    write: (chunk: unknown) => write(counted(chunk)),
    end: (chunk?: unknown) => (chunk === undefined ? end() : end(counted(chunk)))
  })
}

const anthropicRoutes = ({ models }: Required<MockOptions>): Mountable => ({
  handleRequest: async (request, response, path) => {
    if (path === "/messages/count_tokens") {
      const body = await bodyOf(request)
      return json(response, 200, { input_tokens: Math.ceil(JSON.stringify(body).length / 4) })
    }
    const model = /^\/models\/(.+)$/.exec(path)?.[1]
    if (model === undefined) return false
    return model.startsWith("claude-") || models.some(({ name }) => name === model)
      ? json(response, 200, { id: model, type: "model" })
      : json(response, 404, { type: "error", error: { type: "not_found_error", message: `model: ${model}` } })
  }
})

const json = (response: ServerResponse, status: number, body: unknown): true => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  return true
}

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ""
  for await (const chunk of request) text += String(chunk)
  const body: unknown = JSON.parse(text)
  return typeof body === "object" && body !== null ? { ...body } : {}
}
