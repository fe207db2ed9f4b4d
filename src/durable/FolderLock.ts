/**
 * A lock on a folder: a file that names the process which holds it. A process that is gone holds nothing.
 */
import { Clock, Effect, FileSystem, Option, Path, type PlatformError, Random, type Scope } from "effect"
import * as ProcessHolder from "./ProcessHolder.ts"

const lockFile = "run.lock"

/** Takes the lock until the scope closes; null where it is taken, else who holds it. */
export const take: (
  folder: string
) => Effect.Effect<string | null, PlatformError.PlatformError, FileSystem.FileSystem | Path.Path | Scope.Scope> =
  Effect.fnUntraced(function* (folder) {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const place = path.join(folder, lockFile)
    const mine = yield* ProcessHolder.mine

    const holder = Effect.map(
      Effect.option(files.readFileString(place)),
      Option.flatMap((text) => ProcessHolder.decode(text))
    )
    const release = Effect.flatMap(holder, (now) =>
      Option.isSome(now) && now.value.token === mine.token
        ? Effect.ignore(files.remove(place, { force: true }))
        : Effect.void
    )

    return yield* Effect.gen(function* () {
      if (yield* create(place, ProcessHolder.encode(mine))) return null
      const now = Option.getOrNull(yield* holder)
      if (now !== null && ProcessHolder.isAlive(now)) return ProcessHolder.nameOf(now)
      return yield* takeOver(place, ProcessHolder.encode(mine), holder)
    }).pipe((taking) => Effect.acquireRelease(taking, (held) => (held === null ? release : Effect.void)))
  })

/**
 * Puts a lock in the place of one whose process is gone. Only one process at a time does: whoever makes the second file. One that is left
 * behind by a kill in between is as stale as the first, and goes after a while.
 */
const takeOver = Effect.fnUntraced(function* (
  place: string,
  mine: string,
  holder: Effect.Effect<Option.Option<ProcessHolder.Holder>>
) {
  const files = yield* FileSystem.FileSystem
  const second = `${place}.over`
  if (!(yield* create(second, mine))) {
    const other = yield* Effect.option(files.stat(second))
    const madeAt = Option.getOrNull(Option.flatMap(other, ({ mtime }) => mtime))?.getTime() ?? 0
    if ((yield* Clock.currentTimeMillis) - madeAt < staleMillis) return "another process that takes it over just now"
    yield* Effect.ignore(files.remove(second, { force: true }))
    return "another process that was killed while it took it over: try again"
  }
  return yield* Effect.ensuring(
    Effect.gen(function* () {
      const now = Option.getOrNull(yield* holder)
      if (now !== null && ProcessHolder.isAlive(now)) return ProcessHolder.nameOf(now)
      const draft = `${place}.${process.pid}`
      yield* files.writeFileString(draft, mine, { mode: 0o600 })
      yield* files.rename(draft, place)
      return null
    }),
    Effect.ignore(files.remove(second, { force: true }))
  )
})

const staleMillis = 10_000

/** Gives up this process's lock on a folder that has another name by now. */
export const release = (folder: string): Effect.Effect<void, never, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* files.remove(path.join(folder, lockFile), { force: true })
  }).pipe(Effect.ignore)

/** Who works in a folder; null where nobody does. */
export const holderOf = (folder: string): Effect.Effect<string | null, never, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const text = yield* Effect.orElseSucceed(files.readFileString(path.join(folder, lockFile)), () => "")
    const holder = Option.getOrNull(ProcessHolder.decode(text))
    return holder === null || !ProcessHolder.isAlive(holder) ? null : ProcessHolder.nameOf(holder)
  })

/** Whether the file was not there and is made: whole or not at all, so that nobody reads half of a holder. */
const create = Effect.fnUntraced(function* (place: string, text: string) {
  const files = yield* FileSystem.FileSystem
  const draft = `${place}.${process.pid}-${yield* Random.nextInt}`
  const linked = Effect.andThen(files.writeFileString(draft, text, { mode: 0o600 }), files.link(draft, place)).pipe(
    Effect.ensuring(Effect.ignore(files.remove(draft, { force: true })))
  )
  const isThere = ({ reason }: PlatformError.PlatformError) => reason._tag === "AlreadyExists"
  return yield* linked.pipe(
    // Some file systems have no links.
    Effect.catchIf(
      (error) => !isThere(error),
      () => files.writeFileString(place, text, { flag: "wx", mode: 0o600 })
    ),
    Effect.as(true),
    Effect.catchIf(isThere, () => Effect.succeed(false))
  )
})
