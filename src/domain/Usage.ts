/**
 * Tokens that a model call used, and the most that it can use.
 */
import { Schema } from "effect"

const Tokens = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** What a call was billed for, in tokens. `inputTokens` is all of the prompt; the two cached counts are parts of it. */
export const Usage = Schema.Struct({
  inputTokens: Tokens,
  outputTokens: Tokens,
  cacheReadTokens: Tokens,
  cacheWriteTokens: Tokens
})

/** What a call was billed for, in tokens. `inputTokens` is all of the prompt; the two cached counts are parts of it. */
export interface Usage extends Schema.Schema.Type<typeof Usage> {}

/** No tokens at all: what the embedded stages use. */
export const none: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }

/**
 * A usage without cached tokens.
 *
 * @example
 * ```ts
 * import { Usage } from "effect-persona"
 *
 * Usage.make(1_800, 120).cacheReadTokens // => 0
 * ```
 */
export const make = (inputTokens: number, outputTokens: number): Usage => ({ ...none, inputTokens, outputTokens })

/**
 * The sum of two usages.
 *
 * @example
 * ```ts
 * import { Usage } from "effect-persona"
 *
 * Usage.add(Usage.make(1_800, 120), Usage.make(200, 30)).inputTokens // => 2000
 * ```
 */
export const add = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens
})

/**
 * All tokens of a usage.
 *
 * @example
 * ```ts
 * import { Usage } from "effect-persona"
 *
 * Usage.total(Usage.make(1_800, 120)) // => 1920
 * ```
 */
export const total = (usage: Usage): number => usage.inputTokens + usage.outputTokens

/**
 * The most tokens a call can use. The budget reserves the price of this before the call is made, so it must be a bound and
 * not a guess: where a provider's count is unknown, the bytes of the whole request are one.
 */
export interface TokenBound {
  readonly inputTokens: number
  readonly outputTokens: number
  /** What the call will probably use; only estimates read it. Left out, the bound is taken. */
  readonly expected?: { readonly inputTokens: number; readonly outputTokens: number }
}

/** The bound of a call that uses no tokens. */
export const unbilled: TokenBound = { inputTokens: 0, outputTokens: 0 }
