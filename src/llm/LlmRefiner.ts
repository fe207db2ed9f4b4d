/**
 * Refines personas on any language model, by edits.
 *
 * The model sees the persona, its weak criteria, the reasons, what the persona cites and a little of what it could cite. So a
 * refinement sends little, and little of the data leaves the machine.
 */
import { Effect, Layer } from "effect"
import { Criteria, standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import * as Patch from "../domain/Patch.ts"
import { claimsOf, type Persona } from "../domain/Persona.ts"
import type { AnswerRange } from "../domain/Usage.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import { type RefineRequest, Refiner, type RefinerShape } from "../stages/Refiner.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import { billed, InvalidOutput, RefinerError, type StageReason } from "../stages/StageError.ts"
import * as Citations from "./Citations.ts"
import { block, json } from "./Delimit.ts"
import * as Fit from "./Fit.ts"
import { weakest } from "./LlmJudge.ts"
import * as PersonaLines from "./PersonaLines.ts"
import type { Prompt } from "./Prompt.ts"
import { answerAbout, RefineAnswer, toPatch } from "./RefineAnswer.ts"
import { refinePrompt } from "./RefinePrompt.ts"
import * as SourceLines from "./SourceLines.ts"
import * as Stage from "./Stage.ts"

/** How refinements are asked for. */
export interface RefineOptions extends Stage.StageOptions {
  /** Where the service takes one. Default 0.3: few liberties. */
  readonly temperature?: number
}

/** So many tokens of what a persona does not cite yet are shown: enough to mend it with, and cheap. */
const ROOM_FOR_OTHERS = 300

/** What a request becomes: what is sent, and what its names mean. */
export interface RefineChat {
  readonly request: ChatRequest<RefineAnswer>
  readonly citations: Citations.Citations
}

/**
 * What a persona cites, then what it could cite: counts that set its segment apart and it does not tell, and the most central
 * passages, as far as there is room.
 */
const offered = ({ origin, persona }: RefineRequest, tokens: number): SourceLines.Sources => {
  const own = citedBy(persona)
  const cited = new Set([...own.counts, ...own.passages].map(({ id }) => id))
  const isNew = ({ id }: { readonly id: string }) => !cited.has(id)
  const counts = origin.counts.filter((count) => isNew(count) && origin.contrasts.includes(count.id))
  const passages = origin.passages.filter(isNew)
  const lines = [
    ...counts.map((count) => SourceLines.count(count, "c10", true)),
    ...passages.map((passage) => SourceLines.passage(passage, "p10"))
  ]
  const fitting = Fit.count(lines, Math.min(ROOM_FOR_OTHERS, tokens))
  return {
    counts: SourceLines.orderedCounts([...own.counts, ...counts.slice(0, fitting)], origin),
    passages: SourceLines.orderedPassages(
      [...own.passages, ...passages.slice(0, Math.max(0, fitting - counts.length))],
      origin
    )
  }
}

/** What the claims and quotes of a persona cite. What only its facts are counted by is of no use in a claim. */
const citedBy = (persona: Persona): SourceLines.Sources => {
  const ids = new Set([
    ...claimsOf(persona).flatMap(({ evidence }) => evidence),
    ...persona.quotes.map(({ passage }) => passage)
  ])
  return {
    counts: persona.counts.filter(({ id }) => ids.has(id)),
    passages: persona.passages.filter(({ id }) => ids.has(id))
  }
}

/**
 * The request that asks for edits.
 *
 * @internal
 */
export const chatRequest = (
  request: RefineRequest,
  model: Stage.Target,
  options: RefineOptions = {},
  criteria: ReadonlyArray<Criterion> = standard
): RefineChat => {
  const { evaluation, limits, origin, persona } = request
  const prompt = refinePrompt(criteria)
  const maxOutputTokens = limits?.answerTokens ?? roomFor(prompt, options, model).usual
  const system = `${prompt.system}\n\n${prompt.answer}`
  const lay = ({ counts, passages }: SourceLines.Sources, citations: Citations.Citations) =>
    block([
      ...SourceLines.group(origin),
      ...SourceLines.counts(counts, origin, citations),
      ...SourceLines.passages(passages, origin, citations),
      ...PersonaLines.of(persona, citations),
      `Its weakest scores: ${weakest(evaluation)
        .map(([criterion, score]) => `${criterion} ${score.toFixed(2)}`)
        .join(", ")}.`,
      ...(evaluation.remarks.length === 0 ? [] : ["What the judge found wrong:"]),
      ...evaluation.remarks.map(({ claim, criterion, text }) => `- ${criterion}, ${json(claim)}: ${json(text)}`)
    ])
  const own = lay(citedBy(persona), Citations.of(citedBy(persona)))
  const room = Fit.room(model.contextTokens, maxOutputTokens, [system, own, prompt.task, Stage.shapeOf(RefineAnswer)])
  const sources = offered(request, room)
  const citations = Citations.of(sources)
  return {
    request: {
      prompt: prompt.id,
      system: [{ text: system, cacheable: limits?.caching ?? true }],
      user: [{ text: `${lay(sources, citations)}\n\n${prompt.task}` }],
      schema: model.model.location === "local" ? answerAbout(persona, citations) : RefineAnswer,
      saysShape: true,
      maxOutputTokens,
      expectedOutputTokens: prompt.typicalOutputTokens,
      seed: origin.seed,
      temperature: options.temperature ?? 0.3
    },
    citations
  }
}

/** An edit with what it cites: with less room than this for a patch, most would be cut and paid for in vain. */
const SHORTEST_PATCH = 100

/**
 * The room for a patch. What is reserved for one call is not there for another, so it is at first twice what a patch typically takes,
 * and the whole room of the prompt only for what was cut.
 */
const roomFor = (
  { maxOutputTokens, typicalOutputTokens }: Prompt,
  options: RefineOptions,
  { model: { location } }: Pick<Stage.Target, "model">
): AnswerRange => {
  const most = options.maxOutputTokens ?? maxOutputTokens
  // A local model costs nothing, so all of the room is there at once.
  const usual = location === "local" ? most : Math.min(most, 2 * typicalOutputTokens)
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
export const over = (model: ChatModelShape, options: RefineOptions = {}): RefinerShape => {
  const asked = (request: RefineRequest, criteria: ReadonlyArray<Criterion>, failure: StageReason | null) =>
    Stage.askedAfter(failure, model, (target) => chatRequest(request, target, options, criteria))
  return {
    ...Stage.identity(model, fail),
    prompt: refinePrompt(standard).id,
    bound: (request) =>
      Effect.gen(function* () {
        const criteria = yield* Criteria
        const prompt = refinePrompt(criteria)
        const chat = asked(request, criteria, yield* LastFailure)
        const bound = yield* Stage.bound(model, prompt, chat.request, fail)
        return { ...bound, answer: roomFor(prompt, options, model) }
      }),
    refine: (request) =>
      Effect.gen(function* () {
        const chat = asked(request, yield* Criteria, yield* LastFailure)
        const { usage, value } = yield* Effect.mapError(model.complete(chat.request), ({ reason }) => fail(reason))
        const { patch, unreadable } = toPatch(request.persona, value, chat.citations, [
          ...request.persona.passages,
          ...request.origin.passages
        ])
        if (unreadable === 0 || !Patch.isEmpty(patch)) return { value: patch, usage }
        return yield* Effect.fail(
          fail(
            new InvalidOutput({
              message: noEditApplies(model, unreadable),
              problem: "none of its edits names something that the persona has",
              billing: billed(usage)
            })
          )
        )
      })
  }
}

const noEditApplies = ({ model }: ChatModelShape, edits: number): string =>
  `${model.provider}/${model.model} gave ${edits} edit${edits === 1 ? "" : "s"}, and none that can be applied to the persona. Another attempt may do better; if it happens often, take another model to refine with.`

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
