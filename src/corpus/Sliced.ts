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

/** So much work is done between two yields of a mapping. */
const mapWork = 100_000

/** `items.map(each)` in slices, where each item takes about so many steps of an inner loop. */
export function* map<A, B>(
  items: ReadonlyArray<A>,
  work: number,
  each: (item: A, index: number) => B
): Sliced<Array<B>> {
  const out: Array<B> = []
  let since = 0
  for (const [index, item] of items.entries()) {
    out.push(each(item, index))
    since += work
    if (since < mapWork) continue
    yield since
    since = 0
  }
  return out
}
