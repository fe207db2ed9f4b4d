/**
 * What a model answers when it judges, and the evaluation it makes.
 */
import { Schema } from "effect"
import { memoise } from "../corpus/Memoise.ts"
import { standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import { type Evaluation, overall, type Remark, type Weights } from "../domain/Evaluation.ts"
import type { Location, ModelInfo } from "../domain/ModelInfo.ts"
import type { Persona } from "../domain/Persona.ts"
import { listOf, Sentence, wordOf } from "./AnswerParts.ts"
import * as PersonaLines from "./PersonaLines.ts"
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

/** The most remarks of an answer. */
export const mostRemarks = 6

const reasonsWith = (places: ReadonlyArray<string>, criteria: ReadonlyArray<string>, location: Location) =>
  Schema.Struct({
    remarks: listOf(
      Schema.Struct({
        claim: wordOf(places, location),
        criterion: wordOf(criteria, location),
        problem: Sentence
      }),
      mostRemarks
    )
  })

/** What a model answers when it is asked for reasons. */
export interface ReasonsAnswer extends Schema.Schema.Type<ReturnType<typeof reasonsWith>> {}

/** The shape of an answer where ids are any texts: the same for every request. */
export const ReasonsAnswer: Schema.Codec<ReasonsAnswer> = reasonsWith([], [], "remote")

/** The shape of an answer that can speak only of these criteria and of what the persona has. */
export const reasonsAbout = (persona: Persona, criteria: ReadonlyArray<Criterion>): Schema.Codec<ReasonsAnswer> =>
  reasonsWith(
    ["", ...PersonaLines.places(persona)],
    criteria.map(({ name }) => name),
    "local"
  )

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
  return { scores, overall: overall(scores, weights), method, remarks: [], checks: [], judge }
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
  const named = (words: ReadonlyArray<string>, wanted: string) =>
    words.find((word) => word.toLowerCase() === wanted.trim().toLowerCase())
  const places = PersonaLines.places(persona)
  const names = criteria.map(({ name }) => name)
  return answer.remarks
    .flatMap(({ claim, criterion, problem }): ReadonlyArray<Remark> => {
      const known = named(names, criterion)
      const text = problem.trim().slice(0, longestRemark)
      return known === undefined || text === "" ? [] : [{ criterion: known, claim: named(places, claim) ?? "", text }]
    })
    .slice(0, mostRemarks)
}
