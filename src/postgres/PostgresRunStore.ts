/**
 * Keeps the runs of an app in a PostgreSQL database, where many processes of the app, on many machines, find them.
 *
 * Of an open run, this process holds a lease: docs/durability.md#in-postgresql.
 */
import { PgClient } from "@effect/sql-pg/PgClient"
import { Array as Arr, Effect, Layer, Order, Schema } from "effect"
import * as RunName from "../durable/RunName.ts"
import { RunStore, type RunStoreShape } from "../stages/RunStore.ts"
import * as Database from "./Database.ts"
import * as Lease from "./Lease.ts"
import * as JournalRows from "./JournalRows.ts"
import * as Tables from "./Tables.ts"

/** How runs are kept. */
export interface PostgresRunStoreOptions extends Tables.TablesOptions {
  /**
   * How long a process that cannot be reached holds a run, in seconds: then another may take it over. One that is known to be gone, on
   * this machine, holds nothing. Default 20.
   */
  readonly leaseSeconds?: number
  /** How long reads and writes wait for a database that is down, in seconds, before they fail. Default 60. */
  readonly retrySeconds?: number
}

/**
 * Makes the store.
 *
 * @example
 * ```ts no-run it takes a PostgreSQL server
 * import { PgClient } from "@effect/sql-pg"
 * import { Config, Effect } from "effect"
 * import { PostgresRunStore } from "effect-persona/postgres"
 *
 * const names = Effect.flatMap(PostgresRunStore.make(), (store) => store.names)
 *
 * const Database = PgClient.layerConfig({ url: Config.Redacted("DATABASE_URL") })
 * console.log(await Effect.runPromise(Effect.provide(names, Database)))
 * ```
 */
export const make = ({ leaseSeconds = 20, retrySeconds = 60, ...options }: PostgresRunStoreOptions = {}): Effect.Effect<
  RunStoreShape,
  never,
  PgClient
> =>
  Effect.map(PgClient, (client) => {
    const database = Database.make(client, retrySeconds)
    const tables = Tables.make(database, options)

    const held = Effect.fnUntraced(function* (name: string) {
      yield* RunName.checked(name)
      const known = yield* tables
      return { known, lease: yield* Lease.take(database, known, name, leaseSeconds) }
    })

    return {
      open: Effect.fnUntraced(function* (name) {
        const { known, lease } = yield* held(name)
        const entries = yield* JournalRows.read(database, known, name)
        return yield* JournalRows.journal(database, known, { name, lease, leaseSeconds }, entries)
      }),
      read: (name) =>
        Effect.andThen(
          RunName.checked(name),
          Effect.flatMap(tables, (known) => JournalRows.read(database, known, name))
        ),
      names: Effect.flatMap(tables, ({ runs }) =>
        Effect.map(
          database.query(Schema.Tuple([Schema.String]), `SELECT name FROM ${runs} WHERE length > 0`, []),
          (rows) =>
            Arr.sort(
              rows.map(([name]) => name),
              Order.String
            )
        )
      ),
      remove: (name) =>
        Effect.scoped(
          Effect.flatMap(held(name), ({ known, lease }) =>
            database.query(Schema.Unknown, `DELETE FROM ${known.runs} WHERE id = $1::bigint AND fence = $2::bigint`, [
              lease.run,
              lease.fence
            ])
          )
        )
    }
  })

/**
 * A `RunStore` in a PostgreSQL database. Its tables make themselves.
 *
 * @example
 * ```ts no-run it takes a PostgreSQL server
 * import { PgClient } from "@effect/sql-pg"
 * import { Config, Effect, Layer } from "effect"
 * import { HybridPipeline } from "effect-persona"
 * import { PostgresRunStore } from "effect-persona/postgres"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const Runs = PostgresRunStore.layer().pipe(
 *   Layer.provide(PgClient.layerConfig({ url: Config.Redacted("DATABASE_URL") }))
 * )
 *
 * // Goes on from where any process of the app stopped.
 * const run = HybridPipeline.generate(ResearchData.fromPaths(["survey.csv"]), { count: 3 }, { run: "larder" })
 * const personas = Effect.provide(run, Runs)
 * ```
 */
export const layer = (options?: PostgresRunStoreOptions): Layer.Layer<never, never, PgClient> =>
  Layer.effect(RunStore, make(options))
