/** What random schedules of attempts on ledgers have in common: attempts, calls without any money, and time that passes. */
import { assert } from "@effect/vitest"
import { Effect, Exit, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { BudgetExhausted, type Ledger, withReservation } from "../../src/budget/Ledger.ts"
import { nano } from "../../src/domain/Usd.ts"

export const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Times in milliseconds of virtual time. Few distinct instants, so that much happens at the same one. */
export const attemptFields = {
  start: between(0, 6),
  duration: between(0, 6),
  ceiling: between(0, 60),
  /** Percent of the ceiling that is billed. */
  billed: between(0, 100),
  ending: Schema.Literals(["succeed", "fail", "die", "hang"]),
  interruptedAt: Schema.NullOr(between(0, 14))
}
const Attempt = Schema.Struct(attemptFields)
type Attempt = typeof Attempt.Type

class CallFailed extends Schema.TaggedError<CallFailed>()("CallFailed", {}) {}

/** What the call itself does, without any money. */
const call = ({ duration, ending }: Attempt): Effect.Effect<void, CallFailed> => {
  const takesTime = duration === 0 ? Effect.void : Effect.sleep(duration)
  switch (ending) {
    case "succeed":
      return takesTime
    case "fail":
      return Effect.andThen(takesTime, new CallFailed())
    case "die":
      return Effect.andThen(takesTime, Effect.die("a bug"))
    case "hang":
      return Effect.never
  }
}

/** What is counted beside a ledger, without asking it. */
export interface Audit {
  inFlight: number
  spent: number
  settled: number
}

export const noAudit = (): Audit => ({ inFlight: 0, spent: 0, settled: 0 })

/** Plays one attempt on a ledger; `sample` looks at all ledgers while it does. */
export const play = (ledger: Ledger, attempt: Attempt, audit: Audit, sample: Effect.Effect<void>) => {
  const ceiling = nano(attempt.ceiling)
  const cost = nano(Math.floor((attempt.ceiling * attempt.billed) / 100))
  let settlements = 0
  let began = false
  let again: Effect.Effect<void> = Effect.void
  const run = withReservation(
    ledger,
    ceiling,
    (reservation) =>
      Effect.sync(() => {
        began = true
        again = reservation.settle(ceiling)
        audit.inFlight += ceiling
      }).pipe(Effect.andThen(sample), Effect.andThen(call(attempt))),
    Effect.fnUntraced(function* (exit) {
      // Other fibers run between the end of an attempt and its settlement.
      yield* Effect.yieldNow
      assert.strictEqual(++settlements, 1, "settled twice")
      const known = Exit.isSuccess(exit) || (exit.cause.reasons.every((r) => r._tag === "Fail") && attempt.billed > 50)
      if (began) audit.inFlight -= ceiling
      audit.spent += known ? cost : ceiling
      audit.settled++
      return known ? cost : null
    })
  )
  const settlesAgain = Effect.suspend(() => again)
  const whole = Effect.ensuring(run, Effect.andThen(settlesAgain, sample))
  return attempt.start === 0 ? whole : Effect.delay(whole, attempt.start)
}

type Playing = Fiber.Fiber<void, CallFailed | BudgetExhausted>

/** Starts all attempts, interrupts those that are to be, and lets time pass until each was answered or hangs for good. */
export const pass = Effect.fnUntraced(function* <A extends Attempt>(
  attempts: ReadonlyArray<A>,
  playing: (attempt: A) => Effect.Effect<void, CallFailed | BudgetExhausted>,
  sample: Effect.Effect<void>
) {
  const fibers: ReadonlyArray<Playing> = yield* Effect.forEach(attempts, (attempt) =>
    Effect.forkChild(playing(attempt))
  )
  yield* Effect.forEach(attempts, ({ ending, interruptedAt }, i) => {
    const fiber = fibers[i]
    // Whatever hangs is interrupted in the end, as a deadline would.
    const at = interruptedAt ?? (ending === "hang" ? 20 : null)
    return at === null || fiber === undefined ? Effect.void : Effect.forkChild(Effect.delay(Fiber.interrupt(fiber), at))
  })
  yield* sample
  for (let millis = 0; millis < 40; millis++) {
    yield* TestClock.adjust(1)
    yield* sample
  }
  // Waiting attempts can start one after the other, each as long as the longest and then hanging until it is interrupted.
  yield* TestClock.adjust("1 minute")
  return fibers
})

/** Asserts that everybody was answered, and that no defect but that of the call came up; looks at each refusal. */
export const assertAnswered = (
  fibers: ReadonlyArray<Playing>,
  assertRefusal: (refusal: BudgetExhausted, attempt: number) => void
) => {
  for (const [i, fiber] of fibers.entries()) {
    const exit = fiber.pollUnsafe()
    assert(exit !== undefined, `attempt ${i} was never answered`)
    if (Exit.isSuccess(exit)) continue
    for (const reason of exit.cause.reasons) {
      if (reason._tag === "Die") assert.strictEqual(reason.defect, "a bug")
      if (reason._tag === "Fail" && reason.error instanceof BudgetExhausted) assertRefusal(reason.error, i)
    }
  }
}
