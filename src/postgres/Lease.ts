/**
 * Holding a run: for a time that is renewed, by the clock of the database. Each taking has a number, the fence, and who comes with an
 * earlier one is refused, so that a process which was held up for longer than its lease cannot write into what another goes on with.
 */
import { Duration, Effect, Option, Schema, type Scope } from "effect"
import * as ProcessHolder from "../durable/ProcessHolder.ts"
import { RunStoreError, RunTaken } from "../stages/RunStore.ts"
import type { Database } from "./Database.ts"
import type { Tables } from "./Tables.ts"

/** A run that this process holds. */
export interface Lease {
  /** The key of its row. */
  readonly run: string
  readonly fence: string
  /** The last write of those who held it before. */
  readonly write: number
}

const taken = (message: string) => new RunStoreError({ reason: new RunTaken({ message }) })

/** What a process is told that does not hold the run any more. */
export const lost = (name: string) =>
  taken(
    `The run ${name} was taken over by another process, or removed, while this one was held up: nothing more is written here. What was written before is kept.`
  )

const Taken = Schema.Tuple([Schema.String, Schema.String, Schema.FiniteFromString])
const Held = Schema.Tuple([Schema.String, Schema.Int])
const Nothing = Schema.Unknown

/** Takes a run, which is made where it is not there, until the scope closes; fails where another process holds it. */
export const take = Effect.fnUntraced(function* (
  database: Database,
  { runs }: Tables,
  name: string,
  leaseSeconds: number
): Effect.fn.Return<Lease, RunStoreError, Scope.Scope> {
  const mine = ProcessHolder.encode(yield* ProcessHolder.mine)

  /** Again by the same holder changes nothing. `gone` is a holder that is known to be gone. */
  const attempt = (gone: string | null) =>
    Effect.map(
      database.query(
        Taken,
        `INSERT INTO ${runs} AS run (name, holder, held_until)
         VALUES ($1, $2, clock_timestamp() + $3::float8 * interval '1 second')
         ON CONFLICT (name) DO UPDATE SET
           fence = run.fence + CASE WHEN run.holder = excluded.holder THEN 0 ELSE 1 END,
           holder = excluded.holder,
           held_until = excluded.held_until
         WHERE run.held_until < clock_timestamp() OR run.holder IN (excluded.holder, $4::text)
         RETURNING id::text, fence::text, write::text`,
        [name, mine, leaseSeconds, gone]
      ),
      ([row]) => row
    )
  const held = Effect.map(
    database.query(
      Held,
      `SELECT holder, greatest(0, ceil(extract(epoch FROM held_until - clock_timestamp())))::integer
       FROM ${runs} WHERE name = $1`,
      [name]
    ),
    ([row]) => row
  )
  // The lease runs out by itself where this cannot be written.
  const release = database
    .queryOnce(
      Nothing,
      `WITH empty AS (DELETE FROM ${runs} WHERE name = $1 AND holder = $2 AND length = 0)
       UPDATE ${runs} SET held_until = to_timestamp(0), holder = '', fence = fence + 1
       WHERE name = $1 AND holder = $2 AND length > 0`,
      [name, mine]
    )
    .pipe(Effect.timeout(Duration.seconds(leaseSeconds / 4)), Effect.ignore)

  // Before it is taken, so that an interruption in between leaves nothing held.
  yield* Effect.addFinalizer(() => release)
  let row = yield* attempt(null)
  for (let tries = 0; row === undefined; tries++) {
    const [holder, seconds] = (yield* held) ?? ["", 0]
    const process = Option.getOrNull(ProcessHolder.decode(holder))
    const isGone = seconds === 0 || process === null || ProcessHolder.isGone(process)
    if (tries === 3 || !isGone) {
      const who = process === null ? "another process" : ProcessHolder.nameOf(process)
      return yield* taken(
        `The run ${name} is under way already, in ${who}: wait for its end, or stop it. If that process is gone, the run is free in ${seconds} seconds.`
      )
    }
    row = yield* attempt(holder)
  }
  const [run, fence, write] = row

  const renew = Effect.map(
    database.queryOnce(
      Schema.Tuple([Schema.Int]),
      `UPDATE ${runs} SET held_until = clock_timestamp() + $3::float8 * interval '1 second'
       WHERE id = $1::bigint AND fence = $2::bigint RETURNING 1`,
      [run, fence, leaseSeconds]
    ),
    (rows) => rows.length > 0
  )
  // One that fails is made up for by the next. Where the run is lost, the next write says so.
  yield* Effect.forkScoped(
    Effect.gen(function* () {
      let isMine = true
      while (isMine) {
        yield* Effect.sleep(Duration.seconds(leaseSeconds / 4))
        isMine = yield* renew.pipe(
          Effect.timeout(Duration.seconds(leaseSeconds / 4)),
          Effect.orElseSucceed(() => true)
        )
      }
    })
  )
  return { run, fence, write }
})
