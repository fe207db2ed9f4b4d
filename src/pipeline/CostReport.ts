/**
 * What a run cost, by stage, against its cap and against drafting everything on the frontier model.
 */
import { Schema } from "effect"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"

/** The stages that call models. */
export type ModelStage = "draft" | "judge" | "refine"

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
  /** US dollars; attempts with an unknown outcome at their ceiling. */
  usd: Schema.Finite
})

/** The calls of one stage. */
export type StageCost = typeof StageCost.Type

/** What a run cost. Dollar amounts are in US dollars. */
export const CostReport = Schema.Struct({
  stages: Schema.Struct({ draft: StageCost, judge: StageCost, refine: StageCost }),
  totalUsd: Schema.Finite,
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
export type CostReport = typeof CostReport.Type

/** The books of one stage while a run is on. */
export interface StageTally {
  readonly calls: number
  readonly failures: number
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
}

/** The books of all stages while a run is on. */
export type Tally = Readonly<Record<ModelStage, StageTally>>

const noCalls: StageTally = { calls: 0, failures: 0, usage: Usage.none, spent: Usd.zero }

/** No calls yet. */
export const emptyTally: Tally = { draft: noCalls, judge: noCalls, refine: noCalls }

/** Books one attempt. */
export const book = (
  tally: Tally,
  stage: ModelStage,
  attempt: { readonly failed: boolean; readonly usage: Usage.Usage; readonly spent: Usd.Usd }
): Tally => {
  const before = tally[stage]
  return {
    ...tally,
    [stage]: {
      calls: before.calls + 1,
      failures: before.failures + (attempt.failed ? 1 : 0),
      usage: attempt.usage === Usage.none ? before.usage : Usage.add(before.usage, attempt.usage),
      spent: attempt.spent === 0 ? before.spent : Usd.sum(before.spent, attempt.spent)
    }
  }
}

/** Closes the books. */
export const make = (input: {
  readonly tally: Tally
  readonly cap: Usd.Usd | null
  readonly budgetExhausted: boolean
  readonly frontierOnly: Usd.Usd | null
}): CostReport => {
  const { tally, cap, frontierOnly } = input
  const total = Usd.sum(tally.draft.spent, tally.judge.spent, tally.refine.spent)
  return {
    stages: { draft: stageCost(tally.draft), judge: stageCost(tally.judge), refine: stageCost(tally.refine) },
    totalUsd: Usd.toDollars(total),
    capUsd: cap === null ? null : Usd.toDollars(cap),
    remainingUsd: cap === null ? null : Usd.toDollars(Usd.minus(cap, total)),
    budgetExhausted: input.budgetExhausted,
    frontierOnlyUsd: frontierOnly === null ? null : Usd.toDollars(frontierOnly),
    savedShare: frontierOnly === null || frontierOnly === 0 ? null : 1 - total / frontierOnly
  }
}

const stageCost = ({ calls, failures, usage, spent }: StageTally): StageCost => ({
  calls,
  failures,
  ...usage,
  usd: Usd.toDollars(spent)
})
