/**
 * The attempts that the journal of a run tells of, and what each is worth to a later start.
 */
import type * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { CallNote } from "../stages/CallNotes.ts"
import type { CallOutcome, RunEntry } from "../stages/RunEntry.ts"
import type { ModelStage, StageReason } from "../stages/StageError.ts"

/** How an attempt of an earlier start ended. */
export interface Recorded {
  readonly _tag: "Recorded"
  readonly outcome: Exclude<CallOutcome, { readonly _tag: "Interrupted" }>
  readonly usage: Usage.Usage
  readonly bound: Usage.TokenBound | null
  readonly cost: Usd.Usd
}

/** An attempt that is about to be made. */
export interface Attempted {
  readonly call: number
  readonly key: string
  readonly stage: ModelStage
  readonly draft: number
}

/** An attempt as the journal tells it. */
export interface Known {
  readonly attempted: Attempted
  readonly ceiling: Usd.Usd
  readonly notes: Array<CallNote>
  settled: Extract<RunEntry, { readonly _tag: "Settled" }> | null
}

/** The attempts, in order. */
export const attemptsIn = (entries: ReadonlyArray<RunEntry>): ReadonlyMap<number, Known> => {
  const known = new Map<number, Known>()
  for (const entry of entries) {
    if (entry._tag === "Reserved") {
      known.set(entry.call, { attempted: entry, ceiling: entry.ceiling, notes: [], settled: null })
    } else if (entry._tag === "Noted") known.get(entry.call)?.notes.push(entry.note)
    else if (entry._tag === "Settled") {
      const before = known.get(entry.call) ?? { attempted: entry, ceiling: Usd.zero, notes: [], settled: null }
      known.set(entry.call, { ...before, settled: entry })
    }
  }
  return known
}

/** These fail again when they are asked again. */
const repeatable = new Set<StageReason["_tag"]>(["InvalidOutput", "Truncated", "Refused"])

/** What an end is worth to a later start; null where the call is made again. */
export const recordedOf = ({
  bound,
  outcome,
  possiblySpent,
  spent,
  usage
}: NonNullable<Known["settled"]>): Recorded | null => {
  if (outcome._tag === "Interrupted") return null
  const cost = Usd.sum(spent, possiblySpent)
  const isFinal = outcome._tag === "Answered" || cost > 0 || repeatable.has(outcome.reason._tag)
  return isFinal ? { _tag: "Recorded", outcome, usage, bound: bound ?? null, cost } : null
}

/** What an attempt cost, or may have: one whose end nobody saw counts at its ceiling. */
export const costOf = ({ ceiling, settled }: Known): Usd.Usd =>
  settled === null ? ceiling : Usd.sum(settled.spent, settled.possiblySpent)

/** Whether its stage can take an attempt up: it wrote down where the answer is, and nobody knows what came of it. */
export const isOpen = ({ notes, settled }: Known): boolean =>
  notes.length > 0 && (settled === null || (settled.outcome._tag === "Interrupted" && settled.possiblySpent > 0))
