/**
 * The stage that writes a persona from counted answers and passages.
 */
import { Context, type Effect } from "effect"
import type { Terms } from "../budget/Price.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { PersonaContent } from "../domain/Persona.ts"
import type { TokenBound } from "../domain/Usage.ts"
import type { DraftGeneratorError, Metered, StageReason } from "./StageError.ts"

/** What a draft generator does. */
export interface DraftGeneratorShape {
  readonly model: ModelInfo
  /** How its requests are sent, where that changes their price. Left out, plainly. */
  readonly terms?: Terms
  /** The address of the server that is called. Calls to one local server share `concurrency.local`; left out, there is none to spare. */
  readonly server?: string
  /** Name and version of the prompt or rules, for the provenance of each draft. */
  readonly prompt: string
  /** Succeeds where the model can be called now; the pipeline asks once, before the first draft. Left out, it can. */
  readonly available?: Effect.Effect<void, DraftGeneratorError>
  /**
   * What has to be asked of the model before the first draft of a run, such as how it is best asked; it may have to be loaded first.
   * Called once, after `available`; where it fails, the model counts as not available.
   */
  readonly prepare?: Effect.Effect<void, DraftGeneratorError>
  /** The most tokens that `draft` can use for this request, retries not included. */
  readonly bound: (request: DraftRequest) => Effect.Effect<TokenBound, DraftGeneratorError>
  /** How many of the passages the model is shown, where its context does not hold all, after this failure. Left out, all. */
  readonly passagesShown?: (request: DraftRequest, failure?: StageReason | null) => number
  /** Makes exactly one attempt: deadlines, retries and the budget are the pipeline's. */
  readonly draft: (request: DraftRequest) => Effect.Effect<Metered<PersonaContent>, DraftGeneratorError>
}

/**
 * Writes a persona from counted answers and passages. Give the app another with `Layer.succeed(DraftGenerator, { … })`.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { DraftGenerator, StageError, Usage } from "effect-persona"
 *
 * const Unplugged = Layer.succeed(DraftGenerator, {
 *   model: { provider: "acme", model: "small-1", location: "local" },
 *   prompt: "acme-draft@1",
 *   bound: () => Effect.succeed(Usage.unbilled),
 *   draft: () =>
 *     Effect.fail(
 *       new StageError.DraftGeneratorError({
 *         reason: new StageError.Unavailable({
 *           message: "The Acme model is not plugged in: plug it in and run again.",
 *           billing: StageError.notBilled
 *         })
 *       })
 *     )
 * })
 * ```
 */
export class DraftGenerator extends Context.Service<DraftGenerator, DraftGeneratorShape>()(
  "effect-persona/DraftGenerator"
) {}

/**
 * The draft generator that stands in, with a warning, when `DraftGenerator` is not available and `useFrontier` is true. Optional:
 * without it such a run fails with `LocalProviderUnavailable`.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { DraftGenerator, FallbackDraftGenerator } from "effect-persona"
 * import { EmbeddedDraftGenerator } from "effect-persona/embedded"
 *
 * // Where the local model is down, the rules draft instead.
 * const Fallback = Layer.effect(FallbackDraftGenerator, Effect.provide(DraftGenerator, EmbeddedDraftGenerator.layer))
 * ```
 */
export class FallbackDraftGenerator extends Context.Service<FallbackDraftGenerator, DraftGeneratorShape>()(
  "effect-persona/FallbackDraftGenerator"
) {}
