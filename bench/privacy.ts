/**
 * How well and how fast personal data is found, beside other packages that find it. Recall and precision need labelled texts, JSON
 * lines of `{text, spans: [{start, end, type}]}`: `PII_DATA=labelled.jsonl npm run bench -- privacy`. Without them only speed, start
 * and memory are measured, on made-up sentences.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import type { Task } from "./finder.ts"

const rivals = ["redact-pii", "openredaction", "compromise"]

const Span = Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String })
const Spans = Schema.Array(Span)
type Spans = typeof Spans.Type
const Line = Schema.fromJsonString(Schema.Struct({ text: Schema.String, spans: Spans }))
type Labelled = typeof Line.Type
const Outcome = Schema.fromJsonString(
  Schema.Struct({
    spans: Schema.Array(Spans),
    startSeconds: Schema.Number,
    seconds: Schema.Number,
    peakBytes: Schema.Number
  })
)

/** The labelled texts: those that are named, or those that lie beside a checkout. */
const labelled = (): { readonly file: string; readonly data: ReadonlyArray<Labelled> } | undefined => {
  const beside = "../shared/data/pii/labelled_text_dev.jsonl"
  const file = process.env["PII_DATA"] ?? (existsSync(beside) ? beside : undefined)
  if (file === undefined) return undefined
  const lines = readFileSync(file, "utf8").split("\n")
  return {
    file,
    data: lines.filter((line) => line.trim() !== "").map((line) => Schema.decodeUnknownSync(Line)(line))
  }
}

const madeUp: ReadonlyArray<string> = Array.from(
  { length: 2000 },
  (_, i) =>
    `On day ${i} Birgit van der Meer wrote from 27 rue des Lilas, 69003 Lyon: the app is slow, the checkout freezes, and Northgate Foundry Ltd. never rings back. Mail birgit${i}@example.org or call +44 7700 900${100 + (i % 900)}.`
)

/** Text in all small letters, or all capitals, of the same length. */
const recased = (text: string, change: (letter: string) => string): string =>
  Array.from(text, (letter) => (change(letter).length === letter.length ? change(letter) : letter)).join("")

const styles: Readonly<Record<string, (text: string) => string>> = {
  "as written": (text) => text,
  "small letters": (text) => recased(text, (letter) => letter.toLowerCase()),
  capitals: (text) => recased(text, (letter) => letter.toUpperCase())
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** The cells F2, precision, recall, masked share and other words masked. Whatever is found counts, of any type. */
const judge = (data: ReadonlyArray<Labelled>, all: ReadonlyArray<Spans>): ReadonlyArray<string> => {
  const tally = { gold: 0, met: 0, masked: 0, found: 0, right: 0, words: 0, over: 0 }
  for (const [index, { text, spans }] of data.entries()) {
    const gold = spans.filter(({ type }) => type !== "TITLE" && type !== "PREFIX")
    const found = all[index] ?? []
    const covered = new Uint8Array(text.length)
    for (const { start, end } of found) covered.fill(1, start, end)
    const marked = new Uint8Array(text.length)
    for (const { start, end } of spans) marked.fill(1, start, end)
    for (const { start, end } of gold) {
      const letters = Array.from({ length: end - start }, (_, i) => start + i).filter((i) =>
        /[\p{L}\p{N}]/u.test(text[i] ?? "")
      )
      const hit = letters.filter((i) => covered[i] === 1).length
      tally.gold++
      if (hit > 0) tally.met++
      if (hit >= 0.9 * letters.length) tally.masked++
    }
    for (const { start, end, type } of found) {
      if (type === "TITLE") continue
      tally.found++
      if (marked.subarray(start, end).includes(1)) tally.right++
    }
    for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (marked.subarray(word.index, word.index + word[0].length).includes(1)) continue
      tally.words++
      if (covered[word.index] === 1) tally.over++
    }
  }
  const precision = tally.right / Math.max(1, tally.found)
  const recall = tally.met / tally.gold
  const f2 = tally.right === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall)
  return [
    ...[f2, precision, recall].map((figure) => figure.toFixed(3)),
    percent(tally.masked / tally.gold),
    percent(tally.over / tally.words)
  ]
}

const print = (rows: ReadonlyArray<ReadonlyArray<string>>): void => {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length))
  for (const row of rows) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(width(0)) : cell.padStart(width(column))))
    console.log(`  ${cells.join("  ")}`)
  }
  console.log()
}

/** Whether the other packages are there, or could be installed. */
const installed = (): boolean => {
  const folder = fileURLToPath(new URL("../../bench/rivals", import.meta.url))
  // npm writes this file last.
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return true
  console.log(`  Installing ${rivals.join(", ")} in bench/rivals, without their install scripts …`)
  const npm = process.env["npm_execpath"]
  const [command, before] = npm === undefined ? ["npm", []] : [process.execPath, [npm]]
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--fetch-retries=1"]
  const { status } = spawnSync(command, [...before, ...options], { cwd: folder, timeout: 300_000 })
  if (status !== 0) console.log("  They cannot be installed here, so this goes on without them.\n")
  return status === 0
}

const measure = (task: Task): typeof Outcome.Type | undefined => {
  const finder = fileURLToPath(new URL("./finder.js", import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [finder], {
    input: JSON.stringify(task),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    maxBuffer: 2 ** 28
  })
  return status === 0 ? Schema.decodeUnknownSync(Outcome)(stdout) : undefined
}

/** Prints what was measured. */
export const run = (): Promise<void> => {
  const known = labelled()
  console.log(
    known === undefined
      ? "Personal data: 2,000 made-up sentences. No labelled texts (PII_DATA=FILE), so no recall and no precision.\n"
      : `Personal data: ${known.file}, ${known.data.length} texts\n`
  )
  const data = known?.data ?? []
  const timed = known === undefined ? madeUp : data.map(({ text }) => text)
  const megabytes = timed.reduce((all, text) => all + Buffer.byteLength(text), 0) / 1e6
  const finds = [["", "", "F2, any type", "precision", "recall", "masked", "other words masked"]]
  const costs = [["processor time", "MB/s", "seconds to start", "peak memory"]]
  for (const name of ["effect-persona", ...(installed() ? rivals : [])]) {
    const texts = Object.values(styles).flatMap((style) => data.map(({ text }) => style(text)))
    const outcome = measure({ name, texts, timed })
    if (outcome === undefined) {
      console.log(`  ${name} failed, and is left out.\n`)
      continue
    }
    for (const [index, [style, change]] of Object.entries(styles).entries()) {
      if (known === undefined) break
      const restyled = data.map(({ text, spans }) => ({ text: change(text), spans }))
      finds.push([name, style, ...judge(restyled, outcome.spans.slice(index * data.length))])
    }
    costs.push([
      name,
      (megabytes / outcome.seconds).toFixed(2),
      outcome.startSeconds.toFixed(2),
      `${(outcome.peakBytes / 1e6).toFixed(0)} MB`
    ])
  }
  if (known !== undefined) print(finds)
  print(costs)
  console.log("  Each in a process of its own. Start: from loading to the first text, without Node's own start.")
  const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url))
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [command, "privacy", "scan", "--jsonl"], {
    input: '{"id":1,"text":"Tom"}\n'
  })
  if (status !== 0) throw new Error("persona privacy scan failed.")
  const seconds = (performance.now() - started) / 1000
  console.log(`  persona privacy scan of one line: ${seconds.toFixed(2)} s by the clock, from start to end`)
  return Promise.resolve()
}
