/**
 * Long computations over lists in slices: they pause now and then, and others run in between. The result is the same.
 */
import type { Sliced } from "./segments/Sliced.ts"

export { finish as atOnce, run as yielding, type Sliced } from "./segments/Sliced.ts"

/** So much work is done between pauses, in steps of an inner loop. */
const slice = 100_000

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
    if (since < slice) continue
    yield since
    since = 0
  }
  return out
}
