/**
 * Files and folders that the command writes, and what is said where they cannot be written.
 */
import { tmpdir } from "node:os"
import { Data, Effect, FileSystem, Path, type PlatformError } from "effect"
import { FolderRunStore } from "../durable/index.ts"

type Platform = FileSystem.FileSystem | Path.Path

/** The result files could not be written. */
export class OutputError extends Data.TaggedError("OutputError")<{ readonly message: string }> {}

/** Fails with why nothing could be written to a folder, and what to do. */
export const failed =
  (directory: string) =>
  ({ reason }: PlatformError.PlatformError): Effect.Effect<never, OutputError, Platform> =>
    Effect.gen(function* () {
      const missing = reason._tag === "NotFound" ? yield* missingAt(directory) : null
      const why = missing === null ? FolderRunStore.codeOf(reason) : `NotFound: the folder ${missing} is missing`
      return yield* new OutputError({
        message: `The result files could not be written to ${directory} (${why}): check that it is a folder, that you may write to it and that the disk is not full, or choose another with --output. What was there before is as it was.`
      })
    })

/** The first folder on the way to this one that is not there; null where all are. */
const missingAt = (directory: string): Effect.Effect<string | null, never, Platform> =>
  Effect.gen(function* () {
    const path = yield* Path.Path
    if (yield* Effect.orElseSucceed(isThere(directory), () => true)) return null
    const above = path.dirname(directory)
    return above === directory ? directory : ((yield* missingAt(above)) ?? directory)
  })

/** Writes a file that only its owner reads, down to the disk. */
export const writeFile = (folder: string, file: string, text: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const files = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const place = path.join(folder, file)
      yield* makeFolder(path.dirname(place))
      const handle = yield* files.open(place, { flag: "w", mode: 0o600 })
      yield* handle.writeAll(new TextEncoder().encode(text))
      yield* handle.sync
    })
  )

/** Whether something has this name; also a link that leads nowhere. */
export const isThere = (place: string) =>
  FileSystem.FileSystem.use((files) =>
    Effect.map(Effect.all([files.exists(place), Effect.isSuccess(files.readLink(place))]), (found) =>
      found.includes(true)
    )
  )

/** A folder with those above it, made one by one: making them at once never ends on file systems that take none, such as /proc. Gives those that were made. */
export const makeFolder = (
  directory: string
): Effect.Effect<ReadonlyArray<string>, PlatformError.PlatformError, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (yield* files.exists(directory)) return []
    const above = path.dirname(path.resolve(directory))
    const made = above === path.resolve(directory) ? [] : yield* makeFolder(above)
    yield* files.makeDirectory(directory)
    return [...made, directory]
  })

/** Takes a folder away if nothing is in it. */
export const removeEmpty = (directory: string) =>
  FileSystem.FileSystem.use((files) =>
    files.readDirectory(directory).pipe(
      Effect.flatMap((inside) => (inside.length === 0 ? files.remove(directory, { recursive: true }) : Effect.void)),
      Effect.ignore
    )
  )

/** Puts a file in a place at once, whatever was there; only its owner reads it. */
export const replaceFile = (place: string, text: string) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const draft = `${path.basename(place)}.${process.pid}.part`
    yield* writeFile(path.dirname(place), draft, text).pipe(
      Effect.andThen(files.rename(path.join(path.dirname(place), draft), place)),
      Effect.onError(() => Effect.ignore(files.remove(path.join(path.dirname(place), draft), { force: true })))
    )
  }).pipe(Effect.catchTag("PlatformError", failed(place)))

/** Keeps a result that has nowhere else to go, here or among temporary files, for its owner's eyes alone; gives its place. */
export const keep = Effect.fnUntraced(function* (name: string, text: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const write = (place: string) =>
    Effect.as(files.writeFileString(place, text, { flag: "wx", mode: 0o600 }), place).pipe(
      // A part of it helps nobody; what was there before is somebody's.
      Effect.tapError(({ reason }) =>
        reason._tag === "AlreadyExists" ? Effect.void : Effect.ignore(files.remove(place, { force: true }))
      )
    )
  return yield* Effect.catchTag(write(path.resolve(name)), "PlatformError", () =>
    Effect.catchTag(write(path.join(tmpdir(), name)), "PlatformError", failed(tmpdir()))
  )
})
