/**
 * What a run cost, by stage, against its cap and against drafting everything on the frontier model.
 */
import { Schema } from "effect"
import type { LedgerState } from "../budget/LedgerState.ts"
import * as CallTally from "../calls/CallTally.ts"
import * as Usd from "../domain/Usd.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** The calls of one stage. */
export const StageCost = Schema.Struct({
  /** Attempts, retries included. */
  calls: Count,
  /** Attempts that failed. */
  failures: Count,
  /** Tokens billed; of attempts with an unknown outcome, none. */
  inputTokens: Count,
  outputTokens: Count,
  cacheReadTokens: Count,
  cacheWriteTokens: Count,
  /** US dollars that were billed. */
  usd: Schema.Finite,
  /** US dollars that may have been billed besides: the ceilings of attempts of which nobody can tell. */
  possiblyBilledUsd: Schema.Finite
})

/** The calls of one stage. */
export interface StageCost extends Schema.Schema.Type<typeof StageCost> {}

/** What a run cost. Dollar amounts are in US dollars. */
export const CostReport = Schema.Struct({
  stages: Schema.Struct({ draft: StageCost, judge: StageCost, refine: StageCost }),
  /** What was billed. */
  totalUsd: Schema.Finite,
  /** What may have been billed besides: attempts that were cut off count at their ceiling, and are held against the cap. */
  possiblyBilledUsd: Schema.Finite,
  /** What providers billed above the bounds that their stages named; only such a stage can pass a cap. */
  overrunUsd: Schema.Finite,
  /** Null where there was no cap. */
  capUsd: Schema.NullOr(Schema.Finite),
  remainingUsd: Schema.NullOr(Schema.Finite),
  /** Whether something was left undone because its ceiling did not fit into the cap. */
  budgetExhausted: Schema.Boolean,
  /** An estimate of drafting the delivered personas on the frontier model alone; null where no priced model was configured. */
  frontierOnlyUsd: Schema.NullOr(Schema.Finite),
  /** `1 - totalUsd / frontierOnlyUsd`; negative where the run cost more. */
  savedShare: Schema.NullOr(Schema.Finite)
})

/** What a run cost. */
export interface CostReport extends Schema.Schema.Type<typeof CostReport> {}

/**
 * The report of all calls of a run.
 *
 * @internal
 */
export const make = (input: {
  readonly tally: CallTally.CallTally
  readonly ledger: Pick<LedgerState, "cap" | "overrun">
  readonly budgetExhausted: boolean
  readonly frontierOnly: Usd.Usd | null
}): CostReport => {
  const { tally, frontierOnly } = input
  const { cap, overrun } = input.ledger
  const { possiblySpent, spent: total } = CallTally.total(tally)
  const { draft, judge, refine } = tally.stages
  return {
    stages: { draft: stageCost(draft), judge: stageCost(judge), refine: stageCost(refine) },
    totalUsd: Usd.toDollars(total),
    possiblyBilledUsd: Usd.toDollars(possiblySpent),
    overrunUsd: Usd.toDollars(overrun),
    capUsd: cap === null ? null : Usd.toDollars(cap),
    remainingUsd: cap === null ? null : Usd.toDollars(Usd.minus(cap, Usd.sum(total, possiblySpent))),
    budgetExhausted: input.budgetExhausted,
    frontierOnlyUsd: frontierOnly === null ? null : Usd.toDollars(frontierOnly),
    savedShare: frontierOnly === null || frontierOnly === 0 ? null : 1 - total / frontierOnly
  }
}

const stageCost = ({ calls, failures, possiblySpent, spent, usage }: CallTally.StageTally): StageCost => ({
  calls,
  failures,
  ...usage,
  usd: Usd.toDollars(spent),
  possiblyBilledUsd: Usd.toDollars(possiblySpent)
})
