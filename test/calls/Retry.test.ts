import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Retry from "../../src/calls/Retry.ts"
import * as StageError from "../../src/stages/StageError.ts"

const policy = { attempts: 5, baseDelayMillis: 100, maxDelayMillis: 10_000, maxWindowMillis: null }
const fields = { message: "m", billing: StageError.notBilled }
const unavailable = new StageError.Unavailable(fields)
const limited = (retryAfterMillis: number | null) => new StageError.RateLimited({ ...fields, retryAfterMillis })

/** How many further attempts a call makes that keeps failing in this way. */
const retriesOf = (reason: StageError.StageReason, attempts = 20): number => {
  const failures: Array<StageError.StageReason["_tag"]> = []
  do failures.push(reason._tag)
  while (Retry.delay({ ...policy, attempts }, failures, reason, 0.5) !== null)
  return failures.length - 1
}

describe("what is tried again", () => {
  it("is what may go well another time, each kind so many times", () => {
    assert.strictEqual(retriesOf(unavailable), 19)
    assert.strictEqual(retriesOf(limited(null)), 19)
    assert.strictEqual(retriesOf(new StageError.TimedOut(fields)), 1)
    assert.strictEqual(retriesOf(new StageError.Truncated(fields)), 1)
    assert.strictEqual(retriesOf(new StageError.InvalidOutput(fields)), 2)
  })

  it("is never what only a person can mend", () => {
    assert.strictEqual(retriesOf(new StageError.Refused(fields)), 0)
    assert.strictEqual(retriesOf(new StageError.Misconfigured(fields)), 0)
    assert.strictEqual(retriesOf(new StageError.Died(fields)), 0)
  })

  it("is never beyond retry.attempts, whatever the kinds", () => {
    assert.strictEqual(retriesOf(unavailable, 3), 2)
    assert.strictEqual(retriesOf(unavailable, 1), 0)
    assert.isNull(Retry.delay({ ...policy, attempts: 3 }, ["TimedOut", "Truncated", "Unavailable"], unavailable, 0.5))
  })

  it("counts each kind of failure for itself", () => {
    const late = new StageError.TimedOut(fields)
    assert.isNotNull(Retry.delay(policy, ["Unavailable", "Unavailable", "TimedOut"], late, 0.5))
    assert.isNull(Retry.delay(policy, ["TimedOut", "Unavailable", "TimedOut"], late, 0.5))
  })
})

const Random = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
const Times = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 19 }))
const Asked = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))

describe("the wait before another attempt", () => {
  it("doubles", () => {
    const waits = [1, 2, 3, 4].map((n) =>
      Retry.delay(
        policy,
        Array.from({ length: n }, () => "Unavailable" as const),
        unavailable,
        0.5
      )
    )
    assert.deepStrictEqual(waits, [100, 200, 400, 800])
  })

  it("is none where the model answered, only not well", () => {
    assert.strictEqual(Retry.delay(policy, ["InvalidOutput"], new StageError.InvalidOutput(fields), 0.5), 0)
  })

  it.prop("varies by a fifth to either side, and never passes the longest wait", [Random, Times], ([random, n]) => {
    const failures = Array.from({ length: n }, () => "Unavailable" as const)
    const wait = Retry.delay({ ...policy, attempts: 20 }, failures, unavailable, random) ?? Number.NaN
    const middle = 100 * 2 ** (n - 1)
    assert.isAtLeast(wait, Math.min(10_000, Math.round(middle * 0.8)))
    assert.isAtMost(wait, Math.min(10_000, Math.round(middle * 1.2)))
  })

  it.prop("is what the provider asks for, up to the longest wait", [Asked, Random], ([asked, random]) => {
    assert.strictEqual(Retry.delay(policy, ["RateLimited"], limited(asked), random), Math.min(10_000, asked))
    const busy = new StageError.Unavailable({ ...fields, retryAfterMillis: asked })
    assert.strictEqual(Retry.delay(policy, ["Unavailable"], busy, random), Math.min(10_000, asked))
  })

  it("is longer than the longest where the user allows it for what a provider asks, and only for that", () => {
    const patient = { ...policy, maxWindowMillis: 60_000 }
    assert.strictEqual(Retry.delay(patient, ["RateLimited"], limited(45_000), 0.5), 45_000)
    assert.strictEqual(Retry.delay(patient, ["RateLimited"], limited(90_000), 0.5), 60_000)
    const often = Array.from({ length: 12 }, () => "Unavailable" as const)
    assert.strictEqual(Retry.delay({ ...patient, attempts: 20 }, often, unavailable, 0.5), 10_000)
  })

  it("is said where the provider asks for longer than is allowed, with what to set", () => {
    assert.strictEqual(Retry.windowBeyond(policy, limited(45_000)), 45_000)
    assert.isNull(Retry.windowBeyond(policy, limited(10_000)))
    assert.isNull(Retry.windowBeyond({ ...policy, maxWindowMillis: 45_000 }, limited(45_000)))
    assert.match(Retry.windowAdvice(policy, 45_000), /asks to wait 45 s.*longer than 10 s.*maxWindowMillis to 45000/)
  })

  it("is our own where the provider asks for something absurd", () => {
    assert.strictEqual(Retry.delay(policy, ["RateLimited"], limited(-5), 0.5), 100)
  })
})
