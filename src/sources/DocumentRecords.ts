/**
 * Documents to records: a conversation in lines or in a table, a table of answers, or prose.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Block, Document, Row, TableBlock } from "./formats/Content.ts"
import * as Limits from "./formats/Limits.ts"
import { fromLines, fromTable, type Line, talkColumns } from "./interviews/index.ts"
import { publish } from "./interviews/Publish.ts"
import { Rows } from "./Rows.ts"
import type { Origin, Records } from "./Source.ts"
import { because, NoRecords, type SourceError, TooLarge } from "./SourceError.ts"

const isTable = (block: Block): block is TableBlock => block.kind === "table"

const widthOf = (rows: ReadonlyArray<Row>): number => rows.reduce((widest, row) => Math.max(widest, row.length), 0)

const lengthOf = (rows: ReadonlyArray<Row>): number =>
  rows.reduce((sum, row) => sum + row.reduce((length, cell) => length + cell.length, 0), 0)

/** Tables that a page break or a paragraph parted: those of the same width, without the headers that repeat. */
const joined = (tables: ReadonlyArray<TableBlock>): ReadonlyArray<{ readonly row: Row; readonly place: string }> => {
  const [first] = tables
  if (first === undefined) return []
  const columns = widthOf(first.rows)
  const header = JSON.stringify(first.rows[0])
  return tables
    .filter(({ rows }) => widthOf(rows) === columns)
    .flatMap((table) =>
      table.rows.flatMap((row, i) =>
        table !== first && JSON.stringify(row) === header ? [] : [{ row, place: `${table.place}, row ${i + 1}` }]
      )
    )
}

/** The row of a table as a line: two cells are a name and what belongs to it. */
const lineOf = (row: Row): string => {
  const filled = row.filter((cell) => cell !== "")
  const [name = "", value] = filled
  if (filled.length === 2 && value !== undefined)
    return /[:\uff1a]$/.test(name) ? `${name} ${value}` : `${name}: ${value}`
  return filled.join(" | ")
}

/** The document as lines, with a blank line between paragraphs. */
export const linesOf = (blocks: ReadonlyArray<Block>): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  for (const block of blocks) {
    if (isTable(block)) {
      for (const row of block.rows) for (const text of lineOf(row).split("\n")) lines.push({ text, place: block.place })
    } else {
      const [first = "", ...rest] = block.text.split("\n")
      lines.push({ text: block.heading === true ? `# ${first}` : first, place: block.place })
      for (const text of rest) lines.push({ text, place: block.place })
    }
    if (isTable(block) || !block.place.startsWith("page")) lines.push({ text: "", place: block.place })
  }
  return lines
}

/** The table that a document consists of, if it does: most of its words, several columns, and more than a header. */
const mainTable = (blocks: ReadonlyArray<Block>): ReadonlyArray<Row> | undefined => {
  const tables = blocks.filter(isTable).map(({ rows }) => rows)
  const [largest] = tables.toSorted((a, b) => lengthOf(b) - lengthOf(a))
  if (largest === undefined) return undefined
  const columns = widthOf(largest)
  const around = blocks.reduce((sum, block) => sum + (isTable(block) ? 0 : block.text.length), 0)
  const isMost = lengthOf(largest) > (around + tables.reduce((sum, rows) => sum + lengthOf(rows), 0)) * 0.6
  return isMost && largest.length > 2 && columns > 2 ? largest : undefined
}

const answersIn = (origin: Origin, table: ReadonlyArray<Row>) =>
  Effect.gen(function* (): Effect.fn.Return<ReadonlyArray<ResearchRecord>, SourceError> {
    const rows = new Rows(origin, { idPrefix: `${origin.label}#`, placePrefix: "", sparse: true })
    const records = [...rows.feed(table), ...rows.end()]
    yield* rows.warn
    if (records.length > 0) return records
    return yield* because(
      new NoRecords({ file: origin.file, what: "has a table with a header but no rows with answers" })
    )
  })

/** The records of a document. */
export const records = (origin: Origin, { blocks, notes }: Document): Records =>
  Stream.fromIterableEffect(
    Effect.gen(function* () {
      const { file, warn } = origin
      for (const { kind, what } of notes) yield* warn({ kind, file, message: `${file}: ${what}` })
      const tables = blocks.filter(isTable)
      const talk = tables.find(({ rows }) => talkColumns(rows.slice(0, 40)) !== undefined)
      const columns = talk === undefined ? undefined : talkColumns(talk.rows.slice(0, 40))
      if (talk !== undefined && columns !== undefined) {
        const rows = joined(tables.slice(tables.indexOf(talk))).map(({ place, row }) => ({ cells: row, place }))
        return yield* publish(origin, fromTable(rows, columns, origin))
      }
      const table = mainTable(blocks)
      if (table !== undefined) return yield* answersIn(origin, table)
      const lines = linesOf(blocks)
      if (lines.length > Limits.maxLines * 2) {
        const what = `it has more than ${Limits.maxLines} paragraphs. Split it, or save its table as CSV`
        return yield* because(new TooLarge({ file, what }))
      }
      return yield* publish(origin, fromLines(lines, origin))
    })
  )
