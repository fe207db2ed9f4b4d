/**
 * The rows of a run's entries: read, and written by whoever holds the run.
 */
import { Effect, Option, Schema } from "effect"
import * as GroupCommit from "../durable/GroupCommit.ts"
import * as JournalLines from "../durable/JournalLines.ts"
import * as RunEntry from "../stages/RunEntry.ts"
import { JournalDamaged, type RunJournal, RunStoreError } from "../stages/RunStore.ts"
import type { Database } from "./Database.ts"
import * as Lease from "./Lease.ts"
import type { Tables } from "./Tables.ts"

const checksumOf = (number: number, json: string): string => JournalLines.checksum(`${number} ${json}`)

const damaged = (name: string, line: number, whole: number, what: string) =>
  new RunStoreError({
    reason: new JournalDamaged({
      line,
      whole,
      message: `The journal of the run ${name} is damaged: ${what}. ${whole} entries are whole. Put back a backup of its tables, or remove the run to begin anew.`
    })
  })

/** How many characters of an entry come in a row: the driver refuses messages above 16 MiB. */
const pieceLength = 1_000_000

const Piece = Schema.Tuple([
  Schema.Int,
  Schema.NullOr(Schema.Int),
  Schema.NullOr(Schema.String),
  Schema.NullOr(Schema.String)
])

/** The entries of a run of this name; none where there is no such run. */
export const read = Effect.fnUntraced(function* (
  database: Database,
  { entries, runs }: Tables,
  name: string
): Effect.fn.Return<ReadonlyArray<RunEntry.RunEntry>, RunStoreError> {
  const pieces = yield* database.query(
    Piece,
    `SELECT run.length, entry.number, entry.checksum, substr(entry.entry, piece * ${pieceLength} + 1, ${pieceLength})
     FROM ${runs} AS run
     LEFT JOIN ${entries} AS entry ON entry.run = run.id AND entry.number <= run.length
     LEFT JOIN LATERAL generate_series(0, (length(entry.entry) - 1) / ${pieceLength}) AS piece ON true
     WHERE run.name = $1 ORDER BY entry.number, piece`,
    [name]
  )
  const texts = new Map<number, { readonly checksum: string; readonly pieces: Array<string> }>()
  for (const [, number, checksum, piece] of pieces) {
    if (number === null || checksum === null || piece === null) continue
    const text = texts.get(number) ?? { checksum, pieces: [] }
    text.pieces.push(piece)
    texts.set(number, text)
  }
  const length = pieces[0]?.[0] ?? 0
  const found = Array.from({ length }, (_, at) => {
    const text = texts.get(at + 1)
    const json = text?.pieces.join("") ?? ""
    return text?.checksum === checksumOf(at + 1, json) ? Option.getOrNull(RunEntry.decode(json)) : null
  })
  const whole = found.filter((entry) => entry !== null)
  if (whole.length === length) return whole
  const line = found.indexOf(null) + 1
  return yield* damaged(name, line, whole.length, `entry ${line} is missing or was changed`)
})

const Written = Schema.Tuple([Schema.Int])
const Now = Schema.Tuple([Schema.String, Schema.Int])

/** The journal of a run that this process holds, which has these entries. */
export const journal = Effect.fnUntraced(function* (
  database: Database,
  { entries, runs }: Tables,
  options: { readonly name: string; readonly lease: Lease.Lease; readonly leaseSeconds: number },
  before: ReadonlyArray<RunEntry.RunEntry>
): Effect.fn.Return<RunJournal> {
  const { lease, leaseSeconds, name } = options
  let length = before.length
  let last = lease.write
  /** Why it is not known whether all entries were replaced. */
  let unsure: RunStoreError | null = null

  // One statement is one transaction. It locks the run's row first, so that nobody else can take the run in the middle of it.
  const statement = `
    WITH held AS (
      UPDATE ${runs} SET
        write = $3::bigint,
        length = $4::integer + cardinality($5::text[]),
        held_until = clock_timestamp() + $7::float8 * interval '1 second'
      WHERE id = $1::bigint AND fence = $2::bigint AND write <= $3::bigint AND length >= $4::integer
      RETURNING id, length
    ), added AS (
      INSERT INTO ${entries} AS entry (run, number, checksum, entry)
      SELECT held.id, $4::integer + one.at, one.checksum, one.entry
      FROM held, unnest($5::text[], $6::text[]) WITH ORDINALITY AS one (entry, checksum, at)
      ON CONFLICT (run, number) DO UPDATE SET checksum = excluded.checksum, entry = excluded.entry
    ), gone AS (
      DELETE FROM ${entries} AS entry USING held WHERE entry.run = held.id AND entry.number > held.length
    )
    SELECT length FROM held`

  /** Puts entries behind the first so many, in the place of what is there. */
  const write = Effect.fnUntraced(function* (from: number, more: ReadonlyArray<RunEntry.RunEntry>) {
    const texts = more.map((entry) => RunEntry.encode(entry))
    const checksums = texts.map((text, at) => checksumOf(from + at + 1, text))
    const { fence, run } = lease
    const rows = yield* database.query(Written, statement, [run, fence, ++last, from, texts, checksums, leaseSeconds])
    if (rows.length > 0) {
      length = from + more.length
      return
    }
    const [now] = yield* database.query(Now, `SELECT fence::text, length FROM ${runs} WHERE id = $1::bigint`, [run])
    if (now === undefined || now[0] !== fence) return yield* Lease.lost(name)
    const what = `the database lost entries that it had confirmed, of ${from} it has ${now[1]}`
    return yield* damaged(name, now[1] + 1, now[1], what)
  })

  const groups = yield* GroupCommit.make((more: ReadonlyArray<RunEntry.RunEntry>) =>
    Effect.suspend(() => (unsure === null ? write(length, more) : Effect.fail(unsure)))
  )
  return {
    entries: before,
    append: (more) => (more.length === 0 ? Effect.void : groups.append(more)),
    replace: (others) =>
      groups.alone(
        write(0, others).pipe(
          Effect.tap(() => Effect.sync(() => void (unsure = null))),
          Effect.tapError((error) => Effect.sync(() => void (unsure = error)))
        )
      )
  }
})
