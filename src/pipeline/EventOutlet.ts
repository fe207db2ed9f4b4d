/**
 * Where the events of a run go out to whoever reads them.
 *
 * Telling an event never waits, so that an answer that was paid for is never held up by a slow reader. What a slow reader holds
 * back is what has not begun yet: while many events are unread, no further draft or refinement starts.
 */
import { type Cause, Effect, Latch, Queue, Stream } from "effect"
import type { PipelineEvent } from "./PipelineEvent.ts"

/** As many events may be unread when something new begins; those of calls under way come on top. */
const most = 64

/** The writing end. */
export interface EventOutlet {
  readonly emit: (event: PipelineEvent) => Effect.Effect<void>
  /** The same from a callback. */
  readonly emitUnsafe: (event: PipelineEvent) => void
  /** Waits until few events are unread. */
  readonly room: Effect.Effect<void>
}

/** The events that a program tells, in their order. Leaving the stream interrupts the program. */
export const stream = <E, R>(
  program: (outlet: EventOutlet) => Effect.Effect<void, E, R>
): Stream.Stream<PipelineEvent, E, R> =>
  Stream.suspend(() => {
    const taken = Latch.makeUnsafe(true)
    return Stream.callback<PipelineEvent, E, R>((events) =>
      program(outlet(events, taken)).pipe(
        Effect.andThen(Queue.end(events)),
        Effect.catchCause((cause) => Queue.failCause(events, cause))
      )
    ).pipe(
      Stream.mapArray((all) => {
        taken.openUnsafe()
        return all
      })
    )
  })

const outlet = <E>(events: Queue.Queue<PipelineEvent, E | Cause.Done>, taken: Latch.Latch): EventOutlet => ({
  emit: (event) => {
    Queue.offerUnsafe(events, event)
    return Effect.void
  },
  emitUnsafe: (event) => void Queue.offerUnsafe(events, event),
  room: Effect.suspend(() => {
    if (Queue.sizeUnsafe(events) < most) return Effect.void
    taken.closeUnsafe()
    return taken.await
  })
})
