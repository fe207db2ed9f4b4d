/**
 * Tables in text: cells separated by commas, semicolons, tabs or bars, read row by row in flat memory.
 */
import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import type { Records, TextSource } from "./Source.ts"
import { because, malformed, NoRecords, type SourceError } from "./SourceError.ts"
import { repairQuotes } from "./StrayQuotes.ts"
import { announce } from "./interviews/Publish.ts"
import { Table } from "./Table.ts"
import { TalkOrTable } from "./TalkOrTable.ts"
import { warnOfTable } from "./TableWarnings.ts"

const delimiters = [",", ";", "\t", "|"]

// A character that stands for itself in no text: the delimiter of a table that has only one column, so that commas in it are text.
const unused = "\u001f"

/** By line, how many times each delimiter stands outside quotation marks. */
const countByLine = (head: string): Array<Array<number>> => {
  const lines: Array<Array<number>> = []
  let line = delimiters.map(() => 0)
  let quoted = false
  let filled = false
  let cellStart = true
  for (let i = 0; i < head.length && lines.length < 50; i++) {
    const c = head.charAt(i)
    if (c === '"' && (quoted || cellStart)) quoted = !quoted
    if ((c === "\n" || c === "\r") && !quoted) {
      if (filled) lines.push(line)
      line = delimiters.map(() => 0)
      filled = false
      cellStart = true
      continue
    }
    const index = quoted ? -1 : delimiters.indexOf(c)
    if (index >= 0) line[index] = (line[index] ?? 0) + 1
    // A doubled quotation mark closes and opens again; a mark inside an unquoted cell is part of its text.
    cellStart = index >= 0 || c === '"' || (cellStart && c === " ")
    filled = true
  }
  // The last line may be cut off: it counts only where there is no other.
  return lines.length === 0 && filled ? [line] : lines
}

/**
 * The delimiter of a table: of those in its header, the one that most lines have as many times as the header does, and among
 * equals the most frequent.
 */
export const sniff = (head: string): string => {
  const [header = [], ...rows] = countByLine(head)
  const scores = delimiters.flatMap((delimiter, i) => {
    const count = header[i] ?? 0
    if (count === 0) return []
    const alike = rows.filter((row) => row[i] === count).length
    return [{ delimiter, share: rows.length === 0 ? 1 : alike / rows.length, count }]
  })
  const [best] = scores.toSorted((a, b) => b.share - a.share || b.count - a.count)
  return best?.delimiter ?? unused
}

/** Excel's own first line, `sep=;`, that names the delimiter. */
const declared = /^sep=([^"\r\n])(?:\r\n?|\n)/i

const dropStart = (text: Stream.Stream<string, SourceError>, length: number) =>
  length === 0
    ? text
    : text.pipe(
        Stream.mapAccum(
          () => length,
          (left, part) => [Math.max(0, left - part.length), [part.slice(left)]] as const
        )
      )

// A row this long is a quotation mark that was never closed, and memory must not fill up on it.
const maxRowLength = 16 * 1024 * 1024

const explain = (file: string, error: Csv.CsvError, linesAbove: number): SourceError => {
  const cell = error.column === undefined ? "" : ` in column ${error.column}`
  const what =
    error.kind === "RecordSize"
      ? "a row that begins here is longer than 16 MiB. Most likely a quotation mark in it is opened and never closed: close it, or double it if it is part of the text."
      : error.message.startsWith("Unterminated")
        ? `a quotation mark${cell} of the row that begins here is opened and never closed. Close it, or double it if it is part of the text.`
        : `the quotation marks${cell} of the row that begins here do not match. A quotation mark inside a quoted cell has to be doubled.`
  return malformed(file, error.line + linesAbove, what)
}

/** The records of a table in text. */
export const records = (source: TextSource): Records =>
  Stream.suspend(() => {
    const { file, label, warn } = source
    const declaration = declared.exec(source.head)
    const skipped = declaration?.[0].length ?? 0
    const delimiter = declaration?.[1] ?? sniff(source.head)
    const table = new Table({ file, idPrefix: `${label}#`, placePrefix: "" })
    const reader = new TalkOrTable(table, source)
    let count = 0
    const counted = <A>(rows: ReadonlyArray<A>): ReadonlyArray<A> => {
      count += rows.length
      return rows
    }
    const finish = Effect.suspend(() => {
      if (reader.reading !== undefined) return announce(source, reader.reading)
      if (count > 0) return warnOfTable(table, warn)
      const what = table.hasHeader ? "has a header but no rows with answers" : "has no rows"
      return Effect.fail(because(new NoRecords({ file, what })))
    })
    return dropStart(source.text, skipped).pipe(
      repairQuotes(delimiter, (line) =>
        warn({
          kind: "StrayQuotes",
          file,
          message: `${file}: has cells with quotation marks that should have been doubled and quoted (first: line ${line + (skipped > 0 ? 1 : 0)}). They were read as part of the text.`
        })
      ),
      Stream.pipeThroughChannel(Csv.decodeString({ delimiter, maxRecordSize: maxRowLength })),
      Stream.mapError((error) => (error._tag === "CsvError" ? explain(file, error, skipped > 0 ? 1 : 0) : error)),
      Stream.mapAccumArray(
        () => reader,
        (state, rows) => [state, counted(state.feed(rows))] as const,
        { onHalt: (state) => counted(state.end()) }
      ),
      Stream.concat(Stream.fromEffectDrain(finish))
    )
  })
