import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it, vi } from "vitest"
import { Schema } from "effect"
import { PipelineEvent } from "../../src/pipeline/PipelineEvent.ts"
import * as Progress from "../../src/cli/Progress.ts"
import * as Screen from "../../src/cli/Screen.ts"
import { persona, projectRoot } from "./command.ts"

vi.setConfig({ testTimeout: 120_000 })

const survey = join(projectRoot, "examples/data/larder-survey.csv")
const folder = mkdtempSync(join(tmpdir(), "persona-terminal-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("a command line that cannot be understood", () => {
  it.each([
    ["a flag", ["generate", "--inptu", "x"], "--input"],
    ["a flag with a value", ["generate", "--max-costs=3"], "--max-cost"],
    ["a part of a flag", ["generate", "--threshold", "3"], "--quality-threshold"],
    ["a command", ["genrate"], "generate"],
    ["a command of a command", ["privacy", "scn"], "scan"],
    ["a value", ["generate", "--provider", "olama"], "ollama"]
  ])("costs one line, and names the nearest: %s", async (_, args, nearest) => {
    const { code, stderr, stdout } = await persona(args)
    assert.strictEqual(code, 2)
    assert.strictEqual(stdout, "")
    assert.lengthOf(stderr.trimEnd().split("\n"), 1)
    assert.include(stderr, `Did you mean ${nearest}`)
  })
})

const Failed = Schema.fromJsonString(
  Schema.Struct({ error: Schema.Struct({ code: Schema.String, message: Schema.NonEmptyString }) })
)

describe("with --json", () => {
  it.each([
    ["a typo", ["generate", "--json", "--inptu", "x"], 2, "UsageError"],
    ["no input", ["generate", "--json"], 2, "UsageError"],
    ["a missing file", ["generate", "--json", "-i", "/no/such.csv"], 1, "SourceError"],
    ["a wrong configuration", ["generate", "--json", "-i", survey, "--count", "0"], 2, "ConfigurationError"],
    ["too many personas", ["generate", "--json", "-i", survey, "--count", "100"], 1, "CorpusError"],
    ["an estimate of nothing", ["estimate", "--json", "-i", "/no/such.csv"], 1, "SourceError"],
    ["a check with a typo", ["check", "--json", "--provder", "ollama"], 2, "UsageError"]
  ])("standard output is JSON and nothing else for %s", async (_, args, expected, code) => {
    const ran = await persona(args)
    assert.strictEqual(ran.code, expected)
    const { error } = Schema.decodeUnknownSync(Failed)(ran.stdout)
    assert.strictEqual(error.code, code)
    assert.include(ran.stderr, error.message)
  })

  it("persona check says what is available", async () => {
    const Checked = Schema.fromJsonString(
      Schema.Struct({
        embedded: Schema.Struct({ state: Schema.Literal("ready") }),
        providers: Schema.Array(
          Schema.Struct({ provider: Schema.String, state: Schema.Literals(["ready", "unset", "unavailable"]) })
        )
      })
    )
    const { stdout } = await persona(["check", "--json"], {
      env: { OLLAMA_HOST: "http://127.0.0.1:9", ANTHROPIC_API_KEY: "" }
    })
    assert.deepInclude(Schema.decodeUnknownSync(Checked)(stdout).providers, {
      provider: "anthropic",
      state: "unset"
    })
  })
})

describe("persona init", () => {
  it("writes a configuration that changes nothing, and none over another", async () => {
    const { code } = await persona(["init"], { cwd: folder })
    assert.strictEqual(code, 0)
    const written = readFileSync(join(folder, "persona.yaml"), "utf8")
    assert.match(written, /^# How many personas.*\ncount: 5$/m)
    const estimate = (...more: ReadonlyArray<string>) =>
      persona(["estimate", "-i", survey, "--json", ...more], { cwd: folder })
    assert.strictEqual((await estimate("--config", "persona.yaml")).stdout, (await estimate()).stdout)
    const again = await persona(["init"], { cwd: folder })
    assert.strictEqual(again.code, 2)
    assert.include(again.stderr, "is there already")
    assert.strictEqual(readFileSync(join(folder, "persona.yaml"), "utf8"), written)
  })
})

describe("the words of a run", () => {
  it("say nothing of a hybrid where no frontier model is used", async () => {
    const { stderr, stdout } = await persona(["generate", "-i", survey, "--count", "2", "--json"])
    assert.notMatch(stderr + stdout, /hybrid/)
    assert.notMatch((await persona(["estimate", "-i", survey])).stdout, /hybrid/)
  })

  it("tell what is read, then respondents and segments, then how far it is, a line each in a pipe", async () => {
    const { stderr } = await persona(["generate", "-i", survey, "--count", "2", "--output", "none"])
    assert.match(
      stderr,
      /^Reading .*larder-survey\.csv …\nRead 160 respondents.*\nFound 2 segments among 160 .*\n(?:drafted .*\n)+$/
    )
    assert.notInclude(stderr, "\u001b")
  })
})

// A terminal of so many columns, as `script` makes one.
const script = "/usr/bin/script"
const onTerminal = (columns: number, environment: Record<string, string> = {}) =>
  spawnSync(
    script,
    [
      "-qec",
      `stty cols ${columns}; exec ${process.execPath} ${projectRoot}/dist/cli/main.js generate -i ${survey} --count 2 --output ${join(folder, "tty")}`,
      "/dev/null"
    ],
    { encoding: "utf8", cwd: folder, env: { PATH: process.env["PATH"] ?? "", TERM: "xterm", ...environment } }
  ).stdout

describe.skipIf(!existsSync(script))("on a terminal", () => {
  it("one line is rewritten, and keeps to its width", () => {
    const shown = onTerminal(50)
    assert.include(shown, "\r\u001b[2Kread ")
    const lines = shown.split(/\r\n|\n|\r/).map((line) => line.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, ""))
    const progress = lines.filter((line) => /^(?:read|drafted) /.test(line))
    assert.isNotEmpty(progress)
    for (const line of progress) assert.isBelow(line.length, 51, line)
    assert.include(shown, "\u001b[1m")
  })

  it("there is no colour where NO_COLOR is set", () => {
    assert.notMatch(onTerminal(80, { NO_COLOR: "1" }), /\u001b\[[0-9;]*m/)
  })
})

describe("the line of a run", () => {
  const seen: Progress.Seen = {
    ...Progress.nothing,
    begun: 0,
    drafts: 10,
    requested: 5,
    drafted: 6,
    judged: 4,
    refined: 1,
    finished: 0,
    spentUsd: 0.0121,
    isHybrid: true
  }

  it("says dollars of the cap, and the pace of the local model", () => {
    assert.strictEqual(
      Progress.line({ ...seen, tokensPerSecond: 12.3 }, 0.5, 1000),
      "drafted 6/10 · judged 4 · refined 1 · personas 0/5 · $0.0121 of $0.50 · 12 tokens/s"
    )
  })

  it("says how long it may take, once somebody can tell", () => {
    assert.strictEqual(Progress.timeLeft(seen, 1000), "")
    assert.strictEqual(Progress.timeLeft(seen, 10_000), "under a minute left")
    assert.strictEqual(Progress.timeLeft(seen, 120_000), "about 3 min left")
    assert.strictEqual(Progress.timeLeft(seen, 7_200_000), "about 3.0 h left")
    assert.strictEqual(Progress.timeLeft({ ...seen, drafted: 0, judged: 0 }, 120_000), "")
    const event = { index: 1, stage: "draft", tokens: 5, tokensPerSecond: 12, secondsLeft: 600 } as const
    const told = Progress.after(seen, PipelineEvent.AnswerWritten(event), 1000)
    assert.strictEqual(Progress.timeLeft(told, 61_000), "about 9 min left")
  })
})

describe("a screen", () => {
  it("wraps at its width, which is never too narrow to read nor wider than an eye follows", () => {
    const words = "word ".repeat(60).trim()
    const widest = (columns: number) =>
      Math.max(
        ...Screen.of({ isTTY: true, columns }, {})
          .wrap(words, "- ", "  ")
          .map((line) => line.length)
      )
    assert.isAtMost(widest(60), 60)
    assert.isAtMost(widest(10), 40)
    assert.isAtMost(widest(400), 110)
  })
})
