import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { afterAll, vi } from "vitest"
import * as Seed from "../../src/domain/Seed.ts"
import * as JournalLines from "../../src/durable/JournalLines.ts"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import { projectRoot } from "../cli/command.ts"
import { billedUsd } from "../llm/support/HybridRun.ts"
import * as Services from "../llm/support/Services.ts"

// KILLS=60 is what the project promises; fewer show that it works at all.
const kills = Number(process.env["KILLS"] ?? 6)
vi.setConfig({ testTimeout: 60_000 + kills * 20_000 })

const root = mkdtempSync(join(tmpdir(), "persona-sigkill-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const survey = join(projectRoot, "examples/data/larder-survey.csv")
const readResult = Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))

/** Begins the run's line in a folder, and kills it after so many milliseconds or requests to models, whichever is first. */
const start = (
  server: Awaited<ReturnType<typeof Services.start>>,
  place: string,
  line: ReadonlyArray<string>,
  killAt: { readonly requests: number; readonly millis: number } | null
) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const before = server.asked().length
    const child = spawn(
      process.execPath,
      [`${projectRoot}/dist/cli/main.js`, "generate", "-i", survey, "--name", "Larder", "--output", place, ...line],
      {
        env: {
          ...process.env,
          NO_COLOR: "1",
          OLLAMA_HOST: server.url,
          ANTHROPIC_BASE_URL: server.url,
          ANTHROPIC_API_KEY: "test"
        },
        stdio: ["ignore", "ignore", "pipe"]
      }
    )
    let said = ""
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
    const kill = () => void child.kill("SIGKILL")
    const watch = setInterval(() => {
      if (killAt !== null && server.asked().length - before >= killAt.requests) {
        clearInterval(watch)
        setTimeout(kill, killAt.millis)
      }
    }, 1)
    child.on("close", (code) => {
      clearInterval(watch)
      resolve({ code, said })
    })
  })

const journalIn = (place: string): ReadonlyArray<RunEntry> => {
  const folder = (existsSync(place) ? readdirSync(place) : []).find((name) => name.endsWith(".unfinished"))
  if (folder === undefined) return []
  const names = readdirSync(join(place, folder))
  if (!names.includes("run.journal")) return []
  const read = JournalLines.read(readFileSync(join(place, folder, "run.journal"), "utf8"))
  if (read._tag === "Empty") return []
  assert.strictEqual(read._tag, "Whole", "a kill never damages a journal")
  return read._tag === "Whole" ? read.entries : []
}

/** How many different requests were answered, as the journal has it, and so are not to be made again. */
const answeredIn = (entries: ReadonlyArray<RunEntry>, isRemote: boolean): number =>
  new Set(
    entries.flatMap((entry) =>
      entry._tag === "Settled" && entry.outcome._tag === "Answered" && (entry.stage === "refine") === isRemote
        ? [entry.key]
        : []
    )
  ).size

/** Runs the line to its end through kills, and looks at what the services were asked in each start. */
const throughKills = Effect.fnUntraced(function* (seed: number, line: ReadonlyArray<string>, count: number) {
  const random = Seed.generator(seed)
  const server = yield* Effect.promise(() => Services.start({ delayMillis: 30, seed }))
  const place = join(root, `run-${seed}`)
  let killed = 0
  for (;;) {
    const asked = server.asked().length
    const answered = { remote: answeredIn(journalIn(place), true), local: answeredIn(journalIn(place), false) }
    const killAt = killed < count ? { requests: Math.floor(random() * 14), millis: Math.floor(random() * 30) } : null
    const { code, said } = yield* Effect.promise(() => start(server, place, line, killAt))
    // What the journal had the answer of is not asked again.
    for (const service of ["anthropic", "ollama"] as const) {
      const hashes = (some: ReadonlyArray<Services.Asked>) =>
        some.flatMap((one) => (one.service === service ? [one.hash] : []))
      const before = new Set(hashes(server.asked().slice(0, asked)))
      const again = hashes(server.asked().slice(asked)).filter((hash) => before.has(hash))
      const known = service === "anthropic" ? answered.remote : answered.local
      assert.isAtMost(again.length, before.size - known, `${service}: ${said}`)
    }
    if (code !== null) {
      assert.strictEqual(code, 0, said)
      break
    }
    killed++
  }
  const result = readResult(readFileSync(join(place, "latest", "result.json"), "utf8"))
  const billed = billedUsd(server.asked())
  yield* Effect.promise(() => server.stop())
  return { result, billed, killed }
})

/** What stays the same: all but codes, times and cost. */
const same = ({ counts, outcome, personas }: HybridResult) => ({
  counts,
  outcome,
  personas: personas.map((one) => ({ ...one, costUsd: 0 }))
})

const line = ["--hybrid", "--count", "4", "--quality-threshold", "0.3", "--yes"]

describe("the command, killed at random moments and begun again with the same line", () => {
  it.live("delivers what it would have delivered undisturbed, and asks for no answer twice", () =>
    Effect.gen(function* () {
      const undisturbed = yield* throughKills(1, [...line, "--max-cost", "5"], 0)
      assert.isAbove(undisturbed.result.counts.refined, 0)
      let killed = 0
      for (let seed = 2; killed < kills / 2; seed++) {
        const { killed: more, result } = yield* throughKills(seed, [...line, "--max-cost", "5"], 4)
        killed += more
        assert.deepStrictEqual(same(result), same(undisturbed.result))
      }
    })
  )

  it.live("keeps to a tight cap over all its starts together", () =>
    Effect.gen(function* () {
      let killed = 0
      for (let seed = 102; killed < kills / 2; seed++) {
        const { billed, killed: more, result } = yield* throughKills(seed, [...line, "--max-cost", "0.04"], 4)
        killed += more
        assert.isAtMost(billed, 0.04)
        assert.isAtMost(billed, result.costReport.totalUsd + result.costReport.possiblyBilledUsd + 1e-9)
      }
    })
  )
})
