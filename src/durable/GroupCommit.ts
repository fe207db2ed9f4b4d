/**
 * Puts what is written at the same time into groups: whoever comes first writes for all who wait, so that many writers cost few writes.
 */
import { Effect, type Exit, Semaphore } from "effect"

/** Something that is written in groups, one group after the other. */
export interface GroupCommit<A, E> {
  /** Done once the group that it was written in is. An interruption does not cut a group that is being written. */
  readonly append: (items: ReadonlyArray<A>) => Effect.Effect<void, E>
  /** Runs while no group is being written. */
  readonly alone: <B, F>(effect: Effect.Effect<B, F>) => Effect.Effect<B, F>
}

interface Waiting<A, E> {
  readonly items: ReadonlyArray<A>
  exit: Exit.Exit<void, E> | null
}

/** Makes one over what writes a group. */
export const make = Effect.fnUntraced(function* <A, E>(
  write: (group: ReadonlyArray<A>) => Effect.Effect<void, E>
): Effect.fn.Return<GroupCommit<A, E>> {
  const lock = yield* Semaphore.make(1)
  const pending: Array<Waiting<A, E>> = []

  const flush = Effect.suspend(() => {
    const group = pending.splice(0)
    return Effect.map(Effect.exit(write(group.flatMap(({ items }) => items))), (exit) => {
      for (const one of group) one.exit = exit
    })
  })
  const alone: GroupCommit<A, E>["alone"] = (effect) => lock.withPermit(Effect.uninterruptible(effect))

  return {
    append: (items) =>
      Effect.suspend(() => {
        const mine: Waiting<A, E> = { items, exit: null }
        pending.push(mine)
        return Effect.andThen(
          alone(Effect.suspend(() => (mine.exit === null ? flush : Effect.void))),
          Effect.suspend(() => mine.exit ?? Effect.void)
        )
      }),
    alone
  }
})
