/**
 * A stand-in for Anthropic's Message Batches API on loopback: it works on one request after another, hands out results in no order, and
 * keeps a journal of what it would have billed.
 */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { Effect, Schema } from "effect"
import * as Seed from "../../../src/domain/Seed.ts"

/** What the server makes of one request. */
export type Reply =
  | { readonly type: "succeeded"; readonly text: string; readonly inputTokens: number; readonly outputTokens: number }
  | { readonly type: "errored"; readonly kind: string }
  | { readonly type: "expired" }

const readBody = Schema.decodeUnknownSync(
  Schema.fromJsonString(
    Schema.Struct({
      requests: Schema.Array(
        Schema.Struct({ custom_id: Schema.String, params: Schema.Record(Schema.String, Schema.Unknown) })
      )
    })
  )
)

interface Entry {
  readonly id: string
  readonly params: Readonly<Record<string, unknown>>
  result: { readonly type: "canceled" } | Reply | null
}

interface Batch {
  readonly id: string
  readonly createdAt: number
  readonly entries: ReadonlyArray<Entry>
  cancelled: boolean
}

/** A request that was billed: a hash of it, and its tokens. */
export interface Paid {
  readonly hash: string
  readonly inputTokens: number
  readonly outputTokens: number
}

/** What the server saw. */
export interface BatchServer {
  readonly url: string
  readonly paid: ReadonlyArray<Paid>
  readonly batches: () => ReadonlyArray<{ readonly id: string; readonly requests: number; readonly cancelled: boolean }>
  /** Paths of all requests, in order. */
  readonly requests: ReadonlyArray<string>
}

export interface BatchServerOptions {
  /** What becomes of the nth request of all. */
  readonly reply: (nth: number, params: Readonly<Record<string, unknown>>) => Reply
  /** How long each request of a batch is worked on. */
  readonly millisEach?: number
  /** Answers to the first requests of these paths, instead of what they ask for: a status, such as 529. */
  readonly fail?: (path: string, nth: number) => number | null
}

/** Runs a server as long as the scope lasts. */
export const batchServer = (options: BatchServerOptions) =>
  Effect.acquireRelease(
    Effect.promise(() => start(options)),
    ({ close }) => Effect.promise(close)
  )

const start = async (options: BatchServerOptions): Promise<BatchServer & { readonly close: () => Promise<void> }> => {
  const batches = new Map<string, Batch>()
  const paid: Array<Paid> = []
  const requests: Array<string> = []
  let nth = 0

  const settle = (batch: Batch, entry: Entry): void => {
    if (entry.result !== null) return
    if (batch.cancelled) {
      entry.result = { type: "canceled" }
      return
    }
    const reply = options.reply(nth++, entry.params)
    entry.result = reply
    if (reply.type === "succeeded") {
      const { inputTokens, outputTokens } = reply
      const hash = createHash("sha256").update(JSON.stringify(entry.params)).digest("hex")
      paid.push({ hash, inputTokens, outputTokens })
    }
  }

  // Worked on as time goes by, looked at when somebody asks.
  const work = (batch: Batch): void => {
    const due = Math.floor((Date.now() - batch.createdAt) / (options.millisEach ?? 1))
    for (const [index, entry] of batch.entries.entries()) if (batch.cancelled || index < due) settle(batch, entry)
  }

  const describe = (batch: Batch) => {
    work(batch)
    const count = (type: string) => batch.entries.filter(({ result }) => (result?.type ?? "processing") === type).length
    const ended = batch.entries.every(({ result }) => result !== null)
    return {
      id: batch.id,
      type: "message_batch",
      processing_status: ended ? "ended" : batch.cancelled ? "canceling" : "in_progress",
      request_counts: {
        processing: count("processing"),
        succeeded: count("succeeded"),
        errored: count("errored"),
        canceled: count("canceled"),
        expired: count("expired")
      },
      created_at: new Date(batch.createdAt).toISOString(),
      expires_at: new Date(batch.createdAt + 86_400_000).toISOString(),
      ended_at: ended ? new Date().toISOString() : null,
      // Nobody should go there: the key would go with them.
      results_url: ended ? "http://127.0.0.1:9/not-here" : null,
      archived_at: null,
      cancel_initiated_at: null
    }
  }

  const line = ({ id, params, result }: Entry): string => {
    if (result?.type === "errored") {
      const error = { type: "error", error: { type: result.kind, message: "for a test" }, request_id: null }
      return JSON.stringify({ custom_id: id, result: { type: "errored", error } })
    }
    if (result?.type !== "succeeded") return JSON.stringify({ custom_id: id, result: { type: result?.type } })
    const message = {
      id: `msg_${id.slice(0, 8)}`,
      type: "message",
      role: "assistant",
      model: params["model"],
      content: [{ type: "text", text: result.text }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: {
        input_tokens: result.inputTokens,
        output_tokens: result.outputTokens,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0
      }
    }
    return JSON.stringify({ custom_id: id, result: { type: "succeeded", message } })
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "").split("?")[0] ?? ""
    requests.push(`${request.method} ${path}`)
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" })
      response.end(JSON.stringify(body))
    }
    const failure = options.fail?.(`${request.method} ${path}`, requests.length) ?? null
    if (failure !== null)
      return send(failure, { type: "error", error: { type: "overloaded_error", message: "for a test" } })
    if (path === "/v1/messages/batches" && request.method === "POST") {
      let text = ""
      for await (const chunk of request) text += String(chunk)
      const body = readBody(text)
      const batch: Batch = {
        id: `msgbatch_${batches.size + 1}`,
        createdAt: Date.now(),
        entries: body.requests.map(({ custom_id, params }) => ({ id: custom_id, params, result: null })),
        cancelled: false
      }
      batches.set(batch.id, batch)
      return send(200, describe(batch))
    }
    if (path === "/v1/messages/batches") {
      return send(200, { data: [...batches.values()].map(describe), has_more: false, first_id: null, last_id: null })
    }
    const [, id = "", action = ""] = /^\/v1\/messages\/batches\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
    const batch = batches.get(id)
    if (batch === undefined) return send(404, { type: "error", error: { type: "not_found_error", message: "none" } })
    if (action === "cancel") {
      work(batch)
      batch.cancelled = true
      return send(200, describe(batch))
    }
    if (action !== "results") return send(200, describe(batch))
    const random = Seed.generator(batch.entries.length)
    const shuffled = [...batch.entries].map((entry) => [random(), entry] as const).toSorted(([a], [b]) => a - b)
    response.writeHead(200, { "content-type": "application/x-jsonl" })
    response.end(shuffled.map(([, entry]) => `${line(entry)}\n`).join(""))
  }

  const server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    paid,
    requests,
    batches: () =>
      [...batches.values()].map(({ cancelled, entries, id }) => ({ id, requests: entries.length, cancelled })),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
