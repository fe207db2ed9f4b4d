/**
 * Marks as expectations over the probabilities of the words that a judge could have written.
 *
 * The mean of that distribution tells personas apart better than the one word that came out, and is steadier. Servers give the
 * probabilities that the model itself had, before it was kept to a shape: so the same word in other spellings counts together, words
 * that are no answer are left out, and the rest is taken as a whole. How much of the probability that rest had is told with it. The
 * token is found by where its key stands in the answer, never by looking for the word.
 */
import type { AnswerToken } from "./provider/ChatModel.ts"

/** Where the allowed answers together have less probability than this, the probabilities say nothing: measured on small models. */
const leastMass = 0.01

/** The words that may be answered, and what each is worth. */
export type Worth = Readonly<Record<string, number>>

/** What was expected of an answer. */
export interface Expectation {
  readonly value: number
  /** The probability of all allowed answers together, before they were taken as a whole. */
  readonly mass: number
}

/**
 * The expected worth of a key, out of the tokens of an answer such as `{"coherence": 4, "goals-1": "yes"}`; null where the token
 * cannot be found, is not the word that was written, or has too little probability on words that are allowed.
 */
export const expectation = (
  tokens: ReadonlyArray<AnswerToken>,
  key: string,
  written: string,
  worth: Worth
): Expectation | null => {
  const found = tokenOf(tokens, key, written)
  if (found === null) return null
  const mass = new Map<string, number>()
  // A server may list the token that was written among the alternatives, or not: each token counts once.
  const seen = new Set<string>()
  for (const { token, logprob } of [found.token, ...found.token.alternatives]) {
    if (seen.has(token)) continue
    seen.add(token)
    const word = wordIn(token, found.before, worth)
    const probability = Math.exp(logprob)
    if (word === null || !(probability >= 0 && probability <= 1.001)) continue
    mass.set(word, (mass.get(word) ?? 0) + probability)
  }
  const total = [...mass.values()].reduce((sum, probability) => sum + probability, 0)
  if (!(total >= leastMass && total <= 1.01)) return null
  const value = [...mass].reduce((sum, [word, probability]) => sum + (worth[word] ?? 0) * probability, 0) / total
  return { value, mass: Math.min(1, total) }
}

interface Found {
  readonly token: AnswerToken
  /** What stands in the token before the word. */
  readonly before: string
}

/** The token that begins the word behind the last occurrence of the key: a model that thinks aloud may name it before. */
const tokenOf = (tokens: ReadonlyArray<AnswerToken>, key: string, written: string): Found | null => {
  const text = tokens.map(({ token }) => token).join("")
  const places = [...text.matchAll(new RegExp(`"${key}"\\s*:\\s*"?(?=(\\w+))`, "g"))]
  const place = places.at(-1)
  if (place === undefined || place[1] !== written) return null
  const begin = place.index + place[0].length
  let start = 0
  for (const token of tokens) {
    const end = start + token.token.length
    if (begin < end) return { token, before: token.token.slice(0, begin - start) }
    start = end
  }
  return null
}

/**
 * The allowed word that a token would have written in this place: `4`, ` 4`, `4,`, `"Yes`, or the beginning of a longer one, `part`; null
 * for anything else, such as `45`, `4.5` or `not`.
 */
const wordIn = (token: string, before: string, worth: Worth): string | null => {
  const rest = (token.startsWith(before) ? token.slice(before.length) : token).replace(/^[\s":]+/, "").toLowerCase()
  const begun = /^(?:[a-z]+|\d+(?:\.\d+)?)/.exec(rest)?.[0]
  if (begun === undefined) return null
  return Object.keys(worth).find((word) => word === begun || (/^[a-z]/.test(begun) && word.startsWith(begun))) ?? null
}
