/**
 * A run that did not come to its end: where it lies, and the line that began it.
 */
import { Array as Arr, Clock, Context, Effect, FileSystem, Option, Order, Path, Schema, type Scope } from "effect"
import { Flag } from "effect/cli"
import { FolderRunStore } from "../durable/index.ts"
import type { RunJournal, RunStoreError, RunStoreShape } from "../stages/RunStore.ts"
import { removeEmpty } from "./OutputFiles.ts"
import * as StoreRefusal from "./StoreRefusal.ts"

/** What the folder of a run is called until its end, behind its name. */
export const unfinished = ".unfinished"

/** For commands that go on with a run. */
export const flags = {
  fork: Flag.Boolean("fork").pipe(
    Flag.withDescription(
      "Go on with an unfinished run although data, configuration or models differ: calls that are the same are taken over"
    ),
    Flag.withDefault(false)
  ),
  salvage: Flag.Boolean("salvage").pipe(
    Flag.withDescription("Take up what is whole of an unfinished run whose journal is damaged"),
    Flag.withDefault(false)
  )
}

/** The line of a run, kept until its end so that `persona resume` can give it again. */
const lineFile = "command.json"

const Line = Schema.fromJsonString(
  Schema.Struct({
    /** Null where it may hold a secret, as a URL with a password does, or reads standard input. */
    args: Schema.NullOr(Schema.Array(Schema.String)),
    /** Where it was given. */
    directory: Schema.String,
    /** What the folder is called behind its day, without a number; left out by those that kept no name. */
    name: Schema.optionalKey(Schema.String)
  })
)

/** The line of a run. */
export type Line = typeof Line.Type

/** The run that `persona resume` takes up, with its line; null where a line is given by hand. */
export const Resumed = Context.Reference<{ readonly folder: string; readonly args: ReadonlyArray<string> } | null>(
  "effect-persona/cli/Resumed",
  { defaultValue: () => null }
)

/** Keeps the line in the folder of a run; only its owner reads it. A kill leaves the line that was there or this one. */
export const keepLine = ({
  name,
  place: folder
}: {
  readonly place: string
  readonly name: string
}): Effect.Effect<void, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const args = (yield* Resumed)?.args ?? process.argv.slice(2)
    const isRepeatable = !args.some((arg) => arg === "-" || /:\/\/[^/\s]*@/.test(arg))
    const text = yield* Schema.encodeEffect(Line)({
      args: isRepeatable ? args : null,
      directory: path.resolve("."),
      name
    })
    const draft = path.join(folder, `${lineFile}.part`)
    yield* files.writeFileString(draft, text, { mode: 0o600 }).pipe(
      Effect.andThen(files.rename(draft, path.join(folder, lineFile))),
      Effect.onError(() => Effect.ignore(files.remove(draft, { force: true })))
    )
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
    for (const file of [lineFile, `${lineFile}.part`])
      yield* Effect.ignore(files.remove(path.join(folder, file), { force: true }))
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
 * Takes up the newest unfinished run of a name; none where there is none. Fails where one is under way: it would be paid for twice. A
 * journal that cannot be read is an error too: what is in it was paid for.
 */
export const take = Effect.fnUntraced(function* ({
  name,
  parent,
  salvage
}: Looking): Effect.fn.Return<Option.Option<Taken>, RunStoreError, Platform | Scope.Scope> {
  const path = yield* Path.Path
  const resumed = yield* Resumed
  const open = (place: string) =>
    FolderRunStore.open(place, { salvage }).pipe(
      Effect.mapError(StoreRefusal.taken(place, resumed === null)),
      Effect.map((journal) => Option.some({ place, journal }))
    )
  if (resumed !== null) return yield* open(resumed.folder)
  const places = (yield* foldersOf(parent, name)).map((folder) => path.join(parent, folder))
  const [first] = [...(yield* Effect.filter(places, isHeld)), ...places]
  return first === undefined ? Option.none() : yield* open(first)
})

/** Whether a process works in the folder of a run. */
export const isHeld = (place: string): Effect.Effect<boolean, never, Platform> =>
  Effect.map(FolderRunStore.holderOf(place), (holder) => holder !== null)

/** The day in the name of a folder; null where it was renamed and there is none. */
export const dayOf = (folder: string): string | null => /^(\d{4}-\d{2}-\d{2})-/.exec(folder)?.[1] ?? null

/** The folders of unfinished runs that hold a journal, the one that was last written first; of all names, or of one. */
export const foldersOf = Effect.fnUntraced(function* (parent: string, name?: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const all = yield* Effect.orElseSucceed(files.readDirectory(parent), () => [])
  const found: Array<Found> = []
  for (const folder of all) {
    const place = path.join(parent, folder)
    const day = dayOf(folder)
    if (day === null || !folder.endsWith(unfinished)) continue
    const own = folder.slice(day.length + 1, -unfinished.length)
    if (name !== undefined && !(yield* isOf(place, own, name))) continue
    const journal = yield* Effect.option(files.stat(path.join(place, FolderRunStore.journalFile)))
    if (Option.isNone(journal)) yield* sweep(place)
    else found.push({ folder, changed: Option.getOrNull(journal.value.mtime)?.getTime() ?? 0 })
  }
  return Arr.sort(found, newestFirst).map(({ folder }) => folder)
})

const newestFirst = Order.combine(
  Order.mapInput(Order.flip(Order.Number), ({ changed }: Found) => changed),
  Order.mapInput(Order.flip(Order.String), ({ folder }: Found) => folder)
)

interface Found {
  readonly folder: string
  /** When the journal was last written, in milliseconds since the epoch. */
  readonly changed: number
}

/** Whether a folder is of the runs of a name. A number behind it may be part of another name: then the line knows which. */
const isOf = (place: string, own: string, name: string): Effect.Effect<boolean, never, Platform> => {
  const isNumbered = own.startsWith(`${name}-`) && /^\d+$/.test(own.slice(name.length + 1))
  if (own !== name && !isNumbered) return Effect.succeed(false)
  return Effect.map(lineIn(place), (line) => (Option.getOrNull(line)?.name ?? own) === name)
}

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
    yield* removeEmpty(place)
  }).pipe(Effect.ignore)

/** What is said of an unfinished run where a start of it came to nothing; empty where nothing is kept. */
export const remains = (folder: { readonly place: string } | null): Effect.Effect<string, never, Platform> =>
  folder === null
    ? Effect.succeed("")
    : Effect.match(FolderRunStore.readIn(folder.place), {
        onFailure: () => "",
        onSuccess: (entries) =>
          entries.length === 0
            ? ""
            : ` The unfinished run in ${folder.place} stays as it is: the same line again, or persona resume, goes on with it.`
      })

/** A store that holds this one run. */
export const storeOf = (journal: RunJournal): RunStoreShape => ({
  open: () => Effect.succeed(journal),
  read: () => Effect.succeed(journal.entries),
  names: Effect.succeed([]),
  remove: () => Effect.void
})
