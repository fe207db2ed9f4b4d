/**
 * What the calls of a run were and what they cost, by stage and by draft: the one place where money that was spent is summed.
 */
import { HashMap, Option } from "effect"
import * as ModelInfo from "../domain/ModelInfo.ts"
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
  /** What was billed. */
  readonly spent: Usd.Usd
  /** The ceilings of attempts of which nobody can tell what they were billed. */
  readonly possiblySpent: Usd.Usd
}

/** Calls that came to nothing, of one stage and model and for one reason. */
export interface CallFailure {
  readonly stage: ModelStage
  readonly model: ModelInfo.ModelInfo
  /** The tag of the error's reason, such as `Misconfigured`. */
  readonly reason: string
  readonly count: number
  /** What the first of them said, and what to do about it. */
  readonly message: string
}

/** All calls so far. */
export interface CallTally {
  readonly stages: Readonly<Record<ModelStage, StageTally>>
  /** What was spent on each draft: to make it, to judge it and to refine it. Those that cost nothing are left out. */
  readonly drafts: HashMap.HashMap<number, Usd.Usd>
  /** Calls that came to nothing after all their attempts, in the order of the first of each kind. */
  readonly failures: ReadonlyArray<CallFailure>
  /** The longest wait that a provider asked for in vain, because it is longer than allowed, in milliseconds. */
  readonly windowMillis: number
}

const noCalls: StageTally = { calls: 0, failures: 0, usage: Usage.none, spent: Usd.zero, possiblySpent: Usd.zero }

/** No calls yet. */
export const empty: CallTally = {
  stages: { draft: noCalls, judge: noCalls, refine: noCalls },
  drafts: HashMap.empty(),
  failures: [],
  windowMillis: 0
}

/** One attempt at a call. */
export interface Attempt {
  readonly stage: ModelStage
  /** The number of the draft that the call was about. */
  readonly draft: number
  readonly failed: boolean
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
  readonly possiblySpent: Usd.Usd
}

/** Adds one attempt. */
export const add = (tally: CallTally, { draft, failed, possiblySpent, spent, stage, usage }: Attempt): CallTally => {
  const { drafts, stages } = tally
  const { calls, failures, ...before } = stages[stage]
  return {
    ...tally,
    stages: {
      ...stages,
      [stage]: {
        calls: calls + 1,
        failures: failures + (failed ? 1 : 0),
        usage: usage === Usage.none ? before.usage : Usage.add(before.usage, usage),
        spent: spent === 0 ? before.spent : Usd.sum(before.spent, spent),
        possiblySpent: possiblySpent === 0 ? before.possiblySpent : Usd.sum(before.possiblySpent, possiblySpent)
      }
    },
    drafts: spent === 0 ? drafts : HashMap.set(drafts, draft, Usd.sum(spentOn({ drafts }, draft), spent))
  }
}

/** What was spent on a draft so far. */
export const spentOn = ({ drafts }: Pick<CallTally, "drafts">, draft: number): Usd.Usd =>
  Option.getOrElse(HashMap.get(drafts, draft), () => Usd.zero)

/** Adds a call that came to nothing. */
export const addFailure = (tally: CallTally, failure: Omit<CallFailure, "count">): CallTally => {
  const isSame = ({ model, reason, stage }: CallFailure) =>
    stage === failure.stage && reason === failure.reason && ModelInfo.name(model) === ModelInfo.name(failure.model)
  return {
    ...tally,
    failures: tally.failures.some(isSame)
      ? tally.failures.map((one) => (isSame(one) ? { ...one, count: one.count + 1 } : one))
      : [...tally.failures, { ...failure, count: 1 }]
  }
}

/** Takes in that a provider asked for a longer wait than is allowed. */
export const addWindow = (tally: CallTally, millis: number): CallTally => ({
  ...tally,
  windowMillis: Math.max(tally.windowMillis, millis)
})

/** What was spent on everything, and what may have been. */
export const total = ({ stages: { draft, judge, refine } }: CallTally) => ({
  spent: Usd.sum(draft.spent, judge.spent, refine.spent),
  possiblySpent: Usd.sum(draft.possiblySpent, judge.possiblySpent, refine.possiblySpent)
})
