/**
 * A server that speaks Ollama and Anthropic at once, on loopback and without delay, answers by the responder's rules, and fails
 * now and then in every way that services do. It keeps its own books: what a real service would have billed.
 */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { Schema } from "effect"
import * as Seed from "../../../src/domain/Seed.ts"
import * as Responder from "./Responder.ts"

/** A way to fail. */
export type Fault =
  | "rate-limited"
  | "rate-limited-for-a-while"
  | "overloaded"
  | "internal"
  | "silent"
  | "stalled"
  | "cut"
  | "disconnected"
  | "length"
  | "refused"
  | "no-json"
  | "wrong-shape"

/** Every way to fail. */
export const faults: ReadonlyArray<Fault> = [
  "rate-limited",
  "rate-limited-for-a-while",
  "overloaded",
  "internal",
  "silent",
  "stalled",
  "cut",
  "disconnected",
  "length",
  "refused",
  "no-json",
  "wrong-shape"
]

/** How a server is set. */
export interface ServicesOptions {
  /** The model that Ollama has installed. */
  readonly installed?: string
  /** The share of requests that fail, 0 to 1. */
  readonly faultRate?: number
  /** The faults that occur, evenly. Default all. */
  readonly faults?: ReadonlyArray<Fault>
  /** The service whose requests fail. Default both. */
  readonly faulty?: Asked["service"]
  /** Which requests fail, and how. */
  readonly seed?: number
  /** The longest that an answer takes, in milliseconds. Default 0. */
  readonly delayMillis?: number
}

/** A request that a model was asked. */
export interface Asked {
  readonly service: "ollama" | "anthropic"
  readonly model: string
  readonly kind: Responder.Kind | undefined
  readonly fault: Fault | null
  /** The same for the same request. */
  readonly hash: string
  /** What a real service would bill for it, in tokens; the cached ones are parts of the input. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
}

/** A shorter beginning of a prompt is not cached. */
const SHORTEST_PREFIX = 512

const Part = Schema.Struct({
  text: Schema.optionalKey(Schema.String),
  cache_control: Schema.optionalKey(Schema.Unknown)
})
const Text = Schema.Union([Schema.String, Schema.Array(Part)])
const Body = Schema.Struct({
  model: Schema.String,
  stream: Schema.optionalKey(Schema.Boolean),
  system: Schema.optionalKey(Text),
  messages: Schema.Array(Schema.Struct({ role: Schema.String, content: Text })),
  options: Schema.optionalKey(Schema.Struct({ seed: Schema.optionalKey(Schema.Finite) }))
})

const plain = (text: typeof Text.Type | undefined): string =>
  typeof text === "string" ? text : (text ?? []).map((part) => part.text ?? "").join("\n")

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks).toString("utf8")
}

/** Starts a server. */
export const start = async (options: ServicesOptions = {}) => {
  const { delayMillis = 0, faultRate = 0, installed = "qwen3:8b", seed = 1 } = options
  const possible = options.faults ?? faults
  const random = Seed.generator(Seed.derive(seed, "faults"))
  const asked: Array<Asked> = []
  const sockets = new Set<Socket>()
  const cached = new Set<string>()

  /** The marked beginning of a prompt: written to the cache the first time, read from it from then on. */
  const cacheUse = (system: typeof Text.Type | undefined) => {
    const parts = typeof system === "object" ? system : []
    const prefix = plain(parts.slice(0, 1 + parts.findLastIndex(({ cache_control }) => cache_control !== undefined)))
    const tokens = Responder.tokens(prefix)
    if (tokens < SHORTEST_PREFIX) return { cacheReadTokens: 0, cacheWriteTokens: 0 }
    if (cached.has(prefix)) return { cacheReadTokens: tokens, cacheWriteTokens: 0 }
    cached.add(prefix)
    return { cacheReadTokens: 0, cacheWriteTokens: tokens }
  }

  const chooseFault = (service: Asked["service"]): Fault | null =>
    (options.faulty ?? service) === service && random() < faultRate
      ? (possible[Math.floor(random() * possible.length)] ?? null)
      : null

  const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers })
    response.end(JSON.stringify(body))
  }

  const shownIn = ({ messages, system }: typeof Body.Type) => {
    const of = (role: string) =>
      messages
        .filter((message) => message.role === role)
        .map(({ content }) => plain(content))
        .join("\n")
    return { system: plain(system) + of("system"), user: of("user") }
  }

  const complete = async (service: Asked["service"], request: IncomingMessage, response: ServerResponse) => {
    const sent = await read(request)
    const body = Schema.decodeUnknownSync(Schema.fromJsonString(Body))(sent)
    const shown = shownIn(body)
    const fault = chooseFault(service)
    const sound = Responder.answer(shown, body.options?.seed ?? "")
    const text = fault === "no-json" ? sound.slice(1) : fault === "wrong-shape" ? '{"unexpected":true}' : sound
    const answered = fault === null || afterwards.has(fault)
    const cache = answered ? cacheUse(body.system) : { cacheReadTokens: 0, cacheWriteTokens: 0 }
    asked.push({
      service,
      model: body.model,
      kind: Responder.kindOf(shown),
      fault,
      hash: createHash("sha256").update(sent).digest("hex"),
      inputTokens: answered ? Responder.tokens(shown.system + shown.user) : 0,
      outputTokens: answered ? Responder.tokens(text) : 0,
      ...cache
    })
    const prompt = Responder.tokens(shown.system + shown.user)
    const call: Call = { response, model: body.model, fault, text, prompt, ...cache }
    if (delayMillis > 0) await sleep(random() * delayMillis)
    if (fault === "silent") return
    if (fault === "disconnected") return void request.socket.destroy()
    if (service === "ollama") ollama(call, body.stream !== false)
    else anthropic(call)
  }

  const ollama = ({ fault, model, prompt, response, text }: Call, streaming: boolean) => {
    if (fault === "internal") return json(response, 500, { error: "llama runner process has terminated" })
    if (fault !== null && !afterwards.has(fault))
      return json(response, 503, { error: "server busy, please try again. maximum pending requests exceeded" })
    const done = {
      model,
      created_at: "2026-01-01T00:00:00Z",
      done: true,
      done_reason: fault === "length" ? "length" : "stop",
      prompt_eval_count: prompt,
      eval_count: Responder.tokens(text)
    }
    // Ollama knows no refusal: the model says something else than was asked for.
    const content = fault === "refused" ? '{"sorry":"no"}' : text
    if (!streaming) return json(response, 200, { ...done, message: { role: "assistant", content } })
    response.writeHead(200, { "content-type": "application/x-ndjson" })
    const half = content.slice(0, content.length / 2)
    const line = (part: string) =>
      `${JSON.stringify({ model, created_at: done.created_at, message: { role: "assistant", content: part }, done: false })}\n`
    response.write(line(half))
    if (fault === "stalled") return
    if (fault === "cut") return void setImmediate(() => response.socket?.destroy())
    response.end(
      `${line(content.slice(half.length))}${JSON.stringify({ ...done, message: { role: "assistant", content: "" } })}\n`
    )
  }

  const anthropic = ({ cacheReadTokens, cacheWriteTokens, fault, model, prompt, response, text }: Call) => {
    const error = (status: number, type: string, headers: Record<string, string> = {}) =>
      json(response, status, { type: "error", error: { type, message: "made up by the test" } }, headers)
    if (fault === "rate-limited") return error(429, "rate_limit_error")
    if (fault === "rate-limited-for-a-while") return error(429, "rate_limit_error", { "retry-after": "1" })
    if (fault === "overloaded") return error(529, "overloaded_error")
    if (fault === "internal") return error(500, "api_error")
    const stop_reason = fault === "length" ? "max_tokens" : fault === "refused" ? "refusal" : "end_turn"
    const events: ReadonlyArray<{ readonly type: string }> = [
      {
        type: "message_start",
        message: {
          id: `msg_${asked.length}`,
          type: "message",
          role: "assistant",
          model,
          content: [],
          stop_reason: null,
          usage: {
            input_tokens: prompt - cacheReadTokens - cacheWriteTokens,
            cache_read_input_tokens: cacheReadTokens,
            cache_creation_input_tokens: cacheWriteTokens,
            output_tokens: 1
          }
        }
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: Responder.tokens(text) } },
      { type: "message_stop" }
    ].map((event): { readonly type: string } => event)
    response.writeHead(200, { "content-type": "text/event-stream", "request-id": `req_${asked.length}` })
    const write = (some: typeof events) =>
      response.write(some.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""))
    if (fault === "stalled" || fault === "cut") {
      write(events.slice(0, 3))
      if (fault === "cut") setImmediate(() => response.socket?.destroy())
      return
    }
    write(events)
    response.end()
  }

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "/").split("?")[0] ?? "/"
    switch (path) {
      case "/api/chat":
        return complete("ollama", request, response)
      case "/v1/messages":
        return complete("anthropic", request, response)
      case "/v1/messages/count_tokens": {
        const shown = shownIn(Schema.decodeUnknownSync(Schema.fromJsonString(Body))(await read(request)))
        return json(response, 200, { input_tokens: Responder.tokens(shown.system + shown.user) })
      }
      case "/api/version":
        return json(response, 200, { version: "0.13.0" })
      case "/api/tags":
        return json(response, 200, { models: [{ name: installed, size: 5e9 }] })
      case "/api/show":
        return json(response, 200, { capabilities: ["completion"], model_info: { "test.context_length": 65_536 } })
      default:
        return path.startsWith("/v1/models/")
          ? json(response, 200, { id: path.slice("/v1/models/".length), type: "model" })
          : json(response, 404, { error: "no such route" })
    }
  }

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy())
  })
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve())
  })
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    installed,
    /** Every request to a model, in order. */
    asked: (): ReadonlyArray<Asked> => asked,
    /** Connections that are open. */
    open: () => sockets.size,
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  }
}

interface Call {
  readonly response: ServerResponse
  readonly model: string
  readonly fault: Fault | null
  readonly text: string
  readonly prompt: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
}

/** Faults that come after the work was done, or while it was: a service bills what was done. */
const afterwards: ReadonlySet<Fault> = new Set([
  "stalled",
  "cut",
  "length",
  "refused",
  "no-json",
  "wrong-shape",
  "silent",
  "disconnected"
])
