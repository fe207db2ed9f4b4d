import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as CapPlan from "../../src/pipeline/CapPlan.ts"

/** Takes offers until none fits; each then costs what was expected of it. */
const spend = (cap: number, offers: ReadonlyArray<CapPlan.Offer>) => {
  const waiting = new Set(offers)
  let left = cap
  let taken = 0
  for (;;) {
    const next = CapPlan.best(left, [...waiting])
    if (next === null) return { left, taken }
    assert.isAtMost(next.ceiling, left)
    waiting.delete(next)
    left -= next.expected
    taken++
  }
}

/** Takes whatever comes next and fits. */
const inTurn = (cap: number, offers: ReadonlyArray<CapPlan.Offer>) => {
  let left = cap
  let taken = 0
  for (const { ceiling, expected } of offers) {
    if (ceiling > left) continue
    left -= expected
    taken++
  }
  return { left, taken }
}

/** The most calls of all orders. */
const mostOf = (cap: number, offers: ReadonlyArray<CapPlan.Offer>): number =>
  Math.max(
    0,
    ...offers
      .filter(({ ceiling }) => ceiling <= cap)
      .map((first) => {
        const others = offers.filter((offer) => offer !== first)
        return 1 + mostOf(cap - first.expected, others)
      })
  )

/** So many calls, whose ceilings are up to half as much again as they cost. */
const some = (seed: number, count: number): ReadonlyArray<CapPlan.Offer> => {
  const random = Seed.generator(seed)
  return Array.from({ length: count }, () => {
    const expected = 3_000 + Math.floor(random() * 2_000)
    return { expected, ceiling: Math.ceil(expected * (1 + random() / 2)), spread: 0 }
  })
}

const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1e9 }))
const Caps = Schema.Int.check(Schema.isBetween({ minimum: 5_000, maximum: 60_000 }))

describe("what the last of a cap is spent on", () => {
  it.prop("makes no fewer calls than the best order", [Seeds, Caps], ([seed, cap]) => {
    const offers = some(seed, 6)
    assert.strictEqual(spend(cap, offers).taken, mostOf(cap, offers))
  })

  it.prop("makes no fewer calls than taking the next that fits", [Seeds, Caps], ([seed, cap]) => {
    const offers = some(seed, 80)
    assert.isAtLeast(spend(cap, offers).taken, inTurn(cap, offers).taken)
  })

  it("leaves less of a dozen calls' worth than taking the next that fits", () => {
    const share = (way: typeof spend) =>
      Array.from({ length: 50 }, (_, seed) => way(48_000, some(seed, 80)).left / 48_000).reduce((a, b) => a + b) / 50
    assert.isBelow(share(spend), share(inTurn))
    assert.isBelow(share(spend), 0.04)
  })

  it("takes the one that leaves room for another rather than the largest", () => {
    const small = { expected: 400, ceiling: 500, spread: 0 }
    const large = { expected: 700, ceiling: 800, spread: 0 }
    assert.strictEqual(CapPlan.best(950, [large, small, { ...small }]), small)
    assert.strictEqual(CapPlan.best(850, [large, small]), large)
    // Where calls differ, another that would only just fit is not counted on.
    assert.strictEqual(CapPlan.best(950, [large, { ...small, spread: 60 }, { ...small, spread: 60 }]), large)
    assert.isNull(CapPlan.best(450, [large, small]))
    assert.isNull(CapPlan.best(0, [small]))
  })
})

describe("the experience of a run", () => {
  it("tells calls that use a cache from those that do not, and keeps the longest answer", () => {
    const call = { answerTokens: 60, caching: true, promptCeiling: 400, cost: 250 }
    const once = CapPlan.learnt(CapPlan.inexperienced, call)
    const twice = CapPlan.learnt(once, { ...call, answerTokens: 40, caching: false, cost: 410 })
    assert.deepStrictEqual(twice, { longestAnswer: 60, cached: 150, uncached: -10, spread: 0 })
    const again = CapPlan.learnt(twice, { ...call, cost: 260 })
    assert.strictEqual(again.spread, 10)
    assert.closeTo(again.cached ?? 0, 147, 1e-9)
  })
})
