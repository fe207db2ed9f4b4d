/**
 * The books of one run: what of a cap is spent, and what is set aside for attempts in flight.
 */
import { Deferred, Effect, type Exit, MutableRef, Result, Schema } from "effect"
import { Usd } from "../domain/Usd.ts"
import * as Books from "./LedgerState.ts"
import type { LedgerState } from "./LedgerState.ts"

export type { LedgerState } from "./LedgerState.ts"

/** The ceiling of a call does not fit into what is left of the cap, and cannot come to fit. */
export class BudgetExhausted extends Schema.TaggedError<BudgetExhausted>()("BudgetExhausted", {
  cap: Usd,
  spent: Usd,
  reserved: Usd,
  needed: Usd
}) {
  override get message(): string {
    const dollars = (amount: number) => `$${(amount / 1e9).toFixed(6)}`
    return `The next call may cost up to ${dollars(this.needed)}, but of the cap of ${dollars(this.cap)} ${dollars(this.spent)} is spent and ${dollars(this.reserved)} reserved. Raise maxFrontierCost to go on.`
  }
}

/** Money set aside for one attempt. */
export interface Reservation {
  readonly ceiling: Usd
  /** Books what the attempt cost. Only the first call counts. */
  readonly settle: (actual: Usd) => Effect.Effect<void>
}

/** The books of one run. */
export interface Ledger {
  /**
   * Sets a ceiling aside. Waits where it could fit once attempts in flight are settled; fails where it cannot. First come,
   * first served; a ceiling of 0 never waits and never fails.
   *
   * Whoever reserves must settle: prefer `withReservation`, which always does. Waiting can be interrupted even in an
   * uninterruptible region such as the acquisition of `Effect.acquireUseRelease`, and leaves nothing behind. So it needs no
   * `restore` or `Effect.interruptible` around it, which would let an interruption in between here and the caller and lose
   * the reservation. Do not wait for a second reservation while holding a first: two attempts that do may wait for each
   * other.
   */
  readonly reserve: (ceiling: Usd) => Effect.Effect<Reservation, BudgetExhausted>
  readonly state: Effect.Effect<LedgerState>
}

/** Somebody in the line, and how to answer. */
interface Waiting {
  readonly ceiling: Usd
  /** Whether the ceiling is set aside: from the instant of being served, which is before the fiber wakes up. */
  served: boolean
  readonly answer: Deferred.Deferred<Result.Result<Reservation, BudgetExhausted>>
}

/**
 * Opens books under a cap; null is no cap, and then nothing is ever refused.
 *
 * Every change of the books happens in one synchronous step, which no other fiber can come between.
 */
export const make = (cap: Usd | null): Effect.Effect<Ledger> =>
  Effect.sync(() => {
    const books = MutableRef.make(Books.open(cap))
    const line = new Set<Waiting>()

    const reservation = (ceiling: Usd): Reservation => {
      let settled = false
      return {
        ceiling,
        settle: (actual) =>
          Effect.sync(() => {
            if (settled) return
            const after = Books.settle(MutableRef.get(books), ceiling, actual)
            settled = true
            MutableRef.set(books, after)
            serveLine()
          })
      }
    }

    const exhausted = (needed: Usd): BudgetExhausted => {
      const { cap, reserved, spent } = MutableRef.get(books)
      return new BudgetExhausted({ cap: cap ?? needed, spent, reserved, needed })
    }

    // The books are brought up to date before anybody is told: an answer may resume a fiber that comes straight back here.
    const serveLine = (): void => {
      if (line.size === 0) return
      const service = Books.serve(MutableRef.get(books), line)
      MutableRef.set(books, service.books)
      for (const waiting of service.refused) line.delete(waiting)
      for (const waiting of service.served) {
        line.delete(waiting)
        waiting.served = true
      }
      for (const { answer, ceiling } of service.served) tell(answer, Result.succeed(reservation(ceiling)))
      for (const { answer, ceiling } of service.refused) tell(answer, Result.fail(exhausted(ceiling)))
    }

    const leave = (waiting: Waiting): void => {
      line.delete(waiting)
      // Interrupted between being served and waking up: the money goes back, as if it had never been asked for.
      if (waiting.served) MutableRef.update(books, (now) => Books.release(now, waiting.ceiling))
      serveLine()
    }

    const wait = (ceiling: Usd): Effect.Effect<Reservation, BudgetExhausted> => {
      const waiting: Waiting = { ceiling, served: false, answer: Deferred.makeUnsafe() }
      line.add(waiting)
      return Deferred.await(waiting.answer).pipe(
        // An answer resumes its fiber on the stack of whoever settled; without this step aside, a long line of attempts
        // that settle at once would be one deep recursion.
        Effect.tap(Effect.yieldNow),
        Effect.interruptible,
        Effect.onInterrupt(() => Effect.sync(() => leave(waiting))),
        Effect.flatMap(Effect.fromResult)
      )
    }

    const reserve = (ceiling: Usd): Effect.Effect<Reservation, BudgetExhausted> =>
      Effect.uninterruptible(
        Effect.suspend(() => {
          const admission = Books.tryReserve(MutableRef.get(books), ceiling)
          if (admission._tag === "Refused") return Effect.fail(exhausted(ceiling))
          if (admission._tag === "Wait" || (line.size > 0 && ceiling > 0)) return wait(ceiling)
          MutableRef.set(books, admission.books)
          return Effect.succeed(reservation(ceiling))
        })
      )

    return { reserve, state: Effect.sync(() => MutableRef.get(books)) }
  })

/**
 * One attempt under a ceiling: reserves it, runs `use`, and settles exactly once, however `use` ends.
 *
 * `actual` says what the attempt cost from how it ended; null is nobody can tell, and books the ceiling. Where `actual`
 * itself dies, the ceiling is booked and the defect goes on. `use` is not run at all where the ceiling does not fit.
 */
export const withReservation = <A, E, R, R2 = never>(
  ledger: Ledger,
  ceiling: Usd,
  use: (reservation: Reservation) => Effect.Effect<A, E, R>,
  actual: (exit: Exit.Exit<A, E>) => Effect.Effect<Usd | null, never, R2>
): Effect.Effect<A, E | BudgetExhausted, R | R2> =>
  Effect.acquireUseRelease(ledger.reserve(ceiling), use, (reservation, exit) =>
    Effect.suspend(() => actual(exit)).pipe(
      Effect.flatMap((cost) => reservation.settle(cost ?? ceiling)),
      Effect.onError(() => reservation.settle(ceiling))
    )
  )

const tell = <A>(deferred: Deferred.Deferred<A>, value: A): void => {
  Deferred.doneUnsafe(deferred, Effect.succeed(value))
}
