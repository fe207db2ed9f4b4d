import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Schema } from "effect"
import { afterAll, assert, describe, it, vi } from "vitest"
import { persona } from "./command.ts"

vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), "persona-codebook-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const answers = [
  "Never,Yes,No,34",
  "Often,No,Yes,51",
  "Always,Yes,Yes,28",
  "Often,No,No,45",
  "N/A,Yes,No,62",
  "Never,No,Yes,39"
]
const survey = file(
  "survey.csv",
  `How often do you cook?,Which do you use? [Sync],Which do you use? [Share],How old are you?\n${answers.join("\n")}\n`
)

describe("persona codebook", () => {
  it("prints each question with its answers in order, their counts and their base", async () => {
    const { code, stdout } = await persona(["codebook", survey])
    assert.strictEqual(code, 0)
    assert.include(stdout, "6 people · 4 columns · 3 questions")
    assert.include(stdout, "5 of 6 answered: Never (2) < Often (2) < Always (1)")
    assert.include(stdout, "no answer: N/A")
    assert.include(stdout, "all answered: Sync (3), Share (3)")
  })

  it("prints the counts of each of two questions in the same words", async () => {
    const twice = file(
      "twice.csv",
      `Which do you use? [Sync],Which do you use? [Share],Plan,Which do you use? [Sync],Which do you use? [Share]\n${[
        "Yes,No,free,No,No",
        "Yes,No,pro,Yes,No",
        "Yes,Yes,free,No,No",
        "Yes,No,pro,No,Yes"
      ].join("\n")}\n`
    )
    const { stdout } = await persona(["codebook", twice])
    assert.include(stdout, "all answered: Sync (4), Share (1)")
    assert.include(stdout, "all answered: Sync (1), Share (1)")
    assert.include(stdout, "asked again (which-do-you-use)")
  })

  it("prints YAML that it takes back, and a correction changes what it names", async () => {
    const { stdout: yaml } = await persona(["codebook", survey, "--format", "yaml"])
    const same = await persona(["codebook", survey, "--format", "yaml", "--codebook", file("same.yaml", yaml)])
    assert.strictEqual(same.stdout, yaml)
    const corrected = await persona([
      "codebook",
      survey,
      "--format",
      "json",
      "--missing",
      "28",
      "--codebook",
      file("one.yaml", "questions:\n  - { key: how-often-do-you-cook, label: Cooking }\n")
    ])
    const Printed = Schema.Struct({
      questions: Schema.Array(Schema.Struct({ label: Schema.String, missing: Schema.Array(Schema.String) })),
      sources: Schema.Array(Schema.Struct({ headerRows: Schema.Int, columns: Schema.Array(Schema.String) }))
    })
    const { questions, sources } = Schema.decodeUnknownSync(Schema.fromJsonString(Printed))(corrected.stdout)
    assert.strictEqual(questions[0]?.label, "Cooking")
    for (const { missing } of questions) assert.include(missing, "28")
    assert.deepStrictEqual(
      sources.map(({ columns, headerRows }) => [columns.length, headerRows]),
      [[4, 1]]
    )
  })

  it.each([
    ["an unknown key", "wrong.yaml", "questions:\n  - { key: x, kinds: text }\n", 'did you mean "kind"?'],
    ["broken YAML", "broken.yaml", "questions: [\n", "is not valid YAML"],
    ["a list", "list.yaml", "- a\n", "Expected object"],
    ["broken JSON", "broken.json", "{", "is not valid JSON"]
  ])("says what is wrong with %s, and prints nothing", async (_, name, content, part) => {
    const { code, stderr, stdout } = await persona(["codebook", survey, "--codebook", file(name, content)])
    assert.notStrictEqual(code, 0)
    assert.strictEqual(stdout, "")
    assert.include(stderr, part)
  })

  it.each([
    ["an empty file", "", "is empty"],
    ["a header alone", "a,b,c\n", "has a header but no rows"]
  ])("says what to do about %s", async (name, content, part) => {
    const { code, stderr } = await persona(["codebook", file(`${name}.csv`, content)])
    assert.notStrictEqual(code, 0)
    assert.include(stderr, part)
  })
})
