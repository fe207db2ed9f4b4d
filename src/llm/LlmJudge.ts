/**
 * Judges personas on any language model.
 *
 * Scores come first and alone. Reasons are a second call, which the pipeline makes only for what is about to be refined.
 */
import { Effect, Layer } from "effect"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import { Criteria, standard, weightsOf } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { Evaluation, Weights } from "../domain/Evaluation.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import {
  type CompareRequest,
  type ExplainRequest,
  FallbackJudge,
  Judge,
  type JudgeRequest,
  type JudgeShape
} from "../stages/Judge.ts"
import { JudgeError, type StageReason } from "../stages/StageError.ts"
import * as Citations from "./Citations.ts"
import { comparePrompt } from "./ComparePrompt.ts"
import { compareRequest } from "./CompareRequest.ts"
import { block } from "./Delimit.ts"
import * as Fit from "./Fit.ts"
import {
  answerAbout,
  type JudgeAnswer,
  judgeAnswer,
  reasonsAbout,
  ReasonsAnswer,
  toEvaluation,
  toRemarks
} from "./JudgeAnswer.ts"
import { judgePrompt, reasonsPrompt } from "./JudgePrompt.ts"
import * as PersonaLines from "./PersonaLines.ts"
import type { Prompt } from "./Prompt.ts"
import * as SourceLines from "./SourceLines.ts"
import * as Stage from "./Stage.ts"

/** How personas are judged. */
export interface JudgeOptions extends Stage.StageOptions {
  /** How much each criterion counts in the overall score; left out, as much as the criteria say. */
  readonly weights?: Weights
}

// What a token of an answer could have been: five scores, written with and without a space before.
const alternatives = 10

// The same request must be judged alike: hardly any chance, and always the same lot. At 0 a model that answered wrongly once would
// answer so at every further attempt, whatever its seed.
const temperature = 0.1

/**
 * The sources and the persona, the same for scores and for reasons; the task comes after them. What all judgements of a segment
 * share comes before what they do not.
 */
const layOut = (
  { dropped, origin, persona }: JudgeRequest,
  model: Stage.Target,
  options: JudgeOptions,
  criteria: ReadonlyArray<Criterion>,
  prompt: Prompt,
  task: string
): Omit<ChatRequest<unknown>, "schema"> => {
  const maxOutputTokens = options.maxOutputTokens ?? prompt.maxOutputTokens
  const reasons = reasonsPrompt(criteria)
  const counts = SourceLines.orderedCounts(origin.counts, origin)
  // What the persona cites is seen in any case; then the most central.
  const cited = new Set(persona.passages.map(({ id }) => id))
  const offered = [...persona.passages, ...origin.passages.filter(({ id }) => !cited.has(id))]
  const all = Citations.of({ counts, passages: offered })
  const group = block([...SourceLines.group(origin), ...SourceLines.counts(counts, origin, all)])
  const unsupported = EvidenceGate.total(dropped)
  const about = (citations: Citations.Citations) => [
    ...PersonaLines.of(persona, citations),
    ...(unsupported === 0
      ? []
      : [
          `A program took out ${unsupported} more of its claims and quotes, because nothing that they cited supports them.`
        ])
  ]
  const fitting = Fit.count(
    offered.map((passage) => SourceLines.passage(passage, all.nameOf(passage.id) ?? "")),
    Fit.room(
      model.contextTokens,
      // Both calls show the same passages, so that their beginnings are the same.
      Math.max(maxOutputTokens, reasons.maxOutputTokens),
      [
        prompt.system,
        group,
        ...SourceLines.questions(offered),
        ...about(all),
        reasons.answer,
        reasons.task,
        prompt.answer,
        task,
        // Of the two shapes, that of the verdicts grows with the persona.
        ...PersonaLines.of(persona, all),
        Stage.shapeOf(ReasonsAnswer)
      ]
    )
  )
  const passages = SourceLines.orderedPassages(offered.slice(0, Math.max(fitting, persona.passages.length)), origin)
  const citations = Citations.of({ counts, passages })
  const data = block([...SourceLines.passages(passages, origin, citations), ...about(citations)])
  return {
    prompt: prompt.id,
    system: [{ text: prompt.system, cacheable: true }],
    user: [{ text: group }, { text: `${data}\n\n${prompt.answer}\n${task}` }],
    saysShape: true,
    maxOutputTokens,
    expectedOutputTokens: prompt.typicalOutputTokens,
    seed: origin.seed,
    temperature
  }
}

/**
 * The request that asks for scores.
 *
 * @internal
 */
export const chatRequest = (
  request: JudgeRequest,
  model: Stage.Target,
  options: JudgeOptions = {},
  criteria: ReadonlyArray<Criterion> = standard
): ChatRequest<JudgeAnswer> => {
  const { location } = model.model
  const prompt = judgePrompt(criteria, location)
  return {
    ...layOut(request, model, options, criteria, prompt, prompt.task),
    schema: location === "local" ? answerAbout(request.persona, criteria) : judgeAnswer(criteria),
    alternatives
  }
}

/**
 * The weakest criteria, the weakest first: those below 0.75, and at least two.
 *
 * @internal
 */
export const weakest = ({ scores }: Evaluation): ReadonlyArray<readonly [string, number]> => {
  const sorted = Object.entries(scores).toSorted((a, b) => a[1] - b[1])
  return sorted.filter(([, score], index) => index < 2 || score < 0.75)
}

/**
 * The request that asks for reasons.
 *
 * @internal
 */
export const reasonsRequest = (
  request: ExplainRequest,
  model: Stage.Target,
  options: JudgeOptions = {},
  criteria: ReadonlyArray<Criterion> = standard
): ChatRequest<ReasonsAnswer> => {
  const prompt = reasonsPrompt(criteria)
  const weak = weakest(request.evaluation).map(([criterion, score]) => `${criterion} ${score.toFixed(2)}`)
  const task = `${prompt.task} Its weakest criteria, from 0 to 1: ${weak.join(", ")}.`
  return {
    ...layOut(request, model, options, criteria, prompt, task),
    schema: model.model.location === "local" ? reasonsAbout(request.persona, criteria) : ReasonsAnswer
  }
}

const fail = (reason: StageReason) => new JudgeError({ reason })

/**
 * A judge over this model. It reads the criteria of the run it judges for.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Judge } from "effect-persona"
 * import { ChatModel, LlmJudge } from "effect-persona/llm"
 *
 * const Stage = Layer.effect(
 *   Judge,
 *   Effect.map(ChatModel, (model) => LlmJudge.over(model, { maxOutputTokens: 1500 }))
 * )
 * ```
 */
export const over = (model: ChatModelShape, options: JudgeOptions = {}): JudgeShape => {
  /** What is asked, in view of the criteria of the run and of what was wrong with the attempt before. */
  const asked = <A>(chat: (target: Stage.Target, criteria: ReadonlyArray<Criterion>) => ChatRequest<A>) =>
    Effect.gen(function* () {
      const criteria = yield* Criteria
      const failure = yield* LastFailure
      const { request } = Stage.askedAfter(failure, model, (target) => ({ request: chat(target, criteria) }))
      return { criteria, request }
    })
  const bound = <A>(
    prompt: (criteria: ReadonlyArray<Criterion>) => Prompt,
    chat: (target: Stage.Target, criteria: ReadonlyArray<Criterion>) => ChatRequest<A>
  ) => Effect.flatMap(asked(chat), ({ criteria, request }) => Stage.bound(model, prompt(criteria), request, fail))
  const answer = <A>(chat: (target: Stage.Target, criteria: ReadonlyArray<Criterion>) => ChatRequest<A>) =>
    Effect.gen(function* () {
      const { criteria, request } = yield* asked(chat)
      const given = yield* Effect.mapError(model.complete(request), ({ reason }) => fail(reason))
      return { ...given, criteria }
    })
  const scores = (request: JudgeRequest) => (target: Stage.Target, criteria: ReadonlyArray<Criterion>) =>
    chatRequest(request, target, options, criteria)
  const reasons = (request: ExplainRequest) => (target: Stage.Target, criteria: ReadonlyArray<Criterion>) =>
    reasonsRequest(request, target, options, criteria)
  const comparison = (request: CompareRequest) => (_: Stage.Target, criteria: ReadonlyArray<Criterion>) =>
    compareRequest(request, options, criteria)
  return {
    ...Stage.identity(model, fail),
    prompt: [judgePrompt, reasonsPrompt, comparePrompt].map((prompt) => prompt(standard).id).join(" "),
    bound: (request) => bound(judgePrompt, scores(request)),
    evaluate: (request) =>
      Effect.map(answer(scores(request)), ({ criteria, tokens, usage, value }) => ({
        value: toEvaluation(value, tokens, request, model.model, criteria, options.weights ?? weightsOf(criteria)),
        usage
      })),
    explain: {
      bound: (request) => bound(reasonsPrompt, reasons(request)),
      remarks: (request) =>
        Effect.map(answer(reasons(request)), ({ criteria, usage, value }) => ({
          value: toRemarks(value, request.persona, criteria),
          usage
        }))
    },
    compare: {
      bound: (request) => bound(comparePrompt, comparison(request)),
      better: (request) =>
        Effect.map(answer(comparison(request)), ({ usage, value }) => ({ value: value.better, usage }))
    }
  }
}

/**
 * A `Judge` over the `ChatModel` at hand. Where the model gives token probabilities, scores are expectations over them; each
 * evaluation's `method` says which it was.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { ChatModel, LlmJudge } from "effect-persona/llm"
 *
 * // For a team that has to tell its personas apart.
 * const judgeOf = (model: Layer.Layer<ChatModel>) =>
 *   LlmJudge.layer({ weights: { groundedness: 2, specificity: 1, distinctiveness: 3 } }).pipe(Layer.provide(model))
 * ```
 */
export const layer = (options: JudgeOptions = {}): Layer.Layer<Judge, never, ChatModel> =>
  Layer.effect(
    Judge,
    Effect.map(ChatModel, (model) => over(model, options))
  )

/**
 * The same as a `FallbackJudge`: it stands in where the `Judge` is not available.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { type ChatModel, LlmJudge } from "effect-persona/llm"
 *
 * const fallbackOver = (model: Layer.Layer<ChatModel>) => LlmJudge.layerFallback().pipe(Layer.provide(model))
 * ```
 */
export const layerFallback = (options: JudgeOptions = {}): Layer.Layer<FallbackJudge, never, ChatModel> =>
  Layer.effect(
    FallbackJudge,
    Effect.map(ChatModel, (model) => over(model, options))
  )
