/**
 * Scores as expectations over the probabilities of the tokens that a judge could have written.
 *
 * The mean of that distribution tells personas apart better than the one number that came out, and is steadier. It is only worth
 * something if the probabilities are those of the score's own token, so the token is found by where its key stands in the answer,
 * never by looking for a digit, and what does not add up gives no expectation at all.
 */
import type { AnswerToken } from "./provider/ChatModel.ts"

const lowest = 1
const highest = 5

/** Less than this probability on readable scores is too little to take a mean of. */
const leastMass = 0.5

/**
 * The expected score of a key, 1 to 5, out of the tokens of an answer such as `{"coherence": 4, …}`; null where the token cannot be
 * found, is not the score that was written, or has too little probability on scores.
 */
export const expectation = (tokens: ReadonlyArray<AnswerToken>, key: string, written: number): number | null => {
  const found = tokenOf(tokens, key, written)
  if (found === null) return null
  const mass = new Map<number, number>()
  // A server may list the token that was written among the alternatives, or not: each token counts once.
  const seen = new Set<string>()
  for (const { token, logprob } of [found.token, ...found.token.alternatives]) {
    if (seen.has(token)) continue
    seen.add(token)
    const score = scoreIn(token, found.before)
    const probability = Math.exp(logprob)
    if (score === null || !(probability >= 0 && probability <= 1.001)) continue
    mass.set(score, (mass.get(score) ?? 0) + probability)
  }
  const total = [...mass.values()].reduce((sum, probability) => sum + probability, 0)
  if (!(total >= leastMass && total <= 1.01)) return null
  return [...mass].reduce((sum, [score, probability]) => sum + score * probability, 0) / total
}

interface Found {
  readonly token: AnswerToken
  /** What stands in the token before the digit. */
  readonly before: string
}

/** The token that holds the number behind the last occurrence of the key: a model that thinks aloud may name it before. */
const tokenOf = (tokens: ReadonlyArray<AnswerToken>, key: string, written: number): Found | null => {
  const text = tokens.map(({ token }) => token).join("")
  const places = [...text.matchAll(new RegExp(`"${key}"\\s*:\\s*(?=(\\d+))`, "g"))]
  const place = places.at(-1)
  if (place === undefined || place[1] !== String(written)) return null
  const digit = place.index + place[0].length
  let start = 0
  for (const token of tokens) {
    const end = start + token.token.length
    if (digit < end) return { token, before: token.token.slice(0, digit - start) }
    start = end
  }
  return null
}

/** The score that a token would have written in this place: `4`, ` 4`, `4,`; null for anything else, such as `45` or `4.5`. */
const scoreIn = (token: string, before: string): number | null => {
  const rest = token.startsWith(before) ? token.slice(before.length) : token
  const digits = /^[\s":]*(\d)(?![\d.])/.exec(rest)?.[1]
  const score = Number(digits)
  return digits !== undefined && score >= lowest && score <= highest ? score : null
}
