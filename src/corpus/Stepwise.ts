/**
 * Long computations in steps, so that they can be done in one go or leave the event loop to others in between. The result is the
 * same.
 */
import { Effect } from "effect"

/** A computation that pauses after some milliseconds of work. */
export type Steps<A> = Generator<void, A, void>

/** Does all steps in one go. */
export const atOnce = <A>(steps: Steps<A>): A => {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Lets others run at each pause. */
export const yielding = <A>(begin: () => Steps<A>): Effect.Effect<A> =>
  Effect.gen(function* () {
    const steps = begin()
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      yield* Effect.yieldNow
    }
  })

/** `items.map(each)`, pausing after as many items as make up `often` units of work. */
export function* map<A, B>(
  items: ReadonlyArray<A>,
  often: number,
  each: (item: A, index: number) => B
): Steps<Array<B>> {
  const out: Array<B> = []
  for (const [index, item] of items.entries()) {
    out.push(each(item, index))
    if ((index + 1) % often === 0) yield
  }
  return out
}
