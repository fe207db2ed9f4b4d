/**
 * What a judge says of a persona.
 */
import { Schema } from "effect"
import { ModelInfo } from "./ModelInfo.ts"

const Score = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** A score from 0 to 1 for each criterion, by its name. */
export const Scores = Schema.Record(Schema.String, Score)

/** A score from 0 to 1 for each criterion, by its name. */
export type Scores = typeof Scores.Type

/** How much each criterion counts in the overall score, by its name; at least one must be above 0. */
export const Weights = Schema.Record(Schema.String, Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)))

/** How much each criterion counts in the overall score, by its name. */
export type Weights = typeof Weights.Type

/** Something a judge marked for a refinement to mend. */
export const Remark = Schema.Struct({
  /** The name of the criterion that it is about. */
  criterion: Schema.String,
  /** What is meant: the id of a claim or quote such as `goals-1`, or a list such as `goals`; empty for the whole persona. */
  claim: Schema.String,
  /** What is wrong, in one sentence. */
  text: Schema.String
})

/** Something a judge marked for a refinement to mend. */
export interface Remark extends Schema.Schema.Type<typeof Remark> {}

/** Something that was counted, and that anybody can count again: how many of how many. */
export const Check = Schema.Struct({
  /** What was checked, such as `Claims with a source`. */
  label: Schema.String,
  matched: Schema.Int,
  of: Schema.Int
})

/** Something that was counted. */
export interface Check extends Schema.Schema.Type<typeof Check> {}

/** Whether what a claim cites supports it: it says the same, a part of it, or something else. */
export const Supported = Schema.Literals(["yes", "partly", "no"])

/** Whether what a claim cites supports it. */
export type Supported = typeof Supported.Type

/** What a judge says of one claim. */
export const ClaimVerdict = Schema.Struct({
  /** The id of the claim, such as `goals-1`. */
  claim: Schema.String,
  supported: Supported
})

/** What a judge says of one claim. */
export interface ClaimVerdict extends Schema.Schema.Type<typeof ClaimVerdict> {}

/** What a judge says of a persona. */
export const Evaluation = Schema.Struct({
  scores: Scores,
  /** The weighted mean of the scores, from 0 to 1. */
  overall: Score,
  /** `rules`: computed by explicit rules. `probabilities`: expectation over a model's token probabilities. `plain`: the number that a model wrote. */
  method: Schema.Literals(["rules", "probabilities", "plain"]),
  /**
   * Of scores by probabilities: the least probability that the allowed answers to one question had together, before they were taken as
   * a whole. The nearer to 0, the less the model meant to answer so.
   */
  mass: Schema.optionalKey(Score),
  /** The standard deviation of `overall` over repeated judgements, where the configuration asks for them with `judge.repeats`. */
  noise: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))),
  /** What a model said of each claim; left out where it was not asked. */
  verdicts: Schema.optionalKey(Schema.Array(ClaimVerdict)),
  remarks: Schema.Array(Remark),
  /** What rules counted; a model's judgement has none. */
  checks: Schema.Array(Check),
  judge: ModelInfo
})

/** What a judge says of a persona. */
export interface Evaluation extends Schema.Schema.Type<typeof Evaluation> {}

/**
 * The weighted mean of the scores, rounded to six digits so that it prints and compares alike everywhere. What was not scored does
 * not count.
 *
 * @example
 * ```ts
 * import { Evaluation } from "effect-persona"
 *
 * Evaluation.overall({ realism: 1, groundedness: 0.7 }, { realism: 1, groundedness: 2 }) // => 0.8
 * ```
 */
export const overall = (scores: Scores, weights: Weights): number => {
  const scored = Object.entries(weights).flatMap(([name, weight]) => {
    const score = scores[name]
    return score === undefined ? [] : [{ weight, score }]
  })
  const total = scored.reduce((sum, { weight }) => sum + weight, 0)
  const weighted = scored.reduce((sum, { score, weight }) => sum + weight * score, 0)
  return total === 0 ? 0 : Math.round((weighted / total) * 1e6) / 1e6
}
