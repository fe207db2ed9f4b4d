/**
 * Asking the judge: for scores of every draft and of every refined version, and for reasons of what is about to be refined.
 */
import { Effect, Result, Schema } from "effect"
import type { Answer, CallError } from "../calls/Calls.ts"
import { call } from "../calls/ModelCall.ts"
import type { Draft } from "../domain/Draft.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import { Evaluation, overall, Remark } from "../domain/Evaluation.ts"
import { JudgeError } from "../stages/StageError.ts"
import type { JudgedDraft, Run } from "./Run.ts"

type Judging = Pick<Run, "models" | "weights" | "calls" | "judging">

/** Asks for the scores of a persona. Weights of the configuration, where it sets any, go before the judge's own. */
export const evaluate = (
  { calls, judging, models: { judge }, weights }: Judging,
  { dropped, persona }: Pick<Draft, "persona" | "dropped">,
  origin: DraftRequest.DraftRequest
): Effect.Effect<Answer<Evaluation>, CallError<JudgeError>> =>
  judging.withPermit(
    call(calls, {
      stage: "judge",
      draft: origin.index,
      model: judge.model,
      terms: judge.terms,
      bound: () => judge.bound({ persona, dropped, origin }),
      attempt: (variant) => judge.evaluate({ persona, dropped, origin: DraftRequest.reseed(origin, variant) }),
      schema: Evaluation,
      fail: (reason) => new JudgeError({ reason })
    }).pipe(
      Effect.map((answer) =>
        weights === null
          ? answer
          : { ...answer, value: { ...answer.value, overall: overall(answer.value.scores, weights) } }
      )
    )
  )

const Remarks = Schema.Array(Remark)

/**
 * The candidate with the judge's reasons, where the judge gives any on request. Where asking fails, or the budget does not allow it,
 * the candidate goes on without: a failed explanation never stands in the way of a refinement.
 */
export const explained = Effect.fnUntraced(function* (
  { calls, judging, models: { judge } }: Judging,
  candidate: JudgedDraft
): Effect.fn.Return<JudgedDraft> {
  const { explain, model, terms } = judge
  if (explain === undefined) return candidate
  const { draft, evaluation, request: origin } = candidate
  const request = { persona: draft.persona, dropped: draft.dropped, origin, evaluation }
  const answer = yield* judging.withPermit(
    Effect.result(
      call(calls, {
        stage: "judge",
        draft: origin.index,
        model,
        terms,
        bound: () => explain.bound(request),
        attempt: (variant) => explain.remarks({ ...request, origin: DraftRequest.reseed(origin, variant) }),
        schema: Remarks,
        fail: (reason) => new JudgeError({ reason })
      })
    )
  )
  if (Result.isFailure(answer)) return candidate
  return {
    ...candidate,
    evaluation: { ...evaluation, remarks: [...evaluation.remarks, ...answer.success.value] }
  }
})
