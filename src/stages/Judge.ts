/**
 * The stage that scores a persona against its sources.
 */
import { Context, type Effect, Schema } from "effect"
import type { Terms } from "../budget/Price.ts"
import type { Dropped } from "../domain/Draft.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evaluation, Remark } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { Persona } from "../domain/Persona.ts"
import type { TokenBound } from "../domain/Usage.ts"
import type { JudgeError, Metered } from "./StageError.ts"

/** A persona to be judged, with what it was made from. It has passed the evidence gate: what it cites is there. */
export interface JudgeRequest {
  readonly persona: Persona
  /** What the gate dropped of the draft. It counts against the persona. */
  readonly dropped: Dropped
  readonly origin: DraftRequest
}

/** A judged persona that is about to be refined. */
export interface ExplainRequest extends JudgeRequest {
  readonly evaluation: Evaluation
}

/** Two versions of a persona. */
export interface CompareRequest {
  readonly first: Persona
  readonly second: Persona
  readonly origin: DraftRequest
}

/** Which of two versions is better. */
export const Better = Schema.Literals(["first", "second", "same"])

/** Which of two versions is better. */
export type Better = typeof Better.Type

/** What a judge does. */
export interface JudgeShape {
  readonly model: ModelInfo
  /** Name and version of the prompt or rules: with another, a stored run does not take over answers. */
  readonly prompt?: string
  /** How its requests are sent, where that changes their price. Left out, plainly. */
  readonly terms?: Terms
  /** The address of the server that is called. Calls to one local server share `concurrency.local`; left out, there is none to spare. */
  readonly server?: string
  /** Succeeds where the model can be called now. Left out, it can. */
  readonly available?: Effect.Effect<void, JudgeError>
  /**
   * What has to be asked of the model before the first draft of a run, such as how it is best asked; it may have to be loaded first.
   * Called once, after `available`; where it fails, the model counts as not available.
   */
  readonly prepare?: Effect.Effect<void, JudgeError>
  /** The most tokens that `evaluate` can use for this request. */
  readonly bound: (request: JudgeRequest) => Effect.Effect<TokenBound, JudgeError>
  /** Makes exactly one attempt. The same request must be judged alike, whatever else is running. */
  readonly evaluate: (request: JudgeRequest) => Effect.Effect<Metered<Evaluation>, JudgeError>
  /**
   * Says why, for a refiner to mend: asked only about what is about to be refined, because reasons written before scores narrow
   * them, and most drafts never need any. Left out, the remarks of the evaluation are what the refiner gets.
   */
  readonly explain?: {
    /** The most tokens that `remarks` can use for this request. */
    readonly bound: (request: ExplainRequest) => Effect.Effect<TokenBound, JudgeError>
    /** Makes exactly one attempt. Where it fails, the persona is refined without reasons. */
    readonly remarks: (request: ExplainRequest) => Effect.Effect<Metered<ReadonlyArray<Remark>>, JudgeError>
  }
  /**
   * Says which of two versions is better: a refined version stays only where it is better in whichever order the two are shown. Left out,
   * the scores decide, and a difference below the judge's own noise decides nothing.
   */
  readonly compare?: {
    /** The most tokens that `better` can use for this request. */
    readonly bound: (request: CompareRequest) => Effect.Effect<TokenBound, JudgeError>
    /** Makes exactly one attempt. */
    readonly better: (request: CompareRequest) => Effect.Effect<Metered<Better>, JudgeError>
  }
}

/**
 * Scores a persona against its sources on each of the criteria, from 0 to 1.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Judge, Usage } from "effect-persona"
 *
 * // Whoever has more evidence is better.
 * const Counting = Layer.succeed(Judge, {
 *   model: { provider: "acme", model: "counter", location: "local" },
 *   bound: () => Effect.succeed(Usage.unbilled),
 *   evaluate: ({ persona }) => {
 *     const score = Math.min(1, persona.passages.length / 10)
 *     return Effect.succeed({
 *       value: {
 *         scores: { groundedness: score },
 *         overall: score,
 *         method: "rules",
 *         remarks: [],
 *         checks: [],
 *         judge: { provider: "acme", model: "counter", location: "local" }
 *       },
 *       usage: Usage.none
 *     })
 *   }
 * })
 * ```
 */
export class Judge extends Context.Service<Judge, JudgeShape>()("effect-persona/Judge") {}

/**
 * The judge that stands in, with a warning, when `Judge` is not available and `useFrontier` is true. Optional.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { FallbackJudge, Judge } from "effect-persona"
 * import { EmbeddedJudge } from "effect-persona/embedded"
 *
 * // Where the local model is down, the rules judge instead.
 * const Fallback = Layer.effect(FallbackJudge, Effect.provide(Judge, EmbeddedJudge.layer()))
 * ```
 */
export class FallbackJudge extends Context.Service<FallbackJudge, JudgeShape>()("effect-persona/FallbackJudge") {}
