/**
 * Tables in text to records, row by row in flat memory.
 */
import { Effect, Stream } from "effect"
import { CsvFault, CsvScanner, valuesOf } from "./formats/Csv.ts"
import { dialectOf } from "./formats/CsvDialect.ts"
import { Rows } from "./Rows.ts"
import type { Origin, Records, TextSource, Warn } from "./Source.ts"
import { because, malformed, NoRecords, SourceError } from "./SourceError.ts"

/** What is said of a table whose quotation marks cannot be made sense of. */
export const explainCsv = (file: string, linesAbove: number, error: unknown): SourceError => {
  if (error instanceof SourceError) return error
  if (!(error instanceof CsvFault)) return malformed(file, null, "cannot be read as a table.")
  const what = error.tooLong
    ? "a row that begins here is longer than 16 MiB. Most likely a quotation mark in it is opened and never closed: close it, or double it if it is part of the text."
    : `a quotation mark in column ${error.column} of the row that begins here is opened and never closed. Close it, or double it if it is part of the text.`
  return malformed(file, error.line + linesAbove, what)
}

/** Says that quotation marks were read as part of the text. */
export const warnOfMarks = (file: string, warn: Warn, line: number | undefined): Effect.Effect<void> =>
  line === undefined
    ? Effect.void
    : warn({
        kind: "StrayQuotes",
        file,
        message: `${file}: has cells with quotation marks that should have been doubled and quoted (first: line ${line}). They were read as part of the text.`
      })

/** The rest of a text that comes in parts. */
export const dropStart = <E>(text: Stream.Stream<string, E>, length: number): Stream.Stream<string, E> =>
  length === 0
    ? text
    : text.pipe(
        Stream.mapAccum(
          () => length,
          (left, part) => [Math.max(0, left - part.length), [part.slice(left)]] as const
        )
      )

/** The records of a table in text. */
export const records = (source: TextSource): Records =>
  Stream.suspend(() => {
    const { file, head, label, warn } = source
    const { delimiter, skipped } = dialectOf(head)
    const linesAbove = /[\r\n]/.test(head.slice(0, skipped)) ? 1 : 0
    const scanner = new CsvScanner(delimiter)
    const rows = new Rows(source satisfies Origin, { idPrefix: `${label}#`, placePrefix: "" })
    const scanned = (part: string, last: boolean) => {
      try {
        return { found: scanner.feed(part, last), fault: undefined }
      } catch (error) {
        return { found: error instanceof CsvFault ? error.rows : [], fault: explainCsv(file, linesAbove, error) }
      }
    }
    // What was read before a fault stays.
    const read = (part: string, last: boolean): Records => {
      const { fault, found } = scanned(part, last)
      const records = rows.feed(found.map(valuesOf))
      const all = Stream.fromIterable(last || fault !== undefined ? [...records, ...rows.end()] : records)
      return fault === undefined ? all : Stream.concat(all, Stream.fail(fault))
    }
    const finish = Effect.suspend(() => {
      const marks = warnOfMarks(file, warn, scanner.stray === undefined ? undefined : scanner.stray + linesAbove)
      const said = Effect.andThen(marks, rows.warn)
      const what = rows.hasHeader ? "has a header but no rows with answers" : "has no rows"
      return rows.count > 0 ? said : Effect.andThen(said, Effect.fail(because(new NoRecords({ file, what }))))
    })
    return dropStart(source.text, skipped).pipe(
      Stream.flatMap((part) => read(part, false)),
      Stream.concat(Stream.suspend(() => read("", true))),
      Stream.concat(Stream.fromEffectDrain(finish))
    )
  })
