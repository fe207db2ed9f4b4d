/**
 * A server on loopback that answers each model call as a script says: well, badly, in part, or not at all.
 *
 * It speaks the wire of every service. Their preflight routes always answer well and are not counted, so that a script holds one
 * entry for each model call, in the order in which the calls arrive; past its end the last entry goes on.
 *
 *     const server = yield* faultServer([reply.status(529), reply.ollama(answerText)])
 *     yield* OllamaChatModel.make({ host: server.url, model: "qwen3:8b" })
 *     server.calls.length // how many model calls it saw
 */
import * as http from "node:http"
import type { Socket } from "node:net"
import { Effect } from "effect"

/** A model call as it arrived. */
export interface Call {
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Record<string, unknown>
  /** Milliseconds since the server started. */
  readonly at: number
}

/** What is done with a call. */
export type Reply = (response: http.ServerResponse, call: Call) => void

/** A running fault server. */
export interface FaultServer {
  readonly url: string
  readonly calls: ReadonlyArray<Call>
  /** Connections that are open now. */
  readonly open: () => number
  /** Replaces the script; a function is asked for the reply to the nth call. */
  readonly script: (script: ReadonlyArray<Reply> | ((nth: number, call: Call) => Reply)) => void
}

const isAnswering = (given: unknown): given is (response: http.ServerResponse) => void => typeof given === "function"

/** A fault server with a script; it stops with the scope, and its connections with it. */
export const faultServer = (
  first: ReadonlyArray<Reply> | ((nth: number, call: Call) => Reply),
  /** What preflight routes answer, or do, where the defaults do not suit. */
  known: Readonly<Record<string, unknown>> = {}
) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      let script = first
      const calls: Array<Call> = []
      const sockets = new Set<Socket>()
      const started = performance.now()
      const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
        let text = ""
        for await (const chunk of request) text += String(chunk)
        const path = request.url ?? "/"
        const given = known[path]
        if (isAnswering(given)) return given(response)
        const wellKnown = given ?? preflight(path)
        if (wellKnown !== null) {
          response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(wellKnown))
          return
        }
        // Nobody counts here: a bound is that of the bytes.
        if (path.endsWith("/count_tokens")) return void response.writeHead(404).end("{}")
        const body: unknown = text === "" ? {} : JSON.parse(text)
        const call: Call = {
          path,
          headers: request.headers,
          body: typeof body === "object" && body !== null ? { ...body } : {},
          at: performance.now() - started
        }
        calls.push(call)
        const nth = calls.length - 1
        const reply = typeof script === "function" ? script(nth, call) : (script[nth] ?? script.at(-1))
        reply?.(response, call)
      }
      // A client that leaves in the middle of its request is no failure of the server.
      const server = http.createServer((request, response) => void answer(request, response).catch(() => {}))
      server.on("connection", (socket) => {
        sockets.add(socket)
        socket.on("close", () => sockets.delete(socket))
        socket.on("error", () => {})
      })
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const close = () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          for (const socket of sockets) socket.destroy()
        })
      const running: FaultServer = {
        url: `http://127.0.0.1:${port}`,
        calls,
        open: () => sockets.size,
        script: (next) => {
          script = next
        }
      }
      return { running, close }
    }),
    ({ close }) => Effect.promise(close)
  ).pipe(Effect.map(({ running }) => running))

const preflight = (path: string): unknown => {
  if (path === "/api/version") return { version: "0.13.0" }
  if (path === "/api/tags") return { models: [{ name: "qwen3:8b", size: 5e9 }] }
  if (path === "/api/show") return { capabilities: ["completion"], model_info: { "test.context_length": 32_768 } }
  if (path === "/v1/models")
    return { object: "list", data: [{ id: "test-model", object: "model", meta: { n_ctx: 32_768 } }] }
  if (path.startsWith("/v1/models/")) return { id: path.split("/").at(-1), type: "model" }
  return null
}

type Json = Readonly<Record<string, unknown>>

const ndjson = { "content-type": "application/x-ndjson" }
const sse = { "content-type": "text/event-stream", "request-id": "req_test" }

/** The records of an Ollama answer: a few tokens each, and the last with the counts. */
export const ollamaRecords = (text: string, last: Json = {}): ReadonlyArray<string> => [
  ...(text.match(/[\s\S]{1,12}/g) ?? []).map((content) =>
    JSON.stringify({ model: "qwen3:8b", message: { role: "assistant", content }, done: false })
  ),
  JSON.stringify({
    model: "qwen3:8b",
    message: { role: "assistant", content: "" },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 300,
    eval_count: 60,
    ...last
  })
]

/** The events of an Anthropic answer. */
export const anthropicEvents = (text: string, over: { readonly usage?: Json; readonly delta?: Json } = {}) => [
  event("message_start", {
    message: {
      id: "msg_test",
      type: "message",
      role: "assistant",
      content: [],
      usage: { input_tokens: 300, output_tokens: 1, ...over.usage }
    }
  }),
  event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  event("ping", {}),
  ...(text.match(/[\s\S]{1,12}/g) ?? []).map((part) =>
    event("content_block_delta", { index: 0, delta: { type: "text_delta", text: part } })
  ),
  event("content_block_stop", { index: 0 }),
  event("message_delta", {
    delta: { stop_reason: "end_turn", stop_sequence: null, ...over.delta },
    usage: { output_tokens: 60 }
  }),
  event("message_stop", {})
]

/** A whole answer of a server with OpenAI's API. */
export const openAiAnswer = (text: string, over: { readonly choice?: Json; readonly usage?: Json } = {}): string =>
  JSON.stringify({
    id: "chatcmpl-test",
    object: "chat.completion",
    model: "test-model",
    choices: [
      { index: 0, finish_reason: "stop", message: { role: "assistant", content: text, refusal: null }, ...over.choice }
    ],
    usage: { prompt_tokens: 300, completion_tokens: 60, total_tokens: 360, ...over.usage }
  })

/** One event as it is written on the wire, without the blank line behind it. */
export const event = (type: string, data: Json): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}`

const lines = (records: ReadonlyArray<string>): string => records.map((record) => `${record}\n`).join("")
const events = (all: ReadonlyArray<string>): string => all.map((one) => `${one}\n\n`).join("")

/** Replies, good and bad. */
export const reply = {
  /** A whole answer of Ollama. */
  ollama:
    (text: string, last: Json = {}): Reply =>
    (response) =>
      response.writeHead(200, ndjson).end(lines(ollamaRecords(text, last))),

  /** A whole answer of Anthropic. */
  anthropic:
    (text: string, over: { readonly usage?: Json; readonly delta?: Json } = {}): Reply =>
    (response) =>
      response.writeHead(200, sse).end(events(anthropicEvents(text, over))),

  /** A whole answer of a server with OpenAI's API. */
  openAi:
    (text: string, over: Parameters<typeof openAiAnswer>[1] = {}): Reply =>
    (response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(openAiAnswer(text, over)),

  /** A status with a body, and headers such as `retry-after`. */
  status:
    (status: number, body: Json | string = {}, headers: http.OutgoingHttpHeaders = {}): Reply =>
    (response) =>
      response
        .writeHead(status, {
          "content-type": typeof body === "string" ? "text/html" : "application/json",
          "request-id": "req_test",
          ...headers
        })
        .end(typeof body === "string" ? body : JSON.stringify(body)),

  /** Takes the request and never answers. */
  silent: (): Reply => () => {},

  /** Takes the request and closes the connection. */
  hangUp: (): Reply => (response) => void response.socket?.destroy(),

  /** Begins an answer of records and then keeps the connection open without another word. */
  stalled:
    (text: string): Reply =>
    (response) => {
      response.writeHead(200, text.startsWith("event:") ? sse : ndjson)
      response.write(text)
    },

  /** Begins an answer and closes the connection in the middle of it. */
  cut:
    (text: string): Reply =>
    (response) => {
      response.writeHead(200, text.startsWith("event:") ? sse : ndjson)
      response.write(text, () => response.socket?.destroy())
    },

  /** Ends a body in good order, whatever it holds. */
  body:
    (text: string): Reply =>
    (response) =>
      response.writeHead(200, text.startsWith("event:") ? sse : ndjson).end(text),

  /** Writes a body in pieces, `millis` apart. */
  drip:
    (text: string, pieces: number, millis: number): Reply =>
    (response) => {
      response.writeHead(200, text.startsWith("event:") ? sse : ndjson)
      const size = Math.ceil(text.length / pieces)
      let at = 0
      const next = () => {
        if (response.destroyed) return
        response.write(text.slice(at, at + size))
        at += size
        if (at >= text.length) response.end()
        else setTimeout(next, millis)
      }
      next()
    }
}

/** The bodies that `stalled`, `cut`, `body` and `drip` take, whole or up to a part. */
export const wire = {
  ollama: (text: string, last: Json = {}): string => lines(ollamaRecords(text, last)),
  anthropic: (text: string, over: { readonly usage?: Json; readonly delta?: Json } = {}): string =>
    events(anthropicEvents(text, over)),
  events
}
