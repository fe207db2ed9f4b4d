/**
 * What the calls of a run were and what they cost, by stage and by draft: the one place where money that was spent is summed.
 */
import { HashMap, Option } from "effect"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { ModelStage } from "../stages/StageError.ts"

/** The calls of one stage. */
export interface StageTally {
  /** Attempts, retries included. */
  readonly calls: number
  /** Attempts that failed. */
  readonly failures: number
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
}

/** All calls so far. */
export interface CallTally {
  readonly stages: Readonly<Record<ModelStage, StageTally>>
  /** What was spent on each draft: to make it, to judge it and to refine it. Those that cost nothing are left out. */
  readonly drafts: HashMap.HashMap<number, Usd.Usd>
}

const noCalls: StageTally = { calls: 0, failures: 0, usage: Usage.none, spent: Usd.zero }

/** No calls yet. */
export const empty: CallTally = {
  stages: { draft: noCalls, judge: noCalls, refine: noCalls },
  drafts: HashMap.empty()
}

/** One attempt at a call. */
export interface Attempt {
  readonly stage: ModelStage
  /** The number of the draft that the call was about. */
  readonly draft: number
  readonly failed: boolean
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
}

/** Adds one attempt. */
export const add = ({ drafts, stages }: CallTally, { draft, failed, spent, stage, usage }: Attempt): CallTally => {
  const { calls, failures, ...before } = stages[stage]
  return {
    stages: {
      ...stages,
      [stage]: {
        calls: calls + 1,
        failures: failures + (failed ? 1 : 0),
        usage: usage === Usage.none ? before.usage : Usage.add(before.usage, usage),
        spent: spent === 0 ? before.spent : Usd.sum(before.spent, spent)
      }
    },
    drafts: spent === 0 ? drafts : HashMap.set(drafts, draft, Usd.sum(spentOn({ drafts }, draft), spent))
  }
}

/** What was spent on a draft so far. */
export const spentOn = ({ drafts }: Pick<CallTally, "drafts">, draft: number): Usd.Usd =>
  Option.getOrElse(HashMap.get(drafts, draft), () => Usd.zero)

/** What was spent on everything. */
export const total = ({ stages: { draft, judge, refine } }: CallTally): Usd.Usd =>
  Usd.sum(draft.spent, judge.spent, refine.spent)
