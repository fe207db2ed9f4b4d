/**
 * How a connection to a model's server fails, before anybody has looked at what the server says.
 *
 * What matters about it is whether the request can have arrived: a server that never had the request has billed nothing.
 */

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

/** The transport error in an error or in the chain of its causes, where there is one. */
export const transportErrorIn = (error: unknown): TransportError | undefined => {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    if (current instanceof TransportError) return current
    current = current.cause
  }
  return undefined
}
