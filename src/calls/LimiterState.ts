/**
 * How many calls of one model may be in flight, and whether any may be begun at all: plain functions over a state, without a
 * clock or a fiber. `ModelGate` applies them one at a time.
 *
 * The limit falls to three quarters at the first sign of overload in a burst, and rises by 1 after every 25 answers, up to what is
 * configured. A model that fails many times in a row is left alone for a while; then one call tries it.
 */

/** Failures in a row before the model is left alone; of calls that were in flight together, the first to be unreachable counts. */
export const failuresToOpen = 5
/** Trials that fail in a row before calls stop waiting for the model and fail at once. */
export const trialsToGiveUp = 3
/** How long a model is left alone at first, in milliseconds; it doubles with each trial that fails. */
export const firstRestMillis = 5_000
/** Answers before the limit rises by 1. */
export const answersToRise = 25
/** What is left of the limit after a sign of overload. */
export const fall = 0.75

/** `Closed`: calls go through. `Open`: none does until a moment. `Trying`: one call tries the model. */
export type Breaker =
  | { readonly _tag: "Closed"; readonly failures: number }
  | { readonly _tag: "Open"; readonly until: number; readonly failedTrials: number }
  | { readonly _tag: "Trying"; readonly failedTrials: number }

/** The state of one model's throttle. Moments are milliseconds since the epoch. */
export interface Throttle {
  /** What is configured. */
  readonly most: number
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
  readonly longestRestMillis: number
}

/** The right to one call. */
export interface Permit {
  readonly burst: number
  readonly trial: boolean
}

/** How a call ended, as far as the throttle minds. `pause` is how long the provider asks everybody to wait, in milliseconds. */
export type Outcome =
  | { readonly _tag: "Answered" }
  | { readonly _tag: "Overloaded"; readonly pause: number }
  | { readonly _tag: "Unreachable"; readonly pause: number }
  | { readonly _tag: "TimedOut" }
  | { readonly _tag: "Untold" }

/** Whether a call may begin. `Wait` says until when at the most; null is until some other call ends. */
export type Admission =
  | { readonly _tag: "Admitted"; readonly throttle: Throttle; readonly permit: Permit }
  | { readonly _tag: "Wait"; readonly until: number | null }
  | { readonly _tag: "Refused" }

/** A throttle that lets through as many calls as configured. */
export const make = (options: { readonly most: number; readonly longestRestMillis: number }): Throttle => ({
  most: options.most,
  limit: options.most,
  inFlight: 0,
  answers: 0,
  bursts: 0,
  pausedUntil: 0,
  breaker: { _tag: "Closed", failures: 0 },
  longestRestMillis: options.longestRestMillis
})

/** Asks to begin a call. */
export const admit = (throttle: Throttle, now: number): Admission => {
  const { breaker } = throttle
  if (breaker._tag === "Closed") {
    if (throttle.pausedUntil > now) return { _tag: "Wait", until: throttle.pausedUntil }
    return throttle.inFlight < throttle.limit ? admitted(throttle, breaker, false) : untilOneEnds
  }
  const givenUp = breaker.failedTrials >= trialsToGiveUp
  if (breaker._tag === "Trying") return givenUp ? refused : untilOneEnds
  if (breaker.until > now) return givenUp ? refused : { _tag: "Wait", until: breaker.until }
  return admitted(throttle, { _tag: "Trying", failedTrials: breaker.failedTrials }, true)
}

const untilOneEnds: Admission = { _tag: "Wait", until: null }
const refused: Admission = { _tag: "Refused" }

const admitted = (throttle: Throttle, breaker: Breaker, trial: boolean): Admission => ({
  _tag: "Admitted",
  throttle: { ...throttle, breaker, inFlight: throttle.inFlight + 1 },
  permit: { burst: throttle.bursts, trial }
})

/** Takes in how a call ended. */
export const release = (throttle: Throttle, permit: Permit, outcome: Outcome, now: number): Throttle => {
  const after = { ...throttle, inFlight: throttle.inFlight - 1 }
  switch (outcome._tag) {
    case "Answered":
      return rise({ ...after, breaker: closed })
    case "Overloaded":
      return slower(permit.trial ? { ...after, breaker: closed } : after, permit, outcome.pause, now)
    case "Unreachable":
      // One burst is one failure: of many calls in flight, as in a batch, all fail for one reason.
      return permit.burst < throttle.bursts && !permit.trial
        ? slower(after, permit, outcome.pause, now)
        : failed(slower(after, permit, outcome.pause, now), permit, now)
    case "TimedOut":
      return failed(after, permit, now)
    case "Untold":
      return permit.trial && after.breaker._tag === "Trying"
        ? { ...after, breaker: { _tag: "Open", until: now, failedTrials: after.breaker.failedTrials } }
        : after
  }
}

const closed: Breaker = { _tag: "Closed", failures: 0 }

const rise = (throttle: Throttle): Throttle => {
  if (throttle.limit >= throttle.most) return throttle
  const answers = throttle.answers + 1
  return answers < answersToRise ? { ...throttle, answers } : { ...throttle, answers: 0, limit: throttle.limit + 1 }
}

const slower = (throttle: Throttle, permit: Permit, pause: number, now: number): Throttle => {
  const paused = { ...throttle, pausedUntil: Math.max(throttle.pausedUntil, pause > 0 ? now + pause : 0) }
  return permit.burst < throttle.bursts
    ? paused
    : {
        ...paused,
        bursts: throttle.bursts + 1,
        answers: 0,
        limit: Math.max(1, Math.floor(throttle.limit * fall))
      }
}

const failed = (throttle: Throttle, permit: Permit, now: number): Throttle => {
  const { breaker } = throttle
  const rest = (trials: number) => now + Math.min(throttle.longestRestMillis, firstRestMillis * 2 ** trials)
  if (breaker._tag === "Closed") {
    const failures = breaker.failures + 1
    return failures < failuresToOpen
      ? { ...throttle, breaker: { _tag: "Closed", failures } }
      : { ...throttle, breaker: { _tag: "Open", until: rest(0), failedTrials: 0 } }
  }
  if (!permit.trial || breaker._tag !== "Trying") return throttle
  const failedTrials = breaker.failedTrials + 1
  return { ...throttle, breaker: { _tag: "Open", until: rest(failedTrials), failedTrials } }
}
