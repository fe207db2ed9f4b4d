/**
 * How much of a cap is used, and how many personas are refined for it: the real command, against a server on this machine that stands in
 * for Ollama and Anthropic and keeps its own books at list prices. 200 personas are wanted, which no cap here pays for.
 *
 * No model is reachable: the answers are those of the rules that stand in for one in the tests, so requests are as long as real ones
 * and answers are not a model's.
 */
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import { AnthropicPrices, HybridResult, Price, Usd } from "effect-persona"
import * as Services from "../test/llm/support/Services.ts"
import { random } from "../test/privacy/Random.ts"

const personas = 200
const model = "claude-sonnet-5-5"
const caps = [0.03, 0.05, 0.1]
const widths = [4, 32]
const goal = 0.95

const words =
  "market garden kettle ladder window bicycle harbour pencil candle orchard blanket compass lantern saddle thimble anchor basket chimney feather hammer".split(
    " "
  )

/** A survey of 1,000 people, each with two answers of their own, of 4 to 40 words. */
const survey = (): string => {
  const pick = random(11)
  const say = () =>
    Array.from({ length: 4 + Math.floor(pick() * 37) }, () => words[Math.floor(pick() * words.length)] ?? "word").join(
      " "
    )
  const rows = Array.from({ length: 1000 }, (_, i) =>
    [
      ["18-24", "25-34", "35-44"][i % 3],
      ["Leeds", "Cork"][i % 2],
      `I want a ${say()}`,
      `I never find the ${say()}`
    ].join()
  )
  return ["Age,Town,What do you want to get done?,What gets in your way?", ...rows].join("\n")
}

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly said: string
}

const command = (args: ReadonlyArray<string>, url: string): Promise<Ended> =>
  new Promise((resolve) => {
    const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url))
    const env = { PATH: process.env["PATH"], OLLAMA_HOST: url, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: "test" }
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    let said = ""
    child.stdout.on("data", (chunk) => (output += String(chunk)))
    child.stderr.on("data", (chunk) => (said += String(chunk)))
    child.on("close", (code) => resolve({ code, output, said }))
  })

const price = AnthropicPrices.anthropicPrices.find((one) => one.model === model)

const billed = (asked: ReadonlyArray<Services.Asked>): number =>
  price === undefined ? Number.NaN : Usd.toDollars(Usd.sum(...asked.map((usage) => Price.costOf(price, usage))))

const read = Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult.HybridResult))

/** One run; the lines that it prints. */
const measure = async (file: string, cap: number, width: number): Promise<string> => {
  const server = await Services.start()
  try {
    const args = ["generate", "--input", file, "--hybrid", "--frontier-model", model, "--count", String(personas)]
    const more = [
      "--quality-threshold",
      "0.3",
      "--max-cost",
      String(cap),
      "--concurrency",
      String(width),
      "--json",
      "--output",
      "none"
    ]
    const { code, output, said } = await command([...args, ...more], server.url)
    if (output === "") return `  $${cap} at ${width}: the command ended with ${code}: ${said.slice(-300)}`
    const { costReport, counts } = read(output)
    const asked = server.asked().filter(({ service }) => service === "anthropic")
    const paid = billed(asked)
    const isFine = paid <= cap && (paid >= goal * cap || asked.length >= counts.delivered)
    return [
      `  $${cap.toFixed(2)}`,
      `${width}`.padStart(12),
      `${counts.delivered}`.padStart(10),
      `${asked.length}`.padStart(13),
      `$${paid.toFixed(5)}`.padStart(11),
      `${((100 * paid) / cap).toFixed(1)} %`.padStart(9),
      `$${costReport.totalUsd.toFixed(5)}`.padStart(11),
      isFine ? "" : "   MISSED"
    ].join("")
  } finally {
    await server.stop()
  }
}

/** Prints the table. */
export const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "persona-cap-"))
  const file = join(folder, "survey.csv")
  writeFileSync(file, survey())
  console.log(`Use of a cap: ${personas} personas wanted, ${model} at list prices of ${AnthropicPrices.asOf}`)
  console.log("  cap    concurrency  personas  refinements     billed  of the cap   reported")
  try {
    for (const cap of caps) for (const width of widths) console.log(await measure(file, cap, width))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`  goal: at least ${100 * goal} % of the cap and never more, or everybody refined`)
}
