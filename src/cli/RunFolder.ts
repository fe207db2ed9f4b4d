/**
 * The folder of a run, from its beginning to its end.
 *
 * `2026-11-27-larder.unfinished` is made before anything is read or paid for, so that a run which cannot file its result does not
 * begin. The journal of a run that is under way lies in it, from which the next run of this name goes on. At the end the result's files
 * are written into it and it is renamed to `2026-11-27-larder`: a result is there whole or not at all, whenever the process is killed.
 * No name is ever taken twice, and `latest` beside the folders leads to the newest.
 */
import { DateTime, Effect, FileSystem, Option, Path, type Scope } from "effect"
import { FolderRunStore } from "../durable/index.ts"
import { fileName } from "../report/FileName.ts"
import type { ResultFile } from "../report/ResultFormat.ts"
import type { RunJournal, RunStoreError } from "../stages/RunStore.ts"
import * as Output from "./Output.ts"
import { failed, isThere, makeFolder, type OutputError, removeEmpty } from "./OutputFiles.ts"
import * as ResultFiles from "./ResultFiles.ts"
import * as UnfinishedRun from "./UnfinishedRun.ts"

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
  /** What it is called behind the day. */
  readonly name: string
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

/**
 * Makes the folder of a run that begins, or takes up that of an unfinished run of this name. When the scope ends and the run did not,
 * the folder goes if nothing is in it, and with it those above it that were made for it: a run that fails leaves no trace.
 */
export const open = (
  options: FolderOptions
): Effect.Effect<RunFolder, OutputError | RunStoreError, FileSystem.FileSystem | Path.Path | Scope.Scope> =>
  Effect.catchTag(opened(options), "PlatformError", failed(options.parent))

const opened = Effect.fnUntraced(function* ({ name: study, parent, replace, salvage }: FolderOptions) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const name = fileName(study) || "personas"
  const today = DateTime.formatIsoDate(yield* DateTime.nowInCurrentZone.pipe(DateTime.withCurrentZoneLocal))
  const taken = yield* UnfinishedRun.take({ parent, name, salvage })
  if (Option.isSome(taken)) {
    const { journal, place } = taken.value
    const day = UnfinishedRun.dayOf(path.basename(place))
    const wanted = path.join(path.dirname(place), `${day ?? today}-${name}`)
    // Another day's finished run is not what --replace means.
    const isToday = day === today
    if (replace && !isToday && (yield* isThere(wanted)))
      yield* Output.say(`--replace is for runs of today: this one goes on beside ${wanted}, which stays.`)
    return folderOf({ name, place, replace: replace && isToday, wanted }, journal)
  }
  const made = yield* makeFolder(parent)
  const tidy = Effect.forEach([...made].toReversed(), removeEmpty, { discard: true })
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
  return folderOf({ ...reserved, name, replace }, yield* FolderRunStore.open(reserved.place))
})

const folderOf = (reserved: Reserved, journal: RunJournal): RunFolder => {
  const { name, place } = reserved
  return {
    place,
    name,
    journal,
    finish: (written) =>
      Effect.uninterruptible(Effect.catchTag(finish(reserved, written), "PlatformError", failed(place))),
    leave: (written) =>
      ResultFiles.write(place, written).pipe(
        Effect.andThen(Effect.ignore(pointLatest(place))),
        Effect.as(place),
        Effect.catchTag("PlatformError", failed(place)),
        Effect.uninterruptible
      )
  }
}

/** A folder, and the name that it gets if nobody has it by then. */
interface Reserved {
  readonly name: string
  readonly wanted: string
  readonly place: string
  /** Whether it gets the name also if somebody has it. */
  readonly replace: boolean
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

const finish = Effect.fnUntraced(function* (reserved: Reserved, written: ReadonlyArray<ResultFile>) {
  yield* ResultFiles.write(reserved.place, written)
  const named = yield* reserved.replace ? exchanged(reserved.place, reserved.wanted) : renamed(reserved)
  // Only now: until it has its name, the run can be taken up by its line.
  yield* UnfinishedRun.tidy(named)
  yield* ResultFiles.tidy(named)
  yield* FolderRunStore.unlock(named)
  yield* Effect.ignore(pointLatest(named))
  return named
})

/** Renames to the first name that is free: another run may have taken the one that was free when this one began. */
const renamed = Effect.fnUntraced(function* ({ place, wanted }: Reserved) {
  const files = yield* FileSystem.FileSystem
  if (place === wanted) return place
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
  if (place === name) return place
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
