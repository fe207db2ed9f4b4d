/**
 * How well and how fast personal data is found, beside other packages that find it. Recall and precision need labelled texts, JSON
 * lines of `{text, spans: [{start, end, type}]}`: `PII_DATA=labelled.jsonl npm run bench -- privacy`. Without them only the texts of
 * test/privacy/sets, and speed, start and memory on made-up sentences, are measured.
 */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import { LocalAnonymiser, Scan } from "effect-persona/privacy"
import { judge, type Judgement, recased } from "../test/privacy/sets/Judging.ts"
import { type LabelledText, readSets } from "../test/privacy/sets/LabelledText.ts"
import type { Task } from "./finder.ts"
import { isGone, wordsOf } from "./replaced.ts"
import { labelled, madeUp, megabytesOf, printCommand, Span, upTo } from "./scanning.ts"

const rivals = ["redact-pii", "openredaction", "compromise"]

const Spans = Schema.Array(Span)
const Outcome = Schema.fromJsonString(
  Schema.Struct({
    spans: Schema.Array(Spans),
    startSeconds: Schema.Number,
    seconds: Schema.Number,
    peakBytes: Schema.Number
  })
)

const styles: Readonly<Record<string, (text: string) => string>> = {
  "as written": (text) => text,
  "small letters": (text) => recased(text, (letter) => letter.toLowerCase()),
  capitals: (text) => recased(text, (letter) => letter.toUpperCase())
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** The cells F2, precision, recall, masked share and other words masked. */
const cells = (judgement: Judgement): ReadonlyArray<string> => [
  ...[judgement.f2, judgement.precision, judgement.recall].map((figure) => figure.toFixed(3)),
  percent(judgement.masked),
  percent(judgement.otherWords)
]

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

/** The sets of test/privacy/sets, each half by itself. Nobody looks at what goes wrong in the second. */
const printSets = (): void => {
  const sets = readSets(fileURLToPath(new URL("../../test/privacy/sets", import.meta.url)))
  const halves = sets.flatMap(({ language, name, development, heldOut }) => [
    { title: [`${language}: ${name}`, "development"], texts: development },
    { title: [`${language}: ${name}`, "held out"], texts: heldOut }
  ])
  const texts = halves.flatMap((half) => half.texts.map(({ text }) => text))
  const outcome = measure({ name: "effect-persona", texts, timed: [] })
  if (outcome === undefined) throw new Error("The labelled sets could not be measured.")
  const rows = [["", "", "marks", "F2, any type", "precision", "recall", "masked", "other words masked", "clean"]]
  let read = 0
  for (const half of halves) {
    const judgement = judge(half.texts, outcome.spans.slice(read, read + half.texts.length))
    read += half.texts.length
    rows.push([...half.title, `${judgement.gold}`, ...cells(judgement), percent(judgement.clean)])
  }
  console.log("Texts marked by hand (test/privacy/sets); clean: texts without personal data that are left alone\n")
  print(rows)
}

/** The held-out halves of each language together, as they were written and in small letters. */
const printLanguages = (): void => {
  const sets = readSets(fileURLToPath(new URL("../../test/privacy/sets", import.meta.url)))
  const languages = [...new Set(sets.map(({ language }) => language))].map((language) => ({
    language,
    texts: sets.flatMap((set) => (set.language === language ? set.heldOut : []))
  }))
  const rows = [["held out", "", "marks", "F2, any type", "precision", "recall", "masked", "other words masked"]]
  for (const style of ["as written", "small letters"] as const) {
    const change = styles[style]
    if (change === undefined) continue
    const restyled = languages.map(({ texts }) =>
      texts.map((labelled) => ({ ...labelled, text: change(labelled.text) }))
    )
    const texts = restyled.flat().map(({ text }) => text)
    const outcome = measure({ name: "effect-persona", texts, timed: [] })
    if (outcome === undefined) throw new Error("The languages could not be measured.")
    let read = 0
    for (const [index, { language }] of languages.entries()) {
      const part = restyled[index] ?? []
      const judgement = judge(part, outcome.spans.slice(read, read + part.length))
      read += part.length
      rows.push([language, style, `${judgement.gold}`, ...cells(judgement)])
    }
  }
  print(rows)
}

/** Each type of a labelled set: marks touched and masked by a scan, and gone after replacing by default. */
const printTypes = (data: ReadonlyArray<LabelledText>): void => {
  const found = Scan.make().scanAll(data.map(({ text }) => ({ text })))
  const byType = new Map<string, { marks: number; touched: number; masked: number; gone: number }>()
  for (const [index, { marks, text }] of data.entries()) {
    // Each text by itself, so that none tells of another.
    const replaced = wordsOf(text, LocalAnonymiser.make().replaceText(text))
    for (const mark of marks) {
      if (mark.optional) continue
      const tally = byType.get(mark.type) ?? { marks: 0, touched: 0, masked: 0, gone: 0 }
      byType.set(mark.type, tally)
      const own = judge([{ text, marks: [mark], scope: undefined }], [found[index] ?? []])
      tally.marks++
      tally.touched += own.recall
      tally.masked += own.masked
      if (isGone(replaced, mark)) tally.gone++
    }
  }
  const rows = Array.from(byType)
    .toSorted(([, a], [, b]) => b.marks - a.marks)
    .map(([type, { gone, marks, masked, touched }]) => [
      type,
      `${marks}`,
      ...[touched, masked, gone].map((part) => percent(part / marks))
    ])
  console.log("Each type, in texts as written\n")
  print([["", "marks", "found", "masked by a scan", "gone by default"], ...rows])
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
  const timed = upTo(1, known === undefined ? madeUp : data.map(({ text }) => text))
  const megabytes = megabytesOf(timed)
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
      const restyled = data.map((labelled) => ({ ...labelled, text: change(labelled.text) }))
      finds.push([name, style, ...cells(judge(restyled, outcome.spans.slice(index * data.length)))])
    }
    costs.push([
      name,
      (megabytes / outcome.seconds).toFixed(2),
      outcome.startSeconds.toFixed(2),
      `${(outcome.peakBytes / 1e6).toFixed(0)} MB`
    ])
  }
  if (known !== undefined) {
    print(finds)
    printTypes(known.data)
  }
  printSets()
  printLanguages()
  print(costs)
  console.log("  Each in a process of its own. Start: from loading to the first text, without Node's own start.")
  printCommand(timed)
  return Promise.resolve()
}
