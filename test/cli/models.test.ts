import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it, vi } from "vitest"
import { Schema } from "effect"
import * as Price from "../../src/budget/Price.ts"
import { anthropicPrices } from "../../src/budget/AnthropicPrices.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as Usd from "../../src/domain/Usd.ts"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"
import * as Aimock from "../llm/support/Aimock.ts"
import { persona, projectRoot } from "./command.ts"

// Every run is a process of its own, and several in one test: on a machine that is busy that takes a while.
vi.setConfig({ testTimeout: 120_000 })

const comma = fileURLToPath(new URL("../../../shared/data/surveys/comma-survey.csv", import.meta.url))
const bundled = `${projectRoot}/examples/data/larder-survey.csv`
const commaAbsent = !existsSync(comma)
if (commaAbsent) console.warn("The shared survey is absent: the run over it is skipped.")

const model = "qwen3:8b"
let server: Awaited<ReturnType<typeof Aimock.start>>
const closed = "http://127.0.0.1:9"

beforeAll(async () => {
  server = await Aimock.start(model)
})
afterAll(() => server.stop())

const env = (over: Record<string, string> = {}) => ({
  OLLAMA_HOST: server.url,
  ANTHROPIC_BASE_URL: server.url,
  ANTHROPIC_API_KEY: "sk-test-not-a-key",
  ...over
})

const resultOf = (stdout: string) => Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))(stdout)

const priceOf = (id: string) => anthropicPrices.find((price) => price.model === id) ?? assert.fail(`no price of ${id}`)

const cost = (billed: ReadonlyArray<Aimock.Billed>): number =>
  Usd.toDollars(
    Usd.sum(
      ...billed.map(({ inputTokens, model, outputTokens }) =>
        Price.costOf(priceOf(model), Usage.make(inputTokens, outputTokens))
      )
    )
  )

/** What this many requests more than before were billed. */
const billedSince = (before: number) => server.billed().slice(before)

const hybrid = async (input: string) => {
  const before = server.billed().length
  const { code, stderr, stdout } = await persona(
    ["generate", "--input", input, "--hybrid", "--local-model", model, "--frontier", "anthropic"].concat([
      "--max-cost",
      "0.05",
      "--count",
      "5",
      "--json"
    ]),
    { env: env() }
  )
  assert.strictEqual(code, 0, stderr)
  const result = resultOf(stdout)
  assert.strictEqual(result.mode, "hybrid")
  assert.strictEqual(result.personas.length, 5)
  const billed = billedSince(before)
  assert.isAbove(billed.length, 0)
  assert.closeTo(result.costReport.totalUsd, cost(billed), 1e-9)
  assert.isAtMost(result.costReport.totalUsd, 0.05)
  assert.strictEqual(result.costReport.stages.refine.calls, billed.length)
  assert.strictEqual(
    result.costReport.stages.refine.inputTokens,
    billed.reduce((sum, { inputTokens }) => sum + inputTokens, 0)
  )
  assert.isTrue(result.personas.every(({ persona }) => persona.passages.length + persona.counts.length > 0))
  return result
}

describe("persona generate with Ollama and Anthropic", () => {
  it("prints a whole result whose costs are what the server billed", async () => {
    const { privacy } = await hybrid(bundled)
    assert.strictEqual(privacy.egress, "replace")
  })

  it.skipIf(commaAbsent)("does so over a survey of a thousand people", async () => {
    assert.isAbove((await hybrid(comma)).counts.records, 1000)
  })

  it("stays on Ollama with --provider ollama: nothing is billed and nobody else is called", async () => {
    const before = server.billed().length
    const { code, stderr, stdout } = await persona(
      ["generate", "-i", bundled, "--provider", "ollama", "--count", "2", "--json"],
      { env: env({ ANTHROPIC_API_KEY: "" }) }
    )
    assert.strictEqual(code, 0, stderr)
    const result = resultOf(stdout)
    assert.strictEqual(result.costReport.totalUsd, 0)
    assert.strictEqual(result.counts.refined, 2)
    assert.isTrue(result.personas.every(({ provenance }) => provenance.model.provider === "ollama"))
    assert.isEmpty(billedSince(before))
  })

  it("calls nobody at all without a word about models, whatever the environment holds", async () => {
    const before = server.requests("/").length
    const { code, stdout, stderr } = await persona(["generate", "-i", bundled, "--count", "2", "--json"], {
      env: env()
    })
    assert.strictEqual(code, 0, stderr)
    assert.strictEqual(resultOf(stdout).personas[0]?.provenance.model.provider, "embedded")
    assert.strictEqual(server.requests("/").length, before)
    assert.notInclude(stderr, "Warning")
  })

  it("refines embedded drafts on the frontier with --provider embedded", async () => {
    const { code, stderr, stdout } = await persona(
      ["generate", "-i", bundled, "--provider", "embedded", "--frontier", "anthropic", "--max-cost", "1"].concat([
        "--count",
        "2",
        "--json"
      ]),
      { env: env({ OLLAMA_HOST: closed }) }
    )
    assert.strictEqual(code, 0, stderr)
    const result = resultOf(stdout)
    assert.isAbove(result.costReport.stages.refine.usd, 0)
    assert.strictEqual(result.costReport.stages.draft.usd, 0)
  })

  it("warns and goes frontier-only under the same cap where Ollama is not there", async () => {
    const before = server.billed().length
    const { code, stderr, stdout } = await persona(
      ["generate", "-i", bundled, "--hybrid", "--max-cost", "2", "--count", "2", "--json"],
      { env: env({ OLLAMA_HOST: closed }) }
    )
    assert.strictEqual(code, 0, stderr)
    const result = resultOf(stdout)
    assert.strictEqual(result.mode, "frontier-only")
    assert.include(
      result.warnings.map(({ code }) => code),
      "local-model-unavailable"
    )
    assert.match(
      stderr,
      /Warning: ollama\/.*ollama serve.*Instead: drafts by anthropic\/claude-sonnet-5-5, judgements by anthropic\/claude-sonnet-5-5/
    )
    assert.closeTo(result.costReport.totalUsd, cost(billedSince(before)), 1e-9)
    assert.isAtMost(result.costReport.totalUsd, 2)
  })

  it.each([
    [
      "Ollama is not there and nothing remote may be called",
      ["--hybrid", "--no-frontier"],
      { OLLAMA_HOST: closed },
      1,
      /ollama serve/
    ],
    [
      "the model is not installed",
      ["--provider", "ollama", "--local-model", "nobody:7b"],
      {},
      1,
      /no model nobody:7b. Installed: qwen3:8b/
    ],
    [
      "there is no key",
      ["--hybrid", "--max-cost", "1"],
      { ANTHROPIC_API_KEY: "" },
      2,
      /ANTHROPIC_API_KEY.*--no-frontier/
    ],
    ["nobody said how much it may cost", ["--hybrid"], {}, 2, /--max-cost USD.*--yes/],
    ["options contradict each other", ["--frontier", "anthropic", "--no-frontier"], {}, 2, /--no-frontier/],
    [
      "a local model is named for the embedded stages",
      ["--provider", "embedded", "--local-model", "x"],
      {},
      2,
      /leave one/
    ],
    [
      "the price of the model is not known",
      ["--hybrid", "--frontier-model", "claude-nobody-9", "--max-cost", "1"],
      {},
      1,
      /No price is known for anthropic\/claude-nobody-9/
    ]
  ])("spends nothing and says what to do where %s", async (_, args, over, expected, text) => {
    const before = server.billed().length
    const { code, stderr, stdout } = await persona(["generate", "-i", bundled, "--count", "2", "--json", ...args], {
      env: env(over)
    })
    assert.match(stderr, text)
    assert.strictEqual(code, expected)
    assert.include(stdout, '"error": {')
    assert.isEmpty(billedSince(before))
  })

  it("spends without a cap where that was said", async () => {
    const { code, stderr } = await persona(["generate", "-i", bundled, "--hybrid", "--yes", "--count", "1", "--json"], {
      env: env()
    })
    assert.strictEqual(code, 0, stderr)
  })

  it("estimates with the prompts of these stages, without a key, and calls no model", async () => {
    const before = server.requests("/api/chat").length + server.requests("/v1").length
    const { code, stderr, stdout } = await persona(["estimate", "-i", bundled, "--hybrid", "--count", "2"], {
      env: env({ ANTHROPIC_API_KEY: "" })
    })
    assert.strictEqual(code, 0, stderr)
    assert.match(stdout, /refine\s+anthropic\/claude-sonnet-5-5/)
    assert.match(stdout, /draft\s+ollama\/qwen3:8b/)
    assert.strictEqual(server.requests("/api/chat").length + server.requests("/v1").length, before)
  })
})

describe("persona generate with a server that speaks OpenAI's API", () => {
  const frontier = ["--provider", "embedded", "--frontier", "openai-compatible", "--max-cost", "1"]
  const generate = (...args: ReadonlyArray<string>) =>
    persona(["generate", "-i", bundled, "--count", "2", "--json", ...args], {
      env: env({ OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: "", ANTHROPIC_API_KEY: "" })
    })

  it("drafts, judges and refines there, for nothing and with nothing but data on standard output", async () => {
    const { code, stderr, stdout } = await generate("--provider", "openai-compatible")
    assert.strictEqual(code, 0, stderr)
    const { costReport, counts, personas } = resultOf(stdout)
    assert.deepStrictEqual([costReport.totalUsd, counts.refined], [0, 2])
    const origin = { provider: "openai-compatible", model, location: "local" }
    assert.isTrue(personas.every(({ provenance }) => JSON.stringify(provenance.model) === JSON.stringify(origin)))
  })

  it("refines embedded drafts there", async () => {
    const { code, stderr, stdout } = await generate(...frontier)
    assert.strictEqual(code, 0, stderr)
    assert.isAbove(resultOf(stdout).costReport.stages.refine.calls, 0)
  })

  it.each([
    ["there is no address", frontier, { OPENAI_BASE_URL: "" }, 2, /OPENAI_BASE_URL to that of the server's API/],
    [
      "the price of somebody else's model is not known",
      [...frontier, "--frontier-model", "acme/large-1"],
      { OPENAI_BASE_URL: "https://models.invalid/v1" },
      1,
      /No price is known for openai-compatible\/acme\/large-1.*--price/
    ],
    ["a price is none", [...frontier, "--price", "acme=3"], {}, 2, /--price acme=3: give PROVIDER\/MODEL/]
  ])("spends nothing and says what to do where %s", async (_, args, over, expected, text) => {
    const { code, stderr, stdout } = await persona(["generate", "-i", bundled, "--count", "2", "--json", ...args], {
      env: env({ OPENAI_BASE_URL: `${server.url}/v1`, ...over })
    })
    assert.match(stderr, text)
    assert.strictEqual(code, expected)
    assert.include(stdout, '"error": {')
  })

  it("prices it by what --price says", async () => {
    const { code, stderr, stdout } = await persona(
      ["estimate", "-i", bundled, "--count", "2", ...frontier, "--frontier-model", "acme/large-1", "--json"].concat([
        "--price",
        "openai-compatible/acme/large-1=3/15"
      ]),
      { env: env({ OPENAI_BASE_URL: "https://models.invalid/v1" }) }
    )
    assert.strictEqual(code, 0, stderr)
    assert.include(stdout, '"model": "acme/large-1"')
  })
})

describe("persona check", () => {
  it("says which model of a server is ready and whether the key is taken", async () => {
    const { stdout } = await persona(["check"], { env: env({ OPENAI_BASE_URL: `${server.url}/v1` }) })
    assert.match(stdout, /OpenAI-compatible +OPENAI_BASE_URL is set: ready: qwen3:8b drafts and judges/)
    assert.match(stdout, /Ollama +ready: qwen3:8b drafts and judges/)
    assert.match(stdout, /Anthropic +ANTHROPIC_API_KEY is set: /)
    assert.notInclude(stdout, "sk-test")
  })
})
