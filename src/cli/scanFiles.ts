/**
 * What personal data is in files: a table of types and counts, and on demand where each stands and which rule found it.
 */
import { Effect } from "effect"
import { Operators, type RecordFinding, Scan, type ScannerOptions, type SecondReading } from "../privacy/index.ts"
import * as Output from "./Output.ts"
import * as Counts from "./scanCounts.ts"
import { scanPasses } from "./scanPasses.ts"

/** What is to be printed besides the counts. */
export interface ScanOptions {
  readonly show: boolean
  readonly explain: boolean
}

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
  lists: ScannerOptions,
  reading?: SecondReading.SecondReading
) {
  const scanner = Scan.ofRecords(lists)
  const counts = Counts.make()
  const { warn } = yield* scanPasses(names, scanner, reading, (finding, file, place) => {
    counts.add(finding.type, finding.text.slice(finding.start, finding.end))
    return options.show || options.explain ? report(options, file, place, finding) : ""
  })
  if (options.show || options.explain) yield* Output.data("\n")
  yield* Output.data(counts.table())
  if (options.explain) yield* Output.data(columnsOf(scanner))
  yield* warn
})

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
