import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Latch, Ref, Scheduler } from "effect"
import { TestClock } from "effect/testing"
import { type Ledger, make, withReservation } from "../../src/budget/Ledger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"

/** Spent and reserved, for comparing at a glance. */
const standing = (ledger: Ledger) =>
  Effect.map(ledger.state, ({ reserved, spent }) => ({ spent: spent + 0, reserved: reserved + 0 }))

const isWaiting = (fiber: Fiber.Fiber<unknown, unknown>) => fiber.pollUnsafe() === undefined

const forkReserve = (ledger: Ledger, ceiling: number) =>
  Effect.forkChild(ledger.reserve(nano(ceiling)), { startImmediately: true })

describe("reserving", () => {
  it.effect("sets the ceiling aside until it is settled", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const reservation = yield* ledger.reserve(nano(60))
      assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 60 })
      yield* reservation.settle(nano(20))
      assert.deepStrictEqual(yield* standing(ledger), { spent: 20, reserved: 0 })
    })
  )

  it.effect("fails at once, with the figures, where a ceiling can never fit", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(60))
      yield* first.settle(nano(50))
      yield* ledger.reserve(nano(10))
      const error = yield* Effect.flip(ledger.reserve(nano(51)))
      const { cap, needed, reserved, spent } = error
      assert.deepStrictEqual([cap, spent, reserved, needed], [100, 50, 10, 51].map(nano))
      assert.match(error.message, /of the cap of \$0\.000000 .* Raise maxFrontierCost to go on\.$/)
    })
  )

  it.effect("waits for attempts in flight, and goes on when one gives enough back", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(90))
      const waiting = yield* forkReserve(ledger, 50)
      yield* TestClock.adjust("1 hour")
      assert.isTrue(isWaiting(waiting))
      yield* first.settle(nano(40))
      const second = yield* Fiber.join(waiting)
      assert.strictEqual(second.ceiling, 50)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 40, reserved: 50 })
    })
  )

  it.effect("stops waiting with a failure as soon as it can no longer fit", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(60))
      yield* ledger.reserve(nano(30))
      const waiting = yield* forkReserve(ledger, 50)
      yield* first.settle(nano(51))
      const error = yield* Effect.flip(Fiber.join(waiting))
      assert.strictEqual(error.needed, 50)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 51, reserved: 30 })
    })
  )

  it.effect("serves a large ceiling before small ones that came later, however many they are", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const order = yield* Ref.make<ReadonlyArray<number>>([])
      const attempt = (ceiling: number) =>
        withReservation(
          ledger,
          nano(ceiling),
          () => Ref.update(order, (done) => [...done, ceiling]).pipe(Effect.andThen(Effect.sleep("1 second"))),
          () => Effect.succeed(zero)
        )
      const fibers = yield* Effect.forEach([60, 90, ...Array.from({ length: 20 }, (_, i) => i + 1)], (ceiling) =>
        Effect.forkChild(attempt(ceiling), { startImmediately: true })
      )
      yield* TestClock.adjust("1 minute")
      yield* Fiber.joinAll(fibers)
      assert.deepStrictEqual((yield* Ref.get(order)).slice(0, 4), [60, 90, 1, 2])
    })
  )

  it.effect("of nothing neither waits nor fails, with others in line and the cap spent or 0", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(10))
      const all = yield* ledger.reserve(nano(10))
      const waiting = yield* forkReserve(ledger, 5)
      yield* ledger.reserve(zero)
      yield* all.settle(nano(10))
      yield* ledger.reserve(zero)
      assert.isTrue(Exit.isFailure(yield* Fiber.await(waiting)))
      const none = yield* make(zero)
      const local = yield* none.reserve(zero)
      yield* local.settle(zero)
      assert.strictEqual((yield* none.state).settled, 1)
    })
  )

  it.effect("is never refused without a cap", () =>
    Effect.gen(function* () {
      const ledger = yield* make(null)
      const held = yield* Effect.forEach(Array.from({ length: 100 }), () => ledger.reserve(nano(1e12)))
      yield* Effect.forEach(held, (reservation) => reservation.settle(nano(5e11)))
      const state = yield* ledger.state
      assert.strictEqual(state.cap, null)
      assert.strictEqual(state.spent, 5e13)
      assert.strictEqual(state.peak, 1e14)
    })
  )
})

describe("settling", () => {
  it.effect("counts once, whatever is settled later", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const reservation = yield* ledger.reserve(nano(60))
      yield* reservation.settle(nano(10))
      yield* reservation.settle(nano(60))
      yield* reservation.settle(zero)
      const state = yield* ledger.state
      assert.deepStrictEqual([state.spent, state.reserved, state.settled], [10, 0, 1].map(nano))
    })
  )

  it.effect("counts once when several fibers settle at the same time", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const reservation = yield* ledger.reserve(nano(60))
      yield* Effect.forEach([10, 20, 30], (cost) => Effect.delay(reservation.settle(nano(cost)), "1 second"), {
        concurrency: "unbounded"
      }).pipe(Effect.forkChild({ startImmediately: true }))
      yield* TestClock.adjust("2 seconds")
      assert.deepStrictEqual(yield* standing(ledger), { spent: 10, reserved: 0 })
    })
  )

  it.effect("above the ceiling shows as overrun, and nothing more is let in", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const reservation = yield* ledger.reserve(nano(60))
      yield* reservation.settle(nano(130))
      const state = yield* ledger.state
      assert.deepStrictEqual([state.spent, state.overrun], [130, 70].map(nano))
      assert.strictEqual((yield* Effect.flip(ledger.reserve(nano(1))))._tag, "BudgetExhausted")
    })
  )

  it.effect("remembers the highest that was spent and reserved together", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const a = yield* ledger.reserve(nano(30))
      const b = yield* ledger.reserve(nano(40))
      yield* a.settle(nano(1))
      yield* b.settle(nano(1))
      assert.strictEqual((yield* ledger.state).peak, 70)
    })
  )
})

describe("an interruption", () => {
  it.effect("while waiting leaves nothing behind", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(90))
      const waiting = yield* forkReserve(ledger, 50)
      yield* Fiber.interrupt(waiting)
      yield* first.settle(nano(10))
      assert.deepStrictEqual(yield* standing(ledger), { spent: 10, reserved: 0 })
    })
  )

  it.effect("of the first in line lets the next go who fits now", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      yield* ledger.reserve(nano(60))
      const large = yield* forkReserve(ledger, 80)
      const small = yield* forkReserve(ledger, 30)
      yield* Effect.yieldNow
      assert.isTrue(isWaiting(small))
      yield* Fiber.interrupt(large)
      assert.strictEqual((yield* Fiber.join(small)).ceiling, 30)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 90 })
    })
  )

  it.effect("between being served and waking up gives the money back, and serves the next", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(100))
      const unlucky = yield* forkReserve(ledger, 70)
      const next = yield* forkReserve(ledger, 60)
      yield* first.settle(nano(20))
      assert.deepStrictEqual(yield* standing(ledger), { spent: 20, reserved: 70 })
      const exit = yield* Fiber.interrupt(unlucky).pipe(Effect.andThen(Fiber.await(unlucky)))
      assert.isTrue(Exit.hasInterrupts(exit))
      assert.strictEqual((yield* Fiber.join(next)).ceiling, 60)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 20, reserved: 60 })
    })
  )

  it.effect("between being refused and waking up gives nothing back, for nothing was set aside", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const first = yield* ledger.reserve(nano(60))
      yield* ledger.reserve(nano(30))
      const refused = yield* forkReserve(ledger, 50)
      yield* first.settle(nano(60))
      yield* Fiber.interrupt(refused)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 60, reserved: 30 })
    })
  )

  it.effect("loses no reservation wherever it meets an attempt, served at once or after waiting", () =>
    Effect.gen(function* () {
      // A fiber that may run only a few operations before it has to pause can be interrupted between any two of them.
      for (const waits of [false, true]) {
        for (let operations = 3; operations <= 12; operations++) {
          for (let pauses = 0; pauses < 40; pauses++) {
            const ledger = yield* make(nano(10))
            const first = yield* ledger.reserve(waits ? nano(10) : zero)
            const attempt = yield* withReservation(
              ledger,
              nano(10),
              () => Effect.never,
              () => Effect.succeed(zero)
            ).pipe(
              Effect.provideService(Scheduler.MaxOpsBeforeYield, operations),
              Effect.forkChild({ startImmediately: true })
            )
            yield* first.settle(zero)
            for (let i = 0; i < pauses; i++) yield* Effect.yieldNow
            yield* Fiber.interrupt(attempt)
            assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 0 }, `${operations} ${pauses}`)
          }
        }
      }
    })
  )

  it.effect("reaches one who waits in an uninterruptible acquisition", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      yield* ledger.reserve(nano(90))
      const attempt = yield* withReservation(
        ledger,
        nano(50),
        () => Effect.void,
        () => Effect.succeed(zero)
      ).pipe(Effect.forkChild({ startImmediately: true }))
      yield* Fiber.interrupt(attempt)
      assert.isFalse(isWaiting(attempt))
      assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 90 })
    })
  )
})

describe("one attempt", () => {
  const costs = (exit: Exit.Exit<number>) => Effect.succeed(Exit.isSuccess(exit) ? nano(exit.value) : null)

  it.effect("books what it cost", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      assert.strictEqual(yield* withReservation(ledger, nano(60), () => Effect.succeed(25), costs), 25)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 25, reserved: 0 })
    })
  )

  it.effect("books its ceiling where nobody can tell what it cost: failed, died or interrupted", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const outcome = <E>(use: Effect.Effect<never, E>) =>
        Effect.exit(
          withReservation(
            ledger,
            nano(10),
            () => use,
            () => Effect.succeed(null)
          )
        )
      assert.isTrue(Exit.isFailure(yield* outcome(Effect.fail("cut connection"))))
      assert.isTrue(Exit.hasDies(yield* outcome(Effect.die("bug"))))
      assert.isTrue(Exit.hasInterrupts(yield* outcome(Effect.interrupt)))
      const hanging = yield* Effect.forkChild(outcome(Effect.never), { startImmediately: true })
      yield* Fiber.interrupt(hanging)
      const state = yield* ledger.state
      assert.deepStrictEqual([state.spent, state.reserved, state.settled], [40, 0, 4].map(nano))
    })
  )

  it.effect("books nothing for a failure that is known to be free", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      yield* Effect.flip(
        withReservation(
          ledger,
          nano(60),
          () => Effect.fail("429"),
          () => Effect.succeed(zero)
        )
      )
      assert.deepStrictEqual(yield* standing(ledger), { spent: 0, reserved: 0 })
    })
  )

  it.effect("books its ceiling where telling the cost dies, and the defect is not hidden", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const exit = yield* Effect.exit(
        withReservation(
          ledger,
          nano(60),
          () => Effect.succeed(1),
          () => Effect.die("no such usage")
        )
      )
      assert(Exit.isFailure(exit))
      assert.match(Cause.pretty(exit.cause), /no such usage/)
      assert.deepStrictEqual(yield* standing(ledger), { spent: 60, reserved: 0 })
    })
  )

  it.effect("does not begin where its ceiling does not fit", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      const began = yield* Ref.make(false)
      const exit = yield* Effect.exit(
        withReservation(
          ledger,
          nano(101),
          () => Ref.set(began, true),
          () => Effect.succeed(zero)
        )
      )
      assert.isTrue(Exit.isFailure(exit))
      assert.isFalse(yield* Ref.get(began))
      assert.strictEqual((yield* ledger.state).settled, 0)
    })
  )

  it.effect("may settle early itself: the later settlement does nothing", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(100))
      yield* withReservation(
        ledger,
        nano(60),
        (reservation) => reservation.settle(nano(7)),
        () => Effect.succeed(null)
      )
      assert.deepStrictEqual(yield* standing(ledger), { spent: 7, reserved: 0 })
    })
  )
})

describe("many attempts at once", () => {
  it.effect("spend exactly the cap where each costs its ceiling: 1,000 of $0.10 against $5", () =>
    Effect.gen(function* () {
      const dime = nano(100_000_000)
      const ledger = yield* make(nano(5_000_000_000))
      const exits = yield* Effect.forEach(
        Array.from({ length: 1000 }),
        () =>
          Effect.exit(
            withReservation(
              ledger,
              dime,
              () => Effect.yieldNow,
              () => Effect.succeed(dime)
            )
          ),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(exits.filter(Exit.isSuccess).length, 50)
      const state = yield* ledger.state
      assert.deepStrictEqual([state.spent, state.peak, state.reserved].map(Number), [5e9, 5e9, 0])
    })
  )

  it.effect("that settle in the instant they are served do not pile up on the stack: 5,000 in line", () =>
    Effect.gen(function* () {
      const ledger = yield* make(nano(1))
      const gate = yield* Latch.make()
      const attempt = withReservation(
        ledger,
        nano(1),
        () => gate.await,
        () => Effect.succeed(zero)
      )
      const all = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 5_000 }), () => attempt, { concurrency: "unbounded", discard: true }),
        { startImmediately: true }
      )
      yield* gate.open
      yield* Fiber.join(all)
      assert.strictEqual((yield* ledger.state).settled, 5_000)
    })
  )
})
