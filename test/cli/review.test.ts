import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "vitest"
import { persona } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "persona-review-"))
afterAll(() => rmSync(folder, { recursive: true }))
const survey = join(folder, "survey.csv")
writeFileSync(
  survey,
  'Name,comment\nMaya Okafor,"I asked Wrenna and Gousto about it. Gousto is great"\nTom Baker,"maya from Leeds helped"\n'
)
const privacy = (...args: ReadonlyArray<string>) => persona(["privacy", ...args])
const lists = join(folder, "lists")
const allow = join(lists, "allow.txt")
const deny = join(lists, "deny.txt")

describe("persona privacy review", () => {
  it("lists words with type, count and a line of context, guesses before names that were told", async () => {
    const { code, stdout } = await privacy("review", survey)
    assert.strictEqual(code, 0)
    assert.match(
      stdout,
      /^Check these first.*\n {5}2× {2}PERSON {2}Gousto\n.*row 1: I asked Wrenna and Gousto about it/
    )
    assert.isBelow(stdout.indexOf("PERSON  Gousto"), stdout.indexOf("PERSON  Maya Okafor"))
    assert.notInclude(stdout, "LOCATION")
  })

  it("writes lists that change nothing until somebody decides, and then what was decided", async () => {
    const { code, stderr } = await privacy("review", survey, "--write-lists", lists)
    assert.strictEqual(code, 0)
    assert.include(stderr, "allow.txt")
    assert.strictEqual(statSync(allow).mode & 0o077, 0)
    const plain = await privacy("anonymise", survey)
    const undecided = await privacy("anonymise", survey, "--allow", allow, "--deny", deny)
    assert.strictEqual(undecided.stdout, plain.stdout)
    const decide = (file: string, word: string) =>
      writeFileSync(file, readFileSync(file, "utf8").replace(`#${word}\n`, `${word}\n`))
    decide(allow, "Gousto")
    decide(deny, "Wrenna")
    const decided = await privacy("anonymise", survey, "--allow", allow, "--deny", deny)
    assert.include(decided.stdout, "I asked [CUSTOM_1] and Gousto about it. Gousto is great")
  })

  it("never writes over lists, and carries on those that are given", async () => {
    const again = await privacy("review", survey, "--write-lists", lists)
    assert.strictEqual(again.code, 2)
    assert.include(again.stderr, "allow.txt")
    const next = join(folder, "next")
    const carried = await privacy("review", survey, "--write-lists", next, "--allow", allow)
    assert.strictEqual(carried.code, 0)
    assert.notInclude(carried.stdout, "Gousto\n")
    assert.match(readFileSync(join(next, "allow.txt"), "utf8"), /^Gousto$/m)
  })

  it("lists what stays by default where an operator or --strict replaces it", async () => {
    assert.match((await privacy("review", survey, "--operator", "LOCATION=redact")).stdout, /LOCATION {2}Leeds/)
    assert.match((await privacy("review", survey, "--strict")).stdout, /LOCATION {2}Leeds/)
  })

  it("writes nothing unless it is asked to", async () => {
    await privacy("review", survey)
    assert.isFalse(existsSync(join(folder, "allow.txt")))
  })
})
