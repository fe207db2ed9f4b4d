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
  /** So many of the input tokens may be read from a cache or written to it; the rest never are. Left out, all may be. */
  readonly cacheableTokens?: number
  /** Within what the room for the answer may be set. A stage that names it keeps to the `limits` of its requests. */
  readonly answer?: AnswerRange
}

/** The room for an answer, in tokens, without what a model thinks beside it. `outputTokens` of the bound holds for the usual one. */
export interface AnswerRange {
  /** Less makes no sense. */
  readonly least: number
  readonly usual: number
  /** What is given where the usual room was too small. */
  readonly most: number
}

/** What a request keeps to, so that it fits into a budget. */
export interface CallLimits {
  /** The most tokens of the answer, without what a model thinks beside it. */
  readonly answerTokens: number
  /** Whether its prompt may be cached: writing to a cache costs more than not to use it. */
  readonly caching: boolean
}

/**
 * The bound of a request that keeps to these limits.
 *
 * @example
 * ```ts
 * import { Usage } from "effect-persona"
 *
 * const bound = { inputTokens: 2_100, outputTokens: 700, answer: { least: 100, usual: 700, most: 2_000 } }
 *
 * Usage.boundWithin(bound, { answerTokens: 300, caching: true }).outputTokens // => 300
 * ```
 */
export const boundWithin = (bound: TokenBound, { answerTokens, caching }: CallLimits): TokenBound => ({
  ...bound,
  outputTokens: bound.outputTokens + answerTokens - (bound.answer?.usual ?? answerTokens),
  ...(!caching && { cacheableTokens: 0 })
})

/** The bound of a call that uses no tokens. */
export const unbilled: TokenBound = { inputTokens: 0, outputTokens: 0 }
