/**
 * How a connection to a model's server fails, before anybody has looked at what the server says.
 *
 * What matters about it is whether the request can have arrived: a server that never had the request has billed nothing.
 */
import {
  InvalidOutput,
  Misconfigured,
  notBilled,
  type StageReason,
  TimedOut,
  Unavailable,
  unknownBilling
} from "../../stages/StageError.ts"

/**
 * `Unreachable`: no connection came about, so nothing was sent. `Silent`: sent, and no answer began. `Stalled`: the answer began
 * and nothing more came. `Cut`: the connection ended before the answer did. `TooLarge`: the answer is larger than any that was
 * asked for. `Garbled`: what came is not what the protocol allows.
 */
export type TransportFault = "Unreachable" | "Silent" | "Stalled" | "Cut" | "TooLarge" | "Garbled"

/** A connection failed. Its message names no host, because a host can hold a password. */
export class TransportError extends Error {
  override readonly name = "TransportError"
  readonly fault: TransportFault
  /** As Node calls it (`ECONNREFUSED`), or what was waited for. */
  readonly code: string

  constructor(fault: TransportFault, code: string) {
    // The wording stays clear of "timeout" and "timed out": the Anthropic SDK drops the cause of an error that says so.
    super(`${fault}: ${code}`)
    this.fault = fault
    this.code = code
  }
}

/**
 * The transport error in an error or in the chain of its causes, where there is one.
 *
 * @example
 * ```ts
 * import { TransportError, transportErrorIn } from "effect-persona/llm/provider"
 *
 * const wrapped = new Error("fetch failed", { cause: new TransportError("Unreachable", "ECONNREFUSED") })
 * transportErrorIn(wrapped)?.code // => "ECONNREFUSED"
 * ```
 */
export const transportErrorIn = (error: unknown): TransportError | undefined => {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if (current instanceof TransportError) return current
    current = current.cause
  }
  return undefined
}

/** Who was called, and what to do where nobody answers. */
export interface Called {
  readonly server: string
  readonly howToStart: string
}

// A certificate does not mend itself.
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/

/**
 * A failed connection in the words of the stages. Only where none came about is it certain that nothing was billed.
 *
 * @example
 * ```ts
 * import { TransportError, transportReason } from "effect-persona/llm/provider"
 *
 * const reason = transportReason(new TransportError("Unreachable", "ECONNREFUSED"), {
 *   server: "Acme",
 *   howToStart: "Start it with acme serve."
 * })
 * reason.message // => "Acme cannot be reached (ECONNREFUSED). Start it with acme serve."
 * reason.billing._tag // => "NotBilled"
 * ```
 */
export const transportReason = ({ code, fault }: TransportError, { howToStart, server }: Called): StageReason => {
  switch (fault) {
    case "Unreachable":
      return certificate.test(code)
        ? new Misconfigured({
            message: `${server} cannot be trusted (${code}): check the address, or name its authority with NODE_EXTRA_CA_CERTS.`,
            billing: notBilled
          })
        : new Unavailable({ message: `${server} cannot be reached (${code}). ${howToStart}`, billing: notBilled })
    case "Silent":
      return new TimedOut({
        message: `${server} began no answer (${code}). Raise deadlines.firstByteSeconds, send less at once, or use a faster model.`,
        billing: unknownBilling
      })
    case "Stalled":
      return new TimedOut({
        message: `${server} stopped in the middle of its answer (${code}). Raise deadlines.idleSeconds if it is only slow.`,
        billing: unknownBilling
      })
    case "Cut":
      return new Unavailable({
        message: `The connection to ${server} was cut before the answer was complete (${code}).`,
        billing: unknownBilling
      })
    case "TooLarge":
      return new InvalidOutput({
        message: `${server} sent an answer far larger than was asked for (${code}).`,
        billing: unknownBilling
      })
    case "Garbled":
      return new InvalidOutput({
        message: `${server} sent something that is not an answer (${code}): check that the address is that of the service.`,
        billing: unknownBilling
      })
  }
}
