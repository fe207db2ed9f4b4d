/**
 * The steps from a plan to chosen candidates, each one function: draft, evidence gate, judge, select.
 *
 * A step never fails: what goes wrong with one draft is counted and told as an event, and the run goes on.
 */
import { type Cause, Effect, Queue, Ref, Result } from "effect"
import { frozen } from "../calls/Frozen.ts"
import type { CallError } from "../calls/Calls.ts"
import { call } from "../calls/ModelCall.ts"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import type { Dropped } from "../domain/Draft.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { PersonaContent } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import { DraftGeneratorError, type StageError, type StageReason } from "../stages/StageError.ts"
import { evaluate } from "./Judging.ts"
import { PipelineEvent } from "./PipelineEvent.ts"
import {
  type CheckedDraft,
  count,
  type Drafted,
  type JudgedDraft,
  type Planned,
  type Rejected,
  type Round,
  type Run,
  type Step
} from "./Run.ts"
import * as Selection from "./Selection.ts"

/** Asks for a draft. */
export const draft = ({
  calls,
  events,
  models: { drafts },
  plan,
  progress
}: Pick<Run, "models" | "plan" | "calls" | "progress" | "events">) =>
  Effect.fnUntraced(function* ({ draftOfSegment, index, segment }: Planned): Effect.fn.Return<Step<Drafted>> {
    yield* events.room
    if (yield* isBroke(progress, drafts)) {
      yield* count(progress, { failed: 1 })
      return Result.fail({ index, segment })
    }
    const request = frozen(plan.request(index, segment, draftOfSegment))
    const shownAfter = (failure: StageReason | null) =>
      Effect.sync(() => drafts.passagesShown?.(request, failure) ?? request.passages.length)
    let shown: number | null = null
    const answer = yield* Effect.result(
      call(calls, {
        stage: "draft",
        identity: { operation: "draft", prompt: drafts.prompt, input: request },
        draft: index,
        model: drafts.model,
        terms: drafts.terms,
        server: drafts.server,
        segment,
        bound: () => drafts.bound(request),
        attempt: (variant) =>
          Effect.flatMap(Effect.flatMap(LastFailure, shownAfter), (passages) => {
            shown = passages
            return drafts.draft(DraftRequest.reseed(request, variant))
          }),
        schema: PersonaContent,
        fail: (reason) => new DraftGeneratorError({ reason })
      })
    )
    if (Result.isFailure(answer)) {
      yield* count(progress, { failed: 1 })
      yield* events.emit(
        PipelineEvent.DraftFailed({ index, segment, ...(yield* explanation(progress, answer.failure)) })
      )
      return Result.fail({ index, segment })
    }
    const { cost, failure, repaired, value, variant } = answer.success
    // An answer from the journal was asked by an earlier start.
    if ((shown ?? (yield* shownAfter(failure))) < request.passages.length) yield* count(progress, { shortened: 1 })
    yield* events.emit(PipelineEvent.DraftFinished({ index, segment, costUsd: Usd.toDollars(cost) }))
    const provenance = {
      model: drafts.model,
      prompt: drafts.prompt,
      seed: DraftRequest.reseed(request, variant).seed,
      segment,
      draftIndex: index,
      ...(repaired && { repaired })
    }
    return Result.succeed({ content: value, provenance, request })
  })

/** What the evidence gate touches. */
export type Gate = Pick<Run, "progress">

/** Checks every claim and quote against what it cites, without a token. A draft of which nothing holds goes no further. */
export const checkEvidence = (run: Gate & Pick<Run, "events">) =>
  Effect.fnUntraced(function* (step: Step<Drafted>): Effect.fn.Return<Step<CheckedDraft>> {
    if (Result.isFailure(step)) return Result.fail(step.failure)
    const { content, provenance, request } = step.success
    const { index } = request
    const { dropped, persona } = frozen(EvidenceGate.check(content, request, `persona-${index + 1}`))
    yield* noteDropped(run, dropped)
    const grounded = EvidenceGate.isGrounded(persona)
    const kept = EvidenceGate.kept(persona)
    yield* run.events.emit(PipelineEvent.EvidenceChecked({ index, kept, dropped, grounded }))
    if (grounded) return Result.succeed({ request, draft: { persona, dropped, provenance } })
    yield* count(run.progress, { ungrounded: 1 })
    return Result.fail(rejection(request))
  })

/** Counts what the gate dropped. */
export const noteDropped = ({ progress }: Gate, dropped: Dropped): Effect.Effect<void> =>
  Ref.update(progress.dropped, (before) => EvidenceGate.added(before, dropped))

/** What judging touches. */
export type Judging = Pick<Run, "models" | "config" | "weights" | "calls" | "judging" | "progress" | "events">

/** Asks the judge. */
export const judge = (run: Judging) =>
  Effect.fnUntraced(function* (step: Step<CheckedDraft>): Effect.fn.Return<Step<Selection.Candidate<JudgedDraft>>> {
    if (Result.isFailure(step)) return Result.fail(step.failure)
    const { draft, request } = step.success
    const { index } = request
    const answer = yield* Effect.result(evaluate(run, draft, request))
    if (Result.isFailure(answer)) {
      yield* count(run.progress, { failed: 1 })
      yield* run.events.emit(
        PipelineEvent.JudgementFailed({ index, ...(yield* explanation(run.progress, answer.failure)) })
      )
      return Result.fail(rejection(request))
    }
    const { cost, value: evaluation } = answer.success
    const { overall } = evaluation
    const passed = overall >= run.config.qualityThreshold
    yield* count(run.progress, { judged: 1, [passed ? "passed" : "belowThreshold"]: 1 })
    yield* run.events.emit(PipelineEvent.DraftJudged({ index, overall, passed, costUsd: Usd.toDollars(cost) }))
    if (!passed) return Result.fail(rejection(request))
    return Result.succeed({
      index,
      segment: request.segment.id,
      overall,
      coverage: EvidenceGate.keptShare(draft),
      value: { ...step.success, evaluation }
    })
  })

/**
 * Chooses: gives the candidates that are certain now. When all drafts asked for are decided and places are empty, asks for more;
 * when no more are to come, closes the queue of rounds, which ends the run.
 */
export const select = (
  run: Pick<Run, "models" | "plan" | "choice" | "progress" | "pace" | "events">,
  rounds: Queue.Queue<Round, Cause.Done>
) =>
  Effect.fnUntraced(function* (step: Step<Selection.Candidate<JudgedDraft>>) {
    const { choice, events, models, pace, plan, progress } = run
    pace.onDecided()
    // Whether this was the last decision due is told in the same step, so that of several at once exactly one is the last.
    const { after, certified } = yield* Ref.modify(choice.selection, (selection) => {
      const [after, certified] = Selection.decide(selection, step)
      return [{ certified, after }, after]
    })
    if (!Selection.isQuiet(after)) return certified.length === 0 ? nobody : yield* announce(events, certified)
    const left = (yield* isBroke(progress, models.drafts)) ? 0 : plan.draftLimit - after.issued
    const more = plan.round(Selection.missing(after), left)
    if (more.length > 0) {
      yield* events.emit(PipelineEvent.DraftsAdded({ drafts: more.length }))
      yield* issueDrafts(run, rounds, more)
      return yield* announce(events, certified)
    }
    yield* Queue.end(rounds)
    return yield* announce(events, certified)
  })

const nobody: ReadonlyArray<JudgedDraft> = []

/** Asks for a round of drafts of these segments. */
export const issueDrafts = Effect.fnUntraced(function* (
  { choice, pace }: Pick<Run, "choice" | "pace">,
  rounds: Queue.Queue<Round, Cause.Done>,
  segments: ReadonlyArray<string>
) {
  pace.onIssued(segments.length)
  const { issued: first } = yield* Ref.getAndUpdate(choice.selection, (selection) =>
    Selection.issue(selection, segments)
  )
  const before = yield* Ref.getAndUpdate(choice.issued, (counts) => {
    const after = new Map(counts)
    for (const segment of segments) after.set(segment, (after.get(segment) ?? 0) + 1)
    return after
  })
  yield* Queue.offer(rounds, { first, segments, before })
})

const announce = (events: Run["events"], certified: ReadonlyArray<Selection.Candidate<JudgedDraft>>) =>
  Effect.as(
    Effect.forEach(
      certified,
      ({ index, overall, value }) =>
        events.emit(PipelineEvent.CandidateSelected({ index, overall, segment: value.request.segment.id })),
      { discard: true }
    ),
    certified.map(({ value }) => value)
  )

/** Whether the budget allows no further call of this stage. */
export const isBroke = (progress: Run["progress"], { model }: { readonly model: ModelInfo }): Effect.Effect<boolean> =>
  model.location === "remote" ? Ref.get(progress.exhausted) : Effect.succeed(false)

/** What an event tells of a failed call; a budget that does not allow it is remembered. */
export const explanation = Effect.fnUntraced(function* (progress: Run["progress"], error: CallError<StageError>) {
  if (error._tag === "BudgetExhausted") yield* Ref.set(progress.exhausted, true)
  return { reason: "reason" in error ? error.reason._tag : error._tag, message: error.message }
})

const rejection = ({ index, segment }: DraftRequest.DraftRequest): Rejected => ({
  index,
  segment: segment.id
})
