/**
 * Reads a large CSV file through and tells rows, seconds and memory, beside a bare decode of the same bytes.
 *
 * PERSONA_BENCH_CSV_MB sets the size of the file (default 200).
 */
import { spawnSync } from "node:child_process"
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, FileSystem, Schema, Stream } from "effect"
import { Csv } from "effect/encoding"
import { ResearchData } from "effect-persona/sources"

const MiB = 1024 * 1024

/** The most that memory may grow by while a file of any size is read. */
const boundMiB = 64

const answers = [
  "Yes",
  "No",
  "",
  "N/A",
  "Sometimes, when there is time",
  'I said ""no"" twice',
  "First line\nsecond line"
]

/** Writes a survey of 12 columns, the same for the same size. */
const writeSurvey = (file: string, bytes: number): void => {
  const out = openSync(file, "w")
  writeSync(out, `Respondent ID,${Array.from({ length: 11 }, (_, i) => `Question ${i + 1}?`).join(",")}\r\n`)
  let state = 1
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
  for (let written = 0, id = 1; written < bytes;) {
    let block = ""
    while (block.length < MiB) {
      const cells = Array.from({ length: 11 }, () => `"${answers[next(answers.length)]}"`)
      block += `R${id++},${cells.join(",")}\r\n`
    }
    writeSync(out, block)
    written += block.length
  }
  closeSync(out)
}

const Measured = Schema.fromJsonString(
  Schema.Struct({ rows: Schema.Int, seconds: Schema.Finite, growthMiB: Schema.Finite })
)
type Measured = typeof Measured.Type

const readers: {
  readonly [R in "records" | "bare"]: (file: string) => Effect.Effect<number, never, NodeServices.NodeServices>
} = {
  records: (file: string) => ResearchData.fromPaths([file]).pipe(Stream.runCount, Effect.orDie),
  bare: (file: string) =>
    Effect.flatMap(FileSystem.FileSystem, (fs) =>
      fs.stream(file).pipe(
        Stream.pipeThroughChannel(Csv.decode()),
        Stream.runCount,
        Effect.map((rows) => rows - 1),
        Effect.orDie
      )
    )
}

// Each reader has a process of its own, so that neither is charged for what the other left behind.
const child = async (reader: string, file: string): Promise<void> => {
  const read = reader === "bare" ? readers.bare : readers.records
  const before = process.resourceUsage().maxRSS
  const start = performance.now()
  const rows = await Effect.runPromise(Effect.provide(read(file), NodeServices.layer))
  const seconds = (performance.now() - start) / 1000
  const growthMiB = (process.resourceUsage().maxRSS - before) / 1024
  process.stdout.write(Schema.encodeSync(Measured)({ rows, seconds, growthMiB }))
}

const measure = (reader: keyof typeof readers, file: string): Measured => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), "--read", reader, file],
    {
      encoding: "utf8"
    }
  )
  if (status !== 0) throw new Error(`Reading failed: ${stderr}`)
  return Schema.decodeUnknownSync(Measured)(stdout)
}

/** Runs the measurement and prints it. */
export const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "persona-bench-"))
  try {
    const file = join(folder, "survey.csv")
    writeSurvey(file, Number(process.env["PERSONA_BENCH_CSV_MB"] ?? 200) * MiB)
    const size = statSync(file).size / MiB
    console.log(`Reading a CSV of ${size.toFixed(0)} MiB (peak resident set, growth over the start of the process)`)
    for (const [reader, title] of [
      ["records", "ResearchData.fromPaths"],
      ["bare", "bare effect/encoding Csv.decode"]
    ] as const) {
      const { growthMiB, rows, seconds } = measure(reader, file)
      const bound = reader === "bare" ? "" : ` (bound ${boundMiB} MiB: ${growthMiB <= boundMiB ? "held" : "BROKEN"})`
      console.log(
        `  ${title.padEnd(32)} ${rows} rows  ${seconds.toFixed(2)} s  ${(size / seconds).toFixed(0)} MiB/s  +${growthMiB.toFixed(0)} MiB${bound}`
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [, script, flag, reader, file] = process.argv
if (script === fileURLToPath(import.meta.url)) {
  if (flag === "--read" && reader !== undefined && file !== undefined) await child(reader, file)
  else await run()
}
