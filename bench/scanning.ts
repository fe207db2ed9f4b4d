/**
 * How fast personal data is found: the start of `persona privacy scan --jsonl`, and what it takes for five megabytes of short texts, the
 * labelled ones where there are some (`PII_DATA=FILE`), beside what it may take.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import type { LabelledText } from "../test/privacy/sets/LabelledText.ts"

/** A finding or a mark. */
export const Span = Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String })
const Line = Schema.fromJsonString(Schema.Struct({ text: Schema.String, spans: Schema.Array(Span) }))

/** The labelled texts: those that are named, or those that lie beside a checkout. */
export const labelled = (): { readonly file: string; readonly data: ReadonlyArray<LabelledText> } | undefined => {
  const beside = "../shared/data/pii/labelled_text_dev.jsonl"
  const file = process.env["PII_DATA"] ?? (existsSync(beside) ? beside : undefined)
  if (file === undefined) return undefined
  const lines = readFileSync(file, "utf8").split("\n")
  return {
    file,
    data: lines
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const { text, spans } = Schema.decodeUnknownSync(Line)(line)
        return {
          text,
          marks: spans.map((span) => ({ ...span, optional: span.type === "TITLE" || span.type === "PREFIX" })),
          scope: undefined
        }
      })
  }
}

/** What is read where there are none. */
export const madeUp: ReadonlyArray<string> = Array.from(
  { length: 2000 },
  (_, i) =>
    `On day ${i} Birgit van der Meer wrote from 27 rue des Lilas, 69003 Lyon: the app is slow, the checkout freezes, and Northgate Foundry Ltd. never rings back. Mail birgit${i}@example.org or call +44 7700 900${100 + (i % 900)}.`
)

/** How long texts are together. */
export const megabytesOf = (texts: ReadonlyArray<string>): number =>
  texts.reduce((all, text) => all + Buffer.byteLength(text), 0) / 1e6

/** The texts over again, until they are as many megabytes: a finder is slower while the engine compiles it. */
export const upTo = (megabytes: number, texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.from({ length: Math.ceil(megabytes / megabytesOf(texts)) }, () => texts).flat()

/** The processor time that the command takes for texts, from its start to its end, Node's own start included. */
const commandSeconds = (texts: ReadonlyArray<string>): number => {
  const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url))
  const input = texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join("")
  // The shell tells what its children took; by the clock a busy machine would be measured.
  const script = '"$0" "$1" privacy scan --jsonl >/dev/null && times'
  const { status, stdout } = spawnSync("sh", ["-c", script, process.execPath, command], { input, encoding: "utf8" })
  if (status !== 0) throw new Error("persona privacy scan failed.")
  const [, children = ""] = stdout.trim().split("\n")
  return Array.from(
    children.matchAll(/(\d+)m([\d.]+)s/g),
    ([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds)
  ).reduce((sum, seconds) => sum + seconds, 0)
}

/** What the command takes, beside what it may take. */
export const printCommand = (texts: ReadonlyArray<string>): void => {
  // The least of three: whatever else the machine does can only add to it.
  const least = (read: ReadonlyArray<string>) => Math.min(...[1, 2, 3].map(() => commandSeconds(read)))
  const start = least(["Tom"])
  const many = upTo(5, texts)
  const seconds = least(many) - start
  const speed = megabytesOf(many) / seconds
  const bound = (holds: boolean, text: string) => `${text}: ${holds ? "held" : "MISSED"}`
  console.log("  persona privacy scan --jsonl, processor time on one core:")
  console.log(`    start ${start.toFixed(2)} s (${bound(start <= 0.4, "at most 0.4")})`)
  console.log(
    `    scan  ${seconds.toFixed(2)} s for ${megabytesOf(many).toFixed(1)} MB, ${speed.toFixed(2)} MB/s (${bound(speed >= 1, "at least 1")})`
  )
}

/** Prints what was measured. */
export const run = (): Promise<void> => {
  const known = labelled()
  console.log(`scanning: ${known === undefined ? "made-up sentences; PII_DATA=FILE names labelled ones" : known.file}`)
  printCommand(upTo(1, known?.data.map(({ text }) => text) ?? madeUp))
  return Promise.resolve()
}
