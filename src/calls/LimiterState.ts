/**
 * How many calls of one model may be in flight, and whether any may be begun at all: plain functions over a state, without a
 * clock or a fiber. `ConcurrencyLimiter` applies them one at a time.
 *
 * The limit falls to three quarters at the first sign of overload in a burst, and rises by 1 after every 25 answers, up to what is
 * configured. A model that fails many times in a row is left alone for a while; then one call tries it.
 */

/** Failures in a row before the model is left alone; of calls that were in flight together, the first to be unreachable counts. */
export const failuresToOpen = 5
/** Trials that fail in a row before calls stop waiting for the model and fail at once. */
export const probesToGiveUp = 3
/** How long a model is left alone at first, in milliseconds; it doubles with each probe that fails. */
export const baseOpenMillis = 5_000
/** Answers before the limit rises by 1. */
export const answersToIncrease = 25
/** What is left of the limit after a sign of overload. */
export const decreaseFactor = 0.75

/** `Closed`: calls go through. `Open`: none does until a moment. `Trying`: one call tries the model. */
export type Breaker =
  | { readonly _tag: "Closed"; readonly failures: number }
  | { readonly _tag: "Open"; readonly until: number; readonly failedProbes: number }
  | { readonly _tag: "HalfOpen"; readonly failedProbes: number }

/** The state of one model's limiter. Moments are milliseconds since the epoch. */
export interface LimiterState {
  /** What is configured. */
  readonly maxConcurrency: number
  readonly limit: number
  readonly inFlight: number
  /** Answers since the limit last changed. */
  readonly answers: number
  /** Bursts of overload so far. Calls that were begun before the last are part of it. */
  readonly bursts: number
  /** No call begins before this moment: a provider asked for it. */
  readonly pausedUntil: number
  readonly breaker: Breaker
  /** The longest that a model is left alone, in milliseconds. */
  readonly maxOpenMillis: number
}

/** The right to one call. */
export interface Permit {
  readonly burst: number
  readonly probe: boolean
}

/** How a call ended, as far as the limiter minds. `pause` is how long the provider asks everybody to wait, in milliseconds. */
export type Outcome =
  | { readonly _tag: "Answered" }
  | { readonly _tag: "Overloaded"; readonly pause: number }
  | { readonly _tag: "Unavailable"; readonly pause: number }
  | { readonly _tag: "TimedOut" }
  | { readonly _tag: "Unknown" }

/** Whether a call may begin. `Wait` says until when at the most; null is until some other call ends. */
export type Admission =
  | { readonly _tag: "Admitted"; readonly limiter: LimiterState; readonly permit: Permit }
  | { readonly _tag: "Wait"; readonly until: number | null }
  | { readonly _tag: "Refused" }

/** No call in flight. */
export const make = (options: { readonly maxConcurrency: number; readonly maxOpenMillis: number }): LimiterState => ({
  maxConcurrency: options.maxConcurrency,
  limit: options.maxConcurrency,
  inFlight: 0,
  answers: 0,
  bursts: 0,
  pausedUntil: 0,
  breaker: { _tag: "Closed", failures: 0 },
  maxOpenMillis: options.maxOpenMillis
})

/** Asks to begin a call. */
export const admit = (limiter: LimiterState, now: number): Admission => {
  const { breaker } = limiter
  if (breaker._tag === "Closed") {
    if (limiter.pausedUntil > now) return { _tag: "Wait", until: limiter.pausedUntil }
    return limiter.inFlight < limiter.limit ? admitted(limiter, breaker, false) : untilOneEnds
  }
  const givenUp = breaker.failedProbes >= probesToGiveUp
  if (breaker._tag === "HalfOpen") return givenUp ? refused : untilOneEnds
  if (breaker.until > now) return givenUp ? refused : { _tag: "Wait", until: breaker.until }
  return admitted(limiter, { _tag: "HalfOpen", failedProbes: breaker.failedProbes }, true)
}

const untilOneEnds: Admission = { _tag: "Wait", until: null }
const refused: Admission = { _tag: "Refused" }

const admitted = (limiter: LimiterState, breaker: Breaker, probe: boolean): Admission => ({
  _tag: "Admitted",
  limiter: { ...limiter, breaker, inFlight: limiter.inFlight + 1 },
  permit: { burst: limiter.bursts, probe }
})

/** Takes in how a call ended. */
export const release = (limiter: LimiterState, permit: Permit, outcome: Outcome, now: number): LimiterState => {
  const after = { ...limiter, inFlight: limiter.inFlight - 1 }
  switch (outcome._tag) {
    case "Answered":
      return rise({ ...after, breaker: closed })
    case "Overloaded":
      return slower(permit.probe ? { ...after, breaker: closed } : after, permit, outcome.pause, now)
    case "Unavailable":
      // One burst is one failure: of many calls in flight, as in a batch, all fail for one reason.
      return permit.burst < limiter.bursts && !permit.probe
        ? slower(after, permit, outcome.pause, now)
        : failed(slower(after, permit, outcome.pause, now), permit, now)
    case "TimedOut":
      return failed(after, permit, now)
    case "Unknown":
      return permit.probe && after.breaker._tag === "HalfOpen"
        ? { ...after, breaker: { _tag: "Open", until: now, failedProbes: after.breaker.failedProbes } }
        : after
  }
}

const closed: Breaker = { _tag: "Closed", failures: 0 }

const rise = (limiter: LimiterState): LimiterState => {
  if (limiter.limit >= limiter.maxConcurrency) return limiter
  const answers = limiter.answers + 1
  return answers < answersToIncrease ? { ...limiter, answers } : { ...limiter, answers: 0, limit: limiter.limit + 1 }
}

const slower = (limiter: LimiterState, permit: Permit, pause: number, now: number): LimiterState => {
  const paused = { ...limiter, pausedUntil: Math.max(limiter.pausedUntil, pause > 0 ? now + pause : 0) }
  return permit.burst < limiter.bursts
    ? paused
    : {
        ...paused,
        bursts: limiter.bursts + 1,
        answers: 0,
        limit: Math.max(1, Math.floor(limiter.limit * decreaseFactor))
      }
}

const failed = (limiter: LimiterState, permit: Permit, now: number): LimiterState => {
  const { breaker } = limiter
  const rest = (trials: number) => now + Math.min(limiter.maxOpenMillis, baseOpenMillis * 2 ** trials)
  if (breaker._tag === "Closed") {
    const failures = breaker.failures + 1
    return failures < failuresToOpen
      ? { ...limiter, breaker: { _tag: "Closed", failures } }
      : { ...limiter, breaker: { _tag: "Open", until: rest(0), failedProbes: 0 } }
  }
  if (!permit.probe || breaker._tag !== "HalfOpen") return limiter
  const failedProbes = breaker.failedProbes + 1
  return { ...limiter, breaker: { _tag: "Open", until: rest(failedProbes), failedProbes } }
}
