/**
 * The steps from a chosen candidate to a delivered persona, each one function: refine, judge again.
 *
 * As before them, a step never fails: a candidate that cannot be refined is delivered as it was drafted, with the reason.
 */
import { Effect, HashMap, Ref, Result } from "effect"
import * as CallTally from "../calls/CallTally.ts"
import { call } from "../calls/ModelCall.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import * as Patch from "../domain/Patch.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"
import { RefinerError } from "../stages/StageError.ts"
import type { PersonaResult } from "./HybridResult.ts"
import { evaluate, explained } from "./Judging.ts"
import { PipelineEvent } from "./PipelineEvent.ts"
import type { JudgedDraft, Run } from "./Run.ts"
import { checked, explanation, type Gate, isBroke, type Judging } from "./Steps.ts"

/** A candidate after its refiner was asked: with a refined version that is still to be judged, or with the reason why there is none. */
export interface Refining {
  readonly candidate: JudgedDraft
  readonly refined: Result.Result<Persona, string>
}

/** Asks the judge for reasons and the refiner for a patch, as long as the budget lasts. */
export const refine = (run: Gate & Judging) =>
  Effect.fnUntraced(function* (judged: JudgedDraft): Effect.fn.Return<Refining> {
    const { calls, events, models, progress } = run
    const { refiner } = models
    if (refiner === null) return { candidate: judged, refined: Result.fail(models.unrefined) }
    yield* events.room
    const skipped = (candidate: JudgedDraft, reason: string): Effect.Effect<Refining> =>
      Effect.as(events.emit(PipelineEvent.RefinementSkipped({ index: candidate.request.index, reason })), {
        candidate,
        refined: Result.fail(reason)
      })
    if (yield* isBroke(progress, refiner)) return yield* skipped(judged, budgetSpent)
    const unrefinable = yield* Ref.get(progress.unrefinable)
    if (unrefinable !== null) return yield* skipped(judged, unrefinable)
    const candidate = yield* explained(run, judged)
    const { evaluation, request: origin } = candidate
    const { persona } = candidate.draft
    const request = { persona, evaluation, origin }
    const answer = yield* Effect.result(
      call(calls, {
        stage: "refine",
        draft: origin.index,
        model: refiner.model,
        terms: refiner.terms,
        bound: () => refiner.bound(request),
        attempt: (variant) => refiner.refine({ ...request, origin: DraftRequest.reseed(origin, variant) }),
        schema: Patch.PersonaPatch,
        fail: (reason) => new RefinerError({ reason })
      })
    )
    if (Result.isFailure(answer)) {
      const { message, reason } = yield* explanation(progress, answer.failure)
      const why = reason === "BudgetExhausted" ? budgetSpent : `refinement failed: ${message}`
      if (reason === "Misconfigured") yield* Ref.set(progress.unrefinable, why)
      return yield* skipped(candidate, why)
    }
    const patch = answer.success.value
    if (Patch.isEmpty(patch)) return yield* skipped(candidate, "the refiner found nothing to improve")
    const { persona: refined } = yield* checked(run, Patch.apply(persona, patch), origin)
    return { candidate, refined: Result.succeed(refined) }
  })

const budgetSpent = "the budget did not allow another refinement: raise maxFrontierCost to refine this one too"

/** Judges the refined version and keeps the better of the two. */
export const judgeAgain = (run: Judging) =>
  Effect.fnUntraced(function* ({ candidate, refined }: Refining): Effect.fn.Return<void> {
    const { events, progress } = run
    const result = Result.isFailure(refined)
      ? yield* unrefinedResult(run, candidate, refined.failure)
      : yield* betterOf(run, candidate, refined.success)
    yield* Ref.update(progress.finished, HashMap.set(candidate.request.index, result))
    yield* events.emit(PipelineEvent.PersonaFinished({ result }))
  })

const betterOf = Effect.fnUntraced(function* (run: Judging, candidate: JudgedDraft, refined: Persona) {
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
  const kept = after >= before
  const costUsd = yield* costOf(run, index)
  yield* events.emit(PipelineEvent.RefinementFinished({ index, before, after, kept, costUsd }))
  const { provenance } = candidate.draft
  const result: PersonaResult = { persona: refined, refined: true, evaluation, provenance, costUsd }
  return kept
    ? result
    : yield* unrefinedResult(
        run,
        candidate,
        `the refined version was judged lower (${after.toFixed(2)} after ${before.toFixed(2)})`
      )
})

/** A candidate as it was drafted, with the reason why it was not refined. */
export const unrefinedResult = (
  run: Pick<Run, "calls">,
  { draft: { persona, provenance }, evaluation, request }: JudgedDraft,
  reason: string
): Effect.Effect<PersonaResult> =>
  Effect.map(costOf(run, request.index), (costUsd) => ({
    persona,
    refined: false,
    reason,
    evaluation,
    provenance,
    costUsd
  }))

/** What was spent on a draft so far, in US dollars. */
const costOf = ({ calls }: Pick<Run, "calls">, index: number): Effect.Effect<number> =>
  Effect.map(Ref.get(calls.tally), (tally) => Usd.toDollars(CallTally.spentOn(tally, index)))
