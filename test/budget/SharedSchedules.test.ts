/**
 * Random schedules of several runs under one shared cap, played on the real ledgers in virtual time: attempts of any run start, wait,
 * succeed, fail, die, hang and are interrupted at random instants. Beside the ledgers runs an audit that counts for itself.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { make } from "../../src/budget/Ledger.ts"
import { under } from "../../src/budget/SharedLedger.ts"
import { nano, zero } from "../../src/domain/Usd.ts"
import { assertAnswered, attemptFields, between, noAudit, pass, play } from "./schedules.ts"

const Attempt = Schema.Struct({ run: between(0, 3), ...attemptFields })

/** The cap of each run; of the last, none. */
const RunCaps = Schema.Tuple([between(0, 100), between(0, 100), between(0, 100), Schema.Null])

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
            audit: noAudit()
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

        const playing = (attempt: typeof Attempt.Type) => {
          const run = runs[attempt.run]
          assert(run !== undefined)
          return play(run.ledger, attempt, run.audit, sample)
        }
        const fibers = yield* pass(attempts, playing, sample)

        assertAnswered(fibers, ({ cap, capOf, needed, spent }, i) => {
          assert.strictEqual(cap, capOf === "budget" ? sharedCap : caps[attempts[i]?.run ?? 3])
          assert.isAbove(spent + needed, cap, "refused although it could still have fitted")
        })
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
