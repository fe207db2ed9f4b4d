import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it, vi } from "vitest"
import { persona } from "./command.ts"

// Every run is a process of its own, and several in one test: on a machine that is busy that takes a while.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), "persona-privacy-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const env = { PERSONA_VAULT_KEY: "a passphrase of the study" }
const privacy = (args: ReadonlyArray<string>, options: Parameters<typeof persona>[1] = {}) =>
  persona(["privacy", ...args], options)

const survey = file(
  "survey.csv",
  'Name;Age;Gender;City;What bothers you?\r\nMaya Okafor;34;f;Leeds;"My husband Tom; write to maya@example.org"\r\n'
)
const talk = file(
  "talk-maya-okafor.txt",
  "Interviewer: So Maya?\nMaya Okafor: Call me on 07700 900123.\nInterviewer: Thanks.\nMaya Okafor: Bye.\n"
)

describe("persona privacy anonymise and restore", () => {
  it("know who took part, what to replace and what to keep", async () => {
    const notes = file("notes.txt", "so i told vosstrand that Trello is not Heron\n")
    const lists = [
      "--roster",
      file("participants.txt", "# the first round\n\nIlkwe Vosstrand\n"),
      "--deny",
      file("projects.txt", "heron\n"),
      "--allow",
      file("products.txt", "Trello\n")
    ]
    const { code, stdout, stderr } = await privacy(["anonymise", notes, ...lists])
    assert.strictEqual(code, 0, stderr)
    assert.strictEqual(stdout, "so i told [PERSON_1] that Trello is not [CUSTOM_1]\n")
  })

  it("keep the form of the files and lead back with the vault, and only with its key", async () => {
    const shared = join(folder, "shared")
    const vault = join(folder, "study.vault")
    const done = await privacy(["anonymise", survey, talk, "-o", shared, "--vault", vault], { env })
    assert.strictEqual(done.code, 0, done.stderr)
    assert.match(done.stderr, /Replaced: .*PERSON 2/)
    assert.match(done.stderr, /Age, Gender and City together single people out/)
    const csv = readFileSync(join(shared, "survey.csv"), "utf8")
    assert.strictEqual(
      csv,
      'Name;Age;Gender;City;What bothers you?\r\n[PERSON_1];34;f;Leeds;"My husband [PERSON_2]; write to [EMAIL_ADDRESS_1]"\r\n'
    )
    const [, text = ""] = /Wrote .*, (.*)\n/.exec(done.stderr) ?? []
    assert.match(text, /PERSON_1[a-z]?\.txt$/)
    assert.match(
      readFileSync(text, "utf8"),
      /^Interviewer: So \[PERSON_1b\]\?\n\[PERSON_1\]: Call me on \[PHONE_NUMBER_1\]\.\n/
    )
    assert.strictEqual(statSync(vault).mode & 0o777, 0o600)
    assert.notMatch(readFileSync(vault, "utf8"), /maya|okafor/i)

    const back = await privacy(["restore", join(shared, "survey.csv"), "--vault", vault], { env })
    assert.strictEqual(back.stdout, readFileSync(survey, "utf8"))
    const talked = await privacy(["restore", text, "--vault", vault], { env })
    assert.strictEqual(talked.stdout, readFileSync(talk, "utf8"))
    const stranger = await privacy(["restore", text, "--vault", vault], { env: { PERSONA_VAULT_KEY: "guess" } })
    assert.strictEqual(stranger.code, 1)
    assert.match(stranger.stderr, /does not open/)
    assert.strictEqual(stranger.stdout, "")
  })

  it("restore what a model made of placeholders, and name those that it made up", async () => {
    const vault = join(folder, "lenient.vault")
    await privacy(["anonymise", survey, "-o", join(folder, "lenient"), "--vault", vault], { env })
    const { code, stderr, stdout } = await privacy(["restore", "-", "--vault", vault], {
      env,
      input: "**[Person 1]** and PERSON\\_2 know [PERSON_7].\n"
    })
    assert.strictEqual(code, 0)
    assert.strictEqual(stdout, "**Maya Okafor** and Tom know [PERSON_7].\n")
    assert.match(stderr, /\[PERSON_7\] is not in the vault/)
  })

  it("use the operators that are asked for", async () => {
    const { stdout } = await privacy([
      "anonymise",
      survey,
      "--operator",
      "PERSON=redact",
      "--operator",
      "EMAIL_ADDRESS=mask"
    ])
    assert.include(stdout, '[PERSON];34;f;Leeds;"My husband [PERSON]; write to ****@*******.***"')
  })

  it("carry a vault on, so that a later file has the same people by the same names", async () => {
    const vault = join(folder, "long.vault")
    await privacy(["anonymise", survey, "-o", join(folder, "one"), "--vault", vault], { env })
    const later = file("later.csv", "Name;Note\nTom Baker;new\nMaya Okafor;again\n")
    const { stdout } = await privacy(["anonymise", later, "--vault", vault], { env })
    assert.match(stdout, /^\[PERSON_1\];again$/m)
    const both = await privacy(["restore", join(folder, "one", "survey.csv"), "--vault", vault], { env })
    assert.strictEqual(both.stdout, readFileSync(survey, "utf8"))
  })

  it("refuse what would lose something, and leave nothing behind", async () => {
    const wrong = async (args: ReadonlyArray<string>, message: RegExp, code = 2) => {
      const ran = await privacy(args)
      assert.strictEqual(ran.code, code, ran.stderr)
      assert.match(ran.stderr, message)
      assert.strictEqual(ran.stdout, "")
    }
    await Promise.all([
      wrong(["anonymise", survey, talk], /--output/),
      wrong(["anonymise", survey, "-o", folder], /overwritten/),
      wrong(["anonymise", survey, "--vault", join(folder, "no.vault")], /PERSONA_VAULT_KEY/),
      wrong(["anonymise", join(folder, "none.csv")], /cannot be read/),
      wrong(["anonymise", survey, "--operator", "PERSON"], /PERSON=surrogate/),
      wrong(["anonymise", survey, "--operator", "PERSON=forget"], /PERSON cannot become forget.*surrogate/),
      wrong(["anonymise", survey, "--operator", "PERSN=keep"], /nothing finds the type PERSN/),
      wrong(["anonymise", survey, "--operators", join(folder, "none.json")], /none\.json cannot be read.*--operators/),
      wrong(["anonymise", survey, "--operators", file("list.json", "[]")], /no JSON object of types/),
      wrong(["anonymise", survey, "--operators", file("odd.json", '{"PERSON": 3}')], /PERSON cannot become that/),
      wrong(["anonymise", file("bad.json", "{"), "-o", join(folder, "bad")], /no valid JSON/, 1)
    ])
    assert.isFalse(existsSync(join(folder, "no.vault")))
    assert.isFalse(existsSync(join(folder, "bad")))
  })
})

describe("operators in a file", () => {
  it("say what becomes of each type, and give way to --operator", async () => {
    const operators = file("operators.json", '{"PERSON": "redact", "EMAIL_ADDRESS": "mask"}')
    const read = await privacy(["anonymise", survey, "--operators", operators, "--operator", "EMAIL_ADDRESS=redact"])
    assert.strictEqual(read.code, 0, read.stderr)
    assert.include(read.stdout, "[PERSON]")
    assert.include(read.stdout, "[EMAIL_ADDRESS]")
  })
})

describe("persona privacy scan of files", () => {
  it("counts by type, and shows where each stands without saying who", async () => {
    const { code, stdout } = await privacy(["scan", survey, "--show"])
    assert.strictEqual(code, 0)
    assert.match(stdout, /^PERSON +2 +2 +replaced$/m)
    assert.match(stdout, /^EMAIL_ADDRESS +1 +1 +replaced$/m)
    assert.match(stdout, /^PERSON +M\*\*\* O\*{5} +.*survey\.csv, row 1$/m)
    assert.notMatch(stdout, /maya|okafor|tom/i)
  })
})

describe("persona generate", () => {
  it("restores names in its files alone, and keeps the vault that leads the others back", async () => {
    const rows = Array.from(
      { length: 8 },
      (_, i) => `Maya Okafor,3${i},I want ${i + 2} shorter queues and fewer forms; I told Maya Okafor so\n`
    ).join("")
    const input = file("queues.csv", `Name,Age,What do you want?\n${rows}`)
    const args = ["generate", "-i", input, "--count", "1", "--quality-threshold", "0.1", "--format", "json,html"]
    const restored = join(folder, "restored")
    const vault = join(folder, "generate.vault")
    const { code, stderr, stdout } = await persona([...args, "-o", restored, "--restore", "--vault", vault], { env })
    assert.strictEqual(code, 0, stderr)
    assert.match(readFileSync(join(restored, "latest", "result.json"), "utf8"), /Maya Okafor/)
    // The report is made to be shared, so nothing is put back in it.
    assert.notMatch(readFileSync(join(restored, "latest", "report.html"), "utf8"), /maya|okafor/i)
    assert.notMatch(stdout + stderr, /maya|okafor/i)
    const open = await persona([...args, "-o", join(folder, "open"), "--json"])
    assert.match(open.stdout, /\[PERSON_1\]/)
    assert.notMatch(open.stdout, /maya|okafor/i)
    const back = await privacy(["restore", join(folder, "open", "latest", "result.json"), "--vault", vault], { env })
    assert.match(back.stdout, /I told Maya Okafor so/)
    const nowhere = await persona([...args, "--output", "none", "--restore"])
    assert.strictEqual(nowhere.code, 2)
    assert.match(nowhere.stderr, /--output/)
  })
})
