/**
 * The files of a result in the folder of its run: all of them are there, or what was there before.
 *
 * A run that is stopped writes files, and may write others when it goes on. It keeps a list of them, so that those of the first stop
 * go and nobody else's file does.
 */
import { Effect, FileSystem, Path, type PlatformError, Schema } from "effect"
import type { ResultFile } from "../report/ResultFormat.ts"
import { makeFolder, removeEmpty, writeFile } from "./OutputFiles.ts"

/** Where files are written before they get their names. */
const draftFolder = ".draft"

/** Which files the run wrote. */
const listFile = "written.json"

type Platform = FileSystem.FileSystem | Path.Path

const List = Schema.fromJsonString(Schema.Array(Schema.String))

/** Writes the files and takes away those that the run wrote before and does not write now. */
export const write = Effect.fnUntraced(function* (
  folder: string,
  written: ReadonlyArray<ResultFile>
): Effect.fn.Return<void, PlatformError.PlatformError, Platform> {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const drafts = path.join(folder, draftFolder)
  const names = written.map(({ file }) => file)
  const before = yield* listIn(folder)
  const stale = before.filter((file) => !names.includes(file))
  const move = Effect.fnUntraced(function* (file: string) {
    yield* makeFolder(path.dirname(path.join(folder, file)))
    yield* files.rename(path.join(drafts, file), path.join(folder, file))
  })
  const keepList = (list: ReadonlyArray<string>) =>
    Effect.andThen(writeFile(drafts, listFile, JSON.stringify(list)), move(listFile))
  const removeDrafts = files.remove(drafts, { recursive: true, force: true })
  yield* removeDrafts
  yield* Effect.gen(function* () {
    yield* Effect.forEach(written, ({ file, text }) => writeFile(drafts, file, text), { discard: true })
    // Before the files: a kill leaves none that is not on the list.
    yield* keepList([...stale, ...names])
    yield* Effect.forEach(names, move, { discard: true })
    yield* Effect.forEach(stale, (file) => remove(folder, file), { discard: true })
    if (stale.length > 0) yield* Effect.ignore(keepList(names))
  }).pipe(Effect.ensuring(Effect.ignore(removeDrafts)))
})

/** Takes away the list of a run that is at its end. */
export const tidy = (folder: string): Effect.Effect<void, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* files.remove(path.join(folder, listFile), { force: true })
  }).pipe(Effect.ignore)

/** What the run wrote before. The list is in a file that may have been changed, and names nothing outside of the folder. */
const listIn = (folder: string): Effect.Effect<ReadonlyArray<string>, never, Platform> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const list = yield* Schema.decodeEffect(List)(yield* files.readFileString(path.join(folder, listFile)))
    return list.filter((file) => !path.isAbsolute(file) && !file.split(/[/\\]/).includes(".."))
  }).pipe(Effect.orElseSucceed(() => []))

const remove = Effect.fnUntraced(function* (folder: string, file: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const place = path.join(folder, file)
  yield* files.remove(place, { force: true })
  if (path.dirname(place) !== path.normalize(folder)) yield* removeEmpty(path.dirname(place))
})
