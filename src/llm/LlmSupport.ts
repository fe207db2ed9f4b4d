/**
 * Finds further support on any language model of one's own machine.
 */
import { Effect, Layer } from "effect"
import { claimsOf } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import { JudgeError, type StageReason } from "../stages/StageError.ts"
import { Support, type SupportRequest, type SupportShape } from "../stages/Support.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import * as Citations from "./Citations.ts"
import { block, json } from "./Delimit.ts"
import * as Fit from "./Fit.ts"
import * as SourceLines from "./SourceLines.ts"
import * as Stage from "./Stage.ts"
import { type SupportAnswer, supportAnswer, supportPrompt } from "./SupportPrompt.ts"

/**
 * The request for the further support of the claims of a persona that cite passages.
 *
 * @internal
 */
export const chatRequest = ({ origin, persona }: SupportRequest, model: Stage.Target, options: Stage.StageOptions) => {
  const maxOutputTokens = options.maxOutputTokens ?? supportPrompt.maxOutputTokens
  const cited = new Set(persona.passages.map(({ id }) => id))
  const offered = [...persona.passages, ...origin.passages.filter(({ id }) => !cited.has(id))]
  const claims = claimsOf(persona).filter(({ evidence }) => evidence.some((id) => cited.has(id)))
  const lines = (citations: Citations.Citations) =>
    claims.map(
      ({ evidence, id, text }) =>
        `${id} cites ${evidence.flatMap((source) => citations.nameOf(source) ?? []).join(", ")}: ${json(text)}`
    )
  const system = `${supportPrompt.system}\n\n${supportPrompt.answer}`
  const all = Citations.of({ counts: [], passages: offered })
  const fitting = Fit.count(
    offered.map((passage) => SourceLines.passage(passage, all.nameOf(passage.id) ?? "")),
    Fit.room(model.contextTokens, maxOutputTokens, [
      system,
      ...SourceLines.questions(offered),
      ...lines(all),
      ...lines(all),
      supportPrompt.task
    ])
  )
  const passages = SourceLines.orderedPassages(offered.slice(0, Math.max(cited.size, fitting)), origin)
  const citations = Citations.of({ counts: [], passages })
  const request: ChatRequest<SupportAnswer> = {
    prompt: supportPrompt.id,
    system: [{ text: system, cacheable: true }],
    user: [
      { text: block(SourceLines.passages(passages, origin, citations)) },
      { text: `${block(["The claims:", ...lines(citations)])}\n\n${supportPrompt.task}` }
    ],
    schema: supportAnswer(
      claims.map(({ id }) => id),
      citations.passages
    ),
    saysShape: true,
    maxOutputTokens,
    expectedOutputTokens: supportPrompt.typicalOutputTokens,
    seed: origin.seed,
    temperature: 0.1
  }
  return { request, citations, claims }
}

const fail = (reason: StageReason) => new JudgeError({ reason })

/**
 * The stage over this model.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Support } from "effect-persona"
 * import { ChatModel, LlmSupport } from "effect-persona/llm"
 *
 * const Stage = Layer.effect(Support, Effect.map(ChatModel, (model) => LlmSupport.over(model)))
 * ```
 */
export const over = (model: ChatModelShape, options: Stage.StageOptions = {}): SupportShape => ({
  ...Stage.identity(model, fail),
  prompt: supportPrompt.id,
  same: (request) =>
    Effect.gen(function* () {
      const failure = yield* LastFailure
      const chat = Stage.askedAfter(failure, model, (target) => chatRequest(request, target, options))
      if (chat.claims.length === 0) return { value: {}, usage: Usage.none }
      const { usage, value } = yield* Effect.mapError(model.complete(chat.request), ({ reason }) => fail(reason))
      const further = chat.claims.map(({ evidence, id }) => {
        const named = (value[id] ?? []).flatMap((name) => chat.citations.idOf(name) ?? [])
        return [id, [...new Set(named)].filter((passage) => !evidence.includes(passage))] as const
      })
      return { value: Object.fromEntries(further), usage }
    })
})

/**
 * A `Support` over the `ChatModel` at hand.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { ChatModel, LlmSupport } from "effect-persona/llm"
 *
 * const supportOf = (model: Layer.Layer<ChatModel>) => LlmSupport.layer().pipe(Layer.provide(model))
 * ```
 */
export const layer = (options: Stage.StageOptions = {}): Layer.Layer<Support, never, ChatModel> =>
  Layer.effect(
    Support,
    Effect.map(ChatModel, (model) => over(model, options))
  )
