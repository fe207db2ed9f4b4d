/**
 * Drafts personas on any language model.
 */
import { Effect, Layer } from "effect"
import { memoise } from "../corpus/Memoise.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import { DraftGenerator, type DraftGeneratorShape, FallbackDraftGenerator } from "../stages/DraftGenerator.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import { DraftGeneratorError, type StageReason } from "../stages/StageError.ts"
import * as Citations from "./Citations.ts"
import { block } from "./Delimit.ts"
import { answerCiting, DraftAnswer, toContent } from "./DraftAnswer.ts"
import { draftPrompt, noKinds } from "./DraftPrompt.ts"
import * as Fit from "./Fit.ts"
import * as SourceLines from "./SourceLines.ts"
import * as Stage from "./Stage.ts"

/** How drafts are asked for. */
export interface DraftOptions extends Stage.StageOptions {
  /** Default 0.8, where the service takes one: drafts of one group should differ. */
  readonly temperature?: number
}

/** What a request becomes: what is sent, and what its names mean. */
export interface DraftChat {
  readonly request: ChatRequest<DraftAnswer>
  readonly citations: Citations.Citations
}

/**
 * The request that asks for a draft. What all drafts of a run share comes first, then what those of a segment share, then the
 * passages, so that a server that keeps the beginning of a prompt reads it once. Passages that do not fit the context are left out,
 * the least central first.
 *
 * @internal
 */
export const chatRequest = (request: DraftRequest, model: Stage.Target, options: DraftOptions = {}): DraftChat => {
  const maxOutputTokens = options.maxOutputTokens ?? draftPrompt.maxOutputTokens
  const system = `${draftPrompt.system}\n\n${draftPrompt.answer}`
  const task = request.verdict === "kinds" ? draftPrompt.task : `${draftPrompt.task} ${noKinds}`
  const counts = SourceLines.orderedCounts(request.counts, request)
  const group = (citations: Citations.Citations) =>
    block([...SourceLines.group(request), ...SourceLines.counts(counts, request, citations)])
  const all = Citations.of({ counts, passages: request.passages })
  const fitting = Fit.count(
    request.passages.map((passage) => SourceLines.passage(passage, all.nameOf(passage.id) ?? "")),
    Fit.room(model.contextTokens, maxOutputTokens, [
      system,
      group(all),
      ...SourceLines.questions(request.passages),
      task,
      Stage.shapeOf(DraftAnswer)
    ])
  )
  // A draft of nothing is useless: if even one is too long, the provider refuses the prompt and says so.
  const central = request.passages.slice(0, Math.max(1, fitting))
  // What all drafts of the segment are shown stands before what they are not.
  const passages = [central.slice(0, request.common), central.slice(request.common)].flatMap((some) =>
    SourceLines.orderedPassages(some, request)
  )
  const shown = { counts, passages }
  const citations = Citations.of(shown)
  const said = passages.length === 0 ? "" : `${block(SourceLines.passages(passages, request, citations))}\n\n`
  return {
    request: {
      prompt: draftPrompt.id,
      system: [{ text: system, cacheable: true }],
      user: [{ text: group(citations) }, { text: `${said}${task}` }],
      schema: model.model.location === "local" ? answerCiting(citations, shown, request) : DraftAnswer,
      saysShape: true,
      maxOutputTokens,
      expectedOutputTokens: draftPrompt.typicalOutputTokens,
      seed: request.seed,
      temperature: options.temperature ?? 0.8
    },
    citations
  }
}

const fail = (reason: StageReason) => new DraftGeneratorError({ reason })

/**
 * A draft generator over this model.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { DraftGenerator } from "effect-persona"
 * import { ChatModel, LlmDraftGenerator } from "effect-persona/llm"
 *
 * const Stage = Layer.effect(
 *   DraftGenerator,
 *   Effect.map(ChatModel, (model) => LlmDraftGenerator.over(model, { maxOutputTokens: 1500 }))
 * )
 * ```
 */
export const over = (model: ChatModelShape, options: DraftOptions = {}): DraftGeneratorShape => {
  // One shape for one request, however often it is asked: a provider lowers each once.
  const first = memoise((request: DraftRequest) => chatRequest(request, model, options))
  const chat = (request: DraftRequest, failure: StageReason | null) =>
    failure === null
      ? first(request)
      : Stage.askedAfter(failure, model, (target) => chatRequest(request, target, options))
  return {
    ...Stage.identity(model, fail),
    prompt: draftPrompt.id,
    bound: (request) =>
      Effect.flatMap(LastFailure, (failure) => Stage.bound(model, draftPrompt, chat(request, failure).request, fail)),
    passagesShown: (request, failure = null) => chat(request, failure).citations.passages.length,
    draft: (request) =>
      Effect.gen(function* () {
        const { citations, request: asked } = chat(request, yield* LastFailure)
        const answer = yield* Effect.mapError(model.complete(asked), ({ reason }) => fail(reason))
        return {
          value: toContent(answer.value, citations, request),
          ...(answer.repaired === true && { repaired: true }),
          usage: answer.usage
        }
      })
  }
}

/**
 * A `DraftGenerator` over the `ChatModel` at hand.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { ChatModel, LlmDraftGenerator } from "effect-persona/llm"
 *
 * // Any model: here one that the app made itself.
 * const draftsOf = (model: Layer.Layer<ChatModel>) =>
 *   LlmDraftGenerator.layer({ maxOutputTokens: 3000 }).pipe(Layer.provide(model))
 * ```
 */
export const layer = (options: DraftOptions = {}): Layer.Layer<DraftGenerator, never, ChatModel> =>
  Layer.effect(
    DraftGenerator,
    Effect.map(ChatModel, (model) => over(model, options))
  )

/**
 * The same as a `FallbackDraftGenerator`: it stands in where the `DraftGenerator` is not available.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { type ChatModel, LlmDraftGenerator } from "effect-persona/llm"
 *
 * const fallbackOver = (model: Layer.Layer<ChatModel>) => LlmDraftGenerator.layerFallback().pipe(Layer.provide(model))
 * ```
 */
export const layerFallback = (options: DraftOptions = {}): Layer.Layer<FallbackDraftGenerator, never, ChatModel> =>
  Layer.effect(
    FallbackDraftGenerator,
    Effect.map(ChatModel, (model) => over(model, options))
  )
