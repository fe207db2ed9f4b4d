import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { make, release, serve, settle, tryReserve, type LedgerState } from "../../src/budget/LedgerState.ts"
import { nano, type Usd, zero } from "../../src/domain/Usd.ts"

const reserved = (state: LedgerState, ceiling: number): LedgerState => {
  const admission = tryReserve(state, nano(ceiling))
  assert(admission._tag === "Reserved", `${ceiling} was not set aside but answered ${admission._tag}`)
  return admission.state
}

const verdict = (state: LedgerState, ceiling: number) => tryReserve(state, nano(ceiling))._tag

describe("an admission", () => {
  it("fits to the last nano-dollar of the cap", () => {
    const state = reserved(reserved(make(nano(100)), 60), 40)
    assert.strictEqual(state.reserved, 100)
    assert.strictEqual(verdict(state, 1), "Wait")
  })

  it("waits for money that attempts in flight may give back", () => {
    assert.strictEqual(verdict(reserved(make(nano(100)), 60), 41), "Wait")
  })

  it("is refused once what is spent leaves no room, whatever attempts in flight give back", () => {
    const state = reserved(settle(reserved(make(nano(100)), 60), nano(60), nano(50)), 10)
    assert.strictEqual(verdict(state, 50), "Wait")
    assert.strictEqual(verdict(state, 51), "Refused")
  })

  it("is refused where a ceiling is above the whole cap", () => {
    assert.strictEqual(verdict(make(nano(100)), 101), "Refused")
  })

  it("of nothing fits when the cap is 0, spent or overrun", () => {
    const overrun = settle(reserved(make(nano(100)), 100), nano(100), nano(150))
    for (const state of [make(zero), reserved(make(nano(5)), 5), overrun])
      assert.strictEqual(verdict(state, 0), "Reserved")
  })

  it("always fits where there is no cap", () => {
    assert.strictEqual(reserved(reserved(make(null), 1e15), 1e15).reserved, 2e15)
  })
})

describe("a settlement", () => {
  it("books what was billed and frees the whole ceiling", () => {
    const state = settle(reserved(make(nano(100)), 60), nano(60), nano(13))
    assert.deepStrictEqual(state, {
      cap: nano(100),
      spent: nano(13),
      reserved: zero,
      peak: nano(60),
      settled: 1,
      overrun: zero
    })
  })

  it("above its ceiling state the true amount and says by how much it was above", () => {
    const state = settle(reserved(make(nano(100)), 60), nano(60), nano(110))
    assert.strictEqual(state.spent, 110)
    assert.strictEqual(state.overrun, 50)
    assert.strictEqual(state.peak, 110)
  })

  it("of what was never set aside is a fault and throws", () => {
    assert.throws(() => settle(make(nano(100)), nano(1), nano(1)))
    assert.throws(() => release(make(nano(100)), nano(1)))
  })
})

describe("a line", () => {
  const line = (...ceilings: ReadonlyArray<number>) => ceilings.map((ceiling) => ({ ceiling: nano(ceiling) }))
  const amounts = (people: ReadonlyArray<{ readonly ceiling: Usd }>) => people.map(({ ceiling }) => ceiling as number)

  it("is served in order for as long as there is room", () => {
    const service = serve(reserved(make(nano(100)), 40), line(30, 20, 20, 5))
    assert.deepStrictEqual(amounts(service.served), [30, 20])
    assert.strictEqual(service.state.reserved, 90)
  })

  it("lets no small ceiling overtake a large one that waits", () => {
    assert.deepStrictEqual(amounts(serve(reserved(make(nano(100)), 40), line(80, 10)).served), [])
  })

  it("tells those who can never fit at once, also behind one who waits", () => {
    const state = reserved(settle(reserved(make(nano(100)), 30), nano(30), nano(30)), 40)
    const service = serve(state, line(60, 71, 90, 5))
    assert.deepStrictEqual(amounts(service.refused), [71, 90])
    assert.deepStrictEqual(amounts(service.served), [])
  })

  it("is not held up by one who was refused", () => {
    const service = serve(settle(reserved(make(nano(100)), 30), nano(30), nano(30)), line(71, 70))
    assert.deepStrictEqual(amounts(service.refused), [71])
    assert.deepStrictEqual(amounts(service.served), [70])
  })
})

const Step = Schema.Struct({
  kind: Schema.Literals(["reserve", "reserve", "settle", "giveUp", "abandon"]),
  ceiling: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 })),
  /** Which of those in flight or in line, and how much of the ceiling is billed. */
  pick: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))
})

describe("any schedule of admissions, settlements and withdrawals", () => {
  it.prop(
    "never passes the cap by more than a broken bound, serves in order, refuses only what cannot fit, and ends with nothing set aside",
    [
      Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
      Schema.Array(Step).check(Schema.isMaxLength(60)),
      Schema.Boolean
    ],
    ([cap, steps, breaksItsBound]) => {
      let state = make(nano(cap))
      let inFlight: ReadonlyArray<Usd> = []
      let line: ReadonlyArray<{ readonly ceiling: Usd; readonly arrival: number }> = []
      let arrivals = 0
      let lastServed = -1

      const check = () => {
        if (!breaksItsBound) assert.strictEqual(state.overrun, 0)
        assert.isAtMost(state.spent + state.reserved, cap + state.overrun)
        assert.isAtMost(state.peak, cap + state.overrun)
        assert.strictEqual(
          state.reserved,
          inFlight.reduce((sum, ceiling) => sum + ceiling, 0)
        )
        const [first] = line
        if (first !== undefined)
          assert.strictEqual(tryReserve(state, first.ceiling)._tag, "Wait", "first in line could go")
      }
      const advance = () => {
        const service = serve(state, line)
        for (const { arrival, ceiling } of service.served) {
          assert.isAbove(arrival, lastServed)
          lastServed = arrival
          inFlight = inFlight.concat(ceiling)
        }
        for (const { ceiling } of service.refused) assert.isAbove(service.state.spent + ceiling, cap)
        line = line.filter((one) => !service.served.includes(one) && !service.refused.includes(one))
        state = service.state
      }
      const settleOne = (index: number, share: number) => {
        const ceiling = inFlight[index]
        if (ceiling === undefined) return
        inFlight = inFlight.filter((_, i) => i !== index)
        state = settle(state, ceiling, nano(Math.floor(ceiling * share)))
        advance()
      }

      for (const { ceiling, kind, pick } of steps) {
        if (kind === "reserve") {
          line = [...line, { ceiling: nano(ceiling), arrival: arrivals++ }]
          advance()
        } else if (kind === "settle") {
          settleOne(pick % Math.max(1, inFlight.length), (pick % 11) / (breaksItsBound ? 8 : 10))
        } else if (kind === "giveUp") {
          line = line.filter((_, i) => i !== pick % Math.max(1, line.length))
          advance()
        } else {
          const index = pick % Math.max(1, inFlight.length)
          const abandoned = inFlight[index]
          if (abandoned === undefined) continue
          inFlight = inFlight.filter((_, i) => i !== index)
          state = release(state, abandoned)
          advance()
        }
        check()
      }
      while (inFlight.length > 0) {
        settleOne(0, 0.5)
        check()
      }
      assert.strictEqual(line.length, 0, "somebody still waits although nothing is in flight")
      assert.strictEqual(state.reserved, 0)
    },
    { arbitrary: { runs: 3000 } }
  )
})
