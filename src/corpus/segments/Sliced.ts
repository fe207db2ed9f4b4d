/**
 * Long computations in slices. They are generators: each value they yield is the work done since the value before, in steps of
 * an inner loop (about a nanosecond each). Run as an effect, a computation gives way to others between slices; what it
 * computes is the same either way.
 */
import { Effect } from "effect"

/** A computation that yields the work of each slice and returns its result. */
export type Sliced<A> = Generator<number, A, void>

/** The most work between two yields of a kernel: less than a millisecond, but 20 ms before the engine has compiled it. */
export const sliceWork = 400_000

/** Runs a computation and lets other fibers and the event loop run about every millisecond. Interruptible there. */
export const run = <A>(make: () => Sliced<A>): Effect.Effect<A> =>
  Effect.gen(function* () {
    const steps = make()
    let since = 0
    let step = steps.next()
    while (step.done !== true) {
      since += step.value
      if (since >= sliceWork) {
        since = 0
        yield* Effect.yieldNow
      }
      step = steps.next()
    }
    return step.value
  })

/** Runs a computation to its end at once. */
export const finish = <A>(steps: Sliced<A>): A => {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
