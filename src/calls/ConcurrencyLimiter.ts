/**
 * The concurrency limiter and circuit breaker of one model, shared by all stages that call it: who may begin a call now, who waits,
 * and who need not wait at all.
 */
import { Clock, Deferred, Effect } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { name } from "../domain/ModelInfo.ts"
import type { StageReason } from "../stages/StageError.ts"
import { retryAfter } from "./Retry.ts"
import * as LimiterState from "./LimiterState.ts"

/**
 * A place for one call. Made before asking, and released whatever happens, so that no interruption in between can lose the right
 * to a call.
 */
export interface Slot {
  permit: LimiterState.Permit | null
}

/** Limits the calls of one model. */
export interface ConcurrencyLimiter {
  /**
   * Waits for the right to one call, first come, first served; true once it is there, false where the model is given up for now.
   * Whoever asks must `release` the same slot, however the call or the waiting ends. `now` is in milliseconds since the epoch.
   */
  readonly acquire: (slot: Slot, now: number) => Effect.Effect<boolean>
  /** Gives the right back. Only the first call for a slot counts; nothing happens where there was none. */
  readonly release: (slot: Slot, outcome: LimiterState.Outcome, now: number) => void
  readonly state: Effect.Effect<LimiterState.LimiterState & { readonly waiting: number }>
}

/** Somebody in the line. */
interface Waiting {
  readonly slot: Slot
  /** Whether the call may begin; null while that is open. Set before the fiber is woken. */
  verdict: boolean | null
  wake: Deferred.Deferred<void>
}

/** A limiter that admits `maxConcurrency` calls at once as long as all goes well. */
export const make = (options: {
  readonly maxConcurrency: number
  readonly maxOpenMillis: number
}): ConcurrencyLimiter => {
  let current = LimiterState.make(options)
  const line = new Set<Waiting>()

  const admit = (slot: Slot, now: number): LimiterState.Admission => {
    const admission = LimiterState.admit(current, now)
    if (admission._tag === "Admitted") {
      current = admission.limiter
      slot.permit = admission.permit
    }
    return admission
  }

  // Every verdict is set down before anybody is woken: who wakes may come straight back here.
  const serve = (now: number): void => {
    const woken: Array<Waiting> = []
    for (const waiting of line) {
      woken.push(waiting)
      const admission = admit(waiting.slot, now)
      // Only the first of the line watches the clock, and what it watches for may have changed.
      if (admission._tag === "Wait") break
      line.delete(waiting)
      waiting.verdict = admission._tag === "Admitted"
    }
    for (const { wake } of woken) Deferred.doneUnsafe(wake, Effect.void)
  }

  const stand = (waiting: Waiting): Effect.Effect<boolean> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (waiting.verdict !== null) return Effect.succeed(waiting.verdict)
      const [first] = line
      const admission = first === waiting ? admit(waiting.slot, now) : null
      if (admission !== null && admission._tag !== "Wait") {
        line.delete(waiting)
        serve(now)
        return Effect.succeed(admission._tag === "Admitted")
      }
      waiting.wake = Deferred.makeUnsafe()
      const rung = Deferred.await(waiting.wake)
      const until = admission?.until ?? null
      const woken = until === null ? rung : Effect.raceFirst(rung, Effect.sleep(until - now))
      return Effect.andThen(woken, stand(waiting))
    })

  const acquire = (slot: Slot, now: number): Effect.Effect<boolean> => {
    if (line.size === 0) {
      const admission = admit(slot, now)
      if (admission._tag !== "Wait") return admission._tag === "Admitted" ? entered : turnedAway
    }
    const waiting: Waiting = { slot, verdict: null, wake: Deferred.makeUnsafe() }
    line.add(waiting)
    return Effect.onInterrupt(
      // Stepping aside, so that a long line served at once is not one deep recursion.
      Effect.tap(stand(waiting), Effect.yieldNow),
      () => Effect.map(Clock.currentTimeMillis, (later) => (line.delete(waiting) ? serve(later) : undefined))
    )
  }

  return {
    acquire,
    release: (slot, outcome, now) => {
      if (slot.permit === null) return
      current = LimiterState.release(current, slot.permit, outcome, now)
      slot.permit = null
      if (line.size > 0) serve(now)
    },
    state: Effect.sync(() => ({ ...current, waiting: line.size }))
  }
}

const entered = Effect.succeed(true)
const turnedAway = Effect.succeed(false)

/** The limiters of a run: one a model, however many stages call it. */
export type Limiters = (model: ModelInfo) => ConcurrencyLimiter

/** Makes them. `calls` says which models are called, and how many calls of each are configured to be in flight at once. */
export const forModels = (
  calls: ReadonlyArray<{ readonly model: ModelInfo; readonly concurrency: number }>,
  maxOpenMillis: number
): Limiters => {
  const most = new Map<string, number>()
  for (const { concurrency, model } of calls) most.set(name(model), (most.get(name(model)) ?? 0) + concurrency)
  const limiters = new Map([...most].map(([key, sum]) => [key, make({ maxConcurrency: sum, maxOpenMillis })]))
  const byModel = new WeakMap<ModelInfo, ConcurrencyLimiter>()
  return (model) => {
    const known = byModel.get(model)
    if (known !== undefined) return known
    const limiter = limiters.get(name(model)) ?? make({ maxConcurrency: 1, maxOpenMillis })
    byModel.set(model, limiter)
    limiters.set(name(model), limiter)
    return limiter
  }
}

/** What a failed call tells of its model. A reason of null is a call that was not made, or broken off. */
export const outcomeOf = (reason: StageReason | null, longestPauseMillis: number): LimiterState.Outcome => {
  switch (reason?._tag) {
    case "RateLimited":
      return { _tag: "Overloaded", pause: Math.min(longestPauseMillis, retryAfter(reason) ?? 0) }
    case "Unavailable":
      return { _tag: "Unavailable", pause: Math.min(longestPauseMillis, retryAfter(reason) ?? 0) }
    case "TimedOut":
      return { _tag: "TimedOut" }
    case "Truncated":
    case "Refused":
    case "InvalidOutput":
      return answered
    // A wrong key says nothing of how busy the model is; a call that was not sent, or a fault in a stage's code, neither.
    case "Misconfigured":
    case "EgressRefused":
    case "Died":
    case undefined:
      return { _tag: "Unknown" }
  }
}

/** The model answered. */
export const answered: LimiterState.Outcome = { _tag: "Answered" }
