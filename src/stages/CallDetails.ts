/**
 * What only the one who speaks to a model learns of a call: a model layer tells it, and the pipeline, which owns the call's span and its
 * reservation, takes it in.
 */
import { Context, Effect } from "effect"
import type { Billing } from "./StageError.ts"

/** Details of a call. Never a prompt, an answer or a key: all of it is exported where the app exports its traces. */
export interface CallDetails {
  /** Name and version of the prompt, such as `draft@2`. */
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
  /** How many tokens of the answer were written so far, where it is streamed. */
  readonly writtenTokens?: number
  /** What the call was billed, told by who learns it while the call is broken off: then there is no answer to say it in. */
  readonly billing?: Billing
}

/** Who is told. Left alone, nobody. The pipeline listens where it traces, and always where a model is called over a network. */
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
