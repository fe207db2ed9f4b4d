/**
 * What a stage writes down while a call is under way, so that a later start of the run takes the call up instead of sending it again: the
 * batch that it is in, the job that a service gave it.
 */
import { Context, Effect } from "effect"
import type { StageReason } from "./StageError.ts"

/** Plain JSON, without research text, persona text or a key. */
export type CallNote = unknown

/** The notes of one call. */
export interface CallNotesShape {
  /** What an earlier start wrote of this very call, which it did not see the end of. */
  readonly earlier: ReadonlyArray<CallNote>
  /** Writes a note. Done once it would outlast a kill; where it fails, nothing that costs money may be sent. */
  readonly write: (note: CallNote) => Effect.Effect<void, StageReason>
}

/**
 * The notes of the call that is being made. The pipeline gives them around each attempt that is billed; a run that is not stored keeps
 * none.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { CallNotes } from "effect-persona"
 *
 * const send = Effect.gen(function* () {
 *   const notes = yield* CallNotes.CallNotes
 *   if (notes.earlier.length > 0) return "ask what became of the job"
 *   yield* notes.write({ job: "j-17" })
 *   return "send the job"
 * })
 * Effect.runSync(send) // => "send the job"
 * ```
 */
export const CallNotes = Context.Reference<CallNotesShape>("effect-persona/CallNotes", {
  defaultValue: () => ({ earlier: [], write: () => Effect.void })
})
