/**
 * Whether a failed attempt is made again, and after how long: one table, and one plain function that reads it.
 */
import type { StageReason } from "../stages/StageError.ts"

/** How often and how fast failed calls are made again. */
export interface RetryPolicy {
  /** Attempts at one call, the first included. */
  readonly attempts: number
  /** Wait before the second attempt, in milliseconds; it doubles from there. */
  readonly baseDelayMillis: number
  /** The longest wait, in milliseconds. */
  readonly maxDelayMillis: number
  /** The longest wait where a provider asks for one, in milliseconds; null for no longer than `maxDelayMillis`. */
  readonly maxWindowMillis: number | null
}

/** What is done about failures of one kind. */
export interface RetryRule {
  /** The most further attempts after failures of this kind, within `retry.attempts` for all kinds together. */
  readonly retries: number
  /** Whether the next attempt asks with another seed: the same request would be answered the same way. */
  readonly reseed: boolean
  /** Whether waiting helps. */
  readonly wait: boolean
}

const never: RetryRule = { retries: 0, reseed: false, wait: false }

/** What is done about each kind of failure. */
export const table: Readonly<Record<StageReason["_tag"], RetryRule>> = {
  Unavailable: { retries: Infinity, reseed: false, wait: true },
  RateLimited: { retries: Infinity, reseed: false, wait: true },
  // Each may have taken the whole deadline and may be billed at its ceiling: once more, not again and again, and with another seed,
  // because a model that ran away does so again.
  TimedOut: { retries: 1, reseed: true, wait: true },
  // The model is there and answers: nothing to wait for. What was cut once is likely to be cut again.
  Truncated: { retries: 1, reseed: true, wait: false },
  InvalidOutput: { retries: 2, reseed: true, wait: false },
  Refused: never,
  // A wrong key, an empty account, a spend limit: only a person can help.
  Misconfigured: never,
  EgressRefused: never,
  Died: never
}

/**
 * How long to wait before the next attempt, in milliseconds; null where there is none.
 *
 * `failures` are the kinds of all failed attempts of the call so far, the last included. `random` is a number from 0 to 1. The wait
 * doubles from the base delay, ±20 %. Where the provider asks for a wait, it is kept to as it is, but never beyond the longest.
 */
export const delay = (
  policy: RetryPolicy,
  failures: ReadonlyArray<StageReason["_tag"]>,
  reason: StageReason,
  random: number
): number | null => {
  const rule = table[reason._tag]
  const ofThisKind = failures.filter((tag) => tag === reason._tag).length
  if (failures.length >= policy.attempts || ofThisKind > rule.retries) return null
  if (!rule.wait) return 0
  const doubled = policy.baseDelayMillis * 2 ** (failures.length - 1)
  const asked = retryAfter(reason)
  return asked === null
    ? Math.min(policy.maxDelayMillis, Math.round(doubled * (0.8 + 0.4 * random)))
    : Math.min(longestWindow(policy), asked)
}

/** The longest wait that a provider may ask for, in milliseconds. */
export const longestWindow = ({ maxDelayMillis, maxWindowMillis }: RetryPolicy): number =>
  Math.max(maxDelayMillis, maxWindowMillis ?? 0)

/** How long the provider asks to wait where that is longer than allowed, in milliseconds; null where it is not. */
export const windowBeyond = (policy: RetryPolicy, reason: StageReason): number | null => {
  const asked = retryAfter(reason)
  return asked !== null && asked > longestWindow(policy) ? asked : null
}

/** What to do about a window that is longer than allowed. */
export const windowAdvice = (policy: RetryPolicy, millis: number): string =>
  `It asks to wait ${Math.ceil(millis / 1000)} s, and no wait may be longer than ${longestWindow(policy) / 1000} s: set retry.maxWindowMillis to ${Math.ceil(millis / 1000) * 1000} to wait for as long.`

/** How long the provider asks to wait, in milliseconds; null where it does not say. */
export const retryAfter = (reason: StageReason): number | null => {
  if (reason._tag !== "RateLimited" && reason._tag !== "Unavailable") return null
  const asked = reason.retryAfterMillis ?? null
  return asked === null || asked < 0 ? null : asked
}
