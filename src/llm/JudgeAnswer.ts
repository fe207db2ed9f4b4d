/**
 * What a model answers when it judges, and the evaluation it makes.
 */
import { Schema } from "effect"
import { memoise } from "../corpus/Memoise.ts"
import { standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import { claims, pointer } from "../domain/Coverage.ts"
import { type Evaluation, overall, type Remark, type Weights } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { claimLists, type Persona } from "../domain/Persona.ts"
import type { AnswerToken } from "./provider/ChatModel.ts"
import * as TokenScores from "./TokenScores.ts"

const Mark = Schema.Literals([1, 2, 3, 4, 5])

/** What a model answers when it scores: a whole number from 1 to 5 for each criterion, in their order. */
export const judgeAnswer = (criteria: ReadonlyArray<Criterion> = standard): Schema.Codec<JudgeAnswer> =>
  answerFor(criteria)

// One schema for one list: providers lower each schema once.
const answerFor = memoise((criteria: ReadonlyArray<Criterion>): Schema.Codec<JudgeAnswer> =>
  Schema.Struct(Object.fromEntries(criteria.map(({ name }) => [name, Mark])))
)

/** What a model answers when it scores. */
export type JudgeAnswer = Readonly<Record<string, typeof Mark.Type>>

/** What a model answers when it is asked for reasons. */
export const ReasonsAnswer = Schema.Struct({
  remarks: Schema.Array(
    Schema.Struct({
      criterion: Schema.String.annotate({ description: "One of the criteria" }),
      place: Schema.String.annotate({ description: 'Such as "/goals/0"; "" for the whole persona' }),
      problem: Schema.String.annotate({ description: "What is wrong and what would mend it, in one sentence" })
    })
  )
})

/** What a model answers when it is asked for reasons. */
export interface ReasonsAnswer extends Schema.Schema.Type<typeof ReasonsAnswer> {}

const mostRemarks = 7
const longestRemark = 600

/**
 * The evaluation of an answer. Where the probabilities of every one of the scores are known, all scores are their expectations;
 * otherwise all are plain: scores of two kinds could not be compared with each other.
 */
export const toEvaluation = (
  answer: JudgeAnswer,
  tokens: ReadonlyArray<AnswerToken> | null,
  judge: ModelInfo,
  weights: Weights
): Evaluation => {
  const expected = tokens === null ? null : expectations(answer, tokens)
  const scores = Object.fromEntries(
    Object.entries(expected ?? answer).map(([criterion, mark]) => [criterion, normalise(mark)])
  )
  const method = expected === null ? "plain" : "probabilities"
  return { scores, overall: overall(scores, weights), method, remarks: [], judge }
}

const expectations = (answer: JudgeAnswer, tokens: ReadonlyArray<AnswerToken>): Record<string, number> | null => {
  const marks: Record<string, number> = {}
  for (const [criterion, written] of Object.entries(answer)) {
    const expected = TokenScores.expectation(tokens, criterion, written)
    if (expected === null) return null
    marks[criterion] = expected
  }
  return marks
}

/** 1 to 5 on 0 to 1, rounded to six digits so that it prints and compares alike everywhere. */
const normalise = (mark: number): number => Math.round(Math.min(1, Math.max(0, (mark - 1) / 4)) * 1e6) / 1e6

/** The remarks of an answer: those on a known criterion; a place that the persona does not have means the whole of it. */
export const toRemarks = (
  answer: ReasonsAnswer,
  persona: Persona,
  criteria: ReadonlyArray<Criterion> = standard
): ReadonlyArray<Remark> => {
  const places = new Set([
    ...claims(persona),
    ...["name", "age", "occupation", "title", "summary", "demographics", "quotes", ...claimLists].map((field) =>
      pointer(field)
    )
  ])
  return answer.remarks
    .flatMap(({ criterion, place, problem }): ReadonlyArray<Remark> => {
      const known = criteria.find(({ name }) => name.toLowerCase() === criterion.trim().toLowerCase())?.name
      const text = problem.trim().slice(0, longestRemark)
      const claim = place.trim()
      return known === undefined || text === ""
        ? []
        : [{ criterion: known, claim: places.has(claim) ? claim : "", text }]
    })
    .slice(0, mostRemarks)
}
