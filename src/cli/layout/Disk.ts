/**
 * Files from and to the disk, each whole or not at all.
 */
import { Effect, FileSystem, Path, Result, Stdio, Stream } from "effect"
import { UsageError } from "../Exit.ts"
import * as LayoutFile from "./File.ts"

/** Reads a file, or standard input where it is called `-`, and takes it apart. */
export const readFile = Effect.fnUntraced(function* (name: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const stdio = yield* Stdio.Stdio
  const bytes = yield* (
    name === "-"
      ? Stream.runCollect(stdio.stdin).pipe(Effect.map((parts) => Buffer.concat([...parts])))
      : fs.readFile(name)
  ).pipe(
    Effect.mapError(
      ({ reason }) =>
        new UsageError({ message: `${name} cannot be read (${reason._tag}): check the path and who may read it.` })
    )
  )
  const read = Result.try({
    try: () => LayoutFile.read(name === "-" ? "stdin" : name, path.extname(name), bytes),
    catch: (error) => {
      if (error instanceof LayoutFile.LayoutError) return error
      throw error
    }
  })
  return yield* Effect.fromResult(read)
})

/** What to say of a file that could not be written. */
export const because = (file: string) => (error: { readonly reason: { readonly _tag: string } }) =>
  new LayoutFile.LayoutError({
    message: `${file} could not be written (${error.reason._tag}): check that its folder may be written to and that the disk is not full.`
  })

/** Writes a file whole or not at all. */
export const writeFile = Effect.fnUntraced(function* (file: string, bytes: Uint8Array, mode?: number) {
  const fs = yield* FileSystem.FileSystem
  const draft = `${file}.part`
  yield* fs.writeFile(draft, bytes, mode === undefined ? undefined : { mode }).pipe(
    Effect.andThen(fs.rename(draft, file)),
    Effect.onError(() => Effect.ignore(fs.remove(draft, { force: true }))),
    Effect.mapError(because(file))
  )
})
