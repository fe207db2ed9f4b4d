/**
 * The state of a run that is under way, shared by its steps.
 */
import { Effect, HashMap, Ref, Semaphore } from "effect"
import type { Ledger } from "../budget/Ledger.ts"
import type { Draft } from "../domain/Draft.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evaluation } from "../domain/Evaluation.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"
import { CostMeter, type CostMeterShape } from "../stages/CostMeter.ts"
import type { AttemptContext } from "../calls/ModelCall.ts"
import { emptyTally } from "./CostReport.ts"
import type { EventOutlet } from "./EventOutlet.ts"
import type { PersonaResult } from "./HybridResult.ts"
import { forModels } from "../calls/ConcurrencyLimiter.ts"
import type { Prepared } from "./Preparation.ts"
import * as Selection from "./Selection.ts"

/** A draft to be made: its place in the plan. The request itself is put together only when it is drafted. */
export interface Planned {
  readonly index: number
  readonly stratum: string
  readonly draftOfStratum: number
}

/** Drafts that were asked for together: the strata in order, and where their numbers begin. Drafts are made out of it one by one. */
export interface Round {
  readonly first: number
  readonly strata: ReadonlyArray<string>
  /** How many drafts of each stratum were asked for before. */
  readonly before: ReadonlyMap<string, number>
}

/** The drafts of a round, each when it is its turn: a plan of 100,000 drafts is not 100,000 objects. */
export function* draftsOf({ first, strata, before }: Round): Generator<Planned> {
  const asked = new Map(before)
  for (const [position, stratum] of strata.entries()) {
    const draftOfStratum = asked.get(stratum) ?? 0
    asked.set(stratum, draftOfStratum + 1)
    yield { index: first + position, stratum, draftOfStratum }
  }
}

/** A draft that was made. */
export interface Drafted {
  readonly draft: Draft
  readonly request: DraftRequest
  readonly cost: Usd.Usd
}

/** A draft that was judged and reached the threshold. */
export interface JudgedDraft extends Drafted {
  readonly evaluation: Evaluation
}

/** A draft goes on, or it is out. */
export type Step<A> = { readonly _tag: "On"; readonly value: A } | { readonly _tag: "Out"; readonly planned: Planned }

/** A candidate on its way through refinement. */
export interface Refining {
  readonly candidate: JudgedDraft
  /** The refined persona that is still to be judged; null where there is none. */
  readonly refined: Persona | null
  readonly reason: string
  readonly cost: Usd.Usd
}

/** How many drafts ended how. */
export type Tallied = Readonly<
  Record<"failed" | "ungrounded" | "belowThreshold" | "judged" | "passed" | "removedQuotes" | "shortened", number>
>

/** The state of a run that is under way. */
export interface Run extends Prepared, AttemptContext, EventOutlet {
  readonly ledger: Ledger
  readonly selection: Ref.Ref<Selection.Selection<JudgedDraft>>
  /** How many drafts of each stratum were asked for. */
  readonly issuedOfStratum: Ref.Ref<ReadonlyMap<string, number>>
  readonly counted: Ref.Ref<Tallied>
  /** Personas that are done, by the number of their draft. */
  readonly finished: Ref.Ref<HashMap.HashMap<number, PersonaResult>>
  /** Set once a ceiling did not fit: nothing new that costs money is begun. */
  readonly exhausted: Ref.Ref<boolean>
  /** First judgements and those of refined versions share the judge's concurrency. */
  readonly judging: Semaphore.Semaphore
}

const nothingYet: Tallied = {
  failed: 0,
  ungrounded: 0,
  belowThreshold: 0,
  judged: 0,
  passed: 0,
  removedQuotes: 0,
  shortened: 0
}

/** Opens the books of a prepared run. */
export const start = Effect.fnUntraced(function* (
  prepared: Prepared,
  outlet: EventOutlet
): Effect.fn.Return<Run, never, CostMeter> {
  const meter: CostMeterShape = yield* CostMeter
  const { config, plan } = prepared
  const cap = config.maxFrontierCost === null ? null : Usd.capFromDollars(config.maxFrontierCost)
  const { duplicateSimilarity } = config.selection
  return {
    ...prepared,
    ...outlet,
    meter,
    ledger: yield* meter.open(cap),
    tally: yield* Ref.make(emptyTally),
    gates: forModels(callsOf(prepared), config.retry.maxDelayMillis),
    selection: yield* Ref.make(Selection.make<JudgedDraft>(plan.quotas, { duplicateSimilarity })),
    issuedOfStratum: yield* Ref.make<ReadonlyMap<string, number>>(new Map()),
    counted: yield* Ref.make(nothingYet),
    finished: yield* Ref.make<HashMap.HashMap<number, PersonaResult>>(HashMap.empty()),
    exhausted: yield* Ref.make(false),
    judging: yield* Semaphore.make(config.concurrency.judge)
  }
})

const callsOf = ({ config: { concurrency }, drafts, judge, refiner }: Prepared) => [
  { model: drafts.model, concurrency: concurrency.draft },
  { model: judge.model, concurrency: concurrency.judge },
  ...(refiner === null ? [] : [{ model: refiner.model, concurrency: concurrency.refine }])
]

/** Counts one more of something. */
export const count = (run: Run, ...names: ReadonlyArray<keyof Tallied>): Effect.Effect<void> =>
  Ref.update(run.counted, (counted) => {
    const after: Record<keyof Tallied, number> = { ...counted }
    for (const name of names) after[name] += 1
    return after
  })
