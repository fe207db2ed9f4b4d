/**
 * A ledger under a second one, which others share: a ceiling must fit into both caps, and what an attempt cost is booked in both.
 */
import { Effect } from "effect"
import { minus, sum, type Usd, zero } from "../domain/Usd.ts"
import type { BudgetExhausted, Ledger } from "./Ledger.ts"

/**
 * Puts a ledger under a shared one. Its state stays that of its own attempts.
 *
 * Everybody reserves in their own ledger first and then in the shared one. So whoever holds a reservation in the shared ledger waits for
 * nothing more, its attempt ends, and all who wait are answered in turn. Where the shared ledger refuses, the own reservation goes back
 * as an attempt that cost nothing.
 */
export const under = (shared: Ledger, own: Ledger): Ledger => ({
  state: own.state,
  shared,
  reserve: (ceiling, spare) =>
    // The waits within can be interrupted all the same.
    Effect.uninterruptible(
      Effect.flatMap(own.reserve(ceiling, spare), (ours) =>
        shared.reserve(ceiling, spare).pipe(
          Effect.map((theirs) => ({
            ceiling,
            settle: (actual: Usd) => Effect.uninterruptible(Effect.andThen(theirs.settle(actual), ours.settle(actual)))
          })),
          Effect.onError(() => ours.settle(zero))
        )
      )
    )
})

/** What is left of a cap, and of which: of two the one that leaves less. Null where there is no cap. */
export const left = (ledger: Ledger): Effect.Effect<Left | null> =>
  Effect.zipWith(leftOf(ledger, "run"), ledger.shared === undefined ? nobody : leftOf(ledger.shared, "budget"), least)

/** What is left of a cap. */
export interface Left {
  /** What can be reserved without waiting. */
  readonly amount: Usd
  /** What can be reserved at the most, once all that is in flight is settled. */
  readonly possible: Usd
  readonly cap: Usd
  readonly capOf: BudgetExhausted["capOf"]
}

const leftOf = (ledger: Ledger, capOf: Left["capOf"]): Effect.Effect<Left | null> =>
  Effect.map(ledger.state, ({ cap, reserved, spent }) =>
    cap === null ? null : { amount: minus(cap, sum(spent, reserved)), possible: minus(cap, spent), cap, capOf }
  )

const nobody: Effect.Effect<Left | null> = Effect.succeed(null)

const least = (own: Left | null, shared: Left | null): Left | null => {
  if (own === null || shared === null) return own ?? shared
  const possible = shared.possible < own.possible ? shared.possible : own.possible
  return { ...(shared.amount < own.amount ? shared : own), possible }
}
