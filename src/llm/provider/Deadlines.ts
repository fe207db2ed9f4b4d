/**
 * The deadlines that a provider keeps itself. How long a whole call may take is the pipeline's (`deadlineSeconds`).
 */
import type { Limits } from "./Connection.ts"

/** How long to wait for a server, in seconds. */
export interface Deadlines {
  /** For a connection, TLS included. Default 10. */
  readonly connectSeconds?: number
  /** From there to the first byte of the answer: what loading a model and reading the prompt may take. */
  readonly firstByteSeconds?: number
  /** Between two bytes of the answer. Default 60. */
  readonly idleSeconds?: number
}

/** The limits of a request for an answer of up to so many tokens, each of them up to so many bytes on the wire. */
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
