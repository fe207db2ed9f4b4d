import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it, vi } from "vitest"
import { Schema } from "effect"
import { persona } from "./command.ts"

vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), "persona-records-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const talk = file(
  "talk.txt",
  "Age: 40\n\nKim: How do you cook?\nLee: With gas, mostly.\nKim: Why is that?\nLee: It is quick.\n"
)
const linesOf = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))(line))

describe("persona records", () => {
  it("shows who asks, why, and what each participant said", async () => {
    const { code, stdout } = await persona(["records", talk])
    assert.strictEqual(code, 0)
    for (const part of [
      "Kim: interviewer (asks in 2 of 2 turns)",
      "Lee: participant",
      "Age: 40",
      "How do you cook?",
      "> It is quick."
    ])
      assert.include(stdout, part)
  })

  it("prints a JSON object for each record with --jsonl", async () => {
    const { code, stdout } = await persona(["records", talk, "--jsonl"])
    assert.strictEqual(code, 0)
    assert.deepStrictEqual(linesOf(stdout), [
      {
        record: "talk.txt#1",
        file: talk,
        place: "line 4",
        kind: "interview",
        participant: "Lee",
        speaker: "Lee",
        texts: ["With gas, mostly.", "It is quick."],
        facts: ["Age: 40"],
        questions: ["How do you cook?", "Why is that?"]
      }
    ])
  })

  it("prints warnings as JSON objects too", async () => {
    const { stdout } = await persona([
      "records",
      file("two.txt", "Kim: I cook.\nLee: I bake.\nKim: Soup.\nLee: Bread.\n"),
      "--jsonl"
    ])
    const [warning, ...records] = linesOf(stdout)
    assert.include(String(warning?.["warning"]), "it is not certain who asks")
    assert.strictEqual(records.length, 2)
  })

  it("lets the user say who asks", async () => {
    const { stdout } = await persona(["records", talk, "--interviewer", "lee", "--jsonl"])
    assert.deepStrictEqual(
      linesOf(stdout).map(({ participant }) => participant),
      ["Kim"]
    )
  })

  it("fails on a name that nobody goes by, and says which there are", async () => {
    const commands = ["records", "generate", "estimate"]
    const ran = await Promise.all(commands.map((command) => persona([command, talk, "--interviewer", "Kmi"])))
    for (const { code, stderr } of ran) {
      assert.strictEqual(code, 1)
      for (const part of ["Kmi", "Kim, Lee"]) assert.include(stderr, part)
    }
  })

  it("refuses a talk in which nobody is named", async () => {
    const captions =
      "1\n00:00:01,000 --> 00:00:02,000\nhow do you cook?\n\n2\n00:00:02,000 --> 00:00:03,000\nwith gas\n\n3\n00:00:03,000 --> 00:00:04,000\nand why?\n"
    const { code, stderr } = await persona(["records", file("talk.srt", captions)])
    assert.strictEqual(code, 1)
    for (const part of ["talk.srt", "who speaks", "Interviewer:"]) assert.include(stderr, part)
  })
})
