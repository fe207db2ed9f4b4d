/**
 * Random schedules of concurrent attempts, played on the real ledger in virtual time: attempts start, wait, succeed, fail, die,
 * hang and are interrupted at random instants. Beside the ledger runs an audit that counts for itself.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { BudgetExhausted, make, withReservation } from "../../src/budget/Ledger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Times in milliseconds of virtual time. Few distinct instants, so that much happens at the same one. */
const Attempt = Schema.Struct({
  start: between(0, 6),
  duration: between(0, 6),
  ceiling: between(0, 60),
  /** Percent of the ceiling that is billed. */
  billed: between(0, 100),
  ending: Schema.Literals(["succeed", "fail", "die", "hang"]),
  interruptedAt: Schema.NullOr(between(0, 14))
})
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

describe("any schedule of concurrent attempts", () => {
  it.effect.prop(
    "keeps to the cap at every instant, settles each attempt once, answers everybody and ends with nothing reserved",
    [between(0, 100), Schema.Array(Attempt).check(Schema.isMaxLength(24))],
    ([cap, attempts]) =>
      Effect.gen(function* () {
        const ledger = yield* make(nano(cap))
        const audit = { inFlight: 0, spent: 0, settled: 0 }

        const sample = Effect.gen(function* () {
          const state = yield* ledger.state
          assert.isAtMost(state.spent + state.reserved, cap, "the ledger passed the cap")
          assert.isAtMost(audit.spent + audit.inFlight, cap, "what is in flight can pass the cap")
          assert.isAtLeast(
            state.spent + state.reserved,
            audit.spent + audit.inFlight,
            "an attempt runs without a reservation"
          )
        })

        const play = (attempt: Attempt) => {
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
              const known =
                Exit.isSuccess(exit) || (exit.cause.reasons.every((r) => r._tag === "Fail") && attempt.billed > 50)
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

        const fibers = yield* Effect.forEach(attempts, (attempt) => Effect.forkChild(play(attempt)))
        yield* Effect.forEach(attempts, ({ ending, interruptedAt }, i) => {
          const fiber = fibers[i]
          // Whatever hangs is interrupted in the end, as a deadline would.
          const at = interruptedAt ?? (ending === "hang" ? 20 : null)
          return at === null || fiber === undefined
            ? Effect.void
            : Effect.forkChild(Effect.delay(Fiber.interrupt(fiber), at))
        })
        yield* sample
        for (let millis = 0; millis < 40; millis++) {
          yield* TestClock.adjust(1)
          yield* sample
        }
        // Waiting attempts can start one after the other, each as long as the longest and then hanging until it is interrupted.
        yield* TestClock.adjust("1 minute")

        const state = yield* ledger.state
        for (const [i, fiber] of fibers.entries()) {
          const exit = fiber.pollUnsafe()
          assert(exit !== undefined, `attempt ${i} was never answered`)
          if (Exit.isSuccess(exit)) continue
          for (const reason of exit.cause.reasons) {
            if (reason._tag === "Die") assert.strictEqual(reason.defect, "a bug")
            if (reason._tag !== "Fail" || !(reason.error instanceof BudgetExhausted)) continue
            const { needed, reserved, spent } = reason.error
            assert.isAbove(spent + needed, cap, "refused although it could still have fitted")
            assert.isAtMost(spent + reserved, cap)
          }
        }
        assert.deepStrictEqual(
          { reserved: state.reserved, spent: state.spent, settled: state.settled, overrun: state.overrun },
          { reserved: zero, spent: nano(audit.spent), settled: audit.settled, overrun: zero }
        )
        assert.strictEqual(audit.inFlight, 0)
        assert.isAtMost(state.peak, cap)
      }),
    { arbitrary: { runs: 2500 }, timeout: 120_000 }
  )
})
