/**
 * How soon the command says something: `persona --help` beside importing effect/cli and NodeServices alone, and the first line of
 * `persona generate` beside that.
 */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const rounds = 15
const root = fileURLToPath(new URL("../..", import.meta.url))
const command = `${root}dist/cli/main.js`

/** Milliseconds until the first word, or until the end where there is none. */
const firstWord = (args: ReadonlyArray<string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, { cwd: root })
    let first: number | undefined
    const heard = () => {
      first ??= performance.now() - started
    }
    child.stdout.once("data", heard)
    child.stderr.once("data", heard)
    child.on("error", reject)
    child.on("close", () => resolve(first ?? performance.now() - started))
  })

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const lines = {
  "effect/cli and NodeServices alone": [
    "--input-type=module",
    "--eval",
    "import 'effect/cli'; import '@effect/platform-node/NodeServices'"
  ],
  "persona --help": [command, "--help"],
  "persona generate, first line": [command, "generate", "--input", "/dev/null", "--output", "none"]
} as const

export const run = async (): Promise<void> => {
  const times = new Map<string, Array<number>>()
  // In turn, so that whatever else the machine does slows all of them down alike.
  for (let round = 0; round < rounds; round++)
    for (const [name, args] of Object.entries(lines))
      times.set(name, [...(times.get(name) ?? []), await firstWord(args)])
  const medians = new Map([...times].map(([name, all]) => [name, median(all)]))
  const base = medians.get("effect/cli and NodeServices alone") ?? 0
  console.log(`startup: milliseconds to the first word, median of ${rounds}`)
  for (const [name, millis] of medians)
    console.log(`  ${name.padEnd(34)} ${millis.toFixed(0).padStart(5)}  ${(millis / base).toFixed(2)} ×`)
  console.log("  goals: --help within 1.3 ×, the first line of a run within 300 ms of it")
}
