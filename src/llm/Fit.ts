/**
 * Fitting passages into a model's context.
 */
import * as Tokens from "./Tokens.ts"

/**
 * The tokens that are left for passages beside an answer and what else a prompt holds; without end where the context is unknown.
 *
 * The sizes are estimates. Should one be too low, the provider notices that the prompt was cut and fails the call.
 */
export const room = (contextTokens: number | null, outputTokens: number, rest: ReadonlyArray<string>): number =>
  contextTokens === null ? Infinity : contextTokens - outputTokens - Tokens.estimate(rest.join("\n"))

/** How many of these texts fit, from the first on. */
export const count = (texts: ReadonlyArray<string>, tokens: number): number => {
  let left = tokens
  const first = texts.findIndex((text) => (left -= Tokens.estimate(text) + 1) < 0)
  return first === -1 ? texts.length : first
}
