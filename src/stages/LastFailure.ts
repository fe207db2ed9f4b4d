/**
 * What a stage may know of the attempt before: with what was wrong with it, the next can do better.
 */
import { Context } from "effect"
import type { StageReason } from "./StageError.ts"

/**
 * Why the attempt before failed; null at the first. The pipeline says so around every `bound` and every attempt: a prompt that was too
 * long can be made shorter, and a model can be told what was wrong with its answer.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { LastFailure } from "effect-persona"
 *
 * const task = Effect.map(LastFailure.LastFailure, (failure) =>
 *   failure?._tag === "InvalidOutput" ? "Your last answer was no JSON. Give JSON." : "Give JSON."
 * )
 * Effect.runSync(task) // => "Give JSON."
 * ```
 */
export const LastFailure = Context.Reference<StageReason | null>("effect-persona/LastFailure", {
  defaultValue: () => null
})
