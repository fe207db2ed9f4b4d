import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as HybridResult from "../../src/pipeline/HybridResult.ts"
import * as Services from "../llm/support/Services.ts"
import { billedUsd } from "../llm/support/HybridRun.ts"
import { projectRoot } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "persona-endings-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (text: string) => Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult.HybridResult))(text)

const args = ["generate", "--input", join(projectRoot, "examples/data"), "--hybrid", "--count", "5"]
const more = ["--concurrency", "1", "--max-cost", "0.3", "--quality-threshold", "0.3"]

interface Ran {
  readonly code: number | null
  readonly signal: string | null
  readonly said: string
}

/** The command in a shell, in the folder; sent a signal once so many refinements are paid for. */
const shell = (
  server: Awaited<ReturnType<typeof Services.start>>,
  line: string,
  signal?: { readonly name: NodeJS.Signals; readonly after: number }
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(
      "sh",
      ["-c", line, "sh", process.execPath, `${projectRoot}/dist/cli/main.js`, ...args, ...more],
      {
        cwd: folder,
        env: { ...process.env, OLLAMA_HOST: server.url, ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: "test" },
        stdio: ["ignore", "ignore", "pipe"]
      }
    )
    let said = ""
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
    const watch = setInterval(() => {
      const paid = server.asked().filter(({ service }) => service === "anthropic").length
      if (signal !== undefined && paid >= signal.after) {
        child.kill(signal.name)
        clearInterval(watch)
      }
    }, 1)
    child.on("close", (code, ended) => {
      clearInterval(watch)
      resolve({ code, signal: ended, said })
    })
  })

describe("a run that is ended from outside", () => {
  for (const name of ["SIGHUP", "SIGQUIT", "SIGTERM"] as const) {
    it(`by ${name} writes what was paid for, and ends with 130`, async () => {
      const server = await Services.start()
      const place = join(folder, name)
      const { code, said, signal } = await shell(server, `exec "$@" --output ${place}`, { name, after: 2 })
      await server.stop()
      assert.deepStrictEqual([code, signal], [130, null], said)
      const { costReport } = read(readFileSync(join(place, "latest", "result.json"), "utf8"))
      const billed = billedUsd(server.asked())
      assert.isAbove(billed, 0)
      assert.isAtLeast(costReport.totalUsd + costReport.possiblyBilledUsd + 1e-9, billed)
      assert.match(said, /Stopped: \d of 5 personas/)
    })
  }
})

describe.skipIf(!existsSync("/dev/full"))("a result that standard output does not take", () => {
  const rows = [
    ["in the folder of the run", "", () => join(folder, "personas", "latest", "result.json")],
    [
      "in a file of its own where no folder was wanted",
      "--output none",
      () => join(folder, readdirSync(folder).find((file) => file.startsWith("persona-run-")) ?? "")
    ]
  ] as const
  it.each(rows)("is kept %s, and the message says where", async (_, more, place) => {
    const server = await Services.start()
    const { code, said } = await shell(server, `"$@" --json ${more} > /dev/full`)
    await server.stop()
    assert.strictEqual(code, 1)
    const kept = place()
    assert.include(said, more === "" ? join("personas", readlinkSync(join(folder, "personas", "latest"))) : kept)
    const result = read(readFileSync(kept, "utf8"))
    assert.strictEqual(result.personas.length, 5)
    assert.closeTo(result.costReport.totalUsd, billedUsd(server.asked()), 1e-9)
    assert.strictEqual(statSync(kept).mode & 0o077, 0)
  })
})
