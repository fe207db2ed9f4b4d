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
import { TransportError } from "./TransportError.ts"

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

/** A `fetch` whose requests keep to the limits and end with the signal. It sends text only. */
export const make =
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
