/**
 * The books of one run: what of a cap is spent, and what is set aside for attempts in flight.
 */
import { type Effect, Schema } from "effect"
import { Usd } from "../domain/Usd.ts"

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

/** Where a budget stands at one instant. `spent + reserved` is never above `cap`. */
export interface LedgerState {
  /** Null where there is no cap. */
  readonly cap: Usd | null
  readonly spent: Usd
  readonly reserved: Usd
  /** The highest that `spent + reserved` has been. */
  readonly peak: Usd
  /** How many reservations were settled. */
  readonly settled: number
  /** How much was billed above reserved ceilings. Above 0 only where a provider billed more than its own bound. */
  readonly overrun: Usd
}

/** The books of one run. */
export interface Ledger {
  /** Sets a ceiling aside. Waits where it could fit once attempts in flight are settled; fails where it cannot. */
  readonly reserve: (ceiling: Usd) => Effect.Effect<Reservation, BudgetExhausted>
  readonly state: Effect.Effect<LedgerState>
}
