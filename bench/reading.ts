/**
 * How long reading tables takes: the whole `persona codebook` and `persona generate` (embedded stages) on tables made here, with the
 * processor time, the largest resident set, and the longest time for which the event loop was held, each beside its bound.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"

const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url))

/** A seeded generator: the tables are the same in every run. */
const generator = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const agreement = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
const frequency = ["Never", "Rarely", "Sometimes", "Often", "Always"]
const words = "the form takes too long and I forget my password when the app asks again which is annoying".split(" ")

/** A survey as its tool exports it: ratings, marks, joined options, numbers, own words, a tenth of the cells blank. */
const table = (rows: number, columns: number): string => {
  const random = generator(7)
  const pick = (list: ReadonlyArray<string>) => list[Math.floor(random() * list.length)] ?? ""
  const kinds: ReadonlyArray<readonly [(c: number) => string, (c: number) => string]> = [
    [(c) => `Satisfaction with item ${c} (1-7)`, () => String(1 + Math.floor(random() * 7))],
    [(c) => `I enjoy task number ${c}.`, () => pick(agreement)],
    [(c) => `How often do you do activity ${c}?`, () => pick(frequency)],
    [(c) => `Which tools do you use for job ${Math.floor(c / 10)}? - Tool 3`, () => (random() < 0.4 ? "Tool 3" : "")],
    [(c) => `Which tools do you use for job ${Math.floor(c / 10)}? - Tool 4`, () => (random() < 0.4 ? "Tool 4" : "")],
    [(c) => `How many hours do you spend on ${c}?`, () => String(Math.floor(random() * 40))],
    [
      (c) => `Which of these describe you (${c})?`,
      () => ["Shops online", "Cooks at home", "Travels"].filter(() => random() < 0.4).join("; ")
    ],
    [(c) => `Is ${c} true of you?`, () => (random() < 0.6 ? "Yes" : "No")],
    [(c) => `Would you do ${c} again?`, () => pick(["Yes", "No", "NA"])],
    [
      (c) => `What bothers you about ${c}?`,
      () => Array.from({ length: 3 + Math.floor(random() * 10) }, () => pick(words)).join(" ")
    ]
  ]
  const own = (c: number) => kinds[c % 10] ?? [() => "", () => ""]
  const lines = [["Respondent ID", ...Array.from({ length: columns - 1 }, (_, c) => own(c + 1)[0](c + 1))].join(",")]
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns - 1 }, (_, c) => (random() < 0.1 ? "" : own(c + 1)[1](c + 1)))
    lines.push([`R-${(row * 7919) % 1_000_003}-${row}`, ...cells].join(","))
  }
  return lines.join("\n")
}

// Loaded before the command: measures it from inside, and writes what it measured when the process ends.
const probe = `
import { writeFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
// Starting up is not measured: nothing else waits yet.
let last = performance.now() + 1000
let hold = 0
const look = () => {
  const now = performance.now()
  hold = Math.max(hold, now - last)
  last = Math.max(last, now)
}
setInterval(look, 5).unref()
process.on("exit", () => {
  const { user, system } = process.cpuUsage()
  const peak = process.resourceUsage().maxRSS / 1024
  writeFileSync(process.env.PROBE, JSON.stringify({ seconds: (user + system) / 1e6, peak, hold }))
})
`

const decode = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ seconds: Schema.Finite, peak: Schema.Finite, hold: Schema.Finite }))
)

interface Case {
  readonly rows: number
  readonly columns: number
  /** The most seconds of processor time. */
  readonly bound: number
  readonly commands: ReadonlyArray<"codebook" | "generate">
}

const cases: ReadonlyArray<Case> = [
  { rows: 997, columns: 707, bound: 4, commands: ["codebook", "generate"] },
  { rows: 15_653, columns: 113, bound: 8, commands: ["codebook", "generate"] },
  { rows: 100_000, columns: 100, bound: 30, commands: ["codebook"] }
]

export const run = (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "persona-reading-"))
  const preload = join(folder, "probe.mjs")
  writeFileSync(preload, probe)
  console.log(
    "reading: processor time of the whole command, beside its bound; peak memory (1,024 MB); longest hold (50 ms)"
  )
  try {
    for (const { bound, columns, commands, rows } of cases) {
      const file = join(folder, "survey.csv")
      writeFileSync(file, table(rows, columns))
      for (const name of commands) {
        const result = join(folder, "probe.json")
        const args =
          name === "codebook" ? [file, "--format", "json"] : ["--input", file, "--output", join(folder, "out")]
        const { status } = spawnSync(process.execPath, ["--import", preload, command, name, ...args], {
          env: { ...process.env, PROBE: result },
          stdio: "ignore"
        })
        if (status !== 0) throw new Error(`persona ${name} ended with ${status}`)
        const { hold, peak, seconds } = decode(readFileSync(result, "utf8"))
        console.log(
          `  ${rows} × ${columns}, ${name.padEnd(8)}  ${seconds.toFixed(1)} s (×${(seconds / bound).toFixed(2)} of ${bound} s)  ${peak.toFixed(0)} MB  held ${hold.toFixed(0)} ms`
        )
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return Promise.resolve()
}
