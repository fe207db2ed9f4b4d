import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { analyzer, seeing } from "../privacy/second/analyzer.ts"
import { persona } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "persona-second-"))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const survey = file("survey.csv", "comment\nI asked Wrenna and Gousto about it\n")
const rates = file("rates.json", '{"rates":{"PERSON":{"found":0.95,"false":0.01}}}')
const privacy = (...args: ReadonlyArray<string>) => Effect.promise(() => persona(["privacy", ...args]))

describe("--second-reader", () => {
  it.live("has its say in scan and anonymise", () =>
    Effect.gen(function* () {
      const { url } = yield* analyzer(seeing({ Wrenna: "PERSON" }))
      const flags = ["--second-reader", `presidio=${url}`, "--second-reader-rates", rates]
      const replaced = yield* privacy("anonymise", survey, ...flags)
      assert.strictEqual(replaced.stdout, "comment\nI asked [PERSON_1] and Gousto about it\n")
      assert.match((yield* privacy("scan", survey, ...flags)).stdout, /^PERSON +1 /m)
    })
  )

  it.live("has its say in generate, and a warning of the result says where it had none", () =>
    Effect.gen(function* () {
      const { sent, url } = yield* analyzer(({ text }) =>
        text.includes("Wrenna") ? { body: "no" } : seeing({})({ text, language: "en" })
      )
      const rows = Array.from({ length: 40 }, (_, i) => `I like it ${i},yes,${i}`).join("\n")
      const input = file("many.csv", `comment,Use,n\n${rows}\nI asked Wrenna,no,3\n`)
      const { code, stdout } = yield* Effect.promise(() =>
        persona(
          `generate --input ${input} --count 1 --json --second-reader presidio=${url} --second-reader-rates ${rates} --second-reader-optional`.split(
            " "
          )
        )
      )
      assert.oneOf(code, [0, 3])
      assert.isAbove(sent.length, 40)
      assert.include(stdout, '"second-reader"')
      assert.include(stdout, "1 got no answer (Garbled)")
    })
  )

  it.live("ends the command where it cannot be reached, and writes nothing", () =>
    Effect.gen(function* () {
      const { code, stderr, stdout } = yield* privacy(
        "anonymise",
        survey,
        "--second-reader",
        "presidio=http://127.0.0.1:9",
        "--second-reader-rates",
        rates
      )
      assert.strictEqual(code, 1)
      assert.strictEqual(stdout, "")
      assert.include(stderr, "cannot be reached")
      assert.notInclude(stderr, "Wrenna")
    })
  )

  it.live("wants measured rates, a known reader, and leave to send texts elsewhere", () =>
    Effect.gen(function* () {
      const of = (...args: ReadonlyArray<string>) => privacy("scan", survey, ...args)
      const unmeasured = yield* of("--second-reader", "presidio=http://localhost:1")
      const unknown = yield* of("--second-reader", "oracle", "--second-reader-rates", rates)
      const away = yield* of("--second-reader", "presidio=http://p.example.org", "--second-reader-rates", rates)
      assert.deepStrictEqual([unmeasured.code, unknown.code, away.code], [2, 2, 2])
      assert.include(unmeasured.stderr, "persona privacy calibrate")
      assert.include(unknown.stderr, "presidio=http://localhost:5002")
      assert.include(away.stderr, "--second-reader-host p.example.org")
    })
  )
})

describe("persona privacy calibrate", () => {
  const names = Array.from({ length: 30 }, (_, i) => `Wren${"abcdefghijklmnopqrstuvwxyzaeiou"[i] ?? ""}a`)
  const lines = names.flatMap((name) => [
    JSON.stringify({ text: `I asked ${name} about it`, spans: [{ start: 8, end: 8 + name.length, type: "PERSON" }] }),
    JSON.stringify({ text: `I asked G${name.slice(1)} about it`, spans: [] })
  ])

  it.live("writes rates that the other commands read", () =>
    Effect.gen(function* () {
      const { url } = yield* analyzer(seeing(Object.fromEntries(names.map((name) => [name, "PERSON"]))))
      const labelled = file("labelled.jsonl", lines.join("\n"))
      const { code, stderr, stdout } = yield* privacy("calibrate", labelled, "--second-reader", `presidio=${url}`)
      assert.strictEqual(code, 0, stderr)
      assert.match(stderr, /With it: .*100\.0 % of labels found/)
      const measured = file("measured.json", stdout)
      const scanned = yield* privacy(
        "scan",
        survey,
        "--second-reader",
        `presidio=${url}`,
        "--second-reader-rates",
        measured
      )
      assert.strictEqual(scanned.code, 0)
    })
  )

  it.live("says what is wrong with a line, and when there is too little to measure", () =>
    Effect.gen(function* () {
      const { url } = yield* analyzer(seeing({}))
      const reader = ["--second-reader", `presidio=${url}`]
      const wrong = yield* privacy("calibrate", file("wrong.jsonl", `${lines[0] ?? ""}\n{"text":"hush"}`), ...reader)
      assert.strictEqual(wrong.code, 2)
      assert.match(wrong.stderr, /line 2/)
      assert.notInclude(wrong.stderr, "hush")
      const few = yield* privacy("calibrate", file("few.jsonl", lines.slice(0, 4).join("\n")), ...reader)
      assert.strictEqual(few.code, 2)
      assert.include(few.stderr, "Label more texts")
    })
  )
})
