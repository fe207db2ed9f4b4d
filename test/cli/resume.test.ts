/** Runs that did not come to their end: going on, listing, and what is refused. */
import { spawn } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Schema } from "effect"
import { afterAll, afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"
import * as Services from "../llm/support/Services.ts"
import { persona, projectRoot } from "./command.ts"

vi.setConfig({ testTimeout: 120_000 })

const survey = join(projectRoot, "examples/data/larder-survey.csv")
const folder = mkdtempSync(join(tmpdir(), "persona-resume-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let number = 0
let cwd = folder
let server: Awaited<ReturnType<typeof Services.start>>
beforeEach(async () => {
  cwd = join(folder, `run-${++number}`)
  mkdirSync(cwd)
  server = await Services.start({ delayMillis: 60 })
})
afterEach(() => server.stop())

const env = () => ({ OLLAMA_HOST: server.url, ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: "test" })
const line = ["generate", "-i", survey, "--count", "3", "--name", "Larder", "--hybrid", "--max-cost", "1"]
const run = (args: ReadonlyArray<string>, more: { readonly interruptWhen?: RegExp; readonly input?: string } = {}) =>
  persona(args, { cwd, env: env(), ...more })
const unfinished = () => readdirSync(join(cwd, "personas")).filter((name) => name.endsWith(".unfinished"))
const result = () =>
  Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))(
    readFileSync(join(cwd, "personas/latest/result.json"), "utf8")
  )

/** Begins the line and kills it once the services were asked so many times. */
const killed = (args: ReadonlyArray<string>, requests: number) =>
  new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [`${projectRoot}/dist/cli/main.js`, ...args], {
      cwd,
      env: { ...process.env, ...env() },
      stdio: "ignore"
    })
    const watch = setInterval(() => {
      if (server.asked().length >= requests) child.kill("SIGKILL")
    }, 1)
    child.on("close", () => {
      clearInterval(watch)
      resolve()
    })
  })

describe("persona resume", () => {
  it("goes on with the newest unfinished run, from wherever it was begun, without its line", async () => {
    await killed(line, 6)
    const [place = ""] = unfinished()
    assert.match(place, /larder\.unfinished$/)
    for (const file of readdirSync(join(cwd, "personas", place)))
      assert.strictEqual(statSync(join(cwd, "personas", place, file)).mode & 0o077, 0)
    const { code, stderr } = await run(["resume"])
    assert.strictEqual(code, 0, stderr)
    assert.match(stderr, /persona generate -i \S+ --count 3/)
    assert.match(stderr, /Going on where it was cut off: \d+ calls? (?:is|are) there already/)
    assert.deepStrictEqual(unfinished(), [])
    assert.strictEqual(result().personas.length, 3)
    assert.deepStrictEqual(readdirSync(join(cwd, "personas/latest")), [
      "personas.csv",
      "personas.md",
      "report.html",
      "result.json",
      "run.journal"
    ])
  })

  it("goes on after Ctrl-C, which kept what was finished", async () => {
    const { code, stderr } = await run(line, { interruptWhen: /judged [1-9]/ })
    assert.strictEqual(code, 130, stderr)
    assert.match(stderr, /persona resume, goes on from here/)
    assert.strictEqual(result().outcome, "Interrupted")
    const again = await run(["resume", join("personas", unfinished()[0] ?? "")])
    assert.strictEqual(again.code, 0, again.stderr)
    assert.strictEqual(result().outcome, "Complete")
    assert.deepStrictEqual(unfinished(), [])
  })

  it("says what is there where there is nothing to go on with", async () => {
    const none = await run(["resume"])
    assert.strictEqual(none.code, 2)
    assert.match(none.stderr, /no unfinished run in personas/)
    await run(["generate", "-i", survey, "--count", "2"])
    const finished = await run(["resume", "personas/latest"])
    assert.strictEqual(finished.code, 2)
    assert.match(finished.stderr, /is finished/)
  })

  it("goes on in a folder that was moved, and puts the result beside it", async () => {
    await killed(line, 6)
    renameSync(join(cwd, "personas"), join(cwd, "archive"))
    const [place = ""] = readdirSync(join(cwd, "archive"))
    symlinkSync(place, join(cwd, "archive/link"))
    const { code, stderr } = await run(["resume", "archive/link"])
    assert.strictEqual(code, 0, stderr)
    const today = place.replace(".unfinished", "")
    assert.sameMembers(readdirSync(join(cwd, "archive")), [today, "latest", "link"])
    assert.strictEqual(readlinkSync(join(cwd, "archive/latest")), today)
    assert.isFalse(existsSync(join(cwd, "personas")))
  })

  it("files a run that is finished and was killed before its files had their place", async () => {
    await run(["generate", "-i", survey, "--count", "2", "--name", "Larder"])
    const finished = readlinkSync(join(cwd, "personas/latest"))
    const place = join(cwd, "personas", `${finished}.unfinished`)
    renameSync(join(cwd, "personas", finished), place)
    rmSync(join(cwd, "personas/latest"))
    const lineless = await run(["resume"])
    assert.strictEqual(lineless.code, 2)
    assert.match(lineless.stderr, /was not kept: give the line of persona generate again/)
    assert.match((await run(["runs"])).stdout, /unfinished +unfinished/)
    const args = ["generate", "-i", survey, "--count", "2", "--name", "Larder"]
    writeFileSync(join(place, "command.json"), JSON.stringify({ args, directory: cwd, name: "larder" }))
    const { code, stderr } = await run(["resume"])
    assert.strictEqual(code, 0, stderr)
    assert.sameMembers(readdirSync(join(cwd, "personas")), [finished, "latest"])
    assert.notInclude(readdirSync(join(cwd, "personas", finished)), "command.json")
  })

  it("says which folder is missing, and which one is to be named", async () => {
    const nowhere = await run(["resume", "nosuch"])
    assert.strictEqual(nowhere.code, 2)
    assert.match(nowhere.stderr, /no folder nosuch/)
    const place = join(cwd, "personas/2026-01-02-larder.unfinished")
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, "run.journal"), "")
    const above = await run(["resume", "personas"])
    assert.strictEqual(above.code, 2)
    assert.match(above.stderr, /holds runs: name one of them, such as \S+2026-01-02-larder\.unfinished/)
    const directory = join(cwd, "gone")
    writeFileSync(join(place, "command.json"), JSON.stringify({ args: line, directory, name: "larder" }))
    const gone = await run(["resume", place])
    assert.strictEqual(gone.code, 2)
    assert.match(gone.stderr, /given in \S+gone, which is not there any more.*--output \S+personas/s)
  })

  it("leaves nothing of a stop that was for the team when it goes on without", async () => {
    const team = await run([...line, "--team"], { interruptWhen: /judged [1-9]/ })
    assert.strictEqual(team.code, 130, team.stderr)
    const [place = ""] = unfinished()
    assert.include(readdirSync(join(cwd, "personas", place)), "answers.json")
    const { code, stderr } = await run(line)
    assert.strictEqual(code, 0, stderr)
    assert.deepStrictEqual(readdirSync(join(cwd, "personas/latest")), [
      "personas.csv",
      "personas.md",
      "report.html",
      "result.json",
      "run.journal"
    ])
  })

  it("asks for the line again where it read standard input", async () => {
    const input = readFileSync(survey, "utf8")
    const args = ["generate", "-", ...line.slice(3)]
    await run(args, { input, interruptWhen: /judged [1-9]/ })
    const { code, stderr } = await run(["resume"])
    assert.strictEqual(code, 2)
    assert.match(stderr, /read standard input.*give it again/s)
    const again = await run(args, { input })
    assert.strictEqual(again.code, 0, again.stderr)
    assert.deepStrictEqual(unfinished(), [])
  })
})

describe("the same name with another run behind it", () => {
  it("is refused with what differs, and goes on as the new one with --fork, which takes over what is the same", async () => {
    await killed(line, 8)
    const asked = server.asked().length
    const other = [...line, "--quality-threshold", "0.5"]
    const refused = await run(other)
    assert.strictEqual(refused.code, 1)
    assert.match(refused.stderr, /configuration differs in qualityThreshold.*--fork/s)
    assert.notInclude(refused.stderr, "under the name")
    assert.strictEqual(server.asked().length, asked)
    const { code, stderr } = await run([...other, "--fork"])
    assert.strictEqual(code, 0, stderr)
    const drafts = server.asked().filter(({ kind }) => kind === "draft")
    assert.isAtMost(drafts.length - new Set(drafts.map(({ hash }) => hash)).size, 4)
    assert.match(stderr, /there already/)
  })

  it("may have another concurrency, other deadlines and a higher cap, and no lower one", async () => {
    await killed(line, 8)
    const lower = await run([...line.slice(0, -1), "0.5"])
    assert.match(lower.stderr, /--max-cost is lower.*--fork.*--name/s)
    const { code, stderr } = await run([...line.slice(0, -1), "2", "--concurrency", "1"])
    assert.strictEqual(code, 0, stderr)
    assert.match(stderr, /there already/)
  })

  it("is refused while another process works on it, which would pay for everything twice", async () => {
    await server.stop()
    server = await Services.start({ delayMillis: 800 })
    const first = run(line)
    await vi.waitUntil(() => server.asked().length >= 2, { timeout: 30_000, interval: 5 })
    const [place = ""] = unfinished()
    const [taken, twice] = await Promise.all([run(["resume", join("personas", place)]), run(line)])
    assert.strictEqual(taken.code, 1, taken.stderr)
    assert.match(taken.stderr, /under way already, in process \d+/)
    assert.strictEqual(twice.code, 1, twice.stderr)
    assert.match(twice.stderr, /under way already, in process \d+.*--name/s)
    assert.lengthOf(unfinished(), 1)
    assert.strictEqual((await first).code, 0)
  })
})

describe("a damaged journal", () => {
  it("is not passed over: the run is refused with what is whole, and goes on with --salvage", async () => {
    await killed(line, 8)
    const journal = join(cwd, "personas", unfinished()[0] ?? "", "run.journal")
    const lines = readFileSync(journal, "utf8").split("\n")
    writeFileSync(journal, lines.with(2, `x${lines[2]}`).join("\n"))
    const refused = await run(line)
    assert.strictEqual(refused.code, 1)
    assert.match(refused.stderr, /damaged in line 3.*whole.*salvage/s)
    const { code, stderr } = await run(["resume", "--salvage"])
    assert.strictEqual(code, 0, stderr)
    assert.strictEqual(result().personas.length, 3)
  })
})

describe("persona runs", () => {
  it("lists state, personas, dollars and age", async () => {
    await run(["generate", "-i", survey, "--count", "2"])
    await killed(line, 6)
    const { code, stderr, stdout } = await run(["runs"])
    assert.strictEqual(code, 0)
    assert.match(stdout, /-larder-survey +finished +2 personas +\$0\.00 +just now/)
    assert.match(stdout, /-larder\.unfinished +unfinished +\d+ calls +\$/)
    assert.notMatch(stdout, /latest/)
    assert.match(stderr, /persona resume/)
    const listed: unknown = JSON.parse((await run(["runs", "--json"])).stdout)
    assert.isTrue(Array.isArray(listed) && listed.length === 2)
    assert.isFalse(existsSync(join(cwd, "personas", "runs")))
    const nowhere = await run(["runs", "nowhere"])
    assert.strictEqual(nowhere.code, 2)
    assert.match(nowhere.stderr, /no folder nowhere/)
  })
})
