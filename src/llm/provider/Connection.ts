/**
 * `fetch` over `node:http`, with deadlines of our own, for the client packages of model services.
 *
 * Node's own fetch gives up on a server that is silent for 300 seconds, which a slow local model is while it loads and reads a
 * long prompt; only a package of its own (undici) can change that. `node:http` has no such limit, and its sockets have an idle
 * timer. Every request has a connection to itself, which costs a handshake and buys two certainties: whether a failed request
 * was sent at all, and that a connection kept too long is never taken for a fresh one. Redirects are not followed: a prompt goes
 * to the server that was named and to no other.
 */
import * as http from "node:http"
import * as https from "node:https"
import { Effect } from "effect"
import * as CallDetails from "../../stages/CallDetails.ts"
import { notBilled } from "../../stages/StageError.ts"
import { TransportError } from "./TransportError.ts"

/** How long to wait for a server, in seconds. How long a whole call may take is the pipeline's (`deadlineSeconds`). */
export interface Deadlines {
  /** For a connection, TLS included. Default 10. */
  readonly connectSeconds?: number
  /** From there to the first byte of the answer: what loading a model and reading the prompt may take. */
  readonly firstByteSeconds?: number
  /** Between two bytes of the answer. Default 60. */
  readonly idleSeconds?: number
}

/** How long to wait, in milliseconds, and how much to take. */
export interface Limits {
  /** For a connection, TLS included. */
  readonly connectMillis: number
  /** From the connection to the first byte of the answer. */
  readonly firstByteMillis: number
  /** Between two bytes of the answer. */
  readonly idleMillis: number
  /** Of the answer. */
  readonly maxBytes: number
}

/**
 * The limits of a request for an answer of up to so many tokens, each of them up to so many bytes on the wire.
 *
 * @example
 * ```ts
 * import { limits } from "effect-persona/llm/provider"
 *
 * const { connectMillis, maxBytes } = limits({ connectSeconds: 2 }, 300, { tokens: 1000, bytesPerToken: 64 })
 * connectMillis // => 2000
 * maxBytes // => 1064000
 * ```
 */
export const limits = (
  deadlines: Deadlines,
  defaultFirstByteSeconds: number,
  answer: { readonly tokens: number; readonly bytesPerToken: number }
): Limits => ({
  connectMillis: (deadlines.connectSeconds ?? 10) * 1000,
  firstByteMillis: (deadlines.firstByteSeconds ?? defaultFirstByteSeconds) * 1000,
  idleMillis: (deadlines.idleSeconds ?? 60) * 1000,
  maxBytes: 1_000_000 + answer.tokens * answer.bytesPerToken
})

/**
 * The limits of a request that a server answers without a model: one that takes longer than 10 s over it is not running.
 *
 * @example
 * ```ts
 * import { preflightLimits } from "effect-persona/llm/provider"
 *
 * preflightLimits({ firstByteSeconds: 600 }).firstByteMillis // => 10000
 * ```
 */
export const preflightLimits = (deadlines: Deadlines): Limits =>
  limits({ ...deadlines, firstByteSeconds: Math.min(deadlines.firstByteSeconds ?? 10, 10) }, 10, {
    tokens: 0,
    bytesPerToken: 0
  })

/**
 * One request and its answer, over a connection of its own that is closed when both are done, or on interruption. Interrupted before
 * there was a connection, the call is told to be not billed.
 *
 * @example
 * ```ts
 * import { exchange, limits, transportErrorIn } from "effect-persona/llm/provider"
 *
 * const page = exchange(
 *   limits({ connectSeconds: 2 }, 30, { tokens: 500, bytesPerToken: 16 }),
 *   async (fetch) => (await fetch("http://127.0.0.1:8080/health")).text(),
 *   (error) => transportErrorIn(error)?.fault ?? "no answer"
 * )
 * ```
 */
export const exchange = <A, E>(
  within: Limits,
  use: (fetch: typeof globalThis.fetch, signal: AbortSignal) => Promise<A>,
  onError: (error: unknown) => E
): Effect.Effect<A, E> =>
  Effect.suspend(() => {
    let connected = false
    const onConnected = () => {
      connected = true
    }
    return Effect.tryPromise({
      try: async (interrupted) => {
        const over = new AbortController()
        const signal = AbortSignal.any([interrupted, over.signal])
        try {
          return await use(fetchWithin(within, signal, onConnected), signal)
        } finally {
          // Clients may leave a connection open behind the last record.
          over.abort()
        }
      },
      catch: onError
    }).pipe(Effect.onInterrupt(() => (connected ? Effect.void : CallDetails.tell({ billing: notBilled }))))
  })

/** A `fetch` whose requests keep to the limits and end with the signal. It sends text only. */
const fetchWithin =
  (limits: Limits, signal: AbortSignal, onConnected: () => void = () => {}): typeof fetch =>
  (input, init) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input)
      const body = init?.body ?? undefined
      if (body !== undefined && typeof body !== "string") throw new TypeError("Only text can be sent.")
      const headers = new Headers(init?.headers)
      headers.set("accept-encoding", "identity")

      const request = (url.protocol === "https:" ? https : http).request(url, {
        method: init?.method ?? "GET",
        headers: Object.fromEntries(headers),
        agent: false,
        timeout: limits.connectMillis
      })

      const exchange = new Exchange(request, limits, { connected: onConnected, failed: reject })
      for (const stop of [signal, init?.signal]) {
        if (stop === undefined || stop === null) continue
        const onAbort = () => exchange.abort()
        stop.addEventListener("abort", onAbort, { once: true })
        request.once("close", () => stop.removeEventListener("abort", onAbort))
        if (stop.aborted) onAbort()
      }
      request.once("response", (response) => resolve(exchange.answer(response)))
      request.end(body)
    })

/** Who is told how far a request got. */
interface Listener {
  /** From here on the request may have arrived. */
  readonly connected: () => void
  readonly failed: (error: Error) => void
}

/** A request and its answer, and how far they got. */
class Exchange {
  readonly #request: http.ClientRequest
  readonly #limits: Limits
  readonly #tell: Listener
  #phase: "connecting" | "waiting" | "answering" | "over" = "connecting"
  #body: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(request: http.ClientRequest, limits: Limits, tell: Listener) {
    this.#request = request
    this.#limits = limits
    this.#tell = tell
    request.once("socket", (socket) => {
      socket.once("encrypted" in socket ? "secureConnect" : "connect", () => {
        if (this.#phase !== "connecting") return
        this.#phase = "waiting"
        tell.connected()
        socket.setTimeout(limits.firstByteMillis)
      })
    })
    request.once("timeout", () => this.#onDeadline())
    request.on("error", (error) => this.#fail(this.#faultOf(error)))
    request.once("close", () => this.#fail(new TransportError("Cut", "the connection ended")))
  }

  abort(): void {
    const aborted = new Error("The request was interrupted.")
    aborted.name = "AbortError"
    this.#fail(aborted)
  }

  answer(incoming: http.IncomingMessage): Response {
    if (this.#phase === "connecting" || this.#phase === "waiting") this.#phase = "answering"
    // The timer of the socket starts anew with each byte that comes.
    incoming.socket.setTimeout(this.#limits.idleMillis)
    const status = incoming.statusCode ?? 0
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers)) {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
    }
    // Statuses out of this range, or without a body, are none that these services answer with.
    if (status < 200 || status > 599 || [204, 205, 304].includes(status)) {
      const error = new TransportError("Garbled", `status ${status}`)
      this.#fail(error)
      throw error
    }
    return new Response(this.#bodyOf(incoming), { status, headers })
  }

  #bodyOf(incoming: http.IncomingMessage): ReadableStream<Uint8Array> {
    let taken = 0
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#body = controller
          incoming.on("data", (chunk: Buffer) => {
            if (this.#phase === "over") return
            taken += chunk.byteLength
            if (taken > this.#limits.maxBytes) {
              this.#fail(new TransportError("TooLarge", `more than ${this.#limits.maxBytes} bytes`))
              return
            }
            controller.enqueue(chunk)
            if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
          })
          incoming.once("end", () => {
            if (this.#phase === "over" || !incoming.complete) return
            this.#phase = "over"
            controller.close()
          })
          incoming.on("error", (error) => this.#fail(this.#faultOf(error)))
        },
        pull: () => void incoming.resume(),
        cancel: () => this.abort()
      },
      { highWaterMark: 64 }
    )
  }

  #onDeadline(): void {
    const { connectMillis, firstByteMillis, idleMillis } = this.#limits
    if (this.#phase === "connecting")
      this.#fail(new TransportError("Unreachable", `no connection in ${connectMillis} ms`))
    else if (this.#phase === "waiting") this.#fail(new TransportError("Silent", `nothing for ${firstByteMillis} ms`))
    else this.#fail(new TransportError("Stalled", `nothing for ${idleMillis} ms`))
  }

  #faultOf(error: Error): TransportError {
    const code = "code" in error && typeof error.code === "string" ? error.code : error.name
    if (this.#phase === "connecting") return new TransportError("Unreachable", code)
    return new TransportError(code.startsWith("HPE_") ? "Garbled" : "Cut", code)
  }

  #fail(error: Error): void {
    if (this.#phase === "over") return
    this.#phase = "over"
    this.#tell.failed(error)
    this.#body?.error(error)
    this.#request.destroy()
  }
}
