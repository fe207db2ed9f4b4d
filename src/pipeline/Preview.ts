/**
 * Shows an anonymiser the beginning of each table before its rows are replaced, in a stream of records of any length.
 */
import { Effect, Stream } from "effect"
import { type ResearchRecord, tableOf } from "../domain/ResearchRecord.ts"

/** So many rows of a table are held back and shown. What a column holds is plain by then, and they fit into memory. */
export const previewedRows = 500

interface Batch {
  /** Whether these are the first rows of a table. */
  readonly first: boolean
  readonly records: Array<ResearchRecord>
}

interface State {
  readonly table: string | undefined
  /** The first rows of the table; null once they were shown. */
  readonly held: Array<ResearchRecord> | null
}

const flush = ({ held }: State): ReadonlyArray<Batch> =>
  held === null || held.length === 0 ? [] : [{ first: true, records: held }]

/** The records as they come, the first rows of each table together. */
const batches = <E, R>(records: Stream.Stream<ResearchRecord, E, R>): Stream.Stream<Batch, E, R> =>
  Stream.mapAccumArray(
    records,
    (): State => ({ table: undefined, held: null }),
    (before, chunk) => {
      let state = before
      const out: Array<Batch> = []
      for (const record of chunk) {
        const table = tableOf(record)
        if (table !== state.table) {
          out.push(...flush(state))
          state = { table, held: record.kind === "row" ? [] : null }
        }
        if (state.held === null) {
          const last = out.at(-1)
          if (last === undefined || last.first) out.push({ first: false, records: [record] })
          else last.records.push(record)
        } else {
          state.held.push(record)
          if (state.held.length === previewedRows) {
            out.push(...flush(state))
            state = { table, held: null }
          }
        }
      }
      return [state, out]
    },
    { onHalt: flush }
  )

/** The same records in the same order; each table's first rows are shown before they go on. */
export const previewed = <E, R, E2 = never>(
  records: Stream.Stream<ResearchRecord, E, R>,
  preview: ((rows: readonly [ResearchRecord, ...Array<ResearchRecord>]) => Effect.Effect<void, E2>) | null
): Stream.Stream<ResearchRecord, E | E2, R> =>
  preview === null
    ? records
    : batches(records).pipe(
        Stream.mapEffect(({ first, records }) => {
          const [head, ...tail] = records
          return first && head !== undefined ? Effect.as(preview([head, ...tail]), records) : Effect.succeed(records)
        }),
        Stream.flatMap(Stream.fromIterable)
      )
