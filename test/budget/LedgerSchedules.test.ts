/**
 * Random schedules of concurrent attempts, played on the real ledger in virtual time: attempts start, wait, succeed, fail, die,
 * hang and are interrupted at random instants. Beside the ledger runs an audit that counts for itself.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { make } from "../../src/budget/Ledger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"
import { assertAnswered, attemptFields, between, noAudit, pass, play } from "./schedules.ts"

const Attempt = Schema.Struct(attemptFields)

describe("any schedule of concurrent attempts", () => {
  it.effect.prop(
    "keeps to the cap at every instant, settles each attempt once, answers everybody and ends with nothing reserved",
    [between(0, 100), Schema.Array(Attempt).check(Schema.isMaxLength(24))],
    ([cap, attempts]) =>
      Effect.gen(function* () {
        const ledger = yield* make(nano(cap))
        const audit = noAudit()

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

        const fibers = yield* pass(attempts, (attempt) => play(ledger, attempt, audit, sample), sample)

        const state = yield* ledger.state
        assertAnswered(fibers, ({ needed, reserved, spent }) => {
          assert.isAbove(spent + needed, cap, "refused although it could still have fitted")
          assert.isAtMost(spent + reserved, cap)
        })
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
