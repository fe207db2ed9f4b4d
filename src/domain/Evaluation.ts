/**
 * What a judge says of a persona.
 */
import { Schema } from "effect"
import { ModelInfo } from "./ModelInfo.ts"

/** What a persona is judged on. */
export const Criterion = Schema.Literals([
  "coherence",
  "realism",
  "usefulness",
  "completeness",
  "specificity",
  "distinctiveness",
  "groundedness"
])

/** What a persona is judged on. */
export type Criterion = typeof Criterion.Type

/** All criteria. */
export const criteria = Criterion.literals

const Score = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

const byCriterion = <S extends Schema.Top>(schema: S) =>
  Schema.Struct({
    coherence: schema,
    realism: schema,
    usefulness: schema,
    completeness: schema,
    specificity: schema,
    distinctiveness: schema,
    groundedness: schema
  })

/** A score from 0 to 1 for each criterion. */
export const Scores = byCriterion(Score)

/** A score from 0 to 1 for each criterion. */
export type Scores = typeof Scores.Type

/** How much each criterion counts in the overall score; at least one must be above 0. */
export const Weights = byCriterion(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)))

/** How much each criterion counts in the overall score. */
export type Weights = typeof Weights.Type

/** All criteria alike, but groundedness twice: a persona that the data does not bear out is worth little. */
export const defaultWeights: Weights = {
  coherence: 1,
  realism: 1,
  usefulness: 1,
  completeness: 1,
  specificity: 1,
  distinctiveness: 1,
  groundedness: 2
}

/** Something a judge marked for a refinement to mend. */
export const Remark = Schema.Struct({
  criterion: Criterion,
  /** JSON Pointer to what is meant, such as `/goals`; empty for the whole persona. */
  claim: Schema.String,
  /** What is wrong, in one sentence. */
  text: Schema.String
})

/** Something a judge marked for a refinement to mend. */
export type Remark = typeof Remark.Type

/** What a judge says of a persona. */
export const Evaluation = Schema.Struct({
  scores: Scores,
  /** The weighted mean of the scores, from 0 to 1. */
  overall: Score,
  /** `rules`: computed by explicit rules. `probabilities`: expectation over a model's token probabilities. `plain`: the number that a model wrote. */
  method: Schema.Literals(["rules", "probabilities", "plain"]),
  remarks: Schema.Array(Remark),
  judge: ModelInfo
})

/** What a judge says of a persona. */
export type Evaluation = typeof Evaluation.Type

/** The weighted mean of the scores, rounded to six digits so that it prints and compares alike everywhere. */
export const overall = (scores: Scores, weights: Weights = defaultWeights): number => {
  const total = criteria.reduce((sum, criterion) => sum + weights[criterion], 0)
  const weighted = criteria.reduce((sum, criterion) => sum + weights[criterion] * scores[criterion], 0)
  return total === 0 ? 0 : Math.round((weighted / total) * 1e6) / 1e6
}
