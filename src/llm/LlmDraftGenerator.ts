/**
 * Drafts personas on any language model.
 */
import { Effect, Layer } from "effect"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { ChatModel, type ChatModelShape, type ChatRequest } from "./provider/ChatModel.ts"
import { DraftGenerator, type DraftGeneratorShape, FallbackDraftGenerator } from "../stages/DraftGenerator.ts"
import { DraftGeneratorError, type StageReason } from "../stages/StageError.ts"
import * as DataLines from "./DataLines.ts"
import { block } from "./Delimit.ts"
import { DraftAnswer, toContent } from "./DraftAnswer.ts"
import { draftPrompt } from "./DraftPrompt.ts"
import * as Fit from "./Fit.ts"
import * as References from "./References.ts"
import * as Stage from "./Stage.ts"

/** How drafts are asked for. */
export interface DraftOptions extends Stage.StageOptions {
  /** Default 0.8, where the service takes one: drafts of one group should differ. */
  readonly temperature?: number
}

/** What a request becomes: what is sent, and how many of its records that holds. */
export interface DraftChat {
  readonly request: ChatRequest<DraftAnswer>
  readonly records: number
}

/**
 * The request that asks for a draft. Records that do not fit the context are left out, the least central first.
 *
 * @internal
 */
export const chatRequest = (
  request: DraftRequest,
  model: Pick<ChatModelShape, "contextTokens">,
  options: DraftOptions = {}
): DraftChat => {
  const { columns, sample, segment } = request
  const references = References.make(request)
  const maxOutputTokens = options.maxOutputTokens ?? draftPrompt.maxOutputTokens
  const system = `${draftPrompt.system}\n\n${draftPrompt.answer}`
  const study = block(["The columns of the study, with what all participants answered:", ...DataLines.columns(columns)])
  const group = DataLines.group(segment, columns)
  const lines = sample.map((record, index) => DataLines.record(record, `r${index + 1}`, references, columns))
  const records = Fit.count(lines, {
    contextTokens: model.contextTokens,
    outputTokens: maxOutputTokens,
    rest: [system, study, ...group, draftPrompt.task].join("\n")
  })
  const data = block([...group, "Records of the group:", ...lines.slice(0, records)])
  return {
    request: {
      prompt: draftPrompt.id,
      system: [{ text: system }],
      user: [{ text: study, cacheable: true }, { text: `${data}\n\n${draftPrompt.task}` }],
      schema: DraftAnswer,
      maxOutputTokens,
      expectedOutputTokens: draftPrompt.typicalOutputTokens,
      seed: request.seed,
      temperature: options.temperature ?? 0.8
    },
    records
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
export const over = (model: ChatModelShape, options: DraftOptions = {}): DraftGeneratorShape => ({
  ...Stage.identity(model, fail),
  prompt: draftPrompt.id,
  bound: (request) => Stage.bound(model, draftPrompt, chatRequest(request, model, options).request, fail),
  recordsShown: (request) => chatRequest(request, model, options).records,
  draft: (request) =>
    model.complete(chatRequest(request, model, options).request).pipe(
      Effect.map(({ usage, value }) => ({ value: toContent(value, References.make(request)), usage })),
      Effect.mapError(({ reason }) => fail(reason))
    )
})

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
