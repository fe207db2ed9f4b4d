import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as LimiterState from "../../src/calls/LimiterState.ts"

const fresh = LimiterState.make({ maxConcurrency: 8, maxOpenMillis: 60_000 })
const answered: LimiterState.Outcome = { _tag: "Answered" }
const overloaded: LimiterState.Outcome = { _tag: "Overloaded", pause: 0 }
const unreachable: LimiterState.Outcome = { _tag: "Unavailable", pause: 0 }

const enter = (limiter: LimiterState.LimiterState, now = 0) => {
  const admission = LimiterState.admit(limiter, now)
  if (admission._tag !== "Admitted") throw new Error(`not admitted: ${admission._tag}`)
  return admission
}

/** Calls one after another that all end like this. */
const calls = (
  limiter: LimiterState.LimiterState,
  outcome: LimiterState.Outcome,
  times: number,
  now = 0
): LimiterState.LimiterState =>
  Array.from({ length: times }).reduce<LimiterState.LimiterState>((state) => {
    const { limiter: begun, permit } = enter(state, now)
    return LimiterState.release(begun, permit, outcome, now)
  }, limiter)

describe("the limit of calls in flight", () => {
  it("falls to three quarters, once for each burst of overload", () => {
    const begun = Array.from({ length: 8 }).reduce<ReadonlyArray<ReturnType<typeof enter>>>(
      (all) => [...all, enter(all.at(-1)?.limiter ?? fresh)],
      []
    )
    const after = begun.reduce(
      (state, { permit }) => LimiterState.release(state, permit, overloaded, 0),
      begun.at(-1)?.limiter ?? fresh
    )
    assert.strictEqual(after.limit, 6)
    assert.strictEqual(after.inFlight, 0)
    assert.strictEqual(calls(after, overloaded, 1).limit, 4)
  })

  it("never falls below 1", () => {
    assert.strictEqual(calls(fresh, overloaded, 50).limit, 1)
  })

  it("rises by 1 for 25 answers, up to what is configured", () => {
    const low = calls(fresh, overloaded, 2)
    assert.strictEqual(low.limit, 4)
    assert.strictEqual(calls(low, answered, 24).limit, 4)
    assert.strictEqual(calls(low, answered, 25).limit, 5)
    assert.strictEqual(calls(low, answered, 1000).limit, 8)
  })

  it("holds everybody back while a provider asks to wait", () => {
    const paused = calls(fresh, { _tag: "Overloaded", pause: 2_000 }, 1, 1_000)
    assert.deepStrictEqual(LimiterState.admit(paused, 2_999), { _tag: "Wait", until: 3_000 })
    assert.strictEqual(LimiterState.admit(paused, 3_000)._tag, "Admitted")
  })
})

describe("a model that fails again and again", () => {
  const broken = calls(fresh, unreachable, LimiterState.failuresToOpen)

  it("is left alone, then tried by a single call", () => {
    assert.deepStrictEqual(LimiterState.admit(broken, 4_999), { _tag: "Wait", until: 5_000 })
    const probe = enter(broken, 5_000)
    assert.isTrue(probe.permit.probe)
    assert.deepStrictEqual(LimiterState.admit(probe.limiter, 5_000), { _tag: "Wait", until: null })
    assert.strictEqual(LimiterState.release(probe.limiter, probe.permit, answered, 5_000).breaker._tag, "Closed")
  })

  it("is given up after three trials, and taken up again when a later one goes well", () => {
    let state = broken
    let now = 0
    for (const rest of [5_000, 10_000, 20_000]) {
      now += rest
      state = calls(state, unreachable, 1, now)
    }
    assert.strictEqual(LimiterState.admit(state, now)._tag, "Refused")
    const probe = enter(state, now + 40_000)
    assert.strictEqual(LimiterState.admit(probe.limiter, now + 40_000)._tag, "Refused")
    const well = LimiterState.release(probe.limiter, probe.permit, answered, now + 40_000)
    assert.strictEqual(LimiterState.admit(well, now + 40_000)._tag, "Admitted")
  })

  it("counts calls that fail together once", () => {
    const first = enter(fresh)
    const second = enter(first.limiter)
    const one = LimiterState.release(second.limiter, first.permit, unreachable, 0)
    const both = LimiterState.release(one, second.permit, unreachable, 0)
    assert.deepStrictEqual(both.breaker, { _tag: "Closed", failures: 1 })
  })

  it("counts timeouts, but no call that was broken off, and starts over with each answer", () => {
    assert.strictEqual(calls(fresh, { _tag: "TimedOut" }, 5).breaker._tag, "Open")
    assert.deepStrictEqual(calls(fresh, { _tag: "Unknown" }, 50).breaker, { _tag: "Closed", failures: 0 })
    assert.strictEqual(calls(calls(calls(fresh, unreachable, 4), answered, 1), unreachable, 4).breaker._tag, "Closed")
  })

  it("is tried by the next where a probe was broken off", () => {
    const probe = enter(broken, 5_000)
    const after = LimiterState.release(probe.limiter, probe.permit, { _tag: "Unknown" }, 5_000)
    assert.isTrue(enter(after, 5_000).permit.probe)
  })
})

const Step = Schema.Struct({
  kind: Schema.Literals(["Enter", "Answered", "Overloaded", "Unavailable", "TimedOut", "Unknown"]),
  pick: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 7 })),
  later: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 20_000 }))
})

describe("the limiter", () => {
  it.prop(
    "counts every permit and never lets through more than its limit, in any order of calls",
    [Schema.Array(Step)],
    ([steps]) => {
      let state = fresh
      let now = 0
      const held: Array<LimiterState.Permit> = []
      for (const { kind, later, pick } of steps) {
        now += later
        if (kind === "Enter") {
          const admission = LimiterState.admit(state, now)
          if (admission._tag !== "Admitted") continue
          assert.isBelow(state.inFlight, admission.permit.probe ? 100 : state.limit)
          state = admission.limiter
          held.push(admission.permit)
        } else {
          const [permit] = held.splice(pick, 1)
          if (permit === undefined) continue
          state = LimiterState.release(state, permit, kind === "Answered" ? answered : { _tag: kind, pause: 0 }, now)
        }
        assert.strictEqual(state.inFlight, held.length)
        assert.isAtMost(held.filter(({ probe }) => probe).length, state.breaker._tag === "HalfOpen" ? 1 : 100)
        assert.isTrue(state.limit >= 1 && state.limit <= 8)
      }
    }
  )
})
