/**
 * The steps that a draft goes through, each one function: draft, evidence gate, judge, select, refine, judge again.
 *
 * A step never fails: what goes wrong with one draft is counted and told as an event, and the run goes on.
 */
import { Effect, HashMap, Queue, Ref, Result } from "effect"
import type * as Cause from "effect/Cause"
import * as EvidenceCheck from "../corpus/EvidenceCheck.ts"
import { coverage } from "../domain/Coverage.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import * as Patch from "../domain/Patch.ts"
import { type Persona, PersonaContent, readableText } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"
import { DraftGeneratorError, RefinerError, type StageError } from "../stages/StageError.ts"
import { call, type CallFailure } from "../calls/ModelCall.ts"
import * as DraftPlan from "./DraftPlan.ts"
import type { PersonaResult } from "./HybridResult.ts"
import { evaluate, explained } from "./Judging.ts"
import { PipelineEvent } from "./PipelineEvent.ts"
import {
  count,
  type Drafted,
  type JudgedDraft,
  type Planned,
  type Refining,
  type Round,
  type Run,
  type Step
} from "./Run.ts"
import * as Selection from "./Selection.ts"

const on = <A>(value: A): Step<A> => ({ _tag: "On", value })
const out = (planned: Planned): Step<never> => ({ _tag: "Out", planned })

/** Asks for a draft. */
export const draft = (run: Run) =>
  Effect.fnUntraced(function* (planned: Planned): Effect.fn.Return<Step<Drafted>> {
    yield* run.room
    const { index, stratum } = planned
    if (run.drafts.model.location === "remote" && (yield* Ref.get(run.exhausted))) {
      yield* count(run, "failed")
      return out(planned)
    }
    const request = run.plan.request(index, stratum, planned.draftOfStratum)
    const answer = yield* Effect.result(
      call(run, {
        stage: "draft",
        model: run.drafts.model,
        terms: run.drafts.terms,
        bound: () => run.drafts.bound(request),
        attempt: (variant) => run.drafts.draft(DraftRequest.reseed(request, variant)),
        schema: PersonaContent,
        fail: (reason) => new DraftGeneratorError({ reason })
      })
    )
    if (Result.isFailure(answer)) {
      yield* count(run, "failed")
      yield* run.emit(PipelineEvent.DraftFailed({ index, stratum, ...(yield* explain(run, answer.failure)) }))
      return out(planned)
    }
    const { value, cost, variant } = answer.success
    if ((run.drafts.recordsShown?.(request) ?? request.sample.length) < request.sample.length) {
      yield* count(run, "shortened")
    }
    yield* run.emit(PipelineEvent.DraftFinished({ index, stratum, costUsd: Usd.toDollars(cost) }))
    const provenance = {
      model: run.drafts.model,
      prompt: run.drafts.prompt,
      seed: DraftRequest.reseed(request, variant).seed,
      stratum,
      draftIndex: index
    }
    return on({ draft: { persona: { id: `persona-${index + 1}`, ...value }, provenance }, request, cost })
  })

/** Checks every quote and answer against the records, without a token. A draft with none that holds goes no further. */
export const checkEvidence = (run: Run) =>
  Effect.fnUntraced(function* (step: Step<Drafted>): Effect.fn.Return<Step<Drafted>> {
    if (step._tag === "Out") return step
    const { draft, request } = step.value
    const { index } = request
    const checked = yield* checkPersona(run, draft.persona, request.sample)
    const grounded = checked.verified + checked.repaired > 0
    const { persona, verified, repaired, unverified } = checked
    yield* run.emit(PipelineEvent.EvidenceChecked({ index, verified, repaired, unverified, grounded }))
    if (grounded) return on({ ...step.value, draft: { ...draft, persona } })
    yield* count(run, "ungrounded")
    return out(planned(step.value))
  })

/** Asks the judge. */
export const judge = (run: Run) =>
  Effect.fnUntraced(function* (step: Step<Drafted>): Effect.fn.Return<Selection.Decision<JudgedDraft>> {
    if (step._tag === "Out") return rejected(run, step.planned)
    const { draft, request } = step.value
    const { index } = request
    const answer = yield* Effect.result(evaluate(run, draft.persona, step.value))
    if (Result.isFailure(answer)) {
      yield* count(run, "failed")
      yield* run.emit(PipelineEvent.JudgementFailed({ index, ...(yield* explain(run, answer.failure)) }))
      return rejected(run, planned(step.value))
    }
    const { value: evaluation, cost } = answer.success
    const passed = evaluation.overall >= run.config.qualityThreshold
    yield* count(run, "judged", passed ? "passed" : "belowThreshold")
    const costUsd = Usd.toDollars(cost)
    yield* run.emit(PipelineEvent.DraftJudged({ index, overall: evaluation.overall, passed, costUsd }))
    if (!passed) return rejected(run, planned(step.value))
    const judged: JudgedDraft = { ...step.value, evaluation, cost: Usd.sum(step.value.cost, cost) }
    const candidate: Selection.Candidate<JudgedDraft> = {
      index,
      group: run.plan.groupOf(request.stratum.id),
      overall: evaluation.overall,
      coverage: coverage(draft.persona),
      text: () => readableText(draft.persona),
      value: judged
    }
    return { _tag: "Passed", candidate }
  })

/**
 * Chooses: gives the candidates that are certain now. When all drafts asked for are decided and places are empty, asks for more;
 * when no more are to come, closes the queue of rounds, which ends the run.
 */
export const select = (run: Run, rounds: Queue.Queue<Round, Cause.Done>) =>
  Effect.fnUntraced(function* (decision: Selection.Decision<JudgedDraft>) {
    // Whether this was the last decision due is told in the same step, so that of several at once exactly one is the last.
    const { certified, after } = yield* Ref.modify(run.selection, (selection) => {
      const [after, certified] = Selection.decide(selection, decision)
      return [{ certified, after }, after]
    })
    if (!Selection.isQuiet(after)) return certified.length === 0 ? nobody : yield* announce(run, certified)
    const broke = run.drafts.model.location === "remote" && (yield* Ref.get(run.exhausted))
    const left = broke ? 0 : run.draftLimit - after.issued
    const more = DraftPlan.topUp(run.plan, Selection.missing(after), run.draftsPerPersona, left)
    if (more.length > 0) {
      yield* run.emit(PipelineEvent.DraftsAdded({ drafts: more.length }))
      yield* issueDrafts(run, rounds, more)
      return yield* announce(run, certified)
    }
    const filled = yield* Ref.modify(run.selection, (state) => {
      const [after, chosen] = Selection.fillUp(state)
      return [chosen, after]
    })
    yield* Queue.end(rounds)
    return yield* announce(run, [...certified, ...filled])
  })

const nobody: ReadonlyArray<JudgedDraft> = []

/** Asks for a round of drafts of these strata. */
export const issueDrafts = Effect.fnUntraced(function* (
  run: Run,
  rounds: Queue.Queue<Round, Cause.Done>,
  strata: ReadonlyArray<string>
) {
  const { issued: first } = yield* Ref.getAndUpdate(run.selection, (selection) =>
    Selection.issue(selection, strata.map(run.plan.groupOf))
  )
  const before = yield* Ref.getAndUpdate(run.issuedOfStratum, (counts) => {
    const after = new Map(counts)
    for (const stratum of strata) after.set(stratum, (after.get(stratum) ?? 0) + 1)
    return after
  })
  yield* Queue.offer(rounds, { first, strata, before })
})

/** Asks the judge for reasons and the refiner for a patch, as long as the budget lasts. */
export const refine = (run: Run) =>
  Effect.fnUntraced(function* (judged: JudgedDraft): Effect.fn.Return<Refining> {
    const { refiner } = run
    if (refiner === null) return { candidate: judged, refined: null, reason: run.unrefined, cost: judged.cost }
    yield* run.room
    if (refiner.model.location === "remote" && (yield* Ref.get(run.exhausted)))
      return yield* unrefined(run, judged, budgetSpent)
    const candidate = yield* explained(run, judged)
    const { persona } = candidate.draft
    const request = { persona, evaluation: candidate.evaluation, origin: candidate.request }
    const answer = yield* Effect.result(
      call(run, {
        stage: "refine",
        model: refiner.model,
        terms: refiner.terms,
        bound: () => refiner.bound(request),
        attempt: (variant) => refiner.refine({ ...request, origin: DraftRequest.reseed(request.origin, variant) }),
        schema: Patch.PersonaPatch,
        fail: (reason) => new RefinerError({ reason })
      })
    )
    if (Result.isFailure(answer)) {
      const { message } = yield* explain(run, answer.failure)
      const spent = answer.failure.error._tag === "BudgetExhausted"
      return yield* unrefined(
        run,
        candidate,
        spent ? budgetSpent : `refinement failed: ${message}`,
        answer.failure.cost
      )
    }
    const { value: patch, cost } = answer.success
    if (Patch.isEmpty(patch)) return yield* unrefined(run, candidate, "the refiner found nothing to improve", cost)
    const checked = yield* checkPersona(run, Patch.apply(persona, patch), candidate.request.sample)
    return { candidate, refined: checked.persona, reason: "", cost: Usd.sum(candidate.cost, cost) }
  })

const unrefined = Effect.fnUntraced(function* (
  run: Run,
  candidate: JudgedDraft,
  reason: string,
  cost: Usd.Usd = Usd.zero
): Effect.fn.Return<Refining> {
  yield* run.emit(PipelineEvent.RefinementSkipped({ index: candidate.request.index, reason }))
  return { candidate, refined: null, reason, cost: Usd.sum(candidate.cost, cost) }
})

const budgetSpent = "the budget did not allow another refinement: raise maxFrontierCost to refine this one too"

/** Judges the refined version and keeps the better of the two. */
export const judgeAgain = (run: Run) =>
  Effect.fnUntraced(function* (refining: Refining): Effect.fn.Return<void> {
    const { candidate, refined } = refining
    if (refined === null)
      return yield* finish(run, candidate, unrefinedResult(candidate, refining.reason, refining.cost))
    const { index } = candidate.request
    const answer = yield* Effect.result(evaluate(run, refined, candidate))
    if (Result.isFailure(answer)) {
      const { message } = yield* explain(run, answer.failure)
      const reason = `the refined version could not be judged: ${message}`
      const total = Usd.sum(refining.cost, answer.failure.cost)
      yield* run.emit(PipelineEvent.RefinementSkipped({ index, reason }))
      return yield* finish(run, candidate, unrefinedResult(candidate, reason, total))
    }
    const { value: evaluation, cost } = answer.success
    const before = candidate.evaluation.overall
    const after = evaluation.overall
    const kept = after >= before
    const total = Usd.sum(refining.cost, cost)
    const costUsd = Usd.toDollars(total)
    yield* run.emit(PipelineEvent.RefinementFinished({ index, before, after, kept, costUsd }))
    const reason = `the refined version was judged lower (${after.toFixed(2)} after ${before.toFixed(2)})`
    const { provenance } = candidate.draft
    const result: PersonaResult = kept
      ? { persona: refined, refined: true, evaluation, provenance, costUsd }
      : unrefinedResult(candidate, reason, total)
    return yield* finish(run, candidate, result)
  })

/** A candidate as it was drafted, with the reason why it was not refined. */
export const unrefinedResult = (candidate: JudgedDraft, reason: string, cost: Usd.Usd): PersonaResult => ({
  persona: candidate.draft.persona,
  refined: false,
  reason,
  evaluation: candidate.evaluation,
  provenance: candidate.draft.provenance,
  costUsd: Usd.toDollars(cost)
})

const finish = Effect.fnUntraced(function* (run: Run, candidate: JudgedDraft, result: PersonaResult) {
  yield* Ref.update(run.finished, HashMap.set(candidate.request.index, result))
  yield* run.emit(PipelineEvent.PersonaFinished({ result }))
})

const checkPersona = Effect.fnUntraced(function* (run: Run, persona: Persona, sample: Drafted["request"]["sample"]) {
  const checked = EvidenceCheck.check(run.corpus, persona, sample)
  const removedQuotes = persona.quotes.length - checked.persona.quotes.length
  if (removedQuotes > 0) {
    yield* Ref.update(run.counted, (counted) => ({ ...counted, removedQuotes: counted.removedQuotes + removedQuotes }))
  }
  return checked
})

const announce = (run: Run, certified: ReadonlyArray<Selection.Candidate<JudgedDraft>>) =>
  Effect.as(
    Effect.forEach(
      certified,
      ({ index, overall, value }) =>
        run.emit(PipelineEvent.CandidateSelected({ index, overall, stratum: value.request.stratum.id })),
      { discard: true }
    ),
    certified.map(({ value }) => value)
  )

const explain = Effect.fnUntraced(function* (run: Run, { error }: CallFailure<StageError>) {
  if (error._tag === "BudgetExhausted") yield* Ref.set(run.exhausted, true)
  return { reason: "reason" in error ? error.reason._tag : error._tag, message: error.message }
})

const planned = ({ request }: Drafted): Planned => ({
  index: request.index,
  stratum: request.stratum.id,
  draftOfStratum: 0
})

const rejected = (run: Run, { index, stratum }: Planned): Selection.Decision<never> => ({
  _tag: "Rejected",
  index,
  group: run.plan.groupOf(stratum)
})
