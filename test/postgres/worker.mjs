// A process of an app that keeps its runs in PostgreSQL: opens a run, adds a numbered entry every few milliseconds, and says so line by line.
//
// node worker.mjs <folder of the socket> <prefix> <name of the run> <leaseSeconds>
import { PgClient } from "@effect/sql-pg"
import { Effect } from "effect"
import { PostgresRunStore } from "effect-persona/postgres"

const [folder, prefix, name, leaseSeconds] = process.argv.slice(2)
const say = (line) => Effect.sync(() => void process.stdout.write(`${line}\n`))

const work = Effect.gen(function* () {
  const store = yield* PostgresRunStore.make({ prefix, leaseSeconds: Number(leaseSeconds) })
  const journal = yield* store.open(name)
  yield* say(`open ${journal.entries.length}`)
  for (let call = journal.entries.length + 1; ; call++) {
    yield* journal.append([{ _tag: "Noted", call, note: process.pid }])
    yield* say(`wrote ${call}`)
    yield* Effect.sleep(5)
  }
}).pipe(
  Effect.scoped,
  Effect.catch(({ reason }) => say(reason._tag)),
  Effect.provide(PgClient.layer({ host: folder, username: "postgres", database: "postgres" }))
)

await Effect.runPromise(work)
