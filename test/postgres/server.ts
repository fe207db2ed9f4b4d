/** A PostgreSQL server with stores of runs in it. */
import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, type Scope } from "effect"
import * as Postgres from "../../bench/postgres.ts"
import * as PostgresRunStore from "../../src/postgres/PostgresRunStore.ts"
import type { RunStoreShape } from "../../src/stages/RunStore.ts"

/** Whether there is a server to test with. */
export const isInstalled = Postgres.isInstalled
if (!isInstalled) {
  console.warn(
    "\nPostgreSQL is NOT INSTALLED, so the tests of runs in a database are SKIPPED: apt-get install postgresql\n"
  )
}

/** A server. */
export interface Server extends Postgres.Server {
  /** An app's connections to it. */
  readonly client: (config?: PgClient.PgPoolConfig) => Layer.Layer<PgClient.PgClient>
  /** The store of a process of its own. */
  readonly store: (
    options?: PostgresRunStore.PostgresRunStoreOptions,
    config?: PgClient.PgPoolConfig
  ) => Effect.Effect<RunStoreShape, never, Scope.Scope>
  /** Any statement; its rows. */
  readonly sql: (
    statement: string,
    parameters?: ReadonlyArray<unknown>
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<unknown>>>
}

/** Starts a server. */
export const start: Effect.Effect<Server, never, Scope.Scope> = Effect.map(
  Postgres.start({ flush: false }),
  (server) => {
    const client: Server["client"] = (config) => Layer.orDie(PgClient.layer({ ...server.address, ...config }))
    return {
      ...server,
      client,
      store: (options, config) =>
        Effect.flatMap(Layer.build(client(config)), (built) => Effect.provide(PostgresRunStore.make(options), built)),
      sql: (statement, parameters = []) =>
        Effect.scoped(
          Effect.flatMap(Layer.build(client()), (built) =>
            Effect.orDie(
              Effect.provide(
                PgClient.PgClient.use((sql) => sql.unsafe(statement, parameters).values),
                built
              )
            )
          )
        )
    }
  }
)
