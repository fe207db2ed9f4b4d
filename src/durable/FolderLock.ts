/**
 * A lock on a folder: a file that names the process which holds it. A process that is gone holds nothing.
 */
import { readFileSync } from "node:fs"
import { hostname } from "node:os"
import { Clock, Effect, FileSystem, Option, Path, type PlatformError, Random, Schema, type Scope } from "effect"

/** Who holds a lock. */
const Holder = Schema.fromJsonString(
  Schema.Struct({
    host: Schema.String,
    process: Schema.Int,
    /** When the process began, where the system says so: a number that was given again is another process. */
    started: Schema.NullOr(Schema.String),
    /** Different for each taking. */
    token: Schema.String
  })
)

type Holder = typeof Holder.Type

const readHolder = Schema.decodeUnknownOption(Holder)
const writeHolder = Schema.encodeSync(Holder)

const lockFile = "run.lock"

/** Takes the lock until the scope closes; null where it is taken, else who holds it. */
export const take: (
  folder: string
) => Effect.Effect<string | null, PlatformError.PlatformError, FileSystem.FileSystem | Path.Path | Scope.Scope> =
  Effect.fnUntraced(function* (folder) {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const place = path.join(folder, lockFile)
    const token = `${yield* Clock.currentTimeMillis}-${yield* Random.nextInt}`
    const mine: Holder = { host: hostname(), process: process.pid, started: startOf(process.pid), token }

    const holder = Effect.map(
      Effect.option(files.readFileString(place)),
      Option.flatMap((text) => readHolder(text))
    )
    const release = Effect.flatMap(holder, (now) =>
      Option.isSome(now) && now.value.token === token
        ? Effect.ignore(files.remove(place, { force: true }))
        : Effect.void
    )

    return yield* Effect.gen(function* () {
      if (yield* create(place, writeHolder(mine))) return null
      const now = Option.getOrNull(yield* holder)
      if (now !== null && isAlive(now)) return nameOf(now)
      return yield* takeOver(place, writeHolder(mine), holder)
    }).pipe((taking) => Effect.acquireRelease(taking, (held) => (held === null ? release : Effect.void)))
  })

/**
 * Puts a lock in the place of one whose process is gone. Only one process at a time does: whoever makes the second file. One that is left
 * behind by a kill in between is as stale as the first, and goes after a while.
 */
const takeOver = Effect.fnUntraced(function* (
  place: string,
  mine: string,
  holder: Effect.Effect<Option.Option<Holder>>
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
      if (now !== null && isAlive(now)) return nameOf(now)
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
    const holder = Option.getOrNull(readHolder(text))
    return holder === null || !isAlive(holder) ? null : nameOf(holder)
  })

/** Whether the file was not there and is made. */
const create = (place: string, text: string) =>
  FileSystem.FileSystem.use((files) =>
    files.writeFileString(place, text, { flag: "wx", mode: 0o600 }).pipe(
      Effect.as(true),
      Effect.catchIf(
        ({ reason }) => reason._tag === "AlreadyExists",
        () => Effect.succeed(false)
      )
    )
  )

const nameOf = ({ host, process: pid }: Holder): string =>
  host === hostname() ? `process ${pid}` : `process ${pid} of ${host}`

/** Whether the process is there. Of another machine nobody can tell from here, so it counts as there. */
const isAlive = ({ host, process: pid, started }: Holder): boolean => {
  if (host !== hostname()) return true
  const now = startOf(pid)
  if (now !== null && started !== null) return now === started
  return exists(pid)
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is there all the same.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** When a process began, in ticks since the machine did; null where the system does not say. */
const startOf = (pid: number): string | null => {
  try {
    // The name of the program, in brackets, may hold anything. Of what follows it, the start is the twentieth.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ")
    // A process that has ended and was not waited for holds nothing.
    return fields === undefined || fields[0] === "Z" ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}
