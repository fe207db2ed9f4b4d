/**
 * The file that a journal lies in, while it is open: entries are added in groups, and a group is on the disk before its callers go on.
 */
import { Effect, Exit, FileSystem, Path, PlatformError, Scope } from "effect"
import type { RunEntry } from "../stages/RunEntry.ts"
import * as GroupCommit from "./GroupCommit.ts"
import * as JournalLines from "./JournalLines.ts"

/** An open file. */
export interface JournalFile {
  readonly append: (entries: ReadonlyArray<RunEntry>) => Effect.Effect<void, PlatformError.PlatformError>
  readonly replace: (entries: ReadonlyArray<RunEntry>) => Effect.Effect<void, PlatformError.PlatformError>
}

const encoder = new TextEncoder()

/**
 * Opens a file of which the first so many bytes hold so many entries; what stands behind was torn, and goes. It is made with its first
 * entry.
 */
export const open = Effect.fnUntraced(function* (
  place: string,
  whole: { readonly bytes: number; readonly entries: number }
): Effect.fn.Return<JournalFile, never, FileSystem.FileSystem | Path.Path | Scope.Scope> {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = path.dirname(place)
  let bytes = whole.bytes
  let number = whole.entries + 1
  let handle: { readonly file: FileSystem.File; readonly scope: Scope.Closeable } | null = null
  let isTorn = true

  const close = Effect.suspend(() => {
    const before = handle
    handle = null
    isTorn = true
    return before === null ? Effect.void : Scope.close(before.scope, Exit.void)
  })

  // Not every system can, and not every one has to.
  const syncFolder = Effect.ignore(
    Effect.scoped(Effect.flatMap(files.open(folder, { flag: "r" }), (opened) => opened.sync))
  )

  const opened = Effect.gen(function* () {
    if (handle === null) {
      const scope = yield* Scope.make()
      const file = yield* Effect.onError(Scope.provide(files.open(place, { flag: "a", mode: 0o600 }), scope), () =>
        Scope.close(scope, Exit.void)
      )
      handle = { file, scope }
      if (bytes === 0) yield* syncFolder
    }
    if (isTorn) yield* handle.file.truncate(bytes)
    isTorn = false
    return handle.file
  })

  let isClosed = false
  const refused = Effect.fail(
    PlatformError.badArgument({ module: "FileSystem", method: "append", description: "The journal is closed." })
  )

  const write = (entries: ReadonlyArray<RunEntry>) =>
    Effect.suspend(() => {
      // By now it may be open elsewhere.
      if (isClosed) return refused
      const text = encoder.encode(`${bytes === 0 ? JournalLines.firstLine : ""}${JournalLines.write(entries, number)}`)
      return Effect.flatMap(opened, (file) => Effect.andThen(file.writeAll(text), file.sync)).pipe(
        Effect.tap(() =>
          Effect.sync(() => {
            bytes += text.length
            number += entries.length
          })
        ),
        Effect.onError(() =>
          Effect.sync(() => {
            isTorn = true
          })
        )
      )
    })
  const groups = yield* GroupCommit.make(write)
  yield* Effect.addFinalizer(() =>
    groups.alone(
      Effect.suspend(() => {
        isClosed = true
        return close
      })
    )
  )

  return {
    append: groups.append,
    replace: (entries) =>
      groups.alone(
        Effect.gen(function* () {
          if (isClosed) return yield* refused
          const draft = `${place}.new`
          const text = encoder.encode(`${JournalLines.firstLine}${JournalLines.write(entries, 1)}`)
          const written = Effect.scoped(
            Effect.gen(function* () {
              const file = yield* files.open(draft, { flag: "w", mode: 0o600 })
              yield* file.writeAll(text)
              yield* file.sync
            })
          )
          yield* Effect.andThen(written, close).pipe(
            Effect.andThen(files.rename(draft, place)),
            Effect.onError(() => Effect.ignore(files.remove(draft, { force: true })))
          )
          yield* syncFolder
          bytes = text.length
          number = entries.length + 1
        })
      )
  }
})
