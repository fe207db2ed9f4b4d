/**
 * The folder of a run, from its beginning to its end.
 *
 * `2026-11-27-larder.unfinished` is made before anything is read or paid for, so that a run which cannot file its result does not
 * begin. The journal of a run that is under way lies in it, from which the next run of this name goes on. At the end the result's files
 * are written into it and it is renamed to `2026-11-27-larder`: a result is there whole or not at all, whenever the process is killed.
 * No name is ever taken twice, and `latest` beside the folders leads to the newest.
 */
import { tmpdir } from "node:os"
import { Data, DateTime, Effect, FileSystem, Option, Path, type PlatformError, type Scope } from "effect"
import { FolderRunStore } from "../durable/index.ts"
import { fileName } from "../report/FileName.ts"
import type { ResultFile } from "../report/ResultFormat.ts"
import type { RunJournal, RunStoreError } from "../stages/RunStore.ts"
import * as UnfinishedRun from "./UnfinishedRun.ts"

/** The result files could not be written. */
export class OutputError extends Data.TaggedError("OutputError")<{ readonly message: string }> {}

/** What is asked of a folder. */
export interface FolderOptions {
  /** The folder that holds the folders of runs. */
  readonly parent: string
  /** What the run is called, such as `Larder`. */
  readonly name: string
  /** Whether the run of this name and day makes place for this one. */
  readonly replace: boolean
  /** Whether what is whole of a damaged journal is taken up. */
  readonly salvage: boolean
}

/** The folder of a run that is under way. */
export interface RunFolder {
  /** Where it is until the run ends. */
  readonly place: string
  /** What was written of the run, and where more is. Nobody else writes there. */
  readonly journal: RunJournal
  /** Writes the files, gives the folder its name for good and gives its path. Where that fails, what was there before is as it was. */
  readonly finish: (
    files: ReadonlyArray<ResultFile>
  ) => Effect.Effect<string, OutputError, FileSystem.FileSystem | Path.Path>
  /** Writes the files of a run that was stopped and can go on, and gives the folder's path. */
  readonly leave: (
    files: ReadonlyArray<ResultFile>
  ) => Effect.Effect<string, OutputError, FileSystem.FileSystem | Path.Path>
}

const because = (directory: string) => (error: { readonly reason: { readonly _tag: string } }) =>
  new OutputError({
    message: `The result files could not be written to ${directory} (${error.reason._tag}): check that it is a folder, that you may write to it and that the disk is not full, or choose another with --output. What was there before is as it was.`
  })

/**
 * Makes the folder of a run that begins, or takes up that of an unfinished run of this name. When the scope ends and the run did not, the folder goes if nothing is in it, and with it
 * those above it that were made for it: a run that fails leaves no trace.
 */
export const open = (
  options: FolderOptions
): Effect.Effect<RunFolder, OutputError | RunStoreError, FileSystem.FileSystem | Path.Path | Scope.Scope> =>
  Effect.catchTag(opened(options), "PlatformError", (error) => Effect.fail(because(options.parent)(error)))

const opened = Effect.fnUntraced(function* ({ name: study, parent, replace, salvage }: FolderOptions) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const name = fileName(study) || "personas"
  const taken = yield* UnfinishedRun.take({ parent, name, salvage })
  if (Option.isSome(taken)) {
    const { journal, place } = taken.value
    const day = path.basename(place).slice(0, "2026-11-27".length)
    return folderOf({ wanted: path.join(parent, `${day}-${name}`), place }, journal, replace)
  }
  const made = yield* makeFolder(parent)
  const tidy = Effect.forEach([...made].toReversed(), removeEmpty, { discard: true })
  const today = DateTime.formatIsoDate(yield* DateTime.nowInCurrentZone.pipe(DateTime.withCurrentZoneLocal))
  const wanted = path.join(parent, `${today}-${name}`)
  const reserved = yield* Effect.acquireRelease(
    Effect.onError(reserve(wanted, replace), () => tidy),
    ({ place }) => Effect.andThen(removeEmpty(place), tidy)
  )
  // A full disk may have room for a folder and for nothing in it.
  const probe = path.join(reserved.place, ".probe")
  yield* Effect.ensuring(
    files.writeFileString(probe, " ", { mode: 0o600 }),
    Effect.ignore(files.remove(probe, { force: true }))
  )
  return folderOf(reserved, yield* FolderRunStore.open(reserved.place), replace)
})

const folderOf = (reserved: Reserved, journal: RunJournal, replace: boolean): RunFolder => {
  const { place } = reserved
  return {
    place,
    journal,
    finish: (written) => Effect.uninterruptible(Effect.mapError(finish(reserved, written, replace), because(place))),
    leave: (written) =>
      writeAll(place, written).pipe(
        Effect.andThen(Effect.ignore(pointLatest(place))),
        Effect.as(place),
        Effect.mapError(because(place)),
        Effect.uninterruptible
      )
  }
}

/** A folder, and the name that it gets if nobody has it by then. */
interface Reserved {
  readonly wanted: string
  readonly place: string
}

/** `personas/2026-11-27-larder`, then `…-2`, `…-3` and so on. */
const numbered = (wanted: string, number: number): string => (number === 1 ? wanted : `${wanted}-${number}`)

/** Makes `….unfinished` for the first name that nobody has. Making a folder succeeds for one process only, so that none is shared. */
const reserve = Effect.fnUntraced(function* (wanted: string, replace: boolean) {
  const files = yield* FileSystem.FileSystem
  for (let number = 1; ; number++) {
    const name = numbered(wanted, number)
    if (!replace && (yield* isThere(name))) continue
    const place = `${name}${UnfinishedRun.unfinished}`
    const made = yield* files.makeDirectory(place, { mode: 0o700 }).pipe(
      Effect.as(true),
      Effect.catchIf(
        ({ reason }) => reason._tag === "AlreadyExists",
        () => Effect.succeed(false)
      )
    )
    if (made) return { wanted, place }
  }
})

const finish = Effect.fnUntraced(function* (reserved: Reserved, written: ReadonlyArray<ResultFile>, replace: boolean) {
  yield* writeAll(reserved.place, written)
  yield* UnfinishedRun.tidy(reserved.place)
  const named = yield* replace ? exchanged(reserved.place, reserved.wanted) : renamed(reserved)
  yield* FolderRunStore.unlock(named)
  yield* Effect.ignore(pointLatest(named))
  return named
})

const writeAll = Effect.fnUntraced(function* (folder: string, written: ReadonlyArray<ResultFile>) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const places = written.map(({ file }) => path.join(folder, file))
  yield* Effect.forEach(written, ({ file, text }) => writeFile(folder, file, text), { discard: true }).pipe(
    // What could only be written in part is no result.
    Effect.onError(() =>
      Effect.forEach(places, (place) => Effect.ignore(files.remove(place, { force: true })), { discard: true })
    )
  )
})

/** Writes a file that only its owner reads, down to the disk. */
const writeFile = (folder: string, file: string, text: string) =>
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

/** Renames to the first name that is free: another run may have taken the one that was free when this one began. */
const renamed = Effect.fnUntraced(function* ({ place, wanted }: Reserved) {
  const files = yield* FileSystem.FileSystem
  for (let number = 1; ; number++) {
    const name = numbered(wanted, number)
    if (yield* isThere(name)) continue
    const done = yield* files.rename(place, name).pipe(
      Effect.as(true),
      Effect.catchIf(
        // Where it was taken in between: a folder that holds something is never renamed over.
        ({ reason }) => reason._tag === "AlreadyExists" || reason._tag === "Unknown",
        (error) => Effect.flatMap(isThere(name), (taken) => (taken ? Effect.succeed(false) : Effect.fail(error)))
      )
    )
    if (done) return name
  }
})

/** Puts the folder in the place of another, which goes only when this one stands there. */
const exchanged = Effect.fnUntraced(function* (place: string, name: string) {
  const files = yield* FileSystem.FileSystem
  if (!(yield* isThere(name))) return yield* Effect.as(files.rename(place, name), name)
  const old = `${name}.replaced-${process.pid}`
  yield* files.rename(name, old)
  yield* Effect.onError(files.rename(place, name), () => Effect.ignore(files.rename(old, name)))
  yield* Effect.ignore(files.remove(old, { recursive: true }))
  return name
})

/** Lets `latest` lead to a folder beside it. Something of this name that is no link stays. */
const pointLatest = Effect.fnUntraced(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const latest = path.join(path.dirname(folder), "latest")
  const isLink = yield* Effect.isSuccess(files.readLink(latest))
  if (!isLink && (yield* isThere(latest))) return
  const draft = `${latest}.${process.pid}`
  yield* files.symlink(path.basename(folder), draft)
  yield* Effect.onError(files.rename(draft, latest), () => Effect.ignore(files.remove(draft, { force: true })))
})

/** Whether something has this name; also a link that leads nowhere. */
const isThere = (place: string) =>
  FileSystem.FileSystem.use((files) =>
    Effect.map(Effect.all([files.exists(place), Effect.isSuccess(files.readLink(place))]), (found) =>
      found.includes(true)
    )
  )

/** A folder with those above it, made one by one: making them at once never ends on file systems that take none, such as /proc. Gives those that were made. */
const makeFolder = (
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

const removeEmpty = (directory: string) =>
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
  }).pipe(Effect.mapError(because(place)))

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
    Effect.mapError(write(path.join(tmpdir(), name)), because(tmpdir()))
  )
})
