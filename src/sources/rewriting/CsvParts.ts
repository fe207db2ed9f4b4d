/**
 * Tables in text as parts. Every cell keeps its quotation marks, and the table its delimiter, line ends and blank lines.
 */
import { Effect, Stream } from "effect"
import { explainCsv, warnOfMarks } from "../Delimited.ts"
import { type CsvRow, CsvScanner, rewritten, valuesOf } from "../formats/Csv.ts"
import { dialectOf } from "../formats/CsvDialect.ts"
import { lookAhead } from "../Table.ts"
import type { Warn } from "../Source.ts"
import type { SourceError } from "../SourceError.ts"
import { type Columns, headerOf } from "../TableHeader.ts"
import type { Answer, Cell, Part, Person } from "./Part.ts"

/** A table on its way to parts. */
export interface TableText {
  readonly file: string
  readonly head: string
  readonly text: Stream.Stream<string, SourceError>
  readonly warn: Warn
  /** What the first reading found; the next ones hold to it, whatever was replaced meanwhile. */
  readonly found: { columns?: Columns }
}

/** Rows, each with the cells that may be replaced; the others keep what they have. */
const partOf = (
  rows: ReadonlyArray<{ readonly row: CsvRow; readonly cells: ReadonlyArray<Cell | undefined> }>,
  delimiter: string,
  rest: Pick<Part, "people" | "headings">
): Part => ({
  kind: "row",
  labels: [],
  ...rest,
  write: (changes) =>
    rows
      .map(({ cells, row }) => {
        const values = row.cells.map(({ value }, i) => {
          const cell = cells[i]
          return cell === undefined ? value : (changes.get(cell) ?? value)
        })
        return rewritten(row, values, delimiter)
      })
      .join("")
})

const isBlank = (row: CsvRow): boolean => row.cells.every(({ value }) => value.trim() === "")

/** Makes parts of rows. Stateful: one for each table. */
class Maker {
  private readonly delimiter: string
  private pending: Array<CsvRow> | undefined = []
  private readonly found: { columns?: Columns }
  private count = 0

  constructor(delimiter: string, found: { columns?: Columns }) {
    this.delimiter = delimiter
    this.found = found
  }

  feed(rows: ReadonlyArray<CsvRow>): ReadonlyArray<Part> {
    if (this.pending === undefined) return rows.length === 0 ? [] : [this.body(rows)]
    this.pending.push(...rows)
    const filled = this.pending.findIndex((row) => !isBlank(row))
    return filled === -1 || this.pending.length - filled < lookAhead ? [] : this.end()
  }

  end(): ReadonlyArray<Part> {
    const rows = this.pending ?? []
    this.pending = undefined
    const first = rows.findIndex((row) => !isBlank(row))
    const head = (this.found.columns ??= headerOf(rows.slice(Math.max(0, first), first + lookAhead).map(valuesOf)))
    const body = first === -1 ? rows.length : first + head.headerRows
    const header = rows.slice(0, body).map((row) => ({
      row,
      cells: row.cells.map(({ value }): Cell | undefined => (value.trim() === "" ? undefined : { value }))
    }))
    const headings = header.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined))
    const parts = header.length === 0 ? [] : [partOf(header, this.delimiter, { people: [], headings })]
    return body < rows.length ? [...parts, this.body(rows.slice(body))] : parts
  }

  private body(rows: ReadonlyArray<CsvRow>): Part {
    const people: Array<Person> = []
    const parts = rows.map((row) => {
      const cells = row.cells.map(({ value }, column): Answer | undefined => {
        if (value.trim() === "") return undefined
        const question = this.found.columns?.questions[column]
        const name = this.found.columns?.names[column] ?? `column ${column + 1}`
        return { value, name, ...(question !== undefined && { question }) }
      })
      people.push({ place: `row ${++this.count}`, answers: cells.filter((cell) => cell !== undefined) })
      return { row, cells }
    })
    return partOf(parts, this.delimiter, { people, headings: [] })
  }
}

const verbatim = (text: string): Part => ({ kind: "row", people: [], headings: [], labels: [], write: () => text })

/** The parts of a table: its header, then its rows as they come. */
export const parts = ({ file, found, head, text, warn }: TableText): Stream.Stream<Part, SourceError> =>
  Stream.suspend(() => {
    const { delimiter, skipped } = dialectOf(head)
    const above = head.slice(0, skipped)
    const linesAbove = /[\r\n]/.test(above) ? 1 : 0
    const scanner = new CsvScanner(delimiter)
    const maker = new Maker(delimiter, found)
    let left = skipped
    const read = (part: string, last: boolean) =>
      Effect.try({
        try: () => {
          const skip = Math.min(left, part.length)
          left -= skip
          const made = maker.feed(scanner.feed(part.slice(skip), last))
          return last ? [...made, ...maker.end()] : made
        },
        catch: (error) => explainCsv(file, linesAbove, error)
      })
    const marks = Effect.suspend(() =>
      warnOfMarks(file, warn, scanner.stray === undefined ? undefined : scanner.stray + linesAbove)
    )
    return Stream.fromIterable(above === "" ? [] : [verbatim(above)]).pipe(
      Stream.concat(
        text.pipe(
          Stream.mapEffect((part) => read(part, false)),
          Stream.concat(Stream.fromEffect(Effect.suspend(() => read("", true)))),
          Stream.flattenIterable
        )
      ),
      Stream.concat(Stream.fromEffectDrain(marks))
    )
  })
