/**
 * The state of a run that is under way, in parts: a step's parameters name the parts that it may touch.
 */
import { Effect, Equal, HashMap, Ref, type Result, Semaphore } from "effect"
import * as CallJournal from "../calls/CallJournal.ts"
import * as CallTally from "../calls/CallTally.ts"
import { forModels } from "../calls/ConcurrencyLimiter.ts"
import { forServers } from "../calls/ServerLine.ts"
import type { Calls } from "../calls/Calls.ts"
import type { Draft, Dropped, Provenance } from "../domain/Draft.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { PersonaContent } from "../domain/Persona.ts"
import { underBudget } from "../budget/Budget.ts"
import { left } from "../budget/SharedLedger.ts"
import { Criteria, weightsOf } from "../criteria/Criteria.ts"
import type { Evaluation, Weights } from "../domain/Evaluation.ts"
import * as Usd from "../domain/Usd.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import type { RunJournal } from "../stages/RunStore.ts"
import * as CapPlan from "./CapPlan.ts"
import type { EventOutlet } from "./EventOutlet.ts"
import type { PersonaResult } from "./HybridResult.ts"
import type { Prepared } from "./Preparation.ts"
import * as Pace from "./Pace.ts"
import * as Selection from "./Selection.ts"
import { criteriaOf } from "./StoredRun.ts"

/** A draft to be made: its place in the plan. The request itself is put together only when it is drafted. */
export interface Planned {
  readonly index: number
  readonly segment: string
  readonly draftOfSegment: number
}

/** Drafts that were asked for together: the segments in order, and where their numbers begin. Drafts are made out of it one by one. */
export interface Round {
  readonly first: number
  readonly segments: ReadonlyArray<string>
  /** How many drafts of each segment were asked for before. */
  readonly before: ReadonlyMap<string, number>
}

/** The drafts of a round, each when it is its turn: a plan of 100,000 drafts is not 100,000 objects. */
export function* draftsOf({ first, segments, before }: Round): Generator<Planned> {
  const asked = new Map(before)
  for (const [position, segment] of segments.entries()) {
    const draftOfSegment = asked.get(segment) ?? 0
    asked.set(segment, draftOfSegment + 1)
    yield { index: first + position, segment, draftOfSegment }
  }
}

/** A draft that was made. */
export interface Drafted {
  readonly content: PersonaContent
  readonly provenance: Provenance
  readonly request: DraftRequest
}

/** A draft that passed the evidence gate. */
export interface CheckedDraft {
  readonly draft: Draft
  readonly request: DraftRequest
}

/** A draft that was judged and reached the threshold. */
export interface JudgedDraft extends CheckedDraft {
  readonly evaluation: Evaluation
}

/** A draft that goes no further. */
export interface Rejected {
  readonly index: number
  readonly segment: string
}

/** A draft goes on, or it is out. */
export type Step<A> = Result.Result<A, Rejected>

/** A candidate that is to be refined with what is left of the cap, if anything is. */
export interface Postponed {
  readonly candidate: JudgedDraft
  /** Whether the judge's reasons are with it already. */
  readonly isExplained: boolean
}

/** Which drafts were asked for, and which are chosen. */
export interface Choice {
  readonly selection: Ref.Ref<Selection.Selection<JudgedDraft>>
  /** How many drafts of each segment were asked for. */
  readonly issued: Ref.Ref<ReadonlyMap<string, number>>
}

/** How many drafts ended how. */
export type DraftCounts = Readonly<Record<(typeof countNames)[number], number>>

const countNames = ["failed", "ungrounded", "belowThreshold", "judged", "passed", "shortened"] as const

/** How far the run has come. */
export interface Progress {
  readonly counts: Ref.Ref<DraftCounts>
  /** What the evidence gate dropped, by reason. */
  readonly dropped: Ref.Ref<Dropped>
  /** Personas that are done, by the number of their draft. */
  readonly finished: Ref.Ref<HashMap.HashMap<number, PersonaResult>>
  /** Set once a ceiling did not fit: nothing new that costs money is begun. */
  readonly exhausted: Ref.Ref<boolean>
  /** Candidates for which the usual ceiling did not fit: what the last of the cap is spent on is chosen when all of them are known. */
  readonly postponed: Ref.Ref<ReadonlyArray<Postponed>>
  /** What refinements have cost so far. */
  readonly experience: Ref.Ref<CapPlan.Experience>
  /** Why no further refinement is tried: what only a person can mend, such as a wrong key. */
  readonly unrefinable: Ref.Ref<string | null>
}

/** The state of a run that is under way. */
export interface Run extends Prepared {
  readonly calls: Calls
  /** The configuration's weights of the criteria; null where it leaves them as they are, so that the judge's own stand. */
  readonly weights: Weights | null
  /** First judgements and those of refined versions share the judge's concurrency. */
  readonly judging: Semaphore.Semaphore
  readonly choice: Choice
  readonly progress: Progress
  readonly pace: Pace.Pace
  readonly events: EventOutlet
}

const nothingYet: DraftCounts = {
  failed: 0,
  ungrounded: 0,
  belowThreshold: 0,
  judged: 0,
  passed: 0,
  shortened: 0
}

/** Begins a prepared run, or goes on with it where it has a journal. */
export const start = Effect.fnUntraced(function* (
  prepared: Prepared,
  events: EventOutlet,
  stored: RunJournal | null
): Effect.fn.Return<Run, never, CostMeter> {
  const meter = yield* CostMeter
  const { config, plan } = prepared
  const pace = yield* Pace.make(events)
  const own = yield* meter.open(capOf(config))
  const tally = yield* Ref.make(CallTally.empty)
  const criteria = yield* Criteria
  // What earlier starts spent is the run's own: a budget that many share counts what is sent while it lives.
  const journal =
    stored === null ? null : yield* CallJournal.make(stored, { ledger: own, tally, criteria: criteriaOf(criteria) })
  const ledger = yield* underBudget(journal?.ledger ?? own)
  return {
    ...prepared,
    events,
    pace,
    calls: {
      retry: config.retry,
      deadlineSeconds: config.deadlineSeconds,
      meter,
      ledger,
      hasCap: (yield* left(ledger)) !== null,
      tally,
      journal,
      limiters: forModels(callsOf(prepared), config.retry.maxDelayMillis),
      lines: forServers(config.concurrency.local),
      onWriting: pace.onWriting
    },
    weights: Equal.equals(config.selection.weights, weightsOf(criteria)) ? null : config.selection.weights,
    judging: yield* Semaphore.make(config.concurrency.judge),
    choice: {
      selection: yield* Ref.make(Selection.make<JudgedDraft>([...plan.segments.keys()])),
      issued: yield* Ref.make<ReadonlyMap<string, number>>(new Map())
    },
    progress: {
      counts: yield* Ref.make(nothingYet),
      dropped: yield* Ref.make<Dropped>({}),
      finished: yield* Ref.make<HashMap.HashMap<number, PersonaResult>>(HashMap.empty()),
      exhausted: yield* Ref.make(false),
      postponed: yield* Ref.make<ReadonlyArray<Postponed>>([]),
      experience: yield* Ref.make(CapPlan.inexperienced),
      unrefinable: yield* Ref.make<string | null>(null)
    }
  }
})

/** The cap of a run; null where it has none. */
export const capOf = ({ maxFrontierCost }: Pick<Prepared["config"], "maxFrontierCost">): Usd.Usd | null =>
  maxFrontierCost === null ? null : Usd.capFromDollars(maxFrontierCost)

const callsOf = ({ config: { concurrency }, models: { drafts, judge, refiner, support } }: Prepared) => [
  { model: drafts.model, concurrency: concurrency.draft },
  { model: judge.model, concurrency: concurrency.judge },
  ...(refiner === null ? [] : [{ model: refiner.model, concurrency: concurrency.refine }]),
  ...(support === null ? [] : [{ model: support.model, concurrency: concurrency.judge }])
]

/** Counts so many more of something. */
export const count = ({ counts }: Progress, more: Partial<Record<keyof DraftCounts, number>>): Effect.Effect<void> =>
  Ref.update(counts, (before) => {
    const after: Record<keyof DraftCounts, number> = { ...before }
    for (const name of countNames) after[name] += more[name] ?? 0
    return after
  })
