/**
 * Judges personas by explicit rules, one for each criterion, without a model.
 *
 * The rules read words, not meaning: they find what is missing, repeated, unfounded, contradictory or vague. Whether a persona is
 * wise they cannot say.
 */
import { Effect, Layer } from "effect"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import {
  criteria,
  type Criterion,
  defaultWeights,
  type Evaluation,
  overall,
  type Remark,
  type Weights
} from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import { Judge } from "../stages/Judge.ts"
import * as Coherence from "../criteria/Coherence.ts"
import * as Completeness from "../criteria/Completeness.ts"
import * as Distinctiveness from "../criteria/Distinctiveness.ts"
import * as Groundedness from "../criteria/Groundedness.ts"
import * as Realism from "../criteria/Realism.ts"
import type { Rule } from "../criteria/Rule.ts"
import * as Specificity from "../criteria/Specificity.ts"
import * as Usefulness from "../criteria/Usefulness.ts"

/** The rules as a model's identity. */
export const model: ModelInfo = { provider: "embedded", model: "embedded-judge", location: "local" }

/** The rule of each criterion; the anchors of its scale stand at the head of its module. */
export const rules: Readonly<Record<Criterion, Rule>> = {
  coherence: Coherence.rule,
  realism: Realism.rule,
  usefulness: Usefulness.rule,
  completeness: Completeness.rule,
  specificity: Specificity.rule,
  distinctiveness: Distinctiveness.rule,
  groundedness: Groundedness.rule
}

/** How the judge is set. */
export interface JudgeOptions {
  /** How much each criterion counts in the overall score. */
  readonly weights?: Weights
}

/** Judges a persona against what it was made from. */
export const evaluate = (
  request: { readonly persona: Persona; readonly origin: DraftRequest },
  options: JudgeOptions = {}
): Evaluation => {
  const verdicts = {
    coherence: rules.coherence(request),
    realism: rules.realism(request),
    usefulness: rules.usefulness(request),
    completeness: rules.completeness(request),
    specificity: rules.specificity(request),
    distinctiveness: rules.distinctiveness(request),
    groundedness: rules.groundedness(request)
  }
  const scores = {
    coherence: verdicts.coherence.score,
    realism: verdicts.realism.score,
    usefulness: verdicts.usefulness.score,
    completeness: verdicts.completeness.score,
    specificity: verdicts.specificity.score,
    distinctiveness: verdicts.distinctiveness.score,
    groundedness: verdicts.groundedness.score
  }
  return {
    scores,
    overall: overall(scores, options.weights ?? defaultWeights),
    method: "rules",
    remarks: criteria.flatMap((criterion) =>
      verdicts[criterion].faults.map(({ claim, text }): Remark => ({ criterion, claim, text }))
    ),
    judge: model
  }
}

/**
 * A `Judge` by rules with weights of your own; the default counts groundedness twice. It never fails.
 *
 * @example
 * ```ts
 * import { Evaluation } from "effect-persona"
 * import { EmbeddedJudge } from "effect-persona/embedded"
 *
 * // For a team that has to tell its personas apart.
 * const layer = EmbeddedJudge.layerWith({ weights: { ...Evaluation.defaultWeights, distinctiveness: 3 } })
 * ```
 */
export const layerWith = (options: JudgeOptions): Layer.Layer<Judge> =>
  Layer.succeed(Judge, {
    model,
    bound: () => Effect.succeed(Usage.unbilled),
    evaluate: (request) => Effect.sync(() => ({ value: evaluate(request, options), usage: Usage.none }))
  })

/** A `Judge` by rules: free, offline, and the same again for the same request. It never fails. */
export const layer: Layer.Layer<Judge> = layerWith({})
