/**
 * A file that remembers which requests were sent in which batch, so that a run that was killed can be taken up again without paying
 * twice. It holds ids and hashes: no research text, no persona, no key.
 */
import { appendFile, readFile } from "node:fs/promises"
import { Clock, Effect, Option, Schema } from "effect"
import { Misconfigured, notBilled, type StageReason } from "../stages/StageError.ts"

/** A batch that was sent. */
export interface SentBatch {
  readonly batch: string
  readonly ids: ReadonlyArray<string>
}

/** A batch that was about to be sent when the run ended. */
export interface UnsureBatch {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly ids: ReadonlyArray<string>
}

/** What is remembered. */
export interface BatchJournal {
  readonly read: Effect.Effect<{ readonly sent: ReadonlyArray<SentBatch>; readonly unsure: ReadonlyArray<UnsureBatch> }>
  /**
   * Writes down that these requests are about to be sent, or fails. What it gives writes down the batch they are in, or null where none
   * came about; it never fails, since what is not written down is looked up at the service.
   */
  readonly intend: (
    ids: ReadonlyArray<string>
  ) => Effect.Effect<(batch: string | null) => Effect.Effect<void>, StageReason>
}

const Line = Schema.fromJsonString(
  Schema.Union([
    Schema.TaggedStruct("Intended", {
      key: Schema.String,
      at: Schema.Finite,
      ids: Schema.Array(Schema.String)
    }),
    Schema.TaggedStruct("Sent", { key: Schema.String, batch: Schema.String }),
    Schema.TaggedStruct("Dropped", { key: Schema.String })
  ])
)

const readLine = Schema.decodeUnknownOption(Line)
const writeLine = Schema.encodeSync(Line)

/** A journal in a file, which is made where there is none. A line that was cut by a kill is passed over. */
export const file = (path: string): BatchJournal => {
  const append = (line: typeof Line.Type): Effect.Effect<void, StageReason> =>
    Effect.tryPromise({
      // Flushed, because the next thing that happens costs money.
      try: () => appendFile(path, `${writeLine(line)}\n`, { flush: true }),
      catch: () =>
        new Misconfigured({
          message: `The journal of batches, ${path}, cannot be written to, so nothing was sent. Name another file, or make this one writable.`,
          billing: notBilled
        })
    })
  let written = 0
  return {
    read: Effect.map(
      Effect.orElseSucceed(
        Effect.tryPromise(() => readFile(path, "utf8")),
        () => ""
      ),
      (text) => {
        const intended = new Map<string, UnsureBatch>()
        const sent: Array<SentBatch> = []
        for (const line of text.split("\n")) {
          const read = Option.getOrNull(readLine(line))
          if (read?._tag === "Intended") intended.set(read.key, { at: read.at, ids: read.ids })
          if (read?._tag === "Dropped") intended.delete(read.key)
          if (read?._tag === "Sent") {
            const { ids = [] } = intended.get(read.key) ?? {}
            intended.delete(read.key)
            sent.push({ batch: read.batch, ids })
          }
        }
        return { sent, unsure: [...intended.values()] }
      }
    ),
    intend: (ids) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) => {
        const key = `${process.pid}-${at}-${written++}`
        return Effect.as(append({ _tag: "Intended", key, at, ids }), (batch: string | null) =>
          Effect.ignore(append(batch === null ? { _tag: "Dropped", key } : { _tag: "Sent", key, batch }))
        )
      })
  }
}
