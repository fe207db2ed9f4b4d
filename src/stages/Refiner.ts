/**
 * The stage that improves a chosen persona, usually on a frontier model and for money.
 */
import { Context, type Effect } from "effect"
import type { Terms } from "../budget/Price.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evaluation } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { PersonaPatch } from "../domain/Patch.ts"
import type { Persona } from "../domain/Persona.ts"
import type { CallLimits, TokenBound } from "../domain/Usage.ts"
import type { Metered, RefinerError } from "./StageError.ts"

/** A chosen persona with what its judge said of it and what it was made from. */
export interface RefineRequest {
  readonly persona: Persona
  readonly evaluation: Evaluation
  readonly origin: DraftRequest
  /** What the attempt has to keep to; only where the `bound` names an `answer`. */
  readonly limits?: CallLimits
}

/** What a refiner does. */
export interface RefinerShape {
  readonly model: ModelInfo
  /** Name and version of the prompt or rules: with another, a stored run does not take over answers. */
  readonly prompt?: string
  /** How its requests are sent, where that changes their price. Left out, plainly. */
  readonly terms?: Terms
  /** The address of the server that is called. Calls to one local server share `concurrency.local`; left out, there is none to spare. */
  readonly server?: string
  /**
   * How many refinements should be in flight at once, where it takes many to work well, as in a batch: stands in place of
   * `concurrency.refine`.
   */
  readonly concurrency?: number
  /** How long one refinement may take, in seconds, where that is unlike a call: stands in place of `deadlineSeconds.refine`. */
  readonly deadlineSeconds?: number
  /** Succeeds where the model can be called now; the pipeline asks once, before the first draft. Left out, it can. */
  readonly available?: Effect.Effect<void, RefinerError>
  /**
   * What has to be asked of the model before the first draft of a run, such as how it is best asked; it may have to be loaded first.
   * Called once, after `available`; where it fails, the model counts as not available.
   */
  readonly prepare?: Effect.Effect<void, RefinerError>
  /** The most tokens that `refine` can use for this request; its price is reserved before the call. */
  readonly bound: (request: RefineRequest) => Effect.Effect<TokenBound, RefinerError>
  /** Makes exactly one attempt and returns only what it changes; an empty patch leaves the persona as it is. */
  readonly refine: (request: RefineRequest) => Effect.Effect<Metered<PersonaPatch>, RefinerError>
}

/**
 * Improves a chosen persona. The result is checked against the sources and judged again; the better version is kept.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Refiner, Usage } from "effect-persona"
 *
 * const Shouting = Layer.succeed(Refiner, {
 *   model: { provider: "acme", model: "editor-1", location: "local" },
 *   bound: () => Effect.succeed(Usage.unbilled),
 *   refine: ({ persona }) => Effect.succeed({ value: { title: persona.title.toUpperCase() }, usage: Usage.none })
 * })
 * ```
 */
export class Refiner extends Context.Service<Refiner, RefinerShape>()("effect-persona/Refiner") {}
