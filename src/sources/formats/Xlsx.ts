/**
 * Excel workbooks (.xlsx, .xlsm): the values that cells show. Formulas are not computed: what Excel computed last is read.
 */
import { dateOf, type DateKind, dateKindOf } from "./ExcelDate.ts"
import type { Content, Row, Sheet } from "./Content.ts"
import { damaged, tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { attribute, collect, parse } from "./Markup.ts"
import { numberText } from "./NumberText.ts"
import type { Archive } from "./Zip.ts"

/** Excel's way to write control characters. */
const unescape = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

interface Book {
  readonly sheets: ReadonlyArray<{ readonly name: string; readonly id: string; readonly hidden: boolean }>
  readonly from1904: boolean
}

const readBook = async (zip: Archive, path: string): Promise<Book> => {
  const sheets: Array<Book["sheets"][number]> = []
  let from1904 = false
  await parse(zip.text(path), {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "")
      if (name !== "sheet") return
      sheets.push({
        name: attributes["name"] ?? "",
        id: attribute(attributes, "id") ?? "",
        hidden: (attributes["state"] ?? "visible") !== "visible"
      })
    },
    close: () => undefined
  })
  return { sheets, from1904 }
}

/** The parts that another part refers to, by id. */
const readRelations = async (zip: Archive, path: string): Promise<ReadonlyMap<string, string>> => {
  const slash = path.lastIndexOf("/") + 1
  const relations = `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`
  const found = new Map<string, string>()
  if (!zip.has(relations)) return found
  await parse(zip.text(relations), {
    open: (name, { Id, Target, TargetMode }) => {
      // What lies outside the file is never read.
      if (name !== "Relationship" || Id === undefined || Target === undefined || TargetMode === "External") return
      found.set(Id, Target.startsWith("/") ? Target.slice(1) : resolve(path.slice(0, slash), Target))
    },
    close: () => undefined
  })
  return found
}

const resolve = (folder: string, target: string): string => {
  const parts = folder.split("/").filter((part) => part !== "")
  for (const part of target.split("/")) {
    if (part === "..") parts.pop()
    else if (part !== ".") parts.push(part)
  }
  return parts.join("/")
}

const readStrings = async (zip: Archive, path: string): Promise<ReadonlyArray<string>> => {
  const strings: Array<string> = []
  if (!zip.has(path)) return strings
  let text = ""
  let length = 0
  let reading = false
  // How a word is pronounced stands beside it in Japanese workbooks.
  let phonetic = 0
  await parse(zip.text(path), {
    open: (name) => {
      if (name === "si") text = ""
      else if (name === "rPh") phonetic++
      else if (name === "t") reading = phonetic === 0
    },
    close: (name) => {
      if (name === "t") reading = false
      else if (name === "rPh") phonetic--
      else if (name === "si") {
        length += text.length
        if (length > Limits.maxText) throw tooLarge("its texts are longer than 64 MiB. Save it as CSV")
        strings.push(unescape(text))
      }
    },
    text: (part) => {
      if (reading) text += part
    }
  })
  return strings
}

/** By style, whether its cells are dates. */
const readStyles = async (zip: Archive, path: string): Promise<ReadonlyArray<DateKind | undefined>> => {
  const own = new Map<number, string>()
  const styles: Array<DateKind | undefined> = []
  if (!zip.has(path)) return styles
  let cells = false
  await parse(zip.text(path), {
    open: (name, attributes) => {
      const format = Number(attributes["numFmtId"])
      if (name === "numFmt") own.set(format, attributes["formatCode"] ?? "")
      else if (name === "cellXfs") cells = true
      else if (name === "xf" && cells) styles.push(dateKindOf(format, own.get(format)))
    },
    close: (name) => {
      if (name === "cellXfs") cells = false
    }
  })
  return styles
}

/** The number of a column from 0 (`C5` is 2); nothing where the reference is none. */
const columnOf = (reference: string | undefined): number | undefined => {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference ?? "")?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64
  return column === 0 ? undefined : column - 1
}

interface Shared {
  readonly strings: ReadonlyArray<string>
  readonly styles: ReadonlyArray<DateKind | undefined>
  readonly from1904: boolean
  readonly count: (cells: number) => void
}

const valueOf = (
  type: string,
  style: string | undefined,
  text: string,
  { from1904, strings, styles }: Shared
): string => {
  if (text === "") return ""
  if (type === "s") return strings[Number(text)] ?? ""
  if (type === "str" || type === "inlineStr") return unescape(text)
  if (type === "b") return text === "1" ? "true" : "false"
  // #N/A and its like are no answers.
  if (type === "e") return ""
  if (type === "d") return text.replace(/T00:00:00(?:\.0+)?Z?$/, "")
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  const kind = styles[Number(style ?? "0")]
  return kind === undefined ? numberText(number) : dateOf(number, kind, from1904)
}

// So many blank rows are kept, that rows can be found again by their numbers; what stands further down stands on its own.
const maxGap = 1000

const rowsOf = (zip: Archive, path: string, shared: Shared): AsyncGenerator<ReadonlyArray<Row>> =>
  collect<Row>(zip.text(path), (emit) => {
    let next = 1
    let row: Array<string> = []
    let column = 0
    let type = "n"
    let style: string | undefined
    let text = ""
    let reading = false
    let phonetic = 0
    return {
      open: (name, attributes) => {
        if (name === "row") {
          row = []
          column = 0
          const number = Number(attributes["r"] ?? next)
          for (let gap = Math.min(number - next, maxGap); gap > 0; gap--) emit([])
          next = Math.max(next, Number.isFinite(number) ? number : next) + 1
        } else if (name === "c") {
          column = columnOf(attributes["r"]) ?? column
          type = attributes["t"] ?? "n"
          style = attributes["s"]
          text = ""
        } else if (name === "v" || name === "t") reading = phonetic === 0
        else if (name === "rPh") phonetic++
      },
      close: (name) => {
        if (name === "v" || name === "t") reading = false
        else if (name === "rPh") phonetic--
        else if (name === "c") {
          const value = valueOf(type, style, text, shared)
          if (value !== "" && column < Limits.maxColumns) {
            while (row.length < column) row.push("")
            row[column] = value
          }
          column++
        } else if (name === "row") {
          shared.count(row.length)
          emit(row)
        }
      },
      text: (part) => {
        if (reading) text += part
      }
    }
  })

/** Reads a workbook; throws a `Fault`. */
export const read = async (zip: Archive): Promise<Content> => {
  const root = await readRelations(zip, "")
  const path = [...root.values()].find((target) => target.endsWith("workbook.xml")) ?? "xl/workbook.xml"
  const [book, relations] = await Promise.all([readBook(zip, path), readRelations(zip, path)])
  const part = (pattern: RegExp, fallback: string): string =>
    [...relations.values()].find((target) => pattern.test(target)) ?? fallback
  const [strings, styles] = await Promise.all([
    readStrings(zip, part(/sharedStrings\.xml$/i, "xl/sharedStrings.xml")),
    readStyles(zip, part(/styles\.xml$/i, "xl/styles.xml"))
  ])
  let cells = 0
  const count = (more: number) => {
    cells += more
    if (cells > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save the sheet as CSV")
  }
  const shared = { strings, styles, from1904: book.from1904, count }
  const sheets = book.sheets.flatMap(({ hidden, id, name }): ReadonlyArray<Sheet> => {
    const target = relations.get(id)
    if (target === undefined || !/worksheets\//.test(target)) return []
    return zip.has(target) ? [{ name, hidden, rows: rowsOf(zip, target, shared) }] : []
  })
  if (book.sheets.length === 0) throw damaged("it has no sheets, so it is damaged")
  return { kind: "tables", sheets, notes: [] }
}
