/**
 * The steps from a chosen candidate to a delivered persona, each one function: refine, judge again.
 *
 * As before them, a step never fails: a candidate that cannot be refined is delivered as it was drafted, with the reason.
 */
import { Effect, HashMap, Ref, Result } from "effect"
import { capNames } from "../budget/Ledger.ts"
import { left } from "../budget/SharedLedger.ts"
import * as CallTally from "../calls/CallTally.ts"
import type { Answer } from "../calls/Calls.ts"
import { frozen } from "../calls/Frozen.ts"
import { call } from "../calls/ModelCall.ts"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import * as Patch from "../domain/Patch.ts"
import type { CallLimits } from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { RefinerShape } from "../stages/Refiner.ts"
import { RefinerError } from "../stages/StageError.ts"
import * as CapPlan from "./CapPlan.ts"
import type { PersonaResult } from "./HybridResult.ts"
import { evaluate, explained, prefers, withNoise } from "./Judging.ts"
import { PipelineEvent } from "./PipelineEvent.ts"
import type { JudgedDraft, Postponed, Run } from "./Run.ts"
import * as Supporting from "./Supporting.ts"
import { explanation, type Gate, isBroke, type Judging, noteDropped } from "./Steps.ts"

/** A candidate after its refiner was asked: with a refined version that is still to be judged, or with the reason why there is none. */
export interface Refining {
  readonly candidate: JudgedDraft
  readonly refined: Result.Result<EvidenceGate.Checked, string>
}

/**
 * Asks the judge for reasons and the refiner for a patch, as long as its usual ceiling fits into the budget. What does not fit is
 * postponed, and with it all that come later: `LastRefinements` chooses among them.
 */
export const refine = (run: Gate & Judging) =>
  Effect.fnUntraced(function* (judged: JudgedDraft): Effect.fn.Return<ReadonlyArray<Refining>> {
    const { events, models, progress } = run
    const { refiner } = models
    if (refiner === null) return [{ candidate: judged, refined: Result.fail(models.unrefined) }]
    yield* events.room
    if (yield* isBroke(progress, refiner)) return [yield* skipped(run, judged, yield* noMoney(run))]
    const postpone = (one: Postponed) =>
      Effect.as(
        Ref.update(progress.postponed, (before) => [...before, one]),
        []
      )
    if ((yield* Ref.get(progress.postponed)).length > 0)
      return yield* postpone({ candidate: judged, isExplained: false })
    const unrefinable = yield* Ref.get(progress.unrefinable)
    if (unrefinable !== null) return [yield* skipped(run, judged, unrefinable)]
    const candidate = yield* explained(run, judged)
    const asked = yield* askFor(run, refiner, candidate, { spare: isPlanned(run, refiner) ? PLANNED : 0 })
    return asked === null ? yield* postpone({ candidate, isExplained: candidate !== judged }) : [asked]
  })

/** Asks for a patch of this candidate; null where the budget does not allow it. */
export const askFor = Effect.fnUntraced(function* (
  run: Gate & Judging,
  refiner: RefinerShape,
  candidate: JudgedDraft,
  { limits, spare = 0 }: { readonly limits?: CallLimits; readonly spare?: number } = {}
): Effect.fn.Return<Refining | null> {
  const { calls, progress } = run
  const { evaluation, request: origin } = candidate
  const { dropped, persona } = candidate.draft
  const request = { persona, evaluation, origin }
  const answer = yield* Effect.result(
    call(calls, {
      stage: "refine",
      identity: { operation: "refine", prompt: refiner.prompt, input: request },
      draft: origin.index,
      model: refiner.model,
      terms: refiner.terms,
      server: refiner.server,
      segment: origin.segment.id,
      bound: () => refiner.bound(request),
      ...(limits !== undefined && { limits }),
      spare,
      attempt: (variant, limits) =>
        refiner.refine({
          ...request,
          origin: DraftRequest.reseed(origin, variant),
          ...(limits !== null && { limits })
        }),
      schema: Patch.PersonaPatch,
      fail: (reason) => new RefinerError({ reason })
    })
  )
  if (Result.isFailure(answer)) {
    const error = answer.failure
    if (error._tag === "BudgetExhausted") return null
    const { message, reason } = yield* explanation(progress, error)
    const why = `refinement failed: ${message}`
    if (reason === "Misconfigured") yield* Ref.set(progress.unrefinable, why)
    return yield* skipped(run, candidate, why)
  }
  yield* Effect.ignoreCause(learn(run, refiner, answer.success))
  const patch = answer.success.value
  if (Patch.isEmpty(patch)) return yield* skipped(run, candidate, "the refiner found nothing to improve")
  const refined = EvidenceGate.check(Patch.apply(persona, patch), origin, persona.id)
  yield* noteDropped(run, refined.dropped)
  // What was dropped of the draft still counts against it: mending other places does not make up for it.
  return {
    candidate,
    refined: Result.succeed(frozen({ ...refined, dropped: EvidenceGate.added(dropped, refined.dropped) }))
  }
})

/** So much of a usual ceiling is left for the last refinements, beyond what would pay for one: with less there is nothing to plan. */
const PLANNED = 0.6

/**
 * Whether the last refinements are chosen: a judge that is paid for needs the rest itself, and a refiner that gathers many calls is not
 * asked for one at a time.
 */
export const isPlanned = ({ models: { judge } }: Pick<Run, "models">, { concurrency }: RefinerShape): boolean =>
  judge.model.location === "local" && concurrency === undefined

/** Takes in what a call cost, for the choice of the last ones. */
const learn = Effect.fnUntraced(function* (
  { calls: { meter }, progress }: Pick<Run, "calls" | "progress">,
  { model, terms }: RefinerShape,
  { bound, usage }: Answer<unknown>
) {
  // What a cache is written with is paid for once, and tells nothing of the next.
  if (bound === null || usage.cacheWriteTokens > 0) return
  const promptCeiling = yield* meter.ceiling(model, { ...bound, outputTokens: 0 }, terms)
  const cost = yield* meter.price(model, usage, terms)
  yield* Ref.update(progress.experience, (before) =>
    CapPlan.learnt(before, {
      answerTokens: usage.outputTokens,
      caching: bound.cacheableTokens !== 0,
      promptCeiling,
      cost
    })
  )
})

/** A candidate that stays as it was drafted, with the reason. */
export const skipped = (run: Pick<Run, "events">, candidate: JudgedDraft, reason: string): Effect.Effect<Refining> =>
  Effect.as(run.events.emit(PipelineEvent.RefinementSkipped({ index: candidate.request.index, reason })), {
    candidate,
    refined: Result.fail(reason)
  })

/** Why the budget allows no further refinement: money that a server's failures hold is not the fault of the cap. */
export const noMoney = ({ calls }: Pick<Run, "calls">): Effect.Effect<string> =>
  Effect.zipWith(Ref.get(calls.tally), left(calls.ledger), (tally, left) => {
    const { possiblySpent, spent } = CallTally.total(tally)
    return possiblySpent > spent
      ? `calls that were cut off hold ${Usd.format(possiblySpent)} of the cap, because they may have been billed, and left no room for this one: see the failures`
      : `the budget did not allow another refinement: raise ${capNames[left?.capOf ?? "run"]} to refine this one too`
  })

/** Judges the refined version, keeps the better of the two, and counts who else says what it says. */
export const judgeAgain = (run: Judging & Pick<Run, "models">) =>
  Effect.fnUntraced(function* ({ candidate: asJudged, refined }: Refining): Effect.fn.Return<void> {
    const { events, progress } = run
    const candidate = yield* withNoise(run, asJudged)
    const chosen = Result.isFailure(refined)
      ? yield* unrefinedResult(run, candidate, refined.failure)
      : yield* betterOf(run, candidate, refined.success)
    const result = yield* Supporting.counted(run, chosen, candidate.request)
    yield* Ref.update(progress.finished, HashMap.set(candidate.request.index, result))
    yield* events.emit(PipelineEvent.PersonaFinished({ result }))
  })

/** The difference of two judgements sways more than one does. */
const OF_A_DIFFERENCE = Math.SQRT2

const betterOf = Effect.fnUntraced(function* (run: Judging, candidate: JudgedDraft, refined: EvidenceGate.Checked) {
  const { events, progress } = run
  const { index } = candidate.request
  const answer = yield* Effect.result(evaluate(run, refined, candidate.request))
  if (Result.isFailure(answer)) {
    const { message } = yield* explanation(progress, answer.failure)
    const reason = `the refined version could not be judged: ${message}`
    yield* events.emit(PipelineEvent.RefinementSkipped({ index, reason }))
    return yield* unrefinedResult(run, candidate, reason)
  }
  const evaluation = answer.success.value
  const before = candidate.evaluation.overall
  const after = evaluation.overall
  const preferred = yield* Effect.result(prefers(run, candidate.draft.persona, refined.persona, candidate.request))
  if (Result.isFailure(preferred)) {
    const { message } = yield* explanation(progress, preferred.failure)
    const reason = `the refined version could not be compared with the draft: ${message}`
    yield* events.emit(PipelineEvent.RefinementSkipped({ index, reason }))
    return yield* unrefinedResult(run, candidate, reason)
  }
  const noise = (candidate.evaluation.noise ?? 0) * OF_A_DIFFERENCE
  const kept = preferred.success ?? after - before >= noise
  const costUsd = yield* costOf(run, index)
  yield* events.emit(PipelineEvent.RefinementFinished({ index, before, after, kept, costUsd }))
  const { provenance } = candidate.draft
  const result: PersonaResult = {
    persona: refined.persona,
    dropped: refined.dropped,
    refined: true,
    evaluation,
    provenance,
    costUsd
  }
  return kept
    ? result
    : yield* unrefinedResult(
        run,
        candidate,
        preferred.success === null
          ? after < before
            ? `the refined version was judged lower (${after.toFixed(2)} after ${before.toFixed(2)})`
            : `the refined version was judged higher by less than the judge's scores sway (${after.toFixed(2)} after ${before.toFixed(2)})`
          : "the judge did not find the refined version better, whichever of the two it was shown first"
      )
})

/** A candidate as it was drafted, with the reason why it was not refined. */
export const unrefinedResult = (
  run: Pick<Run, "calls">,
  { draft: { dropped, persona, provenance }, evaluation, request }: JudgedDraft,
  reason: string
): Effect.Effect<PersonaResult> =>
  Effect.map(costOf(run, request.index), (costUsd) => ({
    persona,
    dropped,
    refined: false,
    reason,
    evaluation,
    provenance,
    costUsd
  }))

/** What was spent on a draft so far, in US dollars. */
const costOf = ({ calls }: Pick<Run, "calls">, index: number): Effect.Effect<number> =>
  Effect.map(Ref.get(calls.tally), (tally) => Usd.toDollars(CallTally.spentOn(tally, index)))
