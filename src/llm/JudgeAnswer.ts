/**
 * What a model answers when it judges, and the evaluation it makes.
 */
import { Option, Schema } from "effect"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import { memoise } from "../corpus/Memoise.ts"
import { standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import {
  ClaimVerdict,
  type Evaluation,
  overall,
  type Remark,
  type Scores,
  Supported,
  type Weights
} from "../domain/Evaluation.ts"
import type { Location, ModelInfo } from "../domain/ModelInfo.ts"
import { claimsOf, type Persona } from "../domain/Persona.ts"
import type { JudgeRequest } from "../stages/Judge.ts"
import { listOf, Sentence, wordOf } from "./AnswerParts.ts"
import * as PersonaLines from "./PersonaLines.ts"
import type { AnswerToken } from "./provider/ChatModel.ts"
import * as TokenScores from "./TokenScores.ts"

const Mark = Schema.Literals([1, 2, 3, 4, 5])

/** The most claims of a persona that a model is asked about. */
const mostVerdicts = 24

/** What a model answers when it judges. */
export interface JudgeAnswer {
  /** Whether each claim is supported, by its id. A remote service, which compiles each new shape anew, is asked for a list. */
  readonly claims?: Readonly<Record<string, Supported>> | ReadonlyArray<ClaimVerdict>
  /** A mark for each criterion that has a scale. */
  readonly scales?: Readonly<Record<string, typeof Mark.Type>>
}

/** The shape of verdicts, where there are any to give, and of marks, where there are criteria with a scale. */
const shapeOf = <Verdicts extends NonNullable<JudgeAnswer["claims"]>>(
  claims: Schema.Codec<Verdicts> | null,
  criteria: ReadonlyArray<Criterion>
): Schema.Codec<JudgeAnswer> => {
  const scaled = criteria.filter(({ byClaim }) => byClaim !== true)
  const scales = Schema.Struct(Object.fromEntries(scaled.map(({ name }) => [name, Mark])))
  // A shape without keys is one that some services do not take.
  if (claims === null) return Schema.Struct({ scales })
  return scaled.length === 0 ? Schema.Struct({ claims }) : Schema.Struct({ claims, scales })
}

const isByClaim = ({ byClaim }: Criterion): boolean => byClaim === true

/** The shape of an answer where ids are any texts: the same for every request. */
export const judgeAnswer = (criteria: ReadonlyArray<Criterion> = standard): Schema.Codec<JudgeAnswer> =>
  answerFor(criteria)

// One schema for one list: providers lower each schema once.
const answerFor = memoise((criteria: ReadonlyArray<Criterion>) =>
  shapeOf(criteria.some(isByClaim) ? listOf(ClaimVerdict, mostVerdicts) : null, criteria)
)

/** The shape of an answer that has a verdict on each claim of this persona. */
export const answerAbout = (
  persona: Persona,
  criteria: ReadonlyArray<Criterion> = standard
): Schema.Codec<JudgeAnswer> => aboutWith(criteria)(persona)

const aboutWith = memoise((criteria: ReadonlyArray<Criterion>) =>
  memoise((persona: Persona) => {
    const claims = criteria.some(isByClaim) ? claimsOf(persona) : []
    const verdicts = Schema.Struct(Object.fromEntries(claims.map(({ id }) => [id, Supported])))
    return shapeOf(claims.length === 0 ? null : verdicts, criteria)
  })
)

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

/** What a verdict is worth. */
const supportWorth = { yes: 1, partly: 0.5, no: 0 }

const markWorth = { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5 }

/**
 * The evaluation of an answer. Where the probabilities of every one of the answers are known, all scores are their expectations;
 * otherwise all are plain: scores of two kinds could not be compared with each other. Claims of which nothing was said count as partly
 * supported, and what the evidence gate dropped as not supported.
 */
export const toEvaluation = (
  answer: JudgeAnswer,
  tokens: ReadonlyArray<AnswerToken> | null,
  { dropped, persona }: Pick<JudgeRequest, "persona" | "dropped">,
  judge: ModelInfo,
  criteria: ReadonlyArray<Criterion>,
  weights: Weights
): Evaluation => {
  const verdicts = verdictsOf(answer, persona)
  const marks = Object.entries(answer.scales ?? {})
  const expected =
    tokens === null
      ? null
      : Option.all([
          Option.all(verdicts.map(({ claim, supported }) => expectedOf(tokens, claim, supported, supportWorth))),
          Option.all(marks.map(([criterion, mark]) => expectedOf(tokens, criterion, String(mark), markWorth)))
        ]).pipe(Option.getOrNull)
  const [worths, scaled] = expected ?? [
    verdicts.map(({ supported }) => ({ value: supportWorth[supported], mass: 1 })),
    marks.map(([, mark]) => ({ value: mark, mass: 1 }))
  ]
  const claims = claimsOf(persona).length
  const unsaid = Math.max(0, claims - verdicts.length) * supportWorth.partly
  const of = claims + EvidenceGate.total(dropped)
  const support = of === 0 ? 0 : (worths.reduce((sum, { value }) => sum + value, 0) + unsaid) / of
  const scores: Scores = Object.fromEntries([
    ...marks.map(([criterion], at) => [criterion, rounded(((scaled[at]?.value ?? 1) - 1) / 4)] as const),
    ...criteria.filter(isByClaim).map(({ name }) => [name, rounded(support)] as const)
  ])
  const masses = [...worths, ...scaled].map(({ mass }) => mass)
  return {
    scores,
    overall: overall(scores, weights),
    method: expected === null ? "plain" : "probabilities",
    ...(expected !== null && masses.length > 0 && { mass: rounded(Math.min(...masses)) }),
    ...(verdicts.length > 0 && { verdicts }),
    remarks: verdicts.flatMap(({ claim, supported }) => {
      const criterion = criteria.find(isByClaim)
      const text = faults[supported]
      return text === null || criterion === undefined ? [] : [{ criterion: criterion.name, claim, text }]
    }),
    checks: [],
    judge
  }
}

const faults: Readonly<Record<Supported, string | null>> = {
  yes: null,
  partly: "It says more than what it cites.",
  no: "What it cites does not say this."
}

const expectedOf = (tokens: ReadonlyArray<AnswerToken>, key: string, written: string, worth: TokenScores.Worth) =>
  Option.fromNullOr(TokenScores.expectation(tokens, key, written, worth))

/** What was said of the claims that the persona has, each once, in its order. */
const verdictsOf = ({ claims = [] }: JudgeAnswer, persona: Persona): ReadonlyArray<ClaimVerdict> => {
  const said = new Map(
    isList(claims) ? claims.map(({ claim, supported }) => [claim.trim(), supported]) : Object.entries(claims)
  )
  return claimsOf(persona).flatMap(({ id }) => {
    const supported = said.get(id)
    return supported === undefined ? [] : [{ claim: id, supported }]
  })
}

const isList = (claims: NonNullable<JudgeAnswer["claims"]>): claims is ReadonlyArray<ClaimVerdict> =>
  Array.isArray(claims)

/** Within 0 and 1, and to six digits, so that it prints and compares alike everywhere. */
const rounded = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 1e6) / 1e6

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
