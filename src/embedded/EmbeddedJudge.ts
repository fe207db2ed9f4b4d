/**
 * Judges personas by the rules of the criteria, without a model.
 *
 * Rules count what can be counted again: what is supported, what was asked for, what sets a segment apart. They do not judge prose:
 * whether a persona is well written or wise they cannot say.
 */
import { Effect, Layer } from "effect"
import { Criteria, standard, weightsOf } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import { type Evaluation, overall, type Weights } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import { Judge, type JudgeRequest } from "../stages/Judge.ts"

/**
 * The rules as a model's identity.
 *
 * @internal
 */
export const model: ModelInfo = { provider: "embedded", model: "embedded-judge", location: "local" }

/** How the judge is set. */
export interface JudgeOptions {
  /** How much each criterion counts in the overall score; left out, as much as the criteria say. */
  readonly weights?: Weights
}

/**
 * Judges a persona against what it was made from.
 *
 * @internal
 */
export const evaluate = (
  request: JudgeRequest,
  criteria: ReadonlyArray<Criterion> = standard,
  { weights = weightsOf(criteria) }: JudgeOptions = {}
): Evaluation => {
  const verdicts = criteria.flatMap(({ name, rule }) => {
    const verdict = rule?.(request)
    return verdict === undefined ? [] : [{ name, ...verdict }]
  })
  const scores = Object.fromEntries(verdicts.map(({ name, score }) => [name, score]))
  return {
    scores,
    overall: overall(scores, weights),
    method: "rules",
    remarks: verdicts.flatMap(({ faults, name }) =>
      faults.map(({ claim, text }) => ({ criterion: name, claim, text }))
    ),
    checks: verdicts.flatMap(({ checks }) => checks),
    judge: model
  }
}

/**
 * A `Judge` by rules: free, offline, and the same again for the same request. It never fails.
 *
 * @example
 * ```ts
 * import { EmbeddedJudge } from "effect-persona/embedded"
 *
 * // For a team that has to tell its personas apart.
 * const Judging = EmbeddedJudge.layer({ weights: { groundedness: 2, specificity: 1, distinctiveness: 3 } })
 * ```
 */
export const layer = (options: JudgeOptions = {}): Layer.Layer<Judge> =>
  Layer.succeed(Judge, {
    model,
    bound: () => Effect.succeed(Usage.unbilled),
    evaluate: (request) =>
      Effect.map(Criteria, (criteria) => ({ value: evaluate(request, criteria, options), usage: Usage.none }))
  })
