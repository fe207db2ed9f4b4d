/**
 * A PostgreSQL server of the system's package, in a folder of its own, for as long as a scope is open: for measurements and tests.
 */
import { execFile } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { Effect, type Scope } from "effect"

const versions = "/usr/lib/postgresql"

/** The folder of the newest server's programs; undefined where there is none. */
const bin = [
  ...(existsSync(versions) ? readdirSync(versions) : [])
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, "bin")),
  ...(process.env["PATH"] ?? "").split(":")
].find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl")))

/** Whether there is a server to start. */
export const isInstalled = bin !== undefined

const isRoot = process.getuid?.() === 0
const run = promisify(execFile)

/** As the package's own user where we are root, which the server refuses to be. */
const program = (name: string, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const command = [join(bin ?? "", name), ...args]
    const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command
    await run(file, rest, { cwd: tmpdir() })
  })

/** A server. */
export interface Server {
  /** How to connect to it: over the socket in its folder, its only address. */
  readonly address: { readonly host: string; readonly username: string; readonly database: string }
  readonly start: Effect.Effect<void>
  /** Stops it as a crash would. */
  readonly stop: Effect.Effect<void>
  /** Stops it as a crash would, and starts it again. */
  readonly restart: Effect.Effect<void>
}

/** Starts a server. One that does not flush survives its own crash, not that of the machine, and is faster. */
export const start = Effect.fnUntraced(function* ({
  flush
}: {
  readonly flush: boolean
}): Effect.fn.Return<Server, never, Scope.Scope> {
  const folder = yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const folder = mkdtempSync(join(tmpdir(), "persona-postgres-"))
      if (isRoot) {
        const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout)
        chownSync(folder, await id("-u"), await id("-g"))
      }
      return folder
    }),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )
  const data = join(folder, "data")
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=${flush ? "on" : "off"} -c max_connections=60`
  const control = (...args: ReadonlyArray<string>) =>
    program("pg_ctl", "-D", data, "-w", "-s", "-l", join(folder, "log"), "-o", options, ...args)
  const start = control("start")
  const stop = control("-m", "immediate", "stop")
  yield* program("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
  yield* Effect.acquireRelease(start, () => Effect.catchDefect(stop, () => Effect.void))
  return {
    address: { host: folder, username: "postgres", database: "postgres" },
    start,
    stop,
    restart: control("-m", "immediate", "restart")
  }
})
