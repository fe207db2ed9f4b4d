/**
 * Drafts personas by rules: what was counted is said, what was said is quoted.
 */
import { Effect, Layer } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import { DraftGenerator } from "../stages/DraftGenerator.ts"
import * as DraftContent from "./DraftContent.ts"

/**
 * The rules as a model's identity.
 *
 * @internal
 */
export const model: ModelInfo = { provider: "embedded", model: "embedded-draft", location: "local" }

/**
 * Name and version of the rules.
 *
 * @internal
 */
export const prompt = "embedded-draft@2"

/**
 * A `DraftGenerator` by rules: free, offline, and the same again for the same request. It never fails; what the data does not hold
 * stays out of the draft.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { DraftGenerator, type DraftRequest } from "effect-persona"
 * import { EmbeddedDraftGenerator } from "effect-persona/embedded"
 *
 * const titleOf = (request: DraftRequest) =>
 *   DraftGenerator.pipe(
 *     Effect.flatMap((drafts) => drafts.draft(request)),
 *     Effect.map(({ value }) => value.title),
 *     Effect.provide(EmbeddedDraftGenerator.layer)
 *   )
 * ```
 */
export const layer: Layer.Layer<DraftGenerator> = Layer.succeed(DraftGenerator, {
  model,
  prompt,
  bound: () => Effect.succeed(Usage.unbilled),
  draft: (request) => Effect.sync(() => ({ value: DraftContent.of(request), usage: Usage.none }))
})
