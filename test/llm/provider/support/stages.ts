/**
 * The least stages over a ChatModel with which a model call goes through a whole run: drafts from Ollama, refinements from
 * Anthropic, all else as in the tests of the pipeline.
 */
import { Effect, Layer, Stream } from "effect"
import type { ChatModelShape } from "../../../../src/llm/provider/ChatModel.ts"
import * as HybridPipeline from "../../../../src/pipeline/HybridPipeline.ts"
import type { HybridConfigInput } from "../../../../src/pipeline/HybridConfig.ts"
import { CostMeter } from "../../../../src/stages/CostMeter.ts"
import { DraftGeneratorError, RefinerError } from "../../../../src/stages/StageError.ts"
import * as T from "../../../pipeline/fixtures.ts"
import { request } from "./request.ts"

/** Asks the model for a portrait, and drafts what the tests of the pipeline draft, under its name. */
export const drafterOver = (model: ChatModelShape) =>
  T.drafter({
    model: model.model,
    bound: () => Effect.mapError(model.bound(request), ({ reason }) => new DraftGeneratorError({ reason })),
    draft: (asked) =>
      model.complete(request).pipe(
        Effect.map(({ usage, value }) => ({ value: { ...T.content(asked), name: value.name }, usage })),
        Effect.mapError(({ reason }) => new DraftGeneratorError({ reason }))
      )
  })

/** Asks the model for a portrait, and puts its name into the title. */
export const refinerOver = (model: ChatModelShape) =>
  T.refiner({
    model: model.model,
    bound: () => Effect.mapError(model.bound(request), ({ reason }) => new RefinerError({ reason })),
    refine: ({ persona }) =>
      model.complete(request).pipe(
        Effect.map(({ usage, value }) => ({ value: { title: `${persona.title}, by ${value.name}` }, usage })),
        Effect.mapError(({ reason }) => new RefinerError({ reason }))
      )
  })

/** A run of a few personas over these stages. */
export const run = (
  stages: Parameters<typeof T.layer>[0],
  config: HybridConfigInput = {},
  meter: Layer.Layer<CostMeter> = CostMeter.layer
) =>
  HybridPipeline.generate(Stream.fromIterable(T.people(12)), {
    count: 3,
    segments: { minSize: 1 },
    draftMultiplier: 1,
    qualityThreshold: 0,
    retry: { attempts: 3, baseDelayMillis: 1, maxDelayMillis: 50 },
    ...config
  }).pipe(Effect.provide(Layer.mergeAll(T.layer(stages), meter)))
