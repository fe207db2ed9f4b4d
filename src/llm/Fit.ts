/**
 * Fitting records into a model's context.
 */
import * as Tokens from "./Tokens.ts"

/**
 * How many of these texts, from the first on, fit beside what else the prompt holds; at least one, because a prompt without
 * records is useless: if even that is too long, the provider refuses it and says so. All of them where the context is unknown.
 *
 * The sizes are estimates. Should one be too low, the provider notices that the prompt was cut and fails the call.
 */
export const count = (
  texts: ReadonlyArray<string>,
  room: { readonly contextTokens: number | null; readonly outputTokens: number; readonly rest: string }
): number => {
  if (room.contextTokens === null) return texts.length
  let left = room.contextTokens - room.outputTokens - Tokens.estimate(room.rest)
  let fitting = 0
  for (const text of texts) {
    left -= Tokens.estimate(text) + 1
    if (left < 0) break
    fitting++
  }
  return Math.min(texts.length, Math.max(1, fitting))
}
