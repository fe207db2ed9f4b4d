import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { Schema } from "effect"
import { persona } from "./command.ts"

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

  it("says what is missing without --jsonl", async () => {
    const { code, stderr } = await persona(["privacy", "scan"])
    assert.strictEqual(code, 2)
    assert.include(stderr, "--jsonl")
  })
})
