/**
 * Keeps the runs of an app in a folder: for each a folder of its name with the journal in it, which only its owner reads.
 */
import { Array as Arr, Context, Effect, FileSystem, Layer, Order, Path, type PlatformError, type Scope } from "effect"
import * as Usd from "../domain/Usd.ts"
import type { RunEntry } from "../stages/RunEntry.ts"
import {
  JournalDamaged,
  JournalNewer,
  type RunJournal,
  RunStore,
  RunStoreError,
  type RunStoreShape,
  RunTaken,
  StoreUnavailable
} from "../stages/RunStore.ts"
import * as FolderLock from "./FolderLock.ts"
import * as JournalFile from "./JournalFile.ts"
import * as JournalLines from "./JournalLines.ts"
import * as RunName from "./RunName.ts"

/** The name of the journal in the folder of a run. */
export const journalFile = "run.journal"

/** Where runs are kept. */
export interface FolderRunStoreOptions {
  /** The folder that holds the folders of runs; it is made where it is not there. */
  readonly directory: string
}

type Platform = FileSystem.FileSystem | Path.Path

const storeError = (reason: RunStoreError["reason"]) => new RunStoreError({ reason })

/**
 * What went wrong, in a word: the system's own, such as ENOSPC, where there is no other.
 *
 * @internal
 */
export const codeOf = ({ _tag, cause }: PlatformError.PlatformError["reason"]): string =>
  _tag === "Unknown" && typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : _tag

/** What a file system's error means, and what to do. */
const because =
  (place: string) =>
  ({ reason }: PlatformError.PlatformError): RunStoreError =>
    storeError(
      new StoreUnavailable({
        message: `The journal of the run, ${place}, could not be read or written (${codeOf(reason)}): check that the disk is not full and that you may write there.`
      })
    )

/** How a journal is opened. */
export interface OpenOptions {
  /**
   * Whether what is whole of a damaged journal is taken up. What a damaged line may have cost then counts at the dearest call of the
   * journal. Default false: a damaged journal is an error.
   */
  readonly salvage?: boolean
}

const read = Effect.fnUntraced(function* (place: string) {
  const files = yield* FileSystem.FileSystem
  const bytes = yield* files.readFile(place).pipe(
    Effect.catchIf(
      ({ reason }) => reason._tag === "NotFound",
      () => Effect.succeed(new Uint8Array())
    ),
    Effect.mapError(because(place))
  )
  // Each byte counts: a mark of the encoding before the first line was put there by somebody.
  const found = JournalLines.read(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))
  if (found._tag === "Newer") {
    return yield* storeError(
      new JournalNewer({
        message: `${place} was written by a newer version of effect-persona (form ${found.format}): go on with that version, or move the file away to begin anew.`
      })
    )
  }
  if (found._tag === "Other") {
    return yield* storeError(
      new JournalDamaged({
        line: 1,
        whole: 0,
        message: `${place} is no journal of a run, or its first line is damaged: put back a copy of it, or move it away to begin anew.`
      })
    )
  }
  return found
})

const damaged = (place: string, { entries, line }: Damaged) =>
  storeError(
    new JournalDamaged({
      line,
      whole: entries.length,
      message: `${place} is damaged in line ${line}, which no kill does: the disk or somebody changed it. ${entries.length} entries are whole. Put back a copy of the file, or take up what is whole with salvage (persona resume --salvage).`
    })
  )

type Damaged = Extract<JournalLines.Read, { readonly _tag: "Damaged" }>

/** What is whole of a damaged journal, and for each damaged line as much held as the dearest call may cost. */
const salvaged = ({ entries, lost }: Damaged): ReadonlyArray<RunEntry> => {
  const amounts = entries.map((entry) =>
    entry._tag === "Reserved" ? entry.ceiling : entry._tag === "Settled" ? entry.spent + entry.possiblySpent : 0
  )
  const dearest = Usd.nano(Math.max(0, ...amounts))
  const last = Math.max(0, ...entries.map((entry) => ("call" in entry ? entry.call : 0)))
  const held = Array.from({ length: dearest === 0 ? 0 : lost }, (_, at): RunEntry => ({
    _tag: "Reserved",
    call: last + at + 1,
    key: "damaged",
    stage: "refine",
    draft: 0,
    ceiling: dearest
  }))
  return [...entries, ...held]
}

/**
 * Opens the journal in a run's own folder, which has to be there, until the scope closes: for programs that name the folders of runs
 * themselves.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Effect, FileSystem } from "effect"
 * import { FolderRunStore } from "effect-persona/durable"
 *
 * const entries = Effect.gen(function* () {
 *   const folder = yield* FileSystem.FileSystem.use((files) => files.makeTempDirectoryScoped())
 *   const journal = yield* FolderRunStore.open(folder)
 *   return journal.entries
 * }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
 *
 * await Effect.runPromise(entries) // => []
 * ```
 */
export const open = Effect.fnUntraced(function* (
  folder: string,
  { salvage = false }: OpenOptions = {}
): Effect.fn.Return<RunJournal, RunStoreError, Platform | Scope.Scope> {
  const path = yield* Path.Path
  const place = path.join(folder, journalFile)
  const holder = yield* Effect.mapError(FolderLock.take(folder), because(place))
  if (holder !== null) {
    return yield* storeError(
      new RunTaken({
        message: `The run in ${folder} is under way already, in ${holder}: wait for its end, or stop it.`
      })
    )
  }
  const found = yield* read(place)
  if (found._tag === "Damaged" && !salvage) return yield* damaged(place, found)
  const isWhole = found._tag === "Whole"
  const file = yield* JournalFile.open(place, {
    bytes: isWhole ? found.bytes : 0,
    entries: isWhole ? found.entries.length : 0
  })
  const entries = found._tag === "Damaged" ? salvaged(found) : isWhole ? found.entries : []
  const journal: RunJournal = {
    entries,
    append: (more) => Effect.mapError(file.append(more), because(place)),
    replace: (others) => Effect.mapError(file.replace(others), because(place))
  }
  if (found._tag === "Damaged") yield* journal.replace(entries)
  return journal
})

/**
 * Gives up the lock on a folder that was renamed while its journal was open here.
 *
 * @internal
 */
export const unlock = FolderLock.release

/**
 * The process that works on the run in a folder, in words; null where none does.
 *
 * @internal
 */
export const holderOf = FolderLock.holderOf

/**
 * Reads the journal in a run's own folder without opening it; empty where there is none.
 *
 * @internal
 */
export const readIn = Effect.fnUntraced(function* (folder: string) {
  const path = yield* Path.Path
  const place = path.join(folder, journalFile)
  const found = yield* read(place)
  if (found._tag === "Damaged") return yield* damaged(place, found)
  return found._tag === "Whole" ? found.entries : []
})

/**
 * Makes the store.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Effect } from "effect"
 * import { FolderRunStore } from "effect-persona/durable"
 *
 * const names = Effect.flatMap(FolderRunStore.make({ directory: "runs" }), (store) => store.names)
 *
 * await Effect.runPromise(Effect.provide(names, NodeServices.layer)) // => []
 * ```
 */
export const make = Effect.fnUntraced(function* ({
  directory
}: FolderRunStoreOptions): Effect.fn.Return<RunStoreShape, never, Platform> {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  // Not all that is there: a scope of the store would keep what the scope of a run has to close.
  const platform = Context.make(FileSystem.FileSystem, files).pipe(Context.add(Path.Path, path))

  const folderOf = (name: string) => Effect.map(RunName.checked(name), (name) => path.join(directory, name))

  const removeEmpty = (folder: string) =>
    files.readDirectory(folder).pipe(
      Effect.flatMap((inside) => (inside.length === 0 ? files.remove(folder, { recursive: true }) : Effect.void)),
      Effect.ignore
    )

  /** A folder that was made for a run which then kept nothing goes again. */
  const opened = (folder: string) =>
    Effect.acquireRelease(
      Effect.mapError(files.makeDirectory(folder, { recursive: true, mode: 0o700 }), because(folder)),
      () => removeEmpty(folder)
    ).pipe(Effect.andThen(open(folder)))

  return {
    open: (name) => Effect.provideContext(Effect.flatMap(folderOf(name), opened), platform),
    read: (name) => Effect.provideContext(Effect.flatMap(folderOf(name), readIn), platform),
    names: files.readDirectory(directory).pipe(
      Effect.catchIf(
        ({ reason }) => reason._tag === "NotFound",
        () => Effect.succeed<ReadonlyArray<string>>([])
      ),
      Effect.flatMap((found) =>
        Effect.filter(Arr.sort(found, Order.String), (name) =>
          Effect.orElseSucceed(files.exists(path.join(directory, name, journalFile)), () => false)
        )
      ),
      Effect.mapError(because(directory))
    ),
    remove: (name) =>
      Effect.scoped(
        Effect.gen(function* () {
          const folder = yield* folderOf(name)
          yield* opened(folder)
          yield* Effect.mapError(files.remove(path.join(folder, journalFile), { force: true }), because(folder))
        })
      ).pipe(Effect.provideContext(platform))
  }
})

/**
 * A `RunStore` in a folder.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Layer } from "effect"
 * import { FolderRunStore } from "effect-persona/durable"
 *
 * const Runs = Layer.provide(FolderRunStore.layer({ directory: "runs" }), NodeServices.layer)
 * ```
 */
export const layer = (options: FolderRunStoreOptions): Layer.Layer<never, never, Platform> =>
  Layer.effect(RunStore, make(options))
