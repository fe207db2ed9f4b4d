/**
 * Statements to PostgreSQL, each a transaction of its own, which are made again for a while when the connection is lost.
 *
 * Each statement has to be such that making it twice does what making it once does: whether it was done before the connection was lost
 * cannot be known.
 */
import type { PgClient } from "@effect/sql-pg/PgClient"
import { Context, Duration, Effect, Predicate, Schedule, Schema } from "effect"
import { ConnectionError, SqlError } from "effect/sql/SqlError"
import { RunStoreError, StoreUnavailable } from "../stages/RunStore.ts"

/** A value of a statement. */
export type Parameter = string | number | null | ReadonlyArray<string>

/** The database that holds the runs. */
export interface Database {
  /** The rows that a statement returns, as `row` reads them. */
  readonly query: <Row extends Schema.ConstraintDecoder<unknown>>(
    row: Row,
    statement: string,
    parameters: ReadonlyArray<Parameter>
  ) => Effect.Effect<ReadonlyArray<Row["Type"]>, RunStoreError>
  /** The same, made once. */
  readonly queryOnce: Database["query"]
}

const unavailable = (message: string) => new RunStoreError({ reason: new StoreUnavailable({ message }) })

/** What PostgreSQL or the system calls an error; null where it has no code. */
const codeOf = ({ reason }: SqlError): string | null =>
  Predicate.hasProperty(reason.cause, "code") && typeof reason.cause.code === "string" ? reason.cause.code : null

/**
 * Whether it passes by itself: connections that are lost, servers that stop (57P), start (57P03), have no room (53) or are only read for
 * now (25006), and transactions that were in each other's way.
 */
const isPassing = (error: SqlError): boolean => error.isRetryable || /^(08|53|57P|25006)/.test(codeOf(error) ?? "")

const remedies: ReadonlyArray<readonly [RegExp, string]> = [
  [/^28/, "check the user and the password"],
  [/^3D/, "check the name of the database"],
  [/^42501$/, "let the user make, read and write the tables of runs, or make them as a user who may"],
  [/^42/, "the tables of runs are not as this version makes them: choose others with schema or prefix"],
  [/^53100$/, "its disk is full: make room"],
  [/^53/, "it has no room for another connection: allow more, or open fewer"],
  [/^22P05$/, "make the database with the encoding UTF8"]
]

// What the server says of an error may hold values of rows; its code holds none.
const because =
  (seconds: number) =>
  (error: SqlError): RunStoreError => {
    const code = codeOf(error)
    const what = code === null ? error.reason._tag : `${error.reason._tag}, ${code}`
    const remedy = remedies.find(([codes]) => codes.test(code ?? ""))?.[1]
    return isPassing(error)
      ? unavailable(
          `The database of runs could not be reached${seconds === 0 ? "" : ` for ${seconds} seconds`} (${what}): ${remedy ?? "check that PostgreSQL runs and can be reached"}. What is kept there is safe; a run that is begun again under its name goes on from it.`
        )
      : unavailable(
          `The database of runs refused a statement (${what}): ${remedy ?? "the log of the server says why"}.`
        )
  }

const silent = new SqlError({ reason: new ConnectionError({ cause: new Error("No answer") }) })

const backoff = Schedule.exponential("100 millis").pipe(
  Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, Duration.seconds(2)))),
  Schedule.jittered
)

/** Statements over an app's client. While the database is down for longer than this, each is made only once. */
export const make = (client: PgClient, retrySeconds: number): Database => {
  let isDown = false
  const answerSeconds = Math.max(1, retrySeconds / 2)

  const attempt = (statement: string, parameters: ReadonlyArray<Parameter>) =>
    client.unsafe(statement, parameters).values.pipe(
      // A transaction of the app around a run may be rolled back after the calls were paid for.
      Effect.updateContext((context: Context.Context<never>) => Context.omit(client.transactionService)(context)),
      Effect.timeoutOrElse({ duration: Duration.seconds(answerSeconds), orElse: () => Effect.fail(silent) })
    )

  const decoded = <Row extends Schema.ConstraintDecoder<unknown>>(row: Row) => {
    const decode = Schema.decodeUnknownEffect(Schema.Array(row))
    return (rows: ReadonlyArray<ReadonlyArray<unknown>>) =>
      Effect.mapError(decode(rows), () =>
        unavailable(
          "The database of runs answers in types of its own: give this store a client that reads integers and text as they are."
        )
      )
  }

  const query =
    (retries: () => boolean): Database["query"] =>
    (row, statement, parameters) =>
      Effect.suspend(() => {
        const seconds = retries() ? retrySeconds : 0
        const most = seconds === 0 ? { times: 0 } : { duration: Duration.seconds(seconds) }
        return attempt(statement, parameters).pipe(
          Effect.retry({ while: isPassing, schedule: Schedule.upTo(backoff, most) }),
          Effect.tap(() => Effect.sync(() => void (isDown = false))),
          Effect.tapError((error) => Effect.sync(() => void (isDown ||= seconds > 0 && isPassing(error)))),
          Effect.mapError(because(seconds)),
          Effect.flatMap(decoded(row))
        )
      })

  return { query: query(() => !isDown), queryOnce: query(() => false) }
}
