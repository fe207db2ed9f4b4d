/** A store whose process can be killed: from then on nothing is written any more, and nobody hears of it. */
import { Effect, FileSystem, type Path, Scope } from "effect"
import * as FolderRunStore from "../../src/durable/FolderRunStore.ts"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import type { RunJournal, RunStoreError, RunStoreShape } from "../../src/stages/RunStore.ts"
import * as TornDisk from "./TornDisk.ts"

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

/** The journal in a folder, on a disk that tears what was not flushed when the process is killed. */
export const tornFolder = (
  place: string,
  random: () => number
): Effect.Effect<Killable, never, FileSystem.FileSystem | Path.Path> =>
  Effect.map(Effect.context<FileSystem.FileSystem | Path.Path>(), (platform) => {
    const written: Array<RunEntry> = []
    const open = (isKilled: (moment: "before" | "after") => boolean) =>
      Effect.gen(function* () {
        const disk = yield* TornDisk.make(random)
        // The process that is killed is this one, so its lock has to be taken away.
        yield* FolderRunStore.unlock(place)
        const journal = yield* FolderRunStore.open(place).pipe(
          Effect.provideService(FileSystem.FileSystem, disk.files),
          Effect.provideService(Scope.Scope, yield* Scope.make())
        )
        written.splice(0, written.length, ...journal.entries)
        const die = Effect.andThen(disk.kill, Effect.never)
        const writing = (write: Effect.Effect<void, RunStoreError>, told: () => void) =>
          Effect.suspend(() => (isKilled("before") ? die : write)).pipe(
            Effect.andThen(
              Effect.suspend(() => {
                told()
                return isKilled("after") ? die : Effect.void
              })
            )
          )
        const killed: RunJournal = {
          entries: journal.entries,
          append: (entries) => writing(journal.append(entries), () => void written.push(...entries)),
          replace: (entries) =>
            writing(journal.replace(entries), () => void written.splice(0, written.length, ...entries))
        }
        return killed
      })
    return {
      written,
      process: (isKilled) => ({
        open: () => Effect.provide(open(isKilled), platform),
        read: () => Effect.sync(() => [...written]),
        names: Effect.succeed(["run"]),
        remove: () => Effect.void
      })
    }
  })
