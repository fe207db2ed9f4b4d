/**
 * OpenDocument files: spreadsheets (.ods) and texts (.odt), as LibreOffice and Google write them.
 */
import type { Block, Content, Row, Sheet } from "./Content.ts"
import { damaged, locked, tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { attribute, type Attributes, collect, parse } from "./Markup.ts"
import { Paragraphs } from "./Paragraphs.ts"
import type { Archive } from "./Zip.ts"

const part = "content.xml"

const checkManifest = async (zip: Archive): Promise<void> => {
  if (!zip.has(part)) throw damaged("its content is missing, so it is damaged")
  if (!zip.has("META-INF/manifest.xml")) return
  let encrypted = false
  await parse(zip.text("META-INF/manifest.xml"), {
    open: (name) => {
      if (name === "encryption-data") encrypted = true
    },
    close: () => undefined
  })
  if (encrypted) throw locked("LibreOffice")
}

const repeated = (attributes: Attributes, name: string): number => {
  const count = Number(attribute(attributes, name) ?? "1")
  return Number.isInteger(count) && count > 0 ? count : 1
}

// Notes beside the text, and what tracking of changes took out: nobody reads them as part of it.
const passedOver = new Set(["annotation", "note", "tracked-changes", "ruby-text", "header", "footer", "title", "desc"])

const valueOf = (attributes: Attributes, text: string): string => {
  switch (attribute(attributes, "value-type")) {
    case "float":
    case "percentage":
    case "currency": {
      const value = Number(attribute(attributes, "value"))
      return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : text
    }
    case "date":
      return (attribute(attributes, "date-value") ?? text).replace(/T00:00:00(?:\.0+)?$/, "")
    case "boolean":
      return attribute(attributes, "boolean-value") ?? text
    default:
      return text
  }
}

interface TableEvent {
  readonly sheet: number
  readonly name: string
  readonly hidden: boolean
  readonly row: Row | undefined
}

// Blank rows between others keep their place; a sheet ends in thousands of them, which nobody counts.
const maxGap = 1000

const tableEvents = (zip: Archive): AsyncGenerator<ReadonlyArray<TableEvent>> =>
  collect<TableEvent>(zip.text(part), (emit) => {
    const hiddenStyles = new Set<string>()
    let style = ""
    let table = { sheet: -1, name: "", hidden: false }
    let nested = 0
    let cell: Attributes | undefined
    let text = ""
    let paragraphs = 0
    let skipping = 0
    let row: Array<string> = []
    let blanks = 0
    let rowCount = 1
    let gap = 0
    let cells = 0
    return {
      open: (name, attributes) => {
        if (skipping > 0 || passedOver.has(name)) skipping++
        else if (name === "style") style = attribute(attributes, "name") ?? ""
        else if (name === "table-properties" && attribute(attributes, "display") === "false") hiddenStyles.add(style)
        else if (name === "table" && nested++ === 0) {
          const styled = hiddenStyles.has(attribute(attributes, "style-name") ?? "")
          table = { sheet: table.sheet + 1, name: attribute(attributes, "name") ?? "", hidden: styled }
          gap = 0
          emit({ ...table, row: undefined })
        } else if (name === "table-row") {
          row = []
          blanks = 0
          rowCount = repeated(attributes, "number-rows-repeated")
        } else if (name === "table-cell" || name === "covered-table-cell") {
          cell = attributes
          text = ""
          paragraphs = 0
        } else if (name === "p" && cell !== undefined && paragraphs++ > 0) text += "\n"
        else if (name === "s") text += " ".repeat(Math.min(repeated(attributes, "c"), 100))
        else if (name === "tab") text += "\t"
        else if (name === "line-break") text += "\n"
      },
      close: (name) => {
        if (skipping > 0) skipping--
        else if (name === "table") nested--
        else if ((name === "table-cell" || name === "covered-table-cell") && cell !== undefined) {
          const value = valueOf(cell, text)
          const count = Math.min(repeated(cell, "number-columns-repeated"), Limits.maxColumns)
          cell = undefined
          if (value === "") blanks += count
          else if (row.length + blanks + count <= Limits.maxColumns) {
            for (; blanks > 0; blanks--) row.push("")
            for (let i = 0; i < count; i++) row.push(value)
          }
        } else if (name === "table-row") {
          if (row.length === 0) gap += rowCount
          else {
            for (let i = Math.min(gap, maxGap); i > 0; i--) emit({ ...table, row: [] })
            gap = 0
            cells += row.length * rowCount
            if (cells > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save the sheet as CSV")
            for (let i = 0; i < rowCount; i++) emit({ ...table, row })
          }
        }
      },
      text: (more) => {
        if (skipping === 0 && cell !== undefined && paragraphs > 0) text += more
      }
    }
  })

/** Reads a spreadsheet; throws a `Fault`. */
export const readSheets = async (zip: Archive): Promise<Content> => {
  await checkManifest(zip)
  const tables: Array<{ readonly name: string; readonly hidden: boolean }> = []
  for await (const events of tableEvents(zip)) {
    for (const { hidden, name, row } of events) if (row === undefined) tables.push({ name, hidden })
  }
  const rowsOf = async function* (wanted: number): AsyncGenerator<ReadonlyArray<Row>> {
    for await (const events of tableEvents(zip)) {
      const rows = events.flatMap(({ row, sheet }) => (sheet === wanted && row !== undefined ? [row] : []))
      if (rows.length > 0) yield rows
    }
  }
  const sheets = tables.map((table, i): Sheet => ({ ...table, rows: rowsOf(i) }))
  return { kind: "tables", sheets, notes: [] }
}

/** Reads a text; throws a `Fault`. */
export const readText = async (zip: Archive): Promise<Content> => {
  await checkManifest(zip)
  let skipping = 0
  let inside = false
  let columns = 1
  const blocks = collect<Block>(zip.text(part), (emit) => {
    const paragraphs = new Paragraphs(emit)
    return {
      open: (name, attributes) => {
        if (skipping > 0 || passedOver.has(name)) skipping++
        else if (name === "text") inside = true
        else if (!inside) return
        else if (name === "p" || name === "h") paragraphs.open(name === "h")
        else if (name === "s") paragraphs.add(" ".repeat(Math.min(repeated(attributes, "c"), 100)))
        else if (name === "tab") paragraphs.add("\t")
        else if (name === "line-break") paragraphs.add("\n")
        else if (name === "table") paragraphs.openTable()
        else if (name === "table-cell") {
          columns = Math.min(repeated(attributes, "number-columns-repeated"), 64)
          paragraphs.openCell()
        }
      },
      close: (name) => {
        if (skipping > 0) skipping--
        else if (!inside) return
        else if (name === "p" || name === "h") paragraphs.close()
        else if (name === "table-cell") paragraphs.closeCell(columns)
        else if (name === "table-row") paragraphs.closeRow()
        else if (name === "table") paragraphs.closeTable()
      },
      text: (more) => {
        if (skipping === 0) paragraphs.add(more)
      }
    }
  })
  const all: Array<Block> = []
  for await (const some of blocks) all.push(...some)
  return { kind: "document", blocks: all, notes: [] }
}
