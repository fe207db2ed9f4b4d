/**
 * What personal data is in files: a table of types and counts, and on demand where each stands and which rule found it.
 *
 * A file is gone through twice: first for all that each record gives away, then for the names that only later records told. Memory holds
 * counts, names and the answers that single people out, not the file.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { Operators, type RecordFinding, Scan, type ScannerOptions } from "../privacy/index.ts"
import { previewed } from "../pipeline/Preview.ts"
import * as Output from "./Output.ts"
import { keepRow, warnOfLanguage, warnOfRows } from "./quasiIdentifiers.ts"
import * as Counts from "./scanCounts.ts"
import { inSlices, openAll } from "./rewrite.ts"
import { scannable, type Scannable } from "./scanSource.ts"

/** What is to be printed besides the counts. */
export interface ScanOptions {
  readonly show: boolean
  readonly explain: boolean
}

const progressEvery = 1000

const report = (
  { explain, show }: ScanOptions,
  file: string,
  place: string | undefined,
  finding: RecordFinding
): string => {
  const { end, field, part, rule, score, start, text, type } = finding
  const cells = [
    type.padEnd(16),
    ...(explain ? [score.toFixed(2), rule.padEnd(16)] : []),
    ...(show ? [excerpt(text.slice(start, end)).padEnd(32)] : []),
    [file, ...(place === undefined || place === "" ? [] : [place])].join(", ") +
      (explain ? `, ${part === "answer" ? "" : `${part} of `}${field} at ${start}–${end}` : "")
  ]
  return `${cells.join("  ")}\n`
}

/** Prints each finding that is asked for, then the table. */
export const scanFiles = Effect.fnUntraced(function* (
  names: ReadonlyArray<string>,
  options: ScanOptions,
  lists: ScannerOptions
) {
  const scanner = Scan.ofRecords(lists)
  const counts = Counts.make()
  const sources = yield* openAll(names)
  const rows = new Map<string, Array<ResearchRecord>>()

  const goThrough = Effect.fnUntraced(function* (
    warn: boolean,
    find: (records: ReadonlyArray<ResearchRecord>, before: number) => ReadonlyArray<ReadonlyArray<RecordFinding>>
  ) {
    let number = 0
    let shown = 0
    for (const source of sources) {
      const name = source.file
      const items = new Map<ResearchRecord, Scannable>()
      const records = Stream.map(scannable(source, warn), (item) => {
        items.set(item.record, item)
        return item.record
      })
      const preview = warn
        ? ([...shown]: ReadonlyArray<ResearchRecord>) => inSlices(scanner.previewInSlices(shown))
        : null
      yield* Stream.runForEachArray(previewed(records, preview), (chunk) => {
        let written = ""
        const found = find(chunk, number)
        for (const [i, record] of chunk.entries()) {
          number++
          if (warn) keepRow(rows, record)
          for (const finding of found[i] ?? []) {
            const place = items.get(record)?.placeOf(finding)
            if (place === undefined) continue
            counts.add(finding.type, finding.text.slice(finding.start, finding.end))
            if (options.show || options.explain) written += report(options, name, place, finding)
          }
          items.delete(record)
        }
        const told = number - shown < progressEvery ? Effect.yieldNow : progress(`${name}: ${number} records`)
        if (number - shown >= progressEvery) shown = number
        return written === "" ? told : Effect.andThen(progress(""), Output.data(written))
      })
    }
  })

  yield* goThrough(true, scanner.scan)
  yield* goThrough(false, (records, before) => records.map((record, i) => scanner.scanLate(record, before + i + 1)))
  yield* progress("")
  if (options.show || options.explain) yield* Output.data("\n")
  yield* Output.data(counts.table())
  if (options.explain) yield* Output.data(columnsOf(scanner))
  yield* warnOfRows(rows)
  yield* warnOfLanguage(scanner.unread())
})

const progress = (text: string) => (Output.isWatched() ? Output.showLine(text) : Effect.void)

const columnsOf = (scanner: Scan.RecordScanner): string => {
  const judged = scanner.columns()
  if (judged.length === 0) return ""
  const taken = ({ choices, codes, holds, seen, share }: (typeof judged)[number]["verdict"]): string => {
    const of = `of ${seen} different answer${seen === 1 ? "" : "s"}`
    if (holds !== undefined) return `${holds} (${Math.round(share * 100)} % ${of})`
    if (choices.size > 0) return `a list of choices (${choices.size} ${of})`
    return codes ? `identifiers or numbers (${of.slice(3)})` : `no kind of data (${of.slice(3)})`
  }
  return `\nColumns, as a whole:\n${judged.map(({ file, name, verdict }) => `  ${file}, ${name}: ${taken(verdict)}\n`).join("")}`
}

/** The first character of each word, the rest starred: enough to see what it is, too little to see who. */
const excerpt = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(
      /([\p{L}\p{N}]\p{M}*)([\p{L}\p{M}\p{N}]*)/gu,
      (_, first: string, rest: string) => first + Operators.mask(rest)
    )
    .slice(0, 60)
