/**
 * What only the one who speaks to a model learns of a call, for telemetry: a model layer tells it, the pipeline, which owns the span
 * of the call, takes it in.
 */
import { Context, Effect } from "effect"

/** Details of a call. Never a prompt, an answer or a key: all of it is exported where the app exports its traces. */
export interface CallDetails {
  /** Name and version of the prompt, such as `draft@1`. */
  readonly prompt?: string
  /** What was asked for. */
  readonly maxOutputTokens?: number
  readonly temperature?: number
  readonly seed?: number
  /** The service's id of the answer. */
  readonly responseId?: string
  /** The model that answered, as the service names it. */
  readonly responseModel?: string
  /** As the service calls it: `stop`, `end_turn`. */
  readonly finishReason?: string
  /** Where the request was sent, without a path or a user. */
  readonly serverAddress?: string
  readonly serverPort?: number
}

/** Who is told. Left alone, nobody. */
export const CallObserver = Context.Reference<((details: CallDetails) => void) | null>("effect-persona/CallObserver", {
  defaultValue: () => null
})

/**
 * Tells details of the call that is being made, as soon as they are known; later ones are added to earlier ones.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { CallDetails } from "effect-persona"
 *
 * const answer = Effect.gen(function* () {
 *   yield* CallDetails.tell({ serverAddress: "models.example", serverPort: 443, maxOutputTokens: 900 })
 *   // … the request is sent and answered …
 *   yield* CallDetails.tell({ responseId: "r-17", finishReason: "stop" })
 * })
 * ```
 */
export const tell = (details: CallDetails): Effect.Effect<void> =>
  Effect.map(CallObserver, (observe) => observe?.(details))
