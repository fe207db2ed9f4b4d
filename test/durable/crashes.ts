/** A store whose process can be killed: from then on nothing is written any more, and nobody hears of it. */
import { Effect } from "effect"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import type { RunJournal, RunStoreShape } from "../../src/stages/RunStore.ts"

/** A store over entries that outlast kills. */
export interface Killable {
  /** Everything that is on the disk. */
  readonly written: Array<RunEntry>
  /** The store of one process; `isKilled` is asked before and after each write. */
  readonly process: (isKilled: (moment: "before" | "after") => boolean) => RunStoreShape
}

export const killable = (): Killable => {
  const written: Array<RunEntry> = []
  return {
    written,
    process: (isKilled) => {
      const writing = (write: () => void) =>
        Effect.suspend(() => {
          if (isKilled("before")) return Effect.never
          write()
          return isKilled("after") ? Effect.never : Effect.void
        })
      const journal = (): RunJournal => ({
        entries: [...written],
        append: (entries) => writing(() => void written.push(...entries)),
        replace: (entries) => writing(() => void written.splice(0, written.length, ...entries))
      })
      return {
        open: () => Effect.sync(journal),
        read: () => Effect.sync(() => [...written]),
        names: Effect.succeed(["run"]),
        remove: () => Effect.void
      }
    }
  }
}
