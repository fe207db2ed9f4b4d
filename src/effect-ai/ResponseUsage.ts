/**
 * What an answer of effect/ai says that it used.
 */
import type { Response } from "effect/ai"
import type { TokenBound, Usage } from "../domain/Usage.ts"

/** The usage of an answer; null where none ended. Counts that the provider leaves out are taken at their bound, never as nothing. */
export const usageOf = (
  parts: ReadonlyArray<Response.AnyPart>,
  bound: Pick<TokenBound, "inputTokens" | "outputTokens">
): Usage | null => {
  const finish = parts.find((part) => part.type === "finish")
  if (finish === undefined) return null
  const { inputTokens, outputTokens } = finish.usage
  const cacheReadTokens = count(inputTokens.cacheRead) ?? 0
  const cacheWriteTokens = count(inputTokens.cacheWrite) ?? 0
  const uncached = count(inputTokens.uncached)
  const summed = uncached === null ? null : uncached + cacheReadTokens + cacheWriteTokens
  return {
    inputTokens: count(inputTokens.total) ?? summed ?? bound.inputTokens,
    outputTokens: count(outputTokens.total) ?? bound.outputTokens,
    cacheReadTokens,
    cacheWriteTokens
  }
}

const count = (tokens: number | undefined): number | null =>
  tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : null
