/** What becomes of files: a folder for each run, whole or not at all, and nothing that was there is lost. */
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Schema } from "effect"
import { afterAll, assert, describe, it, vi } from "vitest"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"
import { persona, projectRoot } from "./command.ts"

vi.setConfig({ testTimeout: 120_000 })

const survey = join(projectRoot, "examples/data/larder-survey.csv")
const command = join(projectRoot, "dist/cli/main.js")
const folder = mkdtempSync(join(tmpdir(), "persona-files-"))
chmodSync(folder, 0o777)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const place = (name: string) => {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}
const run = (cwd: string, ...more: ReadonlyArray<string>) =>
  persona(["generate", "-i", survey, "--count", "2", ...more], { cwd })
const resultIn = (path: string) =>
  Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))(readFileSync(join(path, "result.json"), "utf8"))
const today = /^\d{4}-\d\d-\d\d-larder-survey/

/** Everything in a folder, by its path. */
const holds = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((file) => statSync(join(path, file)).isFile())
      .map((file) => [file, readFileSync(join(path, file), "utf8")])
  )

describe("the folder of a run", () => {
  it("is named after the day and the file, is its owner's alone, and is what latest leads to", async () => {
    const cwd = place("one")
    assert.strictEqual((await run(cwd)).code, 0)
    const [name = "", latest] = readdirSync(join(cwd, "personas"))
    assert.match(name, today)
    assert.strictEqual(latest, "latest")
    assert.strictEqual(readlinkSync(join(cwd, "personas/latest")), name)
    const files = readdirSync(join(cwd, "personas", name))
    assert.deepStrictEqual(files, ["personas.csv", "personas.md", "report.html", "result.json", "run.journal"])
    for (const file of files) assert.strictEqual(statSync(join(cwd, "personas", name, file)).mode & 0o077, 0)
  })

  it("is another one when the same line is run again, and the one before stays as it was", async () => {
    const cwd = place("twice")
    await run(cwd)
    const first = readlinkSync(join(cwd, "personas/latest"))
    const before = holds(join(cwd, "personas", first))
    await run(cwd)
    assert.strictEqual(readlinkSync(join(cwd, "personas/latest")), `${first}-2`)
    assert.deepStrictEqual(holds(join(cwd, "personas", first)), before)
  })

  it("is replaced with --replace only", async () => {
    const cwd = place("replaced")
    await run(cwd, "--format", "md")
    const first = readlinkSync(join(cwd, "personas/latest"))
    await run(cwd, "--format", "json", "--replace")
    assert.deepStrictEqual(readdirSync(join(cwd, "personas")), [first, "latest"])
    assert.deepStrictEqual(readdirSync(join(cwd, "personas", first)), ["result.json", "run.journal"])
  })

  it("is there with --json and standard input too, and not with --output none", async () => {
    const cwd = place("stdin")
    const args = ["generate", "-", "--count", "2", "--json"]
    const input = readFileSync(survey, "utf8")
    await persona(args, { cwd, input })
    assert.match(readlinkSync(join(cwd, "personas/latest")), /-personas$/)
    assert.strictEqual(resultIn(join(cwd, "personas/latest")).run?.inputs[0]?.file, "stdin")
    const none = place("none")
    const { stdout } = await persona([...args, "--output", "none"], { cwd: none, input })
    assert.include(stdout, '"personas"')
    assert.deepStrictEqual(readdirSync(none), [])
  })

  it("holds what it takes to make the run again", async () => {
    const cwd = place("again")
    await run(cwd, "--seed", "7", "--quality-threshold", "0.5")
    const { run: made } = resultIn(join(cwd, "personas/latest"))
    assert.deepStrictEqual(made?.inputs, [
      {
        file: survey,
        bytes: readFileSync(survey).length,
        sha256: createHash("sha256").update(readFileSync(survey)).digest("hex")
      }
    ])
    assert.strictEqual(made?.configuration.seed, 7)
    assert.strictEqual(made?.configuration.qualityThreshold, 0.5)
    assert.match(made?.version ?? "", /^\d+\.\d+\.\d+/)
    assert.match(made?.prompts[0] ?? "", /@\d+$/)
  })

  it("leaves no trace of a run that fails, and says nothing of it in latest", async () => {
    const cwd = place("failing")
    const { code } = await persona(["generate", "-i", survey, "--count", "150"], { cwd })
    assert.strictEqual(code, 1)
    assert.deepStrictEqual(readdirSync(cwd), [])
  })

  it("is not latest where that is somebody's own folder", async () => {
    const cwd = place("own-latest")
    mkdirSync(join(cwd, "personas/latest"), { recursive: true })
    writeFileSync(join(cwd, "personas/latest/notes.txt"), "mine")
    assert.strictEqual((await run(cwd)).code, 0)
    assert.deepStrictEqual(holds(join(cwd, "personas/latest")), { "notes.txt": "mine" })
  })
})

describe("persona report", () => {
  it("makes the same report again, and replaces none that says something else unasked", async () => {
    const cwd = place("report")
    await run(cwd)
    const report = join(cwd, "personas/latest/report.html")
    const before = readFileSync(report, "utf8")
    rmSync(report)
    const { code, stdout } = await persona(["report", "personas/latest"], { cwd })
    assert.strictEqual(code, 0)
    assert.strictEqual(stdout, "personas/latest/report.html\n")
    assert.strictEqual(readFileSync(report, "utf8"), before)
    assert.strictEqual(statSync(report).mode & 0o077, 0)
    writeFileSync(report, "mine")
    const refused = await persona(["report", "personas/latest"], { cwd })
    assert.strictEqual(refused.code, 2)
    assert.include(refused.stderr, "--replace")
    assert.strictEqual(readFileSync(report, "utf8"), "mine")
    await persona(["report", "personas/latest", "--replace"], { cwd })
    assert.strictEqual(readFileSync(report, "utf8"), before)
  })

  it("has everybody's answers only where the run kept them for the team", async () => {
    const cwd = place("team")
    await run(cwd)
    assert.notInclude(readdirSync(join(cwd, "personas/latest")), "answers.json")
    const refused = await persona(["report", "personas/latest", "--team"], { cwd })
    assert.strictEqual(refused.code, 2)
    assert.include(refused.stderr, "--team")
    await run(cwd, "--team")
    const latest = join(cwd, "personas/latest")
    const report = readFileSync(join(latest, "report-team.html"), "utf8")
    for (const file of ["answers.json", "report-team.html"])
      assert.strictEqual(statSync(join(latest, file)).mode & 0o077, 0)
    rmSync(join(latest, "report-team.html"))
    assert.strictEqual((await persona(["report", "personas/latest", "--team"], { cwd })).code, 0)
    assert.strictEqual(readFileSync(join(latest, "report-team.html"), "utf8"), report)
    // The same person has the same code in both.
    const codes = Object.values(resultIn(latest).report?.codes ?? {})
    const shared = readFileSync(join(latest, "report.html"), "utf8")
    assert.isNotEmpty(codes.filter((code) => shared.includes(`>${code}<`)))
    assert.lengthOf(codes, 160)
    for (const code of codes) assert.include(report, `id="${code}"`)
  })

  it("is not made from a result that holds original words", async () => {
    const cwd = place("restored")
    await run(cwd, "--restore")
    const refused = await persona(["report", "personas/latest", "--replace"], { cwd })
    assert.strictEqual(refused.code, 2)
    assert.include(refused.stderr, "--restore")
  })
})

describe("persona compare", () => {
  it("says what came of each segment, for people and for programs", async () => {
    const cwd = place("compared")
    await run(cwd, "--name", "before")
    await persona(["generate", "-i", survey, "--count", "3", "--name", "after", "--format", "json"], { cwd })
    const folders = readdirSync(join(cwd, "personas")).filter((name) => name !== "latest")
    const [after = "", before = ""] = folders.map((name) => join("personas", name))
    const compare = (...more: ReadonlyArray<string>) => persona(["compare", before, after, ...more], { cwd })
    const { code, stdout } = await compare()
    assert.strictEqual(code, 0)
    assert.include(stdout, "2 personas from 160 respondents")
    assert.match(stdout, /\w+ → \w+: \d+ of 160 → \d+ of 160, \d+ in both/)
    assert.match(stdout, /only in B/)
    assert.match((await compare("--format", "md")).stdout, /^# Two runs\n/)
    const Compared = Schema.fromJsonString(
      Schema.Struct({ matchedBy: Schema.Literal("respondents"), pairs: Schema.Array(Schema.Unknown) })
    )
    assert.lengthOf(Schema.decodeUnknownSync(Compared)((await compare("--format", "json")).stdout).pairs, 3)
    const nowhere = await persona(["compare", before, "personas/none"], { cwd })
    assert.strictEqual(nowhere.code, 2)
    assert.include(nowhere.stderr, "personas/none")
  })
})

const asNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] as const
const isRoot = process.getuid?.() === 0
const canBeNobody =
  !isRoot || spawnSync(asNobody[0], [...asNobody.slice(1), process.execPath, command, "--version"]).status === 0
const unprivileged = (cwd: string, ...args: ReadonlyArray<string>) => {
  const [program = "", ...rest] = [...(isRoot ? asNobody : []), process.execPath, command, ...args]
  return spawnSync(program, rest, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", HOME: cwd } })
}

describe.skipIf(!canBeNobody)("a folder without write permission", () => {
  it("ends the run before it begins, names the folder and leaves it as it is", async () => {
    const cwd = place("readonly")
    await run(cwd)
    const before = holds(join(cwd, "personas"))
    chmodSync(join(cwd, "personas"), 0o555)
    const ran = unprivileged(cwd, "generate", "-i", survey, "--count", "2")
    chmodSync(join(cwd, "personas"), 0o755)
    assert.strictEqual(ran.status, 1, ran.stderr)
    assert.match(ran.stderr, /could not be written to personas \(PermissionDenied\).*--output/s)
    assert.notInclude(ran.stderr, "drafted")
    assert.deepStrictEqual(holds(join(cwd, "personas")), before)
  })
})

const disk = join(folder, "disk")
mkdirSync(disk)
const isMounted = isRoot && spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]).status === 0
afterAll(() => void (isMounted && spawnSync("umount", [disk])))
if (!isMounted) console.warn("No small disk could be mounted: what happens when a disk is full was not tested.")

describe.skipIf(!isMounted)("a full disk", () => {
  it("keeps the result elsewhere, says where, and leaves what was there", async () => {
    const cwd = place("beside")
    const ran = await persona(["generate", "-i", survey, "--count", "5", "--output", disk], { cwd })
    assert.strictEqual(ran.code, 1, ran.stderr)
    const kept = /The result is in (\S+\.json)\./.exec(ran.stderr)?.[1] ?? ""
    const text = readFileSync(kept, "utf8")
    assert.lengthOf(Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))(text).personas, 5)
    assert.strictEqual(statSync(kept).mode & 0o077, 0)
    assert.include(ran.stderr, disk)
    // Once there is room, the same line files what the journal kept.
    assert.deepStrictEqual(
      readdirSync(disk).map((name) => name.replace(/^[\d-]+/, "")),
      ["larder-survey.unfinished"]
    )
    spawnSync("mount", ["-o", "remount,size=8m", disk])
    const again = await persona(["generate", "-i", survey, "--count", "5", "--output", disk], { cwd })
    assert.strictEqual(again.code, 0, again.stderr)
    assert.deepStrictEqual(
      resultIn(join(disk, "latest")).personas,
      Schema.decodeUnknownSync(Schema.fromJsonString(HybridResult))(text).personas
    )
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true })
    spawnSync("mount", ["-o", "remount,size=256k", disk])
  })

  it("ends the run before it begins where there is no room at all", async () => {
    const size = 256 * 1024
    writeFileSync(join(disk, "other"), Buffer.alloc(size - 8192))
    for (let block = 0; block < 8; block++)
      try {
        writeFileSync(join(disk, `block-${block}`), Buffer.alloc(4096))
      } catch {
        rmSync(join(disk, `block-${block}`), { force: true })
        break
      }
    const before = holds(disk)
    const ran = await persona(["generate", "-i", survey, "--count", "2", "--output", disk])
    assert.strictEqual(ran.code, 1, ran.stderr)
    assert.include(ran.stderr, "could not be written")
    assert.notInclude(ran.stderr, "drafted")
    assert.deepStrictEqual(holds(disk), before)
  })
})

describe("a run that is killed while it writes", () => {
  it.each([[[]], [["--replace"]]])(
    "leaves no folder that looks finished and is not, and what was there (%s)",
    async (more) => {
      const cwd = place(`killed${more.length}`)
      await run(cwd)
      const first = readlinkSync(join(cwd, "personas/latest"))
      const before = holds(join(cwd, "personas", first))
      const child = spawn(process.execPath, [command, "generate", "-i", survey, "--count", "2", ...more], {
        cwd,
        stdio: "ignore"
      })
      const watch = setInterval(() => {
        const unfinished = readdirSync(join(cwd, "personas")).find((name) => name.endsWith(".unfinished"))
        if (unfinished !== undefined && existsSync(join(cwd, "personas", unfinished, "report.html")))
          child.kill("SIGKILL")
      }, 1)
      await new Promise((resolve) => child.on("close", resolve))
      clearInterval(watch)
      // It may have been quicker than the kill; then it is whole. What a run holds until its end may not be tidied up yet.
      const untidied = new Set(["command.json", "run.lock", "written.json"])
      for (const name of readdirSync(join(cwd, "personas")).filter((one) => !one.includes("unfinished")))
        assert.deepStrictEqual(
          readdirSync(join(cwd, "personas", name)).filter((file) => !untidied.has(file)),
          ["personas.csv", "personas.md", "report.html", "result.json", "run.journal"]
        )
      if (more.length === 0) assert.deepStrictEqual(holds(join(cwd, "personas", first)), before)
    }
  )
})
