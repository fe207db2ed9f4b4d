/**
 * The error of a call that a budget has no room for, as effect/ai has it.
 */
import { AiError } from "effect/ai"
import * as Ledger from "../budget/Ledger.ts"

/** The budget has no room for the ceiling of a call. The request was not sent. Retrying does not help before the cap is raised. */
export class BudgetRefusal extends AiError.QuotaExhaustedError.extend<BudgetRefusal>("effect-persona/BudgetRefusal")({
  /** Which cap refused, what of it is spent and reserved, and what was needed. */
  exhausted: Ledger.BudgetExhausted
}) {
  override get message(): string {
    return this.exhausted.message
  }
}
