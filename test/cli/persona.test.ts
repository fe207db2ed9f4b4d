import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Ajv2020 } from "ajv/dist/2020.js"
import { afterAll, assert, describe, it, vi } from "vitest"
import { Schema } from "effect"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"
import { persona, projectRoot } from "./command.ts"

// Every run is a process of its own, and several in one test: on a machine that is busy that takes a while.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), "persona-cli-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const survey = join(projectRoot, "examples/data/larder-survey.csv")
const Json = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
const decode = <S extends Schema.Decoder<unknown>>(schema: S, text: string) =>
  Schema.decodeUnknownSync(Schema.fromJsonString(schema))(text)
const schema = Schema.decodeUnknownSync(Json)(readFileSync(join(projectRoot, "docs/schema/hybrid-result.json"), "utf8"))
const isResult = new Ajv2020({ strict: false }).compile(schema)

describe("persona generate", () => {
  it("prints one valid HybridResult on standard output and nothing else there", async () => {
    const { code, stdout } = await persona(["generate", "--input", survey, "--count", "5", "--json"])
    assert.strictEqual(code, 0)
    const result = decode(HybridResult, stdout)
    assert.isTrue(isResult(result), JSON.stringify(isResult.errors))
    assert.strictEqual(result.personas.length, 5)
  })

  it("prints the same bytes at concurrency 1 and 16", async () => {
    const at = (n: string) => persona(["generate", "--input", survey, "--count", "8", "--json", "--concurrency", n])
    assert.strictEqual((await at("1")).stdout, (await at("16")).stdout)
  })

  it("writes the files that were asked for and shows a summary", async () => {
    const output = join(folder, "out")
    const { code, stdout, stderr } = await persona([
      "generate",
      "-i",
      survey,
      "--count",
      "2",
      "-o",
      output,
      "--format",
      "md,csv"
    ])
    assert.strictEqual(code, 0)
    assert.deepStrictEqual(readdirSync(join(output, "latest")), ["personas.csv", "personas.md", "run.journal"])
    assert.include(stdout, "2 of 2 personas")
    assert.include(stdout, "personas.md, personas.csv")
    assert.notInclude(stderr, "personas.md")
  })

  it("writes a report to share, names it last, and keeps the codes that it uses", async () => {
    const output = join(folder, "shared")
    const { code, stdout } = await persona(["generate", "-i", survey, "--count", "2", "-o", output, "--name", "Larder"])
    assert.strictEqual(code, 0)
    const report = join(output, "latest", "report.html")
    assert.match(stdout.trimEnd().split("\n").at(-1) ?? "", /shared\/\d{4}-\d\d-\d\d-larder\/report\.html$/)
    const page = readFileSync(report, "utf8")
    assert.include(page, "<title>Larder</title>")
    const result = decode(HybridResult, readFileSync(join(output, "latest", "result.json"), "utf8"))
    assert.isTrue(isResult(result), JSON.stringify(isResult.errors))
    const codes = Object.entries(result.report?.codes ?? {})
    assert.isNotEmpty(codes)
    assert.isTrue(codes.every(([id, name]) => page.includes(name) && !page.includes(id)))
  })

  it("reads standard input", async () => {
    const input =
      "Age,What do you want?\n" +
      Array.from({ length: 10 }, (_, i) => `2${i},I want ${i} quiet evenings a week\n`).join("")
    const { code, stdout } = await persona(
      ["generate", "--input", "-", "--count", "2", "--quality-threshold", "0.3", "--json"],
      { input }
    )
    assert.strictEqual(code, 0)
    assert.include(stdout, "stdin")
  })

  it("ends with 3 and says what is missing when nobody passes", async () => {
    // Answers that have nothing to do with each other: nothing sets any segment apart, and no persona scores full marks.
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${["red", "blue"][(i * 7) % 2]},${["Leeds", "Cork", "Porto"][i % 3]}`
    )
    const chance = file("chance.csv", `Favourite colour,Town\n${rows.join("\n")}\n`)
    const { code, stderr } = await persona([
      "generate",
      "-i",
      chance,
      "--count",
      "3",
      "--quality-threshold",
      "1",
      "--json"
    ])
    assert.strictEqual(code, 3)
    assert.include(stderr, "0 of 3 personas")
  })

  it.each([
    ["a missing file", ["generate", "-i", "/no/such/file.csv"], 1, "/no/such/file.csv"],
    ["a folder where none can be made", ["generate", "-i", survey, "-o", "/proc/none/x"], 1, "could not be written"],
    ["an unknown flag", ["generate", "-i", survey, "--colour", "blue"], 2, "colour"],
    ["a count of 0", ["generate", "-i", survey, "--count", "0"], 2, "--count"],
    ["too few people", ["generate", "-i", survey, "--count", "200"], 1, "at most 32 are possible. Lower count to 32"],
    ["a threshold above 1", ["generate", "-i", survey, "--quality-threshold", "7"], 2, "a number from 0 to 1"],
    ["a cap below 0", ["generate", "-i", survey, "--max-cost", "-1"], 2, "maxFrontierCost"],
    ["no input", ["generate"], 2, "--input"],
    ["an unknown format", ["generate", "-i", survey, "--format", "pdf"], 2, "html, md, csv, json, jsonl, card"],
    ["a missing configuration file", ["generate", "-i", survey, "--config", "/no/config.json"], 2, "/no/config.json"]
  ])("explains %s", async (_, args, expected, text) => {
    const { code, stderr, stdout } = await persona(args, { cwd: folder })
    assert.strictEqual(code, expected, stderr)
    assert.include(stderr + stdout, text)
    assert.notInclude(stderr, "    at ")
  })

  it.each([
    ["an empty file", "empty.csv", ""],
    ["a header without rows", "header.csv", "Age,City\n"],
    ["a binary file", "picture.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3])]
  ])("names the file and the remedy for %s", async (_, name, content) => {
    const { code, stderr } = await persona(["generate", "-i", file(name, content)], { cwd: folder })
    assert.strictEqual(code, 1)
    assert.include(stderr, name)
  })

  it("takes a configuration file and the environment, flags first", async () => {
    const config = file("persona.yaml", "count: 4\nseed: 3\n")
    const { stdout } = await persona(["generate", "-i", survey, "--config", config, "--json"], {
      env: { PERSONA_COUNT: "3" }
    })
    const result = decode(HybridResult, stdout)
    assert.strictEqual(result.counts.requested, 3)
    const wrong = await persona(["generate", "-i", survey], { env: { PERSONA_SEED: "blue" }, cwd: folder })
    assert.strictEqual(wrong.code, 2)
    assert.include(wrong.stderr, "PERSONA_SEED")
  })

  it("writes what is finished when interrupted, and ends with 130", async () => {
    const output = join(folder, "stopped")
    const { code, stderr } = await persona(
      ["generate", "-i", survey, "--count", "32", "--draft-multiplier", "100", "--concurrency", "1", "-o", output],
      { interruptWhen: /drafted [1-9]/ }
    )
    assert.strictEqual(code, 130, stderr)
    const result = decode(HybridResult, readFileSync(join(output, "latest", "result.json"), "utf8"))
    assert.strictEqual(result.outcome, "Interrupted")
    assert.isAbove(result.personas.length, 0)
    assert.isTrue(isResult(result))
  })

  it("asks no model when only an estimate is wanted", async () => {
    const { code, stdout } = await persona(["generate", "-i", survey, "--estimate-only"], { cwd: folder })
    assert.strictEqual(code, 0)
    assert.include(stdout, "low / expected / ceiling")
    assert.isFalse(existsSync(join(folder, "personas")))
  })
})

describe("persona estimate", () => {
  it("compares the ways to make personas at list prices", async () => {
    const { code, stdout } = await persona(["estimate", "-i", survey, "--compare"])
    assert.strictEqual(code, 0)
    for (const text of ["Frontier only", "Hybrid, as this does it: patches", "Local only", "was not measured"])
      assert.include(stdout, text)
  })

  it("refuses a model without a price", async () => {
    const { code, stderr } = await persona([
      "estimate",
      "-i",
      survey,
      "--compare",
      "--frontier-model",
      "claude-unheard-of"
    ])
    assert.strictEqual(code, 1)
    assert.include(stderr, "claude-sonnet-5-5")
  })
})

describe("persona check", () => {
  it("says what is available and never shows a key", async () => {
    const { code, stdout, stderr } = await persona(["check"], {
      env: {
        ANTHROPIC_API_KEY: "sk-secret-value",
        ANTHROPIC_BASE_URL: "http://127.0.0.1:9",
        OLLAMA_HOST: "http://me:pass@127.0.0.1:9"
      }
    })
    assert.strictEqual(code, 0)
    assert.include(stdout, "ANTHROPIC_API_KEY is set")
    assert.notInclude(stdout + stderr, "secret-value")
    assert.notInclude(stdout + stderr, "me:pass")
  })
})

describe("persona", () => {
  it("shows help and its version", async () => {
    assert.include((await persona(["--help"])).stdout, "generate")
    assert.match((await persona(["--version"])).stdout, /\d+\.\d+\.\d+/)
  })
})
