/**
 * A run that did not come to its end: where it lies, and the line that began it.
 */
import { Array as Arr, Clock, Context, Effect, FileSystem, Option, Order, Path, Schema, type Scope } from "effect"
import { FolderRunStore } from "../durable/index.ts"
import type { RunJournal, RunStoreError, RunStoreShape } from "../stages/RunStore.ts"

/** What the folder of a run is called until its end, behind its name. */
export const unfinished = ".unfinished"

/** The line of a run, kept until its end so that `persona resume` can give it again. */
const lineFile = "command.json"

const Line = Schema.fromJsonString(
  Schema.Struct({
    /** Null where it may hold a secret, as a URL with a password does, or reads standard input. */
    args: Schema.NullOr(Schema.Array(Schema.String)),
    /** Where it was given. */
    directory: Schema.String
  })
)

/** The line of a run. */
export type Line = typeof Line.Type

/** The run that `persona resume` takes up, with its line; null where a line is given by hand. */
export const Resumed = Context.Reference<{ readonly folder: string; readonly args: ReadonlyArray<string> } | null>(
  "effect-persona/cli/Resumed",
  { defaultValue: () => null }
)

/** Keeps the line in a folder; only its owner reads it. */
export const keepLine = (folder: string): Effect.Effect<void, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const args = (yield* Resumed)?.args ?? process.argv.slice(2)
    const isRepeatable = !args.some((arg) => arg === "-" || /:\/\/[^/\s]*@/.test(arg))
    const text = yield* Schema.encodeEffect(Line)({
      args: isRepeatable ? args : null,
      directory: path.resolve(".")
    })
    yield* files.writeFileString(path.join(folder, lineFile), text, { mode: 0o600 })
  }).pipe(Effect.ignore)

/** The line of a run; none where it was not kept. */
export const lineIn = (folder: string): Effect.Effect<Option.Option<Line>, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    return yield* Schema.decodeUnknownEffect(Line)(yield* files.readFileString(path.join(folder, lineFile)))
  }).pipe(Effect.option)

/** Takes away what a folder holds only for a run that is under way. */
export const tidy = (folder: string): Effect.Effect<void, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* Effect.ignore(files.remove(path.join(folder, lineFile), { force: true }))
  })

type Platform = FileSystem.FileSystem | Path.Path

/** An unfinished run that is open here. */
export interface Taken {
  readonly place: string
  readonly journal: RunJournal
}

/** How unfinished runs are looked for. */
export interface Looking {
  readonly parent: string
  /** What their folders are called behind the day. */
  readonly name: string
  readonly salvage: boolean
}

/**
 * Takes up the newest unfinished run of a name that no process works on; none where there is none. A journal that cannot be read is an
 * error: what is in it was paid for.
 */
export const take = Effect.fnUntraced(function* ({
  name,
  parent,
  salvage
}: Looking): Effect.fn.Return<Option.Option<Taken>, RunStoreError, Platform | Scope.Scope> {
  const path = yield* Path.Path
  const resumed = yield* Resumed
  if (resumed !== null) {
    return Option.some({ place: resumed.folder, journal: yield* FolderRunStore.open(resumed.folder, { salvage }) })
  }
  for (const folder of yield* foldersOf(parent, name)) {
    const place = path.join(parent, folder)
    const journal = yield* FolderRunStore.open(place, { salvage }).pipe(
      Effect.map(Option.some),
      Effect.catchIf(
        ({ reason }) => reason._tag === "RunTaken",
        () => Effect.succeedNone
      )
    )
    if (Option.isSome(journal)) return Option.some({ place, journal: journal.value })
  }
  return Option.none()
})

/** The folders of unfinished runs that hold a journal, the newest first; of all names, or of one. */
export const foldersOf = Effect.fnUntraced(function* (parent: string, name?: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const all = yield* Effect.orElseSucceed(files.readDirectory(parent), () => [])
  const named = all.filter((folder) => {
    const rest = folder.endsWith(unfinished) ? folder.slice(0, -unfinished.length) : ""
    const own = /^\d{4}-\d{2}-\d{2}-(.*)$/s.exec(rest)?.[1]
    if (own === undefined || name === undefined) return own !== undefined
    return own === name || (own.startsWith(`${name}-`) && /^\d+$/.test(own.slice(name.length + 1)))
  })
  const withJournal: Array<string> = []
  for (const folder of named) {
    const place = path.join(parent, folder)
    if (yield* Effect.orElseSucceed(files.exists(path.join(place, FolderRunStore.journalFile)), () => false))
      withJournal.push(folder)
    else yield* sweep(place)
  }
  return Arr.sort(withJournal, Order.flip(Order.String))
})

/** A folder younger than this may be that of a run which begins just now. */
const beginsMillis = 60_000

/** Takes away the folder of a run that was killed before it kept anything. */
const sweep = (place: string): Effect.Effect<void, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const { mtime } = yield* files.stat(place)
    const age = (yield* Clock.currentTimeMillis) - (Option.getOrNull(mtime)?.getTime() ?? Infinity)
    if (age < beginsMillis || (yield* FolderRunStore.holderOf(place)) !== null) return
    yield* FolderRunStore.unlock(place)
    const inside = yield* files.readDirectory(place)
    if (inside.length === 0) yield* files.remove(place, { recursive: true })
  }).pipe(Effect.ignore)

/** A store that holds this one run. */
export const storeOf = (journal: RunJournal): RunStoreShape => ({
  open: () => Effect.succeed(journal),
  read: () => Effect.succeed(journal.entries),
  names: Effect.succeed([]),
  remove: () => Effect.void
})
