/**
 * Random schedules of several runs under one shared cap, played on the real ledgers in virtual time: attempts of any run start, wait,
 * succeed, fail, die, hang and are interrupted at random instants. Beside the ledgers runs an audit that counts for itself.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { BudgetExhausted, make, withReservation } from "../../src/budget/Ledger.ts"
import { under } from "../../src/budget/SharedLedger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Times in milliseconds of virtual time. Few distinct instants, so that much happens at the same one. */
const Attempt = Schema.Struct({
  run: between(0, 3),
  start: between(0, 6),
  duration: between(0, 6),
  ceiling: between(0, 60),
  /** Percent of the ceiling that is billed. */
  billed: between(0, 100),
  ending: Schema.Literals(["succeed", "fail", "die", "hang"]),
  interruptedAt: Schema.NullOr(between(0, 14))
})
type Attempt = typeof Attempt.Type

/** The cap of each run; of the last, none. */
const RunCaps = Schema.Tuple([between(0, 100), between(0, 100), between(0, 100), Schema.Null])

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

describe("any schedule of several runs under one shared cap", () => {
  it.effect.prop(
    "keeps to every cap at every instant, settles each attempt once in both, answers everybody and ends with nothing reserved",
    [between(0, 150), RunCaps, Schema.Array(Attempt).check(Schema.isMaxLength(24))],
    ([sharedCap, caps, attempts]) =>
      Effect.gen(function* () {
        const shared = yield* make(nano(sharedCap), "budget")
        const runs = yield* Effect.forEach(caps, (cap) =>
          Effect.map(make(cap === null ? null : nano(cap)), (own) => ({
            cap,
            ledger: under(shared, own),
            audit: { inFlight: 0, spent: 0 }
          }))
        )
        const total = (of: "inFlight" | "spent") => runs.reduce((sum, { audit }) => sum + audit[of], 0)

        const sample = Effect.gen(function* () {
          const all = yield* shared.state
          assert.isAtMost(all.spent + all.reserved, sharedCap, "the shared ledger passed its cap")
          assert.isAtMost(total("spent") + total("inFlight"), sharedCap, "what is in flight can pass the shared cap")
          assert.isAtLeast(
            all.spent + all.reserved,
            total("spent") + total("inFlight"),
            "an attempt runs without the shared ledger"
          )
          for (const { audit, cap, ledger } of runs) {
            const { reserved, spent } = yield* ledger.state
            assert.isAtMost(spent + reserved, cap ?? Infinity, "a run passed its cap")
            assert.isAtLeast(spent + reserved, audit.spent + audit.inFlight, "an attempt runs without the run's ledger")
          }
        })

        const play = (attempt: Attempt) => {
          const run = runs[attempt.run]
          assert(run !== undefined)
          const { audit, ledger } = run
          const ceiling = nano(attempt.ceiling)
          const cost = nano(Math.floor((attempt.ceiling * attempt.billed) / 100))
          let settlements = 0
          let began = false
          let again: Effect.Effect<void> = Effect.void
          const tried = withReservation(
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
              return known ? cost : null
            })
          )
          const whole = Effect.ensuring(
            tried,
            Effect.andThen(
              Effect.suspend(() => again),
              sample
            )
          )
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
        yield* TestClock.adjust("1 minute")

        for (const [i, fiber] of fibers.entries()) {
          const exit = fiber.pollUnsafe()
          assert(exit !== undefined, `attempt ${i} was never answered`)
          if (Exit.isSuccess(exit)) continue
          for (const reason of exit.cause.reasons) {
            if (reason._tag === "Die") assert.strictEqual(reason.defect, "a bug")
            if (reason._tag !== "Fail" || !(reason.error instanceof BudgetExhausted)) continue
            const { cap, capOf, needed, spent } = reason.error
            assert.strictEqual(cap, capOf === "budget" ? sharedCap : caps[attempts[i]?.run ?? 3])
            assert.isAbove(spent + needed, cap, "refused although it could still have fitted")
          }
        }
        const all = yield* shared.state
        assert.deepStrictEqual([all.reserved, all.spent, all.overrun], [zero, nano(total("spent")), zero])
        assert.isAtMost(all.peak, sharedCap)
        for (const { audit, ledger } of runs) {
          const own = yield* ledger.state
          assert.deepStrictEqual([own.reserved, own.spent, own.overrun], [zero, nano(audit.spent), zero])
          assert.strictEqual(audit.inFlight, 0)
        }
      }),
    { arbitrary: { runs: 1500 }, timeout: 120_000 }
  )
})
