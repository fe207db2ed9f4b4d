/**
 * Judges personas by the rules of the criteria, without a model.
 *
 * The rules read words, not meaning: they find what is missing, repeated, unfounded, contradictory or vague. Whether a persona is
 * wise they cannot say.
 */
import { Effect, Layer } from "effect"
import { Criteria, standard, weightsOf } from "../criteria/Criteria.ts"
import type { Criterion, Told } from "../criteria/Criterion.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { type Evaluation, overall, type Weights } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import { Judge, type JudgeRequest } from "../stages/Judge.ts"
import * as Attributes from "./Attributes.ts"
import * as Portrait from "./Portrait.ts"

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

/** Passages of this many words can be quoted; free text with fewer than so many of them can hardly give two quotes. */
const quotable = { words: 8, passages: 3 }

const toldBy = (origin: DraftRequest): Told => {
  const portrait = Portrait.of(origin)
  return {
    age: Attributes.age(portrait) !== undefined,
    occupation: Attributes.occupation(portrait) !== undefined,
    demographics: Attributes.demographics(portrait).length,
    quotes: portrait.passages.filter(({ words }) => words >= quotable.words).length >= quotable.passages
  }
}

/**
 * Judges a persona against what it was made from.
 *
 * @internal
 */
export const evaluate = (
  { origin, persona }: JudgeRequest,
  criteria: ReadonlyArray<Criterion> = standard,
  { weights = weightsOf(criteria) }: JudgeOptions = {}
): Evaluation => {
  const request = { origin, persona, told: toldBy(origin) }
  const verdicts = criteria.flatMap(({ name, rule }) => (rule === undefined ? [] : [{ name, ...rule(request) }]))
  const scores = Object.fromEntries(verdicts.map(({ name, score }) => [name, score]))
  return {
    scores,
    overall: overall(scores, weights),
    method: "rules",
    remarks: verdicts.flatMap(({ faults, name }) =>
      faults.map(({ claim, text }) => ({ criterion: name, claim, text }))
    ),
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
