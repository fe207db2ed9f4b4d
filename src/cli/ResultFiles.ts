/**
 * Writing result files, whole or not at all.
 */
import { tmpdir } from "node:os"
import { Data, Effect, FileSystem, Path, type PlatformError } from "effect"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import type { ResultFormat } from "../report/ResultFormat.ts"

/** The result files could not be written. */
export class OutputError extends Data.TaggedError("OutputError")<{ readonly message: string }> {}

const because = (directory: string) => (error: { readonly reason: { readonly _tag: string } }) =>
  new OutputError({
    message: `The result files could not be written to ${directory} (${error.reason._tag}): check that it is a folder, that it may be written to and that the disk is not full, or choose another with --output.`
  })

/** Writes the files, each of the result that is meant for it, and gives their paths. Each is written beside its place and then moved there. */
export const write = (
  directory: string,
  wanted: ReadonlyArray<ResultFormat>,
  resultFor: (format: ResultFormat) => HybridResult
) => Effect.mapError(writeAll(directory, wanted, resultFor), because(directory))

const writeAll = Effect.fnUntraced(function* (
  directory: string,
  wanted: ReadonlyArray<ResultFormat>,
  resultFor: (format: ResultFormat) => HybridResult
) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  yield* makeFolder(directory)
  return yield* Effect.forEach(wanted, (format) =>
    Effect.gen(function* () {
      const place = path.join(directory, format.file)
      const draft = `${place}.part`
      yield* files.writeFileString(draft, yield* format.render(resultFor(format))).pipe(
        Effect.andThen(files.rename(draft, place)),
        Effect.onError(() => Effect.ignore(files.remove(draft, { force: true })))
      )
      return place
    })
  )
})

/** A folder with those above it, made one by one: making them at once never ends on file systems that take none, such as /proc. */
const makeFolder = (
  directory: string
): Effect.Effect<void, PlatformError.PlatformError, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (yield* files.exists(directory)) return
    const above = path.dirname(path.resolve(directory))
    if (above !== path.resolve(directory)) yield* makeFolder(above)
    yield* files.makeDirectory(directory)
  })

/** Keeps a result that has nowhere else to go, here or among temporary files, for its owner's eyes alone; gives its place. */
export const keep = Effect.fnUntraced(function* (name: string, text: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const write = (place: string) => Effect.as(files.writeFileString(place, text, { flag: "w", mode: 0o600 }), place)
  return yield* Effect.catchTag(write(path.resolve(name)), "PlatformError", () =>
    Effect.mapError(write(path.join(tmpdir(), name)), because(tmpdir()))
  )
})

/**
 * Whether the directory can be written to; asked before the run, so that nothing paid for has nowhere to go. A directory that was
 * not there is not left behind: a run that fails leaves no trace.
 */
export const prepare = (directory: string) => Effect.mapError(tryOut(directory), because(directory))

const tryOut = Effect.fnUntraced(function* (directory: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const wasThere = yield* files.exists(directory)
  const probe = path.join(directory, ".persona-write-test")
  yield* makeFolder(directory)
  yield* files.writeFileString(probe, "")
  yield* files.remove(wasThere ? probe : directory, { recursive: true })
})
