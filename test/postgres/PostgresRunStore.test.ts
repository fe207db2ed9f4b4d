import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { PgClient } from "@effect/sql-pg"
import { afterAll, assert, beforeAll, describe, it, vi } from "@effect/vitest"
import * as Statement from "effect/sql/Statement"
import { Deferred, Effect, Exit, Fiber, Scope } from "effect"
import * as PostgresRunStore from "../../src/postgres/PostgresRunStore.ts"
import type { RunStoreError } from "../../src/stages/RunStore.ts"
import { callsOf, contract, noted, reasonOf, within } from "../durable/contract.ts"
import { isInstalled, type Server, start } from "./server.ts"

// Processes of their own take long to start on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

/** What an effect fails with. */
const failure = <A, R>(effect: Effect.Effect<A, RunStoreError, R>): Effect.Effect<RunStoreError, never, R> =>
  Effect.matchEffect(effect, { onFailure: Effect.succeed, onSuccess: () => Effect.die("It did not fail.") })

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

describe.skipIf(!isInstalled)("a store in PostgreSQL", () => {
  const scope = Effect.runSync(Scope.make())
  let server: Server
  let number = 0
  beforeAll(async () => {
    server = await Effect.runPromise(Scope.provide(start, scope))
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  /** Tables of its own for each test. */
  const fresh = () => ({ prefix: `test${++number}_` })

  /** A process of its own, which writes to the run `larder` until it cannot; and what it said so far. */
  const worker = (prefix: string, leaseSeconds: number) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        const program = fileURLToPath(new URL("worker.mjs", import.meta.url))
        const line = [program, server.address.host, prefix, "larder", String(leaseSeconds)]
        const child = spawn(process.execPath, line, { stdio: ["ignore", "pipe", "inherit"] })
        let text = ""
        let isOver = false
        child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")))
        child.on("close", () => (isOver = true))
        return { child, lines: () => text.split("\n").slice(0, -1), hasEnded: () => isOver }
      }),
      ({ child }) => Effect.sync(() => void child.kill("SIGKILL"))
    )
  type Worker = Effect.Success<ReturnType<typeof worker>>

  /** The first line that begins so; the last of all where the process ends without it. */
  const said = Effect.fnUntraced(function* ({ hasEnded, lines }: Worker, beginning: string) {
    for (;;) {
      const isLast = hasEnded()
      const line = lines().find((one) => one.startsWith(beginning))
      if (line !== undefined || isLast) return line ?? lines().at(-1) ?? ""
      yield* Effect.sleep(5)
    }
  })

  contract(Effect.suspend(() => server.store(fresh())))

  describe("its tables", () => {
    it.live("are made once when many processes begin at once", () =>
      Effect.gen(function* () {
        const options = { ...fresh(), schema: "personas" }
        const stores = yield* Effect.forEach(upTo(8), () => server.store(options))
        yield* Effect.forEach(
          stores,
          (store, at) => within(store, `run ${at}`, (journal) => journal.append([noted(at)])),
          {
            concurrency: "unbounded"
          }
        )
        assert.strictEqual((yield* stores[0]?.names ?? Effect.succeed([])).length, 8)
      })
    )

    it.live("of a newer version are left alone", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const store = yield* server.store({ prefix })
        yield* within(store, "larder", (journal) => journal.append([noted(1)]))
        yield* server.sql(`UPDATE ${prefix}form SET form = 2`)
        for (const use of [
          Effect.scoped(store.open("larder")),
          store.read("larder"),
          store.names,
          store.remove("larder")
        ]) {
          const { message, reason } = yield* failure<unknown, never>(use)
          assert.strictEqual(reason._tag, "JournalNewer")
          assert.match(message, /newer version of effect-persona/)
        }
        assert.deepStrictEqual(yield* server.sql(`SELECT count(*)::int FROM ${prefix}entries`), [[1]])
      })
    )

    it.live("that the user may not make are an error that says so", () =>
      Effect.gen(function* () {
        yield* server.sql("CREATE ROLE guest LOGIN")
        const options = fresh()
        const store = yield* server.store(options, { username: "guest" })
        const { message, reason } = yield* failure(store.names)
        assert.strictEqual(reason._tag, "StoreUnavailable")
        assert.match(message, /42501.*let the user make/)
        // Another makes them, and lets this one use them.
        yield* Effect.flatMap(server.store(options), (owner) => owner.names)
        for (const table of ["form", "runs", "entries"]) {
          yield* server.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${options.prefix}${table} TO guest`)
        }
        yield* within(store, "larder", (journal) => journal.append([noted(1)]))
        yield* store.remove("larder")
      })
    )

    it.live("have names that are no SQL", () =>
      Effect.gen(function* () {
        const store = yield* server.store({ prefix: 'x"; DROP TABLE y; --' })
        const { message } = yield* failure(store.names)
        assert.match(message, /letters, digits and underscores/)
      })
    )

    it.live("say which entry is missing or was changed", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const store = yield* server.store({ prefix })
        const write = within(store, "larder", (journal) =>
          journal.replace(upTo(5).map((call) => noted(call, "secret")))
        )
        for (const [damage, line, whole] of [
          [`UPDATE ${prefix}entries SET entry = replace(entry, 'secret', 'public') WHERE number = 2`, 2, 4],
          [`UPDATE ${prefix}entries SET entry = 'x' WHERE number IN (3, 4)`, 3, 3],
          [`DELETE FROM ${prefix}entries WHERE number = 5`, 5, 4],
          [`DELETE FROM ${prefix}entries`, 1, 0]
        ] as const) {
          yield* write
          yield* server.sql(damage)
          for (const use of [store.read("larder"), Effect.scoped(store.open("larder"))]) {
            const { message, reason } = yield* failure<unknown, never>(use)
            assert.deepInclude({ ...reason }, { _tag: "JournalDamaged", line, whole })
            assert.notMatch(message, /secret|public/)
          }
          yield* store.remove("larder")
        }
      })
    )
  })

  describe("a run that several processes want", () => {
    it.live("is one's, and is taken over at once when that is killed, with all that it was told was kept", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const first = yield* worker(prefix, 600)
        assert.strictEqual(yield* said(first, "open"), "open 0")
        const second = yield* worker(prefix, 600)
        assert.strictEqual(yield* said(second, "open"), "RunTaken")
        const store = yield* server.store({ prefix })
        const { message } = yield* failure(Effect.scoped(store.open("larder")))
        assert.match(message, new RegExp(`process ${first.child.pid}`))

        const kept = Number((yield* said(first, "wrote 2")).split(" ")[1])
        first.child.kill("SIGKILL")
        yield* said(first, "the end")
        const third = yield* worker(prefix, 600)
        const opened = Number((yield* said(third, "open")).split(" ")[1])
        assert.isAtLeast(opened, kept)
        yield* said(third, `wrote ${opened + 3}`)
        const calls = callsOf(yield* store.read("larder"))
        assert.deepStrictEqual(calls, upTo(calls.length))
      })
    )

    it.live("is another's when the lease ran out, and the first can write nothing more", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const first = yield* worker(prefix, 1)
        yield* said(first, "wrote 5")
        first.child.kill("SIGSTOP")
        const store = yield* server.store({ prefix, leaseSeconds: 1 })
        assert.strictEqual(yield* reasonOf(Effect.scoped(store.open("larder"))), "RunTaken")
        yield* Effect.sleep(1500)
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            yield* journal.append([noted(1000)])
            first.child.kill("SIGCONT")
            assert.strictEqual(yield* said(first, "RunTaken"), "RunTaken")
            yield* journal.append([noted(1001)])
          })
        )
        assert.deepStrictEqual(callsOf(yield* store.read("larder")).slice(-2), [1000, 1001])
      })
    )

    it.live("stays with the one that holds it for as long as it lives", () =>
      Effect.gen(function* () {
        const options = { ...fresh(), leaseSeconds: 3 }
        const store = yield* server.store(options)
        const other = yield* server.store(options)
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            yield* Effect.sleep(5000)
            assert.strictEqual(yield* reasonOf(Effect.scoped(other.open("larder"))), "RunTaken")
            yield* journal.append([noted(1)])
          })
        )
      })
    )

    it.live("that one of them removed is not written to by another that was held up", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const store = yield* server.store({ prefix })
        const other = yield* server.store({ prefix })
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            yield* journal.append([noted(1)])
            yield* server.sql(`UPDATE ${prefix}runs SET held_until = to_timestamp(0)`)
            yield* other.remove("larder")
            yield* within(other, "larder", (anew) => anew.append([noted(7)]))
            assert.strictEqual(yield* reasonOf(journal.append([noted(2)])), "RunTaken")
            assert.strictEqual(yield* reasonOf(journal.replace([noted(3)])), "RunTaken")
          })
        )
        assert.deepStrictEqual(callsOf(yield* store.read("larder")), [7])
      })
    )
  })

  describe("what its app does with the client", () => {
    it.live("a transaction around a run that is rolled back takes nothing of the journal with it", () =>
      Effect.gen(function* () {
        const options = fresh()
        const client = yield* PgClient.PgClient
        const store = yield* PostgresRunStore.make(options)
        const run = within(store, "larder", (journal) => journal.append([noted(1)]))
        yield* Effect.exit(client.withTransaction(Effect.andThen(run, Effect.fail("rolled back"))))
        assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1])
      }).pipe((test) => Effect.suspend(() => Effect.provide(test, server.client())))
    )

    it.live("one connection that changes names is enough", () =>
      Effect.gen(function* () {
        const upper = (name: string) => name.toUpperCase()
        const store = yield* server.store(fresh(), {
          maxConnections: 1,
          multiplex: true,
          prepare: false,
          transformQueryNames: upper,
          transformResultNames: upper
        })
        yield* within(store, "larder", (journal) =>
          Effect.forEach(upTo(50), (call) => journal.append([noted(call)]), { concurrency: "unbounded" })
        )
        assert.deepStrictEqual(callsOf(yield* store.read("larder")), upTo(50))
      })
    )
  })

  describe("a server that stops", () => {
    it.live("in the middle of writes and comes back has every entry once, and nobody notices", () =>
      Effect.gen(function* () {
        const store = yield* server.store({ ...fresh(), leaseSeconds: 1 })
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            let next = 0
            const over = yield* Deferred.make<void>()
            const writer = Effect.gen(function* () {
              while (!(yield* Deferred.isDone(over))) {
                yield* journal.append([noted(++next)])
                yield* Effect.sleep(1)
              }
            })
            const writers = yield* Effect.forEach(upTo(8), () => Effect.forkScoped(writer))
            for (let restarts = 0; restarts < 3; restarts++) {
              yield* Effect.sleep(200)
              yield* server.restart
            }
            yield* Effect.sleep(500)
            yield* Deferred.succeed(over, undefined)
            yield* Fiber.joinAll(writers)
            yield* journal.append([noted(++next)])
            const calls = callsOf(yield* store.read("larder"))
            assert.deepStrictEqual(
              calls.toSorted((a, b) => a - b),
              upTo(next)
            )
          })
        )
      })
    )

    it.live("for good is an error after a while, without waiting again and again, and is gone when it comes back", () =>
      Effect.gen(function* () {
        const store = yield* server.store({ ...fresh(), retrySeconds: 2 })
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            yield* journal.append([noted(1)])
            yield* server.stop
            const started = performance.now()
            const { message, reason } = yield* failure(journal.append([noted(2, "secret")]))
            const waited = performance.now() - started
            assert.isAbove(waited, 1900)
            assert.strictEqual(reason._tag, "StoreUnavailable")
            assert.match(message, /could not be reached for 2 seconds.*check that PostgreSQL runs/)
            assert.notMatch(message, /secret|tmp|postgres@|INSERT|larder/)
            assert.strictEqual(yield* reasonOf(journal.append([noted(3)])), "StoreUnavailable")
            assert.strictEqual(yield* reasonOf(store.names), "StoreUnavailable")
            assert.isBelow(performance.now() - started - waited, waited)
            yield* server.start
            yield* journal.append([noted(4)])
          })
        )
        assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1, 4])
      })
    )

    for (const multiplex of [false, true]) {
      it.live(
        `answering, and writes late what was given up, does not write over what came after (multiplex ${multiplex})`,
        () =>
          Effect.gen(function* () {
            const { prefix } = fresh()
            const store = yield* server.store({ prefix, retrySeconds: 1 }, { multiplex })
            yield* within(store, "larder", (journal) =>
              Effect.gen(function* () {
                yield* journal.append([noted(1)])
                const over = yield* Deferred.make<void>()
                const locked = yield* Deferred.make<void>()
                const holding = yield* PgClient.PgClient.use((sql) =>
                  sql
                    .unsafe(`LOCK TABLE ${prefix}runs`)
                    .pipe(
                      Effect.andThen(Deferred.succeed(locked, undefined)),
                      Effect.andThen(Deferred.await(over)),
                      sql.withTransaction
                    )
                ).pipe(Effect.provide(server.client()), Effect.orDie, Effect.forkScoped)
                yield* Deferred.await(locked)
                assert.strictEqual(yield* reasonOf(journal.append([noted(2), noted(2)])), "StoreUnavailable")
                yield* Deferred.succeed(over, undefined)
                yield* Fiber.join(holding)
                yield* journal.append([noted(3)])
                yield* Effect.sleep(300)
              })
            )
            assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1, 3])
          })
      )
    }

    it.live("answering, and makes an earlier write once more after later ones, changes nothing", () =>
      Effect.gen(function* () {
        const made: Array<readonly [string, ReadonlyArray<unknown>]> = []
        const listening: Statement.Transformer = (statement) =>
          Effect.sync(() => {
            made.push(statement.compile())
            return statement
          })
        const store = yield* server.store(fresh())
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            for (const call of upTo(4)) yield* journal.append([noted(call)])
            const [statement, parameters] = made.findLast(([, parameters]) => parameters[3] === 1) ?? ["", []]
            assert.match(statement, /INSERT INTO/)
            yield* server.sql(statement, parameters)
            assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1, 2, 3, 4])
          })
        ).pipe(Effect.provideService(Statement.CurrentTransformer, listening))
      })
    )

    it.live("and comes back from a backup without what it had confirmed is a damaged journal, not a gap", () =>
      Effect.gen(function* () {
        const { prefix } = fresh()
        const store = yield* server.store({ prefix })
        yield* within(store, "larder", (journal) =>
          Effect.gen(function* () {
            for (const call of upTo(4)) yield* journal.append([noted(call)])
            yield* server.sql(`DELETE FROM ${prefix}entries WHERE number > 2`)
            yield* server.sql(`UPDATE ${prefix}runs SET length = 2`)
            const { reason } = yield* failure(journal.append([noted(5)]))
            assert.deepInclude({ ...reason }, { _tag: "JournalDamaged", line: 3, whole: 2 })
          })
        )
        assert.deepStrictEqual(callsOf(yield* store.read("larder")), [1, 2])
      })
    )
  })
})
