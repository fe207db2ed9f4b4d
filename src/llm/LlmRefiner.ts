/**
 * Refines personas on any language model, by edits.
 *
 * The model sees the persona, its weak criteria, the reasons and the passages that the persona cites: not the sample. So a
 * refinement sends little, and little of the data leaves the machine.
 */
import { Effect, Layer } from "effect"
import { Criteria, standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { AnswerRange } from "../domain/Usage.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import { type RefineRequest, Refiner, type RefinerShape } from "../stages/Refiner.ts"
import { billed, InvalidOutput, RefinerError, type StageReason } from "../stages/StageError.ts"
import { block, json } from "./Delimit.ts"
import { toPatch } from "./Edits.ts"
import { weakest } from "./LlmJudge.ts"
import * as PersonaLines from "./PersonaLines.ts"
import type { Prompt } from "./Prompt.ts"
import { passages, RefineAnswer } from "./RefineAnswer.ts"
import { refinePrompt } from "./RefinePrompt.ts"
import * as Stage from "./Stage.ts"

/** How refinements are asked for. */
export interface RefineOptions extends Stage.StageOptions {
  /** Where the service takes one. Default 0.3: few liberties. */
  readonly temperature?: number
}

/**
 * The request that asks for edits.
 *
 * @internal
 */
export const chatRequest = (
  { evaluation, limits, origin, persona }: RefineRequest,
  options: RefineOptions = {},
  criteria: ReadonlyArray<Criterion> = standard
): ChatRequest<RefineAnswer> => {
  const prompt = refinePrompt(criteria)
  const labels = new Map(origin.columns.map(({ label, name }) => [name, label]))
  const cited = passages(persona).map((each, index) => {
    const claims = persona.evidence
      .filter(({ field, recordId, text }) => field === each.field && recordId === each.recordId && text === each.text)
      .map(({ claim }) => claim)
    const asked = labels.get(each.field)
    return `e${index + 1}: ${json(each.text)}${asked === undefined ? "" : `, to ${json(asked)}`}, for ${json(claims)}`
  })
  const data = block([
    ...PersonaLines.content(persona),
    "The passages of the records that it rests on:",
    ...cited,
    `Its weakest scores: ${weakest(evaluation)
      .map(([criterion, score]) => `${criterion} ${score.toFixed(2)}`)
      .join(", ")}.`,
    ...(evaluation.remarks.length === 0 ? [] : ["What the judge found wrong:"]),
    ...evaluation.remarks.map(({ claim, criterion, text }) => `- ${criterion}, ${json(claim)}: ${json(text)}`)
  ])
  return {
    prompt: prompt.id,
    system: [{ text: `${prompt.system}\n\n${prompt.answer}`, cacheable: limits?.caching ?? true }],
    user: [{ text: `${data}\n\n${prompt.task}` }],
    schema: RefineAnswer,
    maxOutputTokens: limits?.answerTokens ?? roomFor(prompt, options).usual,
    expectedOutputTokens: prompt.typicalOutputTokens,
    seed: origin.seed,
    temperature: options.temperature ?? 0.3
  }
}

/** An edit with its place and its evidence: with less room than this for a patch, most would be cut and paid for in vain. */
const SHORTEST_PATCH = 100

/**
 * The room for a patch. What is reserved for one call is not there for another, so it is at first twice what a patch typically takes,
 * and the whole room of the prompt only for what was cut.
 */
const roomFor = ({ maxOutputTokens, typicalOutputTokens }: Prompt, options: RefineOptions): AnswerRange => {
  const most = options.maxOutputTokens ?? maxOutputTokens
  const usual = Math.min(most, 2 * typicalOutputTokens)
  return { least: Math.min(usual, SHORTEST_PATCH), usual, most }
}

const fail = (reason: StageReason) => new RefinerError({ reason })

/**
 * A refiner over this model. It reads the criteria of the run it refines for.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Refiner } from "effect-persona"
 * import { ChatModel, LlmRefiner } from "effect-persona/llm"
 *
 * const Stage = Layer.effect(
 *   Refiner,
 *   Effect.map(ChatModel, (model) => LlmRefiner.over(model, { maxOutputTokens: 1500 }))
 * )
 * ```
 */
export const over = (model: ChatModelShape, options: RefineOptions = {}): RefinerShape => ({
  ...Stage.identity(model, fail),
  bound: (request) =>
    Effect.flatMap(Criteria, (criteria) => {
      const prompt = refinePrompt(criteria)
      return Effect.map(Stage.bound(model, prompt, chatRequest(request, options, criteria), fail), (bound) => ({
        ...bound,
        answer: roomFor(prompt, options)
      }))
    }),
  refine: (request) =>
    Criteria.pipe(
      Effect.flatMap((criteria) => model.complete(chatRequest(request, options, criteria))),
      Effect.mapError(({ reason }) => fail(reason)),
      Effect.flatMap(({ usage, value }) => {
        const { patch, unreadable } = toPatch(request.persona, value)
        return unreadable > 0 && unreadable === value.edits.length
          ? Effect.fail(fail(new InvalidOutput({ message: noEditApplies(model, unreadable), billing: billed(usage) })))
          : Effect.succeed({ value: patch, usage })
      })
    )
})

const noEditApplies = ({ model }: ChatModelShape, edits: number): string =>
  `${model.provider}/${model.model} gave ${edits} edit${edits === 1 ? "" : "s"}, and none of a place that the persona has. Another attempt may do better; if it happens often, take another model to refine with.`

/**
 * A `Refiner` over the `ChatModel` at hand.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { ChatModel, LlmRefiner } from "effect-persona/llm"
 *
 * const refinerOf = (model: Layer.Layer<ChatModel>) => LlmRefiner.layer().pipe(Layer.provide(model))
 * ```
 */
export const layer = (options: RefineOptions = {}): Layer.Layer<Refiner, never, ChatModel> =>
  Layer.effect(
    Refiner,
    Effect.map(ChatModel, (model) => over(model, options))
  )
