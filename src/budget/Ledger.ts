/**
 * What of a cap is spent, and what is set aside for attempts in flight.
 */
import { Context, Deferred, Effect, type Exit, Ref, Result, Schema } from "effect"
import { Usd, zero } from "../domain/Usd.ts"
import * as LedgerState from "./LedgerState.ts"

export type { LedgerState } from "./LedgerState.ts"

/** The ceiling of a call does not fit into what is left of the cap, and cannot come to fit. */
export class BudgetExhausted extends Schema.TaggedError<BudgetExhausted>()("BudgetExhausted", {
  cap: Usd,
  spent: Usd,
  reserved: Usd,
  needed: Usd,
  /** Which cap refused: that of the run, or the one of a `Budget` that several runs share. */
  capOf: Schema.Literals(["run", "budget"]).pipe(Schema.withConstructorDefault(Effect.succeed("run" as const)))
}) {
  override get message(): string {
    const dollars = (amount: number) => `$${(amount / 1e9).toFixed(6)}`
    const isShared = this.capOf === "budget"
    return `The next call may cost up to ${dollars(this.needed)}, but of the ${isShared ? "shared cap" : "cap"} of ${dollars(this.cap)} ${dollars(this.spent)} is spent and ${dollars(this.reserved)} reserved. Raise ${capNames[this.capOf]} to go on.`
  }
}

/**
 * What raises a cap.
 *
 * @internal
 */
export const capNames = { run: "maxFrontierCost", budget: "maxCost of the Budget" } as const

/** Money set aside for one attempt. */
export interface Reservation {
  readonly ceiling: Usd
  /** Records what the attempt cost. Only the first call counts. */
  readonly settle: (actual: Usd) => Effect.Effect<void>
}

/** A budget under a cap. */
export interface Ledger {
  /**
   * Sets a ceiling aside. Waits where it could fit once attempts in flight are settled; fails where it cannot. First come,
   * first served; a ceiling of 0 never waits and never fails. `spare` (by default nothing) must be left besides, and is not set aside.
   *
   * Whoever reserves must settle: prefer `withReservation`, which always does. Waiting can be interrupted even in an
   * uninterruptible region such as the acquisition of `Effect.acquireUseRelease`, and leaves nothing behind. So it needs no
   * `restore` or `Effect.interruptible` around it, which would let an interruption in between here and the caller and lose
   * the reservation. Do not wait for a second reservation while holding a first: two attempts that do may wait for each
   * other.
   */
  readonly reserve: (ceiling: Usd, spare?: Usd) => Effect.Effect<Reservation, BudgetExhausted>
  readonly state: Effect.Effect<LedgerState.LedgerState>
  /** The ledger that this one shares with others, whose cap holds besides. Left out, there is none. */
  readonly shared?: Ledger
}

/** Somebody in the line, and how to answer. */
interface Waiting {
  readonly ceiling: Usd
  readonly spare: Usd
  readonly answer: Deferred.Deferred<Result.Result<Reservation, BudgetExhausted>>
}

/** All that a ledger knows: the money, and who waits for some, in order of arrival. */
interface Book {
  readonly money: LedgerState.LedgerState
  readonly line: ReadonlyArray<Waiting>
}

/**
 * A budget under a cap; null is no cap, and then nothing is ever refused. `capOf` is whose cap it is, for the message of a refusal.
 *
 * Its state is one `Ref`, and every change of it is one `Ref.modify` that gives what is to be done next: so the money and the line
 * always agree, and whoever gets an answer finds the state up to date.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Ledger, Usd } from "effect-persona"
 *
 * const refused = Effect.gen(function* () {
 *   const ledger = yield* Ledger.make(Usd.fromDollars(1))
 *   yield* ledger.reserve(Usd.fromDollars(0.6))
 *   const second = yield* ledger.reserve(Usd.fromDollars(1.2)).pipe(Effect.flip)
 *   return second._tag
 * })
 *
 * Effect.runSync(refused) // => "BudgetExhausted"
 * ```
 */
export const make = (cap: Usd | null, capOf: BudgetExhausted["capOf"] = "run"): Effect.Effect<Ledger> =>
  Effect.map(Ref.make<Book>({ money: LedgerState.make(cap), line: [] }), (book) => {
    // A change that was made must be told, so nothing may come between the two.
    const change = <A, E>(f: (now: Book) => readonly [Effect.Effect<A, E>, Book]): Effect.Effect<A, E> =>
      Effect.uninterruptible(Effect.flatten(Ref.modify(book, f)))

    const reservation = (ceiling: Usd): Reservation => {
      let settled = false
      return {
        ceiling,
        settle: (actual) =>
          change((now) => {
            if (settled) return [Effect.void, now]
            const money = LedgerState.settle(now.money, ceiling, actual)
            settled = true
            return serve({ ...now, money })
          })
      }
    }

    const exhausted = ({ cap, reserved, spent }: LedgerState.LedgerState, needed: Usd): BudgetExhausted =>
      new BudgetExhausted({ cap: cap ?? needed, spent, reserved, needed, capOf })

    const serve = (now: Book): readonly [Effect.Effect<void>, Book] => {
      if (now.line.length === 0) return [Effect.void, now]
      const { refused, served, state: money } = LedgerState.serve(now.money, now.line)
      if (served.length + refused.length === 0) return [Effect.void, now]
      const answered = new Set([...served, ...refused])
      const tell = Effect.sync(() => {
        for (const { answer, ceiling } of served) done(answer, Result.succeed(reservation(ceiling)))
        for (const { answer, ceiling } of refused) done(answer, Result.fail(exhausted(money, ceiling)))
      })
      return [tell, { money, line: now.line.filter((waiting) => !answered.has(waiting)) }]
    }

    const leave = (waiting: Waiting): Effect.Effect<void> =>
      change((now) =>
        now.line.includes(waiting)
          ? serve({ ...now, line: now.line.filter((other) => other !== waiting) })
          : // Answered in the same moment: the answer is on its way, and money in it goes back as if never asked for.
            [Effect.flatMap(Deferred.await(waiting.answer), giveBack), now]
      )

    const giveBack = (answer: Result.Result<Reservation, BudgetExhausted>): Effect.Effect<void> =>
      Result.isFailure(answer)
        ? Effect.void
        : change((now) => serve({ ...now, money: LedgerState.release(now.money, answer.success.ceiling) }))

    const wait = (waiting: Waiting): Effect.Effect<Reservation, BudgetExhausted> =>
      Deferred.await(waiting.answer).pipe(
        // An answer resumes its fiber on the stack of whoever settled; without this step aside, a long line of attempts
        // that settle at once would be one deep recursion.
        Effect.tap(Effect.yieldNow),
        Effect.interruptible,
        Effect.onInterrupt(() => leave(waiting)),
        Effect.flatMap(Effect.fromResult)
      )

    const reserve = (ceiling: Usd, spare: Usd = zero): Effect.Effect<Reservation, BudgetExhausted> =>
      change((now) => {
        const admission = LedgerState.tryReserve(now.money, ceiling, spare)
        if (admission._tag === "Refused") return [Effect.fail(exhausted(now.money, ceiling)), now]
        if (admission._tag === "Wait" || (now.line.length > 0 && ceiling > 0)) {
          const waiting: Waiting = { ceiling, spare, answer: Deferred.makeUnsafe() }
          return [wait(waiting), { ...now, line: [...now.line, waiting] }]
        }
        return [Effect.succeed(reservation(ceiling)), { ...now, money: admission.state }]
      })

    return { reserve, state: Effect.map(Ref.get(book), ({ money }) => money) }
  })

const done = <A>(deferred: Deferred.Deferred<A>, value: A): void => {
  Deferred.doneUnsafe(deferred, Effect.succeed(value))
}

/**
 * One attempt under a ceiling: reserves it, runs `use`, and settles exactly once, however `use` ends.
 *
 * `actual` says what the attempt cost from how it ended; null is nobody can tell, and settles the ceiling. Where `actual`
 * itself dies, the ceiling is settled and the defect goes on. `use` is not run at all where the ceiling does not fit, or would not leave
 * `spare` besides.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Ledger, Usd } from "effect-persona"
 *
 * const spent = Effect.gen(function* () {
 *   const ledger = yield* Ledger.make(Usd.fromDollars(1))
 *   const call = Effect.succeed("an answer")
 *   yield* Ledger.withReservation(ledger, Usd.fromDollars(0.4), () => call, () => Effect.succeed(Usd.fromDollars(0.1)))
 *   return (yield* ledger.state).spent
 * })
 *
 * Usd.format(Effect.runSync(spent)) // => "$0.10"
 * ```
 */
export const withReservation = <A, E, R, R2 = never>(
  ledger: Ledger,
  ceiling: Usd,
  use: (reservation: Reservation) => Effect.Effect<A, E, R>,
  actual: (exit: Exit.Exit<A, E>) => Effect.Effect<Usd | null, never, R2>,
  spare: Usd = zero
): Effect.Effect<A, E | BudgetExhausted, R | R2> =>
  Effect.acquireUseRelease(
    ledger.reserve(ceiling, spare),
    (reservation) =>
      Effect.flatMap(Held, (held) => Effect.provideService(use(reservation), Held, withHeld(held, ledger))),
    (reservation, exit) =>
      Effect.suspend(() => actual(exit)).pipe(
        Effect.flatMap((cost) => reservation.settle(cost ?? ceiling)),
        Effect.onError(() => reservation.settle(ceiling))
      )
  )

/**
 * The ledgers that what runs now has a reservation in: what such an attempt does is paid for by that, and must not wait for a second one.
 *
 * @internal
 */
export const Held = Context.Reference<ReadonlySet<Ledger>>("effect-persona/HeldLedgers", {
  defaultValue: () => new Set()
})

/**
 * Those and this ledger, with the one that it shares.
 *
 * @internal
 */
export const withHeld = (held: ReadonlySet<Ledger>, ledger: Ledger): ReadonlySet<Ledger> =>
  new Set([...held, ledger, ...(ledger.shared === undefined ? [] : [ledger.shared])])
