/** Runs the compiled command as a person would: a process of its own. */
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Where commands run that are told no other place: what they write by default goes there. */
const scratch = mkdtempSync(join(tmpdir(), "persona-scratch-"))
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }))

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `persona` with these arguments; `input` is its standard input, `interruptAfter` a text on stderr at which Ctrl-C comes. */
export const persona = (
  args: ReadonlyArray<string>,
  options: { cwd?: string; input?: string; env?: Record<string, string>; interruptWhen?: RegExp } = {}
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}/dist/cli/main.js`, ...args], {
      cwd: options.cwd ?? scratch,
      env: { ...process.env, NO_COLOR: "1", ...options.env }
    })
    let stdout = ""
    let stderr = ""
    let interrupted = false
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")))
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString("utf8")
      if (!interrupted && options.interruptWhen?.test(stderr) === true) {
        interrupted = true
        child.kill("SIGINT")
      }
    })
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, stdout, stderr }))
    child.stdin.on("error", () => undefined)
    child.stdin.end(options.input ?? "")
  })

/** The root of the project. */
export const projectRoot = root
