/**
 * Paths to files: folders are walked in the order of their names, and each file gets the name that its records go by.
 */
import { Effect, FileSystem, Path, Result } from "effect"
import type { PlatformError } from "effect/PlatformError"
import { because, NoRecords, NotFound, type SourceError, Unreadable } from "./SourceError.ts"

/** A file to be read. */
export interface FileRef {
  /** The path as it was given, or the folder's path and the rest. */
  readonly file: string
  /** The shortest end of the path that no other file of the run has. */
  readonly label: string
}

/** What was found for a path: a file, or why there is none. */
export type Found = Result.Result<FileRef, SourceError>

/** A path that leads to a file which another path led to before. */
export type OnRepeated = (file: string) => Effect.Effect<void>

/** Why the platform could not read a file, in the words of a source error. */
export const explain = (file: string, error: PlatformError): SourceError => {
  const { _tag } = error.reason
  if (_tag === "NotFound") return because(new NotFound({ file }))
  const what =
    _tag === "PermissionDenied"
      ? "you are not allowed to read it. Give yourself permission to read it, or copy it to where you have it."
      : _tag === "BadResource"
        ? "is not a file that can be read, or a link in its path leads in a circle. Give the path of an ordinary file or a folder."
        : `could not be read (${_tag}). Check that the disk is there and the file is not locked by a program, then try again.`
  return because(new Unreadable({ file, what }))
}

/** Files that accompany data without being any, and those that programs leave behind. */
export const isPassedOver = (name: string): boolean =>
  /^(?:\.|~\$|readme(?:\.|$)|licen[cs]e(?:\.|$)|thumbs\.db$|desktop\.ini$)/i.test(name)

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** All ordinary files that a path leads to. `visited` holds the real paths of the folders and files seen before. */
const walk = (
  given: string,
  visited: Set<string>,
  onRepeated: OnRepeated,
  top: boolean
): Effect.Effect<ReadonlyArray<Result.Result<string, SourceError>>, never, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const real = yield* fs.realPath(given)
    const { type } = yield* fs.stat(given)
    if (visited.has(real)) {
      // A folder comes by again where a link leads back to it: what is in it was read.
      if (type !== "Directory") yield* onRepeated(given)
      return []
    }
    visited.add(real)
    if (type !== "Directory") {
      if (type === "File" || top) return [Result.succeed(given)]
      return [
        Result.fail(
          because(new Unreadable({ file: given, what: "is not an ordinary file. Take it out of the folder." }))
        )
      ]
    }
    const entries = yield* fs.readDirectoryEntries(given)
    const names = entries.map((entry) => entry.name).filter((name) => !isPassedOver(name))
    const inside = yield* Effect.forEach(names.toSorted(byName), (name) =>
      walk(path.join(given, name), visited, onRepeated, false)
    )
    const found = inside.flat()
    if (!top || found.length > 0) return found
    const what = "has no data files in it (hidden files, README and LICENSE are passed over)"
    return [Result.fail(because(new NoRecords({ file: given, what })))]
  }).pipe(Effect.catch((error) => Effect.succeed([Result.fail(explain(given, error))])))

const segments = (file: string): ReadonlyArray<string> =>
  file.split(/[\\/]+/).filter((part) => part !== "" && part !== ".")

/** For each path the shortest end, in whole names, that no other path has. */
export const labels = (files: ReadonlyArray<string>): ReadonlyArray<string> => {
  const parts = files.map(segments)
  const lengths = parts.map(() => 1)
  const end = (i: number) => (parts[i] ?? []).slice(-(lengths[i] ?? 1)).join("/")
  for (;;) {
    const byEnd = new Map<string, Array<number>>()
    for (const i of parts.keys()) byEnd.set(end(i), [...(byEnd.get(end(i)) ?? []), i])
    let longer = false
    for (const same of byEnd.values()) {
      for (const i of same.length > 1 ? same : []) {
        if ((lengths[i] ?? 1) >= (parts[i] ?? []).length) continue
        lengths[i] = (lengths[i] ?? 1) + 1
        longer = true
      }
    }
    if (!longer) return files.map((_, i) => end(i))
  }
}

/**
 * The files that paths lead to. Folders are read with all folders in them, in the order of names; hidden files, README and
 * LICENSE are passed over; a file that several paths lead to is read once. `-` is standard input, under the name `stdin`.
 */
export const expand = (
  paths: ReadonlyArray<string>,
  onRepeated: OnRepeated
): Effect.Effect<ReadonlyArray<Found>, never, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const visited = new Set<string>()
    const found = (yield* Effect.forEach(paths, (path) => {
      if (path !== "-") return walk(path, visited, onRepeated, true)
      if (visited.has("-")) return Effect.as(onRepeated("stdin"), [])
      visited.add("-")
      return Effect.succeed([Result.succeed("-")])
    })).flat()
    const names = labels(
      found.map((one) => (Result.isSuccess(one) ? (one.success === "-" ? "stdin" : one.success) : ""))
    )
    return found.map((one, i) => Result.map(one, (file): FileRef => ({ file, label: names[i] ?? file })))
  })
