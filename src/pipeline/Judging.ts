/**
 * Asking the judge: for scores of every draft, and for reasons of those that are about to be refined.
 */
import { Effect, Equal, Result, Schema } from "effect"
import * as DraftRequest from "../domain/DraftRequest.ts"
import { defaultWeights, Evaluation, overall, Remark } from "../domain/Evaluation.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"
import { JudgeError } from "../stages/StageError.ts"
import { type Answer, call } from "../calls/ModelCall.ts"
import type { Drafted, JudgedDraft, Run } from "./Run.ts"

/** Asks for the scores of a persona. Weights of the configuration, where it sets any, go before the judge's own. */
export const evaluate = (run: Run, persona: Persona, { request: origin }: Drafted) =>
  run.judging.withPermit(
    call(run, {
      stage: "judge",
      model: run.judge.model,
      terms: run.judge.terms,
      bound: () => run.judge.bound({ persona, origin }),
      attempt: (variant) => run.judge.evaluate({ persona, origin: DraftRequest.reseed(origin, variant) }),
      schema: Evaluation,
      fail: (reason) => new JudgeError({ reason })
    }).pipe(Effect.map((answer) => weighed(run, answer)))
  )

const weighed = ({ config: { selection } }: Run, answer: Answer<Evaluation>): Answer<Evaluation> =>
  Equal.equals(selection.weights, defaultWeights)
    ? answer
    : { ...answer, value: { ...answer.value, overall: overall(answer.value.scores, selection.weights) } }

const Remarks = Schema.Array(Remark)

/**
 * The candidate with the judge's reasons, where the judge gives any on request, and with what asking cost. Where asking fails, or
 * the budget does not allow it, the candidate goes on without: a failed explanation never stands in the way of a refinement.
 */
export const explained = Effect.fnUntraced(function* (run: Run, candidate: JudgedDraft): Effect.fn.Return<JudgedDraft> {
  const { explain, model, terms } = run.judge
  if (explain === undefined) return candidate
  const { draft, evaluation, request: origin } = candidate
  const request = { persona: draft.persona, origin, evaluation }
  const answer = yield* run.judging.withPermit(
    Effect.result(
      call(run, {
        stage: "judge",
        model,
        terms,
        bound: () => explain.bound(request),
        attempt: (variant) => explain.remarks({ ...request, origin: DraftRequest.reseed(origin, variant) }),
        schema: Remarks,
        fail: (reason) => new JudgeError({ reason })
      })
    )
  )
  if (Result.isFailure(answer)) return { ...candidate, cost: Usd.sum(candidate.cost, answer.failure.cost) }
  const { cost, value } = answer.success
  return {
    ...candidate,
    evaluation: { ...evaluation, remarks: [...evaluation.remarks, ...value] },
    cost: Usd.sum(candidate.cost, cost)
  }
})
