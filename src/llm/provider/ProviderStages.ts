/**
 * The three model stages of a provider, made from its ChatModel: drafting, judging and refining are the same on every model.
 */
import { type Config, Layer } from "effect"
import type { DraftGenerator, FallbackDraftGenerator } from "../../stages/DraftGenerator.ts"
import type { FallbackJudge, Judge } from "../../stages/Judge.ts"
import type { Refiner } from "../../stages/Refiner.ts"
import * as LlmDraftGenerator from "../LlmDraftGenerator.ts"
import * as LlmJudge from "../LlmJudge.ts"
import * as LlmRefiner from "../LlmRefiner.ts"
import type { ChatModel } from "./ChatModel.ts"

/** The layers of a stage on a provider. */
export interface StageLayers<Stage, Options, ConfigOptions> {
  /** The stage, with everything said in the options. */
  readonly layer: (options?: Options) => Layer.Layer<Stage>
  /** The stage, with the server's address and the key from the environment. */
  readonly layerConfig: (options?: ConfigOptions) => Layer.Layer<Stage, Config.ConfigError>
}

/** The layers of a stage that can also stand in where the local one is not available; the result then has a warning. */
export interface FallbackLayers<Stage, Fallback, Options, ConfigOptions> extends StageLayers<
  Stage,
  Options,
  ConfigOptions
> {
  /** The stage as a fallback, with everything said in the options. */
  readonly layerFallback: (options?: Options) => Layer.Layer<Fallback>
  /** The stage as a fallback, with the server's address and the key from the environment. */
  readonly layerFallbackConfig: (options?: ConfigOptions) => Layer.Layer<Fallback, Config.ConfigError>
}

/** The three stages of a provider; each takes the options of the model and its own. */
export interface ProviderStages<Options, ConfigOptions> {
  readonly draftGenerator: FallbackLayers<
    DraftGenerator,
    FallbackDraftGenerator,
    Options & LlmDraftGenerator.DraftOptions,
    ConfigOptions & LlmDraftGenerator.DraftOptions
  >
  readonly judge: FallbackLayers<
    Judge,
    FallbackJudge,
    Options & LlmJudge.JudgeOptions,
    ConfigOptions & LlmJudge.JudgeOptions
  >
  readonly refiner: StageLayers<Refiner, Options & LlmRefiner.RefineOptions, ConfigOptions & LlmRefiner.RefineOptions>
}

/**
 * The stages of a provider whose ChatModel has these layers.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { StageError } from "effect-persona"
 * import { byteBound, ChatModel, ChatModelError, providerStages } from "effect-persona/llm/provider"
 *
 * const silent = new StageError.Unavailable({ message: "Acme does not answer yet.", billing: StageError.notBilled })
 *
 * const layer = ({ model = "small-1" }: { readonly model?: string } = {}): Layer.Layer<ChatModel> =>
 *   Layer.succeed(ChatModel, {
 *     model: { provider: "acme", model, location: "local" },
 *     available: Effect.void,
 *     contextTokens: null,
 *     bound: (request) => Effect.succeed(byteBound(JSON.stringify([request.system, request.user]), request)),
 *     complete: () => Effect.fail(new ChatModelError({ reason: silent }))
 *   })
 *
 * export const { draftGenerator, judge, refiner } = providerStages({ layer, layerConfig: layer })
 *
 * const Judgements = judge.layer({ model: "large-1" })
 * ```
 */
export const providerStages = <Options, ConfigOptions>(
  model: StageLayers<ChatModel, Options, ConfigOptions>
): ProviderStages<Options, ConfigOptions> => ({
  draftGenerator: {
    layer: (options) => LlmDraftGenerator.layer(options).pipe(Layer.provide(model.layer(options))),
    layerConfig: (options) => LlmDraftGenerator.layer(options).pipe(Layer.provide(model.layerConfig(options))),
    layerFallback: (options) => LlmDraftGenerator.layerFallback(options).pipe(Layer.provide(model.layer(options))),
    layerFallbackConfig: (options) =>
      LlmDraftGenerator.layerFallback(options).pipe(Layer.provide(model.layerConfig(options)))
  },
  judge: {
    layer: (options) => LlmJudge.layer(options).pipe(Layer.provide(model.layer(options))),
    layerConfig: (options) => LlmJudge.layer(options).pipe(Layer.provide(model.layerConfig(options))),
    layerFallback: (options) => LlmJudge.layerFallback(options).pipe(Layer.provide(model.layer(options))),
    layerFallbackConfig: (options) => LlmJudge.layerFallback(options).pipe(Layer.provide(model.layerConfig(options)))
  },
  refiner: {
    layer: (options) => LlmRefiner.layer(options).pipe(Layer.provide(model.layer(options))),
    layerConfig: (options) => LlmRefiner.layer(options).pipe(Layer.provide(model.layerConfig(options)))
  }
})
