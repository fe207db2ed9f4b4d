import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Scheduler } from "effect"
import { Budget, underBudget } from "../../src/budget/Budget.ts"
import { type Ledger, make, withReservation } from "../../src/budget/Ledger.ts"
import { left } from "../../src/budget/SharedLedger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"

/** Spent and reserved, for comparing at a glance. */
const standing = ({ state }: Pick<Ledger, "state">) =>
  Effect.map(state, ({ reserved, spent }) => ({ spent: spent + 0, reserved: reserved + 0 }))

const forkReserve = (ledger: Ledger, ceiling: number) =>
  Effect.forkChild(ledger.reserve(nano(ceiling)), { startImmediately: true })

const isWaiting = (fiber: Fiber.Fiber<unknown, unknown>) => fiber.pollUnsafe() === undefined

/** A ledger of a run with this cap, under the budget. */
const run = (cap: number | null) => Effect.flatMap(make(cap === null ? null : nano(cap)), underBudget)

const nanos = (cap: number) => Budget.layer({ maxCost: cap / 1e9 })

describe("a budget that runs share", () => {
  it.effect("has what each attempt of a run may cost set aside, and books what it cost, once, in both", () =>
    Effect.gen(function* () {
      const [budget, one, other] = [yield* Budget, yield* run(100), yield* run(null)]
      const first = yield* one.reserve(nano(60))
      yield* other.reserve(nano(30))
      assert.deepStrictEqual(
        [yield* standing(budget), yield* standing(one)],
        [
          { spent: 0, reserved: 90 },
          { spent: 0, reserved: 60 }
        ]
      )
      yield* first.settle(nano(20))
      yield* first.settle(nano(60))
      assert.deepStrictEqual(
        [yield* standing(budget), yield* standing(one)],
        [
          { spent: 20, reserved: 30 },
          { spent: 20, reserved: 0 }
        ]
      )
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("refuses what a run's own cap has room for, says so, and leaves nothing set aside there", () =>
    Effect.gen(function* () {
      const one = yield* run(200)
      const error = yield* Effect.flip(one.reserve(nano(101)))
      assert.deepStrictEqual([error.capOf, error.cap + 0, error.needed + 0], ["budget", 100, 101])
      assert.match(error.message, /of the shared cap of .* Raise maxCost of the Budget to go on\.$/)
      assert.deepStrictEqual(yield* standing(one), { spent: 0, reserved: 0 })
      const own = yield* Effect.flip((yield* run(50)).reserve(nano(60)))
      assert.deepStrictEqual([own.capOf, own.cap + 0], ["run", 50])
      assert.match(own.message, /of the cap of .* Raise maxFrontierCost to go on\.$/)
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("lets a run wait for attempts of another", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* run(100), yield* run(100)]
      const first = yield* one.reserve(nano(90))
      const waiting = yield* forkReserve(other, 50)
      yield* Effect.yieldNow
      assert.isTrue(isWaiting(waiting))
      yield* first.settle(nano(40))
      assert.strictEqual((yield* Fiber.join(waiting)).ceiling, 50)
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("is not held up by a run that waits for its own cap", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* run(50), yield* run(100)]
      yield* one.reserve(nano(40))
      const waiting = yield* forkReserve(one, 30)
      yield* other.reserve(nano(60))
      assert.isTrue(isWaiting(waiting))
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("neither delays nor refuses what costs nothing", () =>
    Effect.gen(function* () {
      const one = yield* run(zero)
      yield* (yield* run(null)).reserve(nano(100))
      yield* one.reserve(zero)
      assert.deepStrictEqual(yield* standing(one), { spent: 0, reserved: 0 })
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("loses no reservation wherever an interruption meets an attempt, whichever cap it waits for", () =>
    Effect.gen(function* () {
      const budget = yield* Budget
      // A fiber that may run only a few operations before it has to pause can be interrupted between any two of them.
      for (const waitsFor of ["nothing", "run", "budget"]) {
        for (let operations = 3; operations <= 12; operations++) {
          for (let pauses = 0; pauses < 40; pauses++) {
            const [one, other] = [yield* run(10), yield* run(10)]
            const first = waitsFor === "nothing" ? null : yield* (waitsFor === "run" ? one : other).reserve(nano(10))
            const attempt = yield* withReservation(
              one,
              nano(10),
              () => Effect.never,
              () => Effect.succeed(zero)
            ).pipe(
              Effect.provideService(Scheduler.MaxOpsBeforeYield, operations),
              Effect.forkChild({ startImmediately: true })
            )
            if (first !== null) yield* first.settle(zero)
            for (let i = 0; i < pauses; i++) yield* Effect.yieldNow
            yield* Fiber.interrupt(attempt)
            for (const ledger of [budget, one, other]) {
              assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 0 }, `${operations} ${pauses}`)
            }
          }
        }
      }
    }).pipe(Effect.provide(nanos(10)))
  )

  it.effect("says what is left, and under which cap", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* run(30), yield* run(null)]
      yield* other.reserve(nano(60))
      assert.deepStrictEqual(yield* left(one), { amount: nano(30), possible: nano(30), cap: nano(30), capOf: "run" })
      yield* other.reserve(nano(20))
      assert.deepStrictEqual(yield* left(one), {
        amount: nano(20),
        possible: nano(30),
        cap: nano(100),
        capOf: "budget"
      })
      assert.isNull(yield* left(yield* make(null)))
    }).pipe(Effect.provide(nanos(100)))
  )

  it.effect("is not there unless it is provided, and begins anew each time that it is", () =>
    Effect.gen(function* () {
      const own = yield* make(nano(10))
      assert.strictEqual(yield* underBudget(own), own)
      const spend = Effect.gen(function* () {
        yield* (yield* run(null)).reserve(nano(10))
        return yield* standing(yield* Budget)
      })
      const layer = nanos(10)
      for (let i = 0; i < 2; i++) {
        assert.deepStrictEqual(yield* Effect.provide(spend, Layer.fresh(layer)), { spent: 0, reserved: 10 })
      }
    })
  )

  it("is not made of an amount that is none", () => {
    for (const maxCost of [-1, Number.NaN, Infinity]) assert.throws(() => Budget.layer({ maxCost }))
  })
})
