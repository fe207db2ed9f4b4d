/**
 * One cap for all that an app spends: runs of the pipeline reserve from it besides their own cap, and so does every language model that
 * is wrapped with `Budgeted`.
 */
import { Context, Effect, Layer, Option } from "effect"
import { capFromDollars } from "../domain/Usd.ts"
import * as Ledger from "./Ledger.ts"
import { under } from "./SharedLedger.ts"

/** How much may be spent. */
export interface BudgetOptions {
  /** The most that all calls together may cost, in US dollars. */
  readonly maxCost: number
}

/** What a budget does. */
export interface BudgetShape {
  /** What is spent and reserved by everybody, and the cap. */
  readonly state: Ledger.Ledger["state"]
  /** Where a call of your own reserves its ceiling: see `Ledger.withReservation`. */
  readonly ledger: Ledger.Ledger
}

/**
 * One cap for many runs, and for any other call that reserves from it. Provide it once, around all of them: each time that it is provided
 * begins at nothing spent. It lives in the memory of one process.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Budget, Ledger, Usd } from "effect-persona"
 *
 * const call = Effect.succeed("an answer")
 * const left = Effect.gen(function* () {
 *   const budget = yield* Budget
 *   yield* Ledger.withReservation(budget.ledger, Usd.fromDollars(2), () => call, () => Effect.succeed(Usd.fromDollars(0.5)))
 *   const { cap, spent } = yield* budget.state
 *   return Usd.format(Usd.minus(cap ?? Usd.zero, spent))
 * })
 *
 * Effect.runSync(Effect.provide(left, Budget.layer({ maxCost: 5 }))) // => "$4.50"
 * ```
 */
export class Budget extends Context.Service<Budget, BudgetShape>()("effect-persona/Budget") {
  /** A budget of so many dollars, of which nothing is spent yet. Throws on an amount that is negative or no number. */
  static readonly layer = ({ maxCost }: BudgetOptions): Layer.Layer<Budget> => {
    const cap = capFromDollars(maxCost)
    return Layer.effect(
      Budget,
      Effect.map(Ledger.make(cap, "budget"), (ledger) => ({ ledger, state: ledger.state }))
    )
  }
}

/**
 * The ledger under the budget in the context, or as it is where there is none.
 *
 * @internal
 */
export const underBudget = (own: Ledger.Ledger): Effect.Effect<Ledger.Ledger> =>
  Effect.map(Effect.serviceOption(Budget), (budget) => (Option.isNone(budget) ? own : under(budget.value.ledger, own)))
