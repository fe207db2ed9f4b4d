/**
 * What a server's refusal means: its status in the words of the stages, what of its own words may be in an error message, and how
 * long it asks to wait.
 */
import {
  Misconfigured,
  notBilled,
  RateLimited,
  type StageReason,
  Unavailable,
  unknownBilling
} from "../../stages/StageError.ts"

/** A refusal. */
export interface Refusal {
  readonly status: number
  /** Who answered what, without a stop at its end, such as `Acme answered 404`. */
  readonly said: string
  readonly retryAfterMillis: number | null
}

/** What to do about refusals whose remedy is the service's own. */
export interface Remedies {
  /** Where a person says the address of the server. */
  readonly addressVariable: string
  /** By status, in a sentence. */
  readonly byStatus?: Readonly<Record<number, string>>
  /** About any other request that the server does not take. */
  readonly otherwise: string
}

/**
 * A refusal in the words of the stages: what was refused for what it is costs nothing, and of what failed on the server's side nobody
 * can tell.
 *
 * @example
 * ```ts
 * import { reasonOfStatus } from "effect-persona/llm/provider"
 *
 * const remedies = { addressVariable: "ACME_URL", byStatus: { 401: "Set ACME_KEY." }, otherwise: "Acme does not take it." }
 * const refused = (status: number) =>
 *   reasonOfStatus({ status, said: `Acme answered ${status}`, retryAfterMillis: null }, remedies)
 *
 * refused(401).message // => "Acme answered 401. Set ACME_KEY."
 * refused(429)._tag // => "RateLimited"
 * refused(502).billing._tag // => "Unknown"
 * ```
 */
export const reasonOfStatus = (
  { retryAfterMillis, said, status }: Refusal,
  { addressVariable, byStatus = {}, otherwise }: Remedies
): StageReason => {
  if (status === 429) {
    return new RateLimited({ message: `${said}: it asks to slow down.`, billing: notBilled, retryAfterMillis })
  }
  if (status === 408 || status === 409 || status >= 500) {
    return new Unavailable({ message: `${said}.`, billing: unknownBilling, retryAfterMillis })
  }
  const elsewhere = `It sends requests elsewhere, which is not followed: name the place itself with ${addressVariable}.`
  const remedy = status >= 300 && status < 400 ? elsewhere : (byStatus[status] ?? otherwise)
  return new Misconfigured({ message: `${said}. ${remedy}`, billing: notBilled })
}

const STRETCH = 16
const LONGEST = 240

/**
 * The server's words, shortened and on one line; null where they repeat a stretch of what was sent. A server may quote the request
 * in its complaint, and requests hold research text and are sent with a key.
 *
 * @example
 * ```ts
 * import { quotableWords } from "effect-persona/llm/provider"
 *
 * quotableWords("model not\n found", ["the prompt"]) // => "model not found"
 * quotableWords("bad input: I live in Leeds with two cats", ["so I live in Leeds with two cats."]) // => null
 * ```
 */
export const quotableWords = (words: string, sent: ReadonlyArray<string>): string | null => {
  const text = words.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST)
  if (text === "") return null
  const haystacks = sent.map((one) => one.replaceAll(/\s+/g, " "))
  // What is shorter than a stretch, such as a key, must not stand there whole.
  if (haystacks.some((short) => short.length > 2 && short.length < STRETCH && text.includes(short))) return null
  for (let at = 0; at === 0 || at + STRETCH <= text.length; at++) {
    const stretch = text.slice(at, at + STRETCH)
    if (stretch.length === STRETCH && haystacks.some((haystack) => haystack.includes(stretch))) return null
  }
  return text
}

/**
 * The wait that a service asks for in `retry-after`: seconds or a date, up to a day.
 *
 * @example
 * ```ts
 * import { retryAfterMillis } from "effect-persona/llm/provider"
 *
 * retryAfterMillis(new Headers({ "retry-after": "1.5" }), 0) // => 1500
 * ```
 */
export const retryAfterMillis = (headers: Headers | undefined, nowMillis: number): number | null => {
  const value = headers?.get("retry-after")?.trim()
  if (value === undefined || value === "") return null
  const seconds = Number(value)
  const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMillis
  return Number.isFinite(millis) ? Math.min(Math.max(0, millis), 86_400_000) : null
}
