/**
 * Asking the judge: for scores of every draft and of every refined version, and for reasons of what is about to be refined.
 */
import { Effect, Result, Schema } from "effect"
import type { Answer, CallError } from "../calls/Calls.ts"
import { call } from "../calls/ModelCall.ts"
import type { Draft } from "../domain/Draft.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import { Evaluation, overall, Remark } from "../domain/Evaluation.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Seed from "../domain/Seed.ts"
import { Better, type CompareRequest } from "../stages/Judge.ts"
import { JudgeError, type StageReason } from "../stages/StageError.ts"
import type { JudgedDraft, Run } from "./Run.ts"

type Judging = Pick<Run, "models" | "weights" | "calls" | "judging">

/** What all calls of the judge share. */
const asked = (
  { models: { judge } }: Pick<Run, "models">,
  origin: DraftRequest.DraftRequest,
  operation: "evaluate" | "remarks" | "better",
  input: unknown
) => ({
  stage: "judge" as const,
  identity: { operation, prompt: judge.prompt, input },
  draft: origin.index,
  model: judge.model,
  terms: judge.terms,
  server: judge.server,
  segment: origin.segment.id,
  fail: (reason: StageReason) => new JudgeError({ reason })
})

/** Asks for the scores of a persona. Weights of the configuration, where it sets any, go before the judge's own. */
export const evaluate = (
  run: Judging,
  { dropped, persona }: Pick<Draft, "persona" | "dropped">,
  origin: DraftRequest.DraftRequest
): Effect.Effect<Answer<Evaluation>, CallError<JudgeError>> => {
  const {
    calls,
    judging,
    models: { judge },
    weights
  } = run
  return judging.withPermit(
    call(calls, {
      ...asked(run, origin, "evaluate", { persona, dropped, origin }),
      bound: () => judge.bound({ persona, dropped, origin }),
      attempt: (variant) => judge.evaluate({ persona, dropped, origin: DraftRequest.reseed(origin, variant) }),
      schema: Evaluation
    }).pipe(
      Effect.map((answer) =>
        weights === null
          ? answer
          : { ...answer, value: { ...answer.value, overall: overall(answer.value.scores, weights) } }
      )
    )
  )
}

/**
 * The candidate with the judge's own noise, where the configuration asks for it: judged again with other seeds and its sources in another
 * order. Rules have none. Where a repeat fails, as many count as there are.
 */
export const withNoise = Effect.fnUntraced(function* (
  run: Judging & Pick<Run, "config">,
  candidate: JudgedDraft
): Effect.fn.Return<JudgedDraft> {
  const { draft, evaluation, request } = candidate
  const { repeats } = run.config.judge
  if (repeats === 0 || evaluation.method === "rules") return candidate
  const answers = yield* Effect.forEach(
    Array.from({ length: repeats }, (_, repeat) => repeat + 1),
    (repeat) => {
      const origin = reordered(request, repeat)
      const passages = reordered({ ...request, passages: draft.persona.passages }, repeat).passages
      return Effect.result(evaluate(run, { ...draft, persona: { ...draft.persona, passages } }, origin))
    },
    { concurrency: run.config.concurrency.judge }
  )
  const scores = [evaluation, ...answers.flatMap((answer) => (Result.isSuccess(answer) ? answer.success.value : []))]
  const noise = deviation(scores.map((one) => one.overall))
  return noise === null ? candidate : { ...candidate, evaluation: { ...evaluation, noise } }
})

/** The same request with another seed and its passages in another order. */
const reordered = (request: DraftRequest.DraftRequest, repeat: number): DraftRequest.DraftRequest => {
  const seed = Seed.derive(request.seed, "repeat", repeat)
  const random = Seed.generator(seed)
  const passages = request.passages
    .map((passage) => ({ passage, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ passage }) => passage)
  return { ...request, seed, passages }
}

/** The standard deviation of a sample, to six digits; null for fewer than two. */
const deviation = (values: ReadonlyArray<number>): number | null => {
  if (values.length < 2) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.round(Math.sqrt(squares / (values.length - 1)) * 1e6) / 1e6
}

/**
 * Whether the judge finds the second of two versions better, in whichever order they are shown; null where it does not compare. Each
 * order is a call of its own; where the first says no, the other is not made.
 */
export const prefers = Effect.fnUntraced(function* (
  run: Judging,
  before: Persona,
  after: Persona,
  origin: DraftRequest.DraftRequest
): Effect.fn.Return<boolean | null, CallError<JudgeError>> {
  const { compare } = run.models.judge
  if (compare === undefined) return null
  const isBetter = (request: Omit<CompareRequest, "origin">, better: Better) =>
    run.judging.withPermit(
      Effect.map(
        call(run.calls, {
          ...asked(run, origin, "better", { ...request, origin }),
          bound: () => compare.bound({ ...request, origin }),
          attempt: (variant) => compare.better({ ...request, origin: DraftRequest.reseed(origin, variant) }),
          schema: Better
        }),
        ({ value }) => value === better
      )
    )
  return (
    (yield* isBetter({ first: before, second: after }, "second")) &&
    (yield* isBetter({ first: after, second: before }, "first"))
  )
})

const Remarks = Schema.Array(Remark)

/**
 * The candidate with the judge's reasons, where the judge gives any on request. Where asking fails, or the budget does not allow it,
 * the candidate goes on without: a failed explanation never stands in the way of a refinement.
 */
export const explained = Effect.fnUntraced(function* (
  run: Judging,
  candidate: JudgedDraft
): Effect.fn.Return<JudgedDraft> {
  const { calls, judging } = run
  const { explain } = run.models.judge
  if (explain === undefined) return candidate
  const { draft, evaluation, request: origin } = candidate
  const request = { persona: draft.persona, dropped: draft.dropped, origin, evaluation }
  const answer = yield* judging.withPermit(
    Effect.result(
      call(calls, {
        ...asked(run, origin, "remarks", request),
        bound: () => explain.bound(request),
        attempt: (variant) => explain.remarks({ ...request, origin: DraftRequest.reseed(origin, variant) }),
        schema: Remarks
      })
    )
  )
  if (Result.isFailure(answer)) return candidate
  return {
    ...candidate,
    evaluation: { ...evaluation, remarks: [...evaluation.remarks, ...answer.success.value] }
  }
})
