/**
 * What of a server's refusal is passed on: the words that may be in an error message, and how long to wait.
 */

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
