/**
 * The three model stages of a provider, made from its ChatModel: drafting, judging and refining are the same on every model.
 */
import { type Config, Layer } from "effect"
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

/** The stage, on a model that is made with these options and those of the stage. */
const stageOn = <Stage, StageOptions, Options, ConfigOptions>(
  stage: (options?: StageOptions) => Layer.Layer<Stage, never, ChatModel>,
  model: StageLayers<ChatModel, Options, ConfigOptions>
): StageLayers<Stage, Options & StageOptions, ConfigOptions & StageOptions> => ({
  layer: (options) => Layer.provide(stage(options), model.layer(options)),
  layerConfig: (options) => Layer.provide(stage(options), model.layerConfig(options))
})

const withFallback = <Stage, Fallback, Options, ConfigOptions>(
  stage: StageLayers<Stage, Options, ConfigOptions>,
  { layer, layerConfig }: StageLayers<Fallback, Options, ConfigOptions>
): FallbackLayers<Stage, Fallback, Options, ConfigOptions> => ({
  ...stage,
  layerFallback: layer,
  layerFallbackConfig: layerConfig
})

/**
 * The three stages of a provider whose ChatModel has these layers; each takes the options of the model and its own.
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
export const providerStages = <Options, ConfigOptions>(model: StageLayers<ChatModel, Options, ConfigOptions>) => ({
  draftGenerator: withFallback(
    stageOn(LlmDraftGenerator.layer, model),
    stageOn(LlmDraftGenerator.layerFallback, model)
  ),
  judge: withFallback(stageOn(LlmJudge.layer, model), stageOn(LlmJudge.layerFallback, model)),
  refiner: stageOn(LlmRefiner.layer, model)
})
