import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "vitest"
import { Schema } from "effect"
import { persona, projectRoot } from "./command.ts"

const Answer = Schema.fromJsonString(
  Schema.Struct({
    id: Schema.Unknown,
    spans: Schema.Array(
      Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String, score: Schema.Finite })
    )
  })
)

const scan = (input: string) => persona(["privacy", "scan", "--jsonl"], { input })

describe("persona privacy scan --jsonl", () => {
  it("answers every line with the spans of its text, in UTF-16 offsets", async () => {
    const { code, stdout } = await scan(
      '{"id":"a","text":"👩🏽 ring +44 7700 900123"}\n\n{"id":2,"text":"nothing here"}\n{"id":3,"text":"Okafor, Maya","header":"Name"}'
    )
    assert.strictEqual(code, 0)
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => Schema.decodeUnknownSync(Answer)(line))
    assert.deepStrictEqual(
      answers.map(({ id, spans }) => ({ id, spans: spans.map(({ start, end, type }) => `${start}-${end} ${type}`) })),
      [
        { id: "a", spans: ["10-25 PHONE_NUMBER"] },
        { id: 2, spans: [] },
        { id: 3, spans: ["0-12 PERSON"] }
      ]
    )
    assert.isTrue(answers.every(({ spans }) => spans.every(({ score }) => score > 0 && score <= 1)))
  })

  it("names the line that is wrong, after the answers to those before it, and never repeats it", async () => {
    const { code, stdout, stderr } = await scan(
      '{"id":1,"text":"mail a@example.org"}\n{"id":2,"text":7,"secret":"hush"}\n{"id":3,"text":""}\n'
    )
    assert.strictEqual(code, 1)
    assert.match(stderr, /line 2/)
    assert.notInclude(stderr + stdout, "hush")
    assert.strictEqual(stdout.split("\n").length, 2)
  })

  it("takes a roster and a list of what is allowed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "persona-scan-"))
    const roster = join(folder, "participants.txt")
    const allow = join(folder, "products.txt")
    writeFileSync(roster, "\ufeff# who took part\r\n\r\n  Ilkwe Vosstrand\r\n")
    writeFileSync(allow, "trello vega\n")
    const input = '{"id":1,"text":"i asked vosstrand, then went to see Trello Vega"}'
    const { code, stdout } = await persona(["privacy", "scan", "--jsonl", "--roster", roster, "--allow", allow], {
      input
    })
    rmSync(folder, { recursive: true })
    assert.strictEqual(code, 0)
    const { spans } = Schema.decodeUnknownSync(Answer)(stdout.trimEnd())
    assert.deepStrictEqual(
      spans.map(({ start, end, type }) => [start, end, type]),
      [[8, 17, "PERSON"]]
    )
  })

  it("names a list that cannot be read", async () => {
    const { code, stderr } = await persona(["privacy", "scan", "--jsonl", "--roster", "no/such/list.txt"], {
      input: ""
    })
    assert.strictEqual(code, 2)
    assert.match(stderr, /no\/such\/list\.txt.*--roster/)
  })

  it("says which rule found each span where --explain is given", async () => {
    const { stdout } = await persona(["privacy", "scan", "--jsonl", "--explain"], {
      input: '{"id":1,"text":"Okafor, Maya","header":"Name"}'
    })
    assert.include(stdout, '"rule":"name-column"')
  })

  it("says what is missing without --jsonl", async () => {
    const { code, stderr } = await persona(["privacy", "scan"])
    assert.strictEqual(code, 2)
    assert.include(stderr, "--jsonl")
  })
})

const folder = mkdtempSync(join(tmpdir(), "persona-scan-files-"))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const scanFiles = (...args: ReadonlyArray<string>) => persona(["privacy", "scan", ...args])

describe("persona privacy scan FILE", () => {
  const names = ["Maya Okafor", "Tom Baker", "Priya Sharma", "Ewa Nowak"]
  const survey = file(
    "survey.csv",
    `Q7,Age,Gender,Town,comment\n${names.map((name, i) => `${name},${30 + i},f,Leeds,i am from Leeds`).join("\n")}\n`
  )

  it("shows every type that --jsonl shows, and what becomes of it", async () => {
    const { code, stdout } = await scanFiles(survey)
    assert.strictEqual(code, 0)
    assert.match(stdout, /^PERSON +4 +4 +replaced$/m)
    assert.match(stdout, /^LOCATION +8 +1 +kept$/m)
    assert.match(stdout, /^AGE +4 +4 +kept$/m)
  })

  it("explains by which rule, how surely, in which cell, and what the columns were taken for, never the text", async () => {
    const { stdout } = await scanFiles(survey, "--explain")
    assert.match(stdout, /^PERSON +0\.\d\d +[a-z-]+ +.*survey\.csv, row 1, Q7 at 0–11$/m)
    assert.match(stdout, /^ {2}.*survey\.csv, Q7: PERSON \(\d+ % of 4 different answers\)$/m)
    assert.notMatch(stdout, /maya|okafor|baker|\*/i)
  })

  it("counts names that only a later row tells", async () => {
    const late = file(
      "late.csv",
      "comment\nadaeze war sehr nett und ich war froh\nMy name is Adaeze Obi and I am a nurse.\nadaeze ist die beste und ich mag sie\n"
    )
    const { stdout } = await scanFiles(late, "--show")
    assert.match(stdout, /^PERSON +3 +2 +replaced$/m)
    assert.match(stdout, /^PERSON +a\*{5} +.*late\.csv, row 1$/m)
  })

  it("names the columns that single people out together", async () => {
    const { stderr } = await scanFiles(survey)
    assert.match(stderr, /survey\.csv: Age, Gender and Town together single people out/)
  })

  it("reads YAML, folders and standard input as well", async () => {
    file("list.yaml", "- name: Maya Okafor\n  mail: maya@example.org\n")
    assert.match((await scanFiles(join(folder, "list.yaml"))).stdout, /^EMAIL_ADDRESS +1/m)
    assert.match((await scanFiles(folder)).stdout, /^EMAIL_ADDRESS +1/m)
    const { stdout } = await persona(["privacy", "scan", "-"], { input: "I asked maya@example.org" })
    assert.match(stdout, /^EMAIL_ADDRESS +1 +1 +replaced$/m)
  })

  it("says in which line of a text somebody stands", async () => {
    const talk = file("talk.txt", "Interviewer: Hello?\nMaya: Hi.\nInterviewer: So?\nMaya: My husband Tom cooks.\n")
    const { stdout } = await scanFiles(talk, "--show")
    assert.match(stdout, /^PERSON +T\*\* +.*talk\.txt, line 4$/m)
  })

  it("says what is wrong with a file that it cannot read, and never repeats it", async () => {
    const wrong = async (path: string, message: RegExp) => {
      const { code, stderr, stdout } = await scanFiles(path)
      assert.strictEqual(code, 1)
      assert.match(stderr, message)
      assert.notInclude(stderr + stdout, "hush")
    }
    await Promise.all([
      wrong(file("empty.csv", ""), /is empty/),
      wrong(join(folder, "none.csv"), /there is no such file/),
      wrong(file("broken.csv", 'a,b\n"hush,1\nhush,2\n'), /line 2.*quotation mark/),
      wrong(file("lines.jsonl", '{"a":"hush"}\n{"a":\n'), /lines\.jsonl/)
    ])
  })
})

describe("where what is printed goes", () => {
  const many = file("many.csv", `Name,comment\n${"Maya Okafor,I asked Tom Baker in Leeds\n".repeat(3000)}`)
  const shell = (script: string) =>
    spawnSync("bash", ["-c", script, "bash", process.execPath, `${projectRoot}/dist/cli/main.js`, many], {
      encoding: "utf8"
    })

  it("ends well when nobody reads on", () => {
    const { stderr, stdout } = shell('"$1" "$2" privacy scan "$3" --show | head -1; echo "${PIPESTATUS[0]}"')
    assert.strictEqual(stdout.trim().split("\n").at(-1), "0")
    assert.strictEqual(stderr, "")
  })

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full, and fails", () => {
    const { status, stderr } = shell('"$1" "$2" privacy anonymise "$3" > /dev/full')
    assert.strictEqual(status, 1)
    assert.match(stderr, /could not be written to \(ENOSPC\)/)
    assert.notInclude(stderr, "    at ")
  })
})
