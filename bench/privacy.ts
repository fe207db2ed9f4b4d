/**
 * How well and how fast personal data is found. Recall and precision need labelled texts, JSON lines of
 * `{text, spans: [{start, end}]}`: `PII_DATA=labelled.jsonl npm run bench -- privacy`. Without them only speed is measured, on
 * made-up sentences.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { Scan } from "effect-persona/privacy"
import { Schema } from "effect"

const Line = Schema.fromJsonString(
  Schema.Struct({
    text: Schema.String,
    spans: Schema.Array(Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String }))
  })
)
type Labelled = typeof Line.Type

const read = (file: string): ReadonlyArray<Labelled> =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Schema.decodeUnknownSync(Line)(line))

const madeUp: ReadonlyArray<Labelled> = Array.from({ length: 2000 }, (_, i) => ({
  text: `On day ${i} Birgit van der Meer wrote from 27 rue des Lilas, 69003 Lyon: the app is slow, the checkout freezes, and Northgate Foundry Ltd. never rings back. Mail birgit${i}@example.org or call +44 7700 900${100 + (i % 900)}.`,
  spans: []
}))

/** Text in all small letters, or all capitals, of the same length. */
const recased = (text: string, change: (letter: string) => string): string =>
  Array.from(text, (letter) => (change(letter).length === letter.length ? change(letter) : letter)).join("")

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const judge = (name: string, data: ReadonlyArray<Labelled>, scanner: Scan.Scanner): void => {
  const tally = { gold: 0, met: 0, masked: 0, found: 0, right: 0, words: 0, over: 0 }
  for (const { text, spans } of data) {
    const gold = spans.filter(({ type }) => type !== "TITLE" && type !== "PREFIX")
    const found = scanner.scan(text)
    const covered = new Uint8Array(text.length)
    for (const { start, end } of found) covered.fill(1, start, end)
    const labelled = new Uint8Array(text.length)
    for (const { start, end } of spans) labelled.fill(1, start, end)
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
      const met = labelled.subarray(start, end).includes(1)
      if (type === "TITLE") continue
      tally.found++
      if (met) tally.right++
    }
    for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (labelled.subarray(word.index, word.index + word[0].length).includes(1)) continue
      tally.words++
      if (covered[word.index] === 1) tally.over++
    }
  }
  const precision = tally.right / tally.found
  const recall = tally.met / tally.gold
  const f2 = (5 * precision * recall) / (4 * precision + recall)
  console.log(
    `  ${name.padEnd(14)} F2 ${f2.toFixed(3)}  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  masked ${percent(tally.masked / tally.gold)}  other words masked ${percent(tally.over / tally.words)}`
  )
}

/** Prints what was measured. */
export const run = (): Promise<void> => {
  const file = process.env["PII_DATA"]
  const data = file === undefined ? madeUp : read(file)
  const scanner = Scan.make()
  console.log(
    `Personal data: ${file ?? "made-up sentences (set PII_DATA for recall and precision)"}, ${data.length} texts`
  )
  if (file !== undefined) {
    judge("as written", data, scanner)
    judge(
      "small letters",
      data.map(({ text, spans }) => ({ text: recased(text, (l) => l.toLowerCase()), spans })),
      scanner
    )
    judge(
      "capitals",
      data.map(({ text, spans }) => ({ text: recased(text, (l) => l.toUpperCase()), spans })),
      scanner
    )
  }
  const bytes = data.reduce((all, { text }) => all + Buffer.byteLength(text), 0)
  for (const { text } of data) scanner.scan(text)
  const before = process.cpuUsage()
  for (const { text } of data) scanner.scan(text)
  const { user, system } = process.cpuUsage(before)
  console.log(`  speed          ${(bytes / (user + system)).toFixed(2)} MB/s of processor time`)
  console.log(`  memory         ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)
  const started = performance.now()
  spawnSync(process.execPath, ["dist/cli/main.js", "privacy", "scan", "--jsonl"], { input: '{"id":1,"text":"Tom"}\n' })
  console.log(
    `  one line       ${((performance.now() - started) / 1000).toFixed(2)} s from start to end of the command`
  )
  return Promise.resolve()
}
