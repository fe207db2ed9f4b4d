/**
 * A disk under a process that is killed: what was written and not flushed is forgotten, or is there in part. Files are real; their
 * unflushed bytes wait in memory.
 */
import { Effect, FileSystem } from "effect"

/** The disk of one process. */
export interface TornDisk {
  readonly files: FileSystem.FileSystem
  /** Kills the process: each open file keeps a part of its unflushed bytes, and no call comes back any more. */
  readonly kill: Effect.Effect<void>
}

/** `random` says how much of what was not flushed is there. */
export const make = Effect.fnUntraced(function* (
  random: () => number
): Effect.fn.Return<TornDisk, never, FileSystem.FileSystem> {
  const real = yield* FileSystem.FileSystem
  const open = new Set<{ pending: Array<Uint8Array>; readonly file: FileSystem.File }>()
  let isDead = false
  const living = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => (isDead ? Effect.never : effect))
  const files = FileSystem.FileSystem.of({
    ...real,
    rename: (from, to) => living(real.rename(from, to)),
    remove: (place, options) => living(real.remove(place, options)),
    writeFileString: (place, text, options) => living(real.writeFileString(place, text, options)),
    open: (place, options) =>
      living(
        Effect.map(real.open(place, options), (file) => {
          const one = { pending: new Array<Uint8Array>(), file }
          open.add(one)
          const flush = Effect.suspend(() => {
            const bytes = Buffer.concat(one.pending.splice(0))
            return bytes.length === 0 ? Effect.void : file.writeAll(bytes)
          })
          return {
            ...file,
            stat: file.stat,
            writeAll: (bytes: Uint8Array) => living(Effect.sync(() => void one.pending.push(bytes))),
            truncate: (length?: number) => living(Effect.andThen(flush, file.truncate(length))),
            sync: living(
              Effect.andThen(
                flush,
                Effect.suspend(() => living(file.sync))
              )
            )
          }
        })
      )
  })
  return {
    files,
    kill: Effect.suspend(() => {
      isDead = true
      return Effect.forEach(
        open,
        ({ file, pending }) => {
          const bytes = Buffer.concat(pending)
          const kept = bytes.subarray(0, Math.floor(random() * (bytes.length + 1)))
          // Pages that never reached the disk read as nothing.
          if (random() < 0.3 && kept.length > 20) kept.fill(0, Math.floor(random() * kept.length))
          return kept.length === 0 ? Effect.void : Effect.ignore(Effect.andThen(file.writeAll(kept), file.sync))
        },
        { discard: true }
      )
    })
  }
})
