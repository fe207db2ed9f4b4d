/**
 * The door to one model, shared by all stages that call it: who may begin a call now, who waits, and who need not wait at all.
 */
import { Clock, Deferred, Effect } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { name } from "../domain/ModelInfo.ts"
import type { StageReason } from "../stages/StageError.ts"
import { retryAfter } from "./Retry.ts"
import * as Throttle from "./LimiterState.ts"

/**
 * Somebody at the door. Made before asking to enter and left whatever happens, so that no interruption in between can lose the
 * right to a call.
 */
export interface Visit {
  permit: Throttle.Permit | null
}

/** The door to one model. */
export interface ModelGate {
  /**
   * Waits for the right to one call, first come, first served; true once it is there, false where the model is given up for now.
   * Whoever asks must `leave` with the same visit, however the call or the waiting ends. `now` is in milliseconds since the epoch.
   */
  readonly enter: (visit: Visit, now: number) => Effect.Effect<boolean>
  /** Gives the right back. Only the first call for a visit counts; nothing happens where there was none. */
  readonly leave: (visit: Visit, outcome: Throttle.Outcome, now: number) => void
  readonly state: Effect.Effect<Throttle.Throttle & { readonly waiting: number }>
}

/** Somebody in the line. */
interface Waiting {
  readonly visit: Visit
  /** Whether the call may begin; null while that is open. Set before the fiber is woken. */
  verdict: boolean | null
  bell: Deferred.Deferred<void>
}

/** A door that lets through `most` calls at once as long as all goes well. */
export const make = (options: { readonly most: number; readonly longestRestMillis: number }): ModelGate => {
  let throttle = Throttle.make(options)
  const line = new Set<Waiting>()

  const admit = (visit: Visit, now: number): Throttle.Admission => {
    const admission = Throttle.admit(throttle, now)
    if (admission._tag === "Admitted") {
      throttle = admission.throttle
      visit.permit = admission.permit
    }
    return admission
  }

  // Every verdict is set down before anybody is woken: who wakes may come straight back here.
  const serve = (now: number): void => {
    const woken: Array<Waiting> = []
    for (const waiting of line) {
      woken.push(waiting)
      const admission = admit(waiting.visit, now)
      // Only the first of the line watches the clock, and what it watches for may have changed.
      if (admission._tag === "Wait") break
      line.delete(waiting)
      waiting.verdict = admission._tag === "Admitted"
    }
    for (const { bell } of woken) Deferred.doneUnsafe(bell, Effect.void)
  }

  const stand = (waiting: Waiting): Effect.Effect<boolean> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (waiting.verdict !== null) return Effect.succeed(waiting.verdict)
      const [first] = line
      const admission = first === waiting ? admit(waiting.visit, now) : null
      if (admission !== null && admission._tag !== "Wait") {
        line.delete(waiting)
        serve(now)
        return Effect.succeed(admission._tag === "Admitted")
      }
      waiting.bell = Deferred.makeUnsafe()
      const rung = Deferred.await(waiting.bell)
      const until = admission?.until ?? null
      const woken = until === null ? rung : Effect.raceFirst(rung, Effect.sleep(until - now))
      return Effect.andThen(woken, stand(waiting))
    })

  const enter = (visit: Visit, now: number): Effect.Effect<boolean> => {
    if (line.size === 0) {
      const admission = admit(visit, now)
      if (admission._tag !== "Wait") return admission._tag === "Admitted" ? entered : turnedAway
    }
    const waiting: Waiting = { visit, verdict: null, bell: Deferred.makeUnsafe() }
    line.add(waiting)
    return Effect.onInterrupt(
      // Stepping aside, so that a long line served at once is not one deep recursion.
      Effect.tap(stand(waiting), Effect.yieldNow),
      () => Effect.map(Clock.currentTimeMillis, (later) => (line.delete(waiting) ? serve(later) : undefined))
    )
  }

  return {
    enter,
    leave: (visit, outcome, now) => {
      if (visit.permit === null) return
      throttle = Throttle.release(throttle, visit.permit, outcome, now)
      visit.permit = null
      if (line.size > 0) serve(now)
    },
    state: Effect.sync(() => ({ ...throttle, waiting: line.size }))
  }
}

const entered = Effect.succeed(true)
const turnedAway = Effect.succeed(false)

/** The doors of a run: one a model, however many stages call it. */
export type ModelGates = (model: ModelInfo) => ModelGate

/** Opens the doors. `calls` says which models are called, and how many calls of each are configured to be in flight at once. */
export const forModels = (
  calls: ReadonlyArray<{ readonly model: ModelInfo; readonly concurrency: number }>,
  longestRestMillis: number
): ModelGates => {
  const most = new Map<string, number>()
  for (const { concurrency, model } of calls) most.set(name(model), (most.get(name(model)) ?? 0) + concurrency)
  const gates = new Map([...most].map(([key, sum]) => [key, make({ most: sum, longestRestMillis })]))
  const byModel = new WeakMap<ModelInfo, ModelGate>()
  return (model) => {
    const known = byModel.get(model)
    if (known !== undefined) return known
    const gate = gates.get(name(model)) ?? make({ most: 1, longestRestMillis })
    byModel.set(model, gate)
    gates.set(name(model), gate)
    return gate
  }
}

/** What a failed call tells of its model. A reason of null is a call that was not made, or broken off. */
export const outcomeOf = (reason: StageReason | null, longestPauseMillis: number): Throttle.Outcome => {
  switch (reason?._tag) {
    case "RateLimited":
      return { _tag: "Overloaded", pause: Math.min(longestPauseMillis, retryAfter(reason) ?? 0) }
    case "Unavailable":
      return { _tag: "Unreachable", pause: Math.min(longestPauseMillis, retryAfter(reason) ?? 0) }
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
      return { _tag: "Untold" }
  }
}

/** The model answered. */
export const answered: Throttle.Outcome = { _tag: "Answered" }
