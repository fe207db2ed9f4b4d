/**
 * Word documents before 2007 (.doc): the main text, without headers, footers, footnotes and comments, which are kept apart from it.
 * Written after Microsoft's description [MS-DOC].
 */
import type { Compound } from "./Cfb.ts"
import type { Block, Content } from "./Content.ts"
import { decodeWindows1252 } from "../Encoding.ts"
import { damaged, locked, unreadable } from "./Fault.ts"

/** The text as Word keeps it: in pieces, each in one byte or two a character. */
const textOf = (file: Compound): string => {
  const main = file.stream("WordDocument")
  if (main.length < 0x200 || main.readUInt16LE(0) !== 0xa5ec)
    throw unreadable(
      "is of a Word before Word 97. Open it in Word or LibreOffice, save it as .docx, and give that file."
    )
  const flags = main.readUInt16LE(0x0a)
  if ((flags & 0x0100) !== 0) throw locked("Word")
  const table = file.stream((flags & 0x0200) === 0 ? "0Table" : "1Table")
  const wanted = main.readUInt32LE(0x4c)
  const start = main.readUInt32LE(0x1a2)
  const clx = table.subarray(start, start + main.readUInt32LE(0x1a6))
  let at = 0
  while (at < clx.length && clx.readUInt8(at) === 1) at += 3 + clx.readUInt16LE(at + 1)
  if (at + 5 > clx.length || clx.readUInt8(at) !== 2) throw damaged("its text cannot be found, so it is damaged")
  const pieces = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1))
  const count = Math.floor((pieces.length - 4) / 12)
  const texts: Array<string> = []
  let length = 0
  for (let i = 0; i < count && length < wanted; i++) {
    const characters = Math.min(pieces.readUInt32LE(i * 4 + 4) - pieces.readUInt32LE(i * 4), wanted - length)
    const place = pieces.readUInt32LE((count + 1) * 4 + i * 8 + 2)
    const narrow = (place & 0x40000000) !== 0
    const from = narrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff
    const bytes = main.subarray(from, from + characters * (narrow ? 1 : 2))
    if (characters < 0 || bytes.length < characters * (narrow ? 1 : 2))
      throw damaged("a part of its text is missing, so it is damaged or was cut short")
    texts.push(narrow ? decodeWindows1252(bytes) : bytes.toString("utf16le"))
    length += characters
  }
  return texts.join("")
}

/** The text without what fields are computed from: only what they show. */
const shown = (text: string): string => {
  if (!text.includes("\x13")) return text
  let out = ""
  const fields: Array<boolean> = []
  for (const part of text.split(/([\x13-\x15])/)) {
    if (part === "\x13") fields.push(false)
    else if (part === "\x14" && fields.length > 0) fields[fields.length - 1] = true
    else if (part === "\x15") fields.pop()
    else if (fields.every((isResult) => isResult)) out += part
  }
  return out
}

const clean = (text: string): string =>
  text
    .replaceAll("\x0b", "\n")
    .replaceAll("\x1e", "-")
    .replaceAll("\xa0", " ")
    .replace(/[\x00-\x08\x0e-\x1f]/g, "")

interface Row {
  readonly cells: ReadonlyArray<string>
}

/**
 * The paragraphs and the rows of tables. A paragraph ends in a mark, a cell in one of its own, and a row in one more without a text
 * before it. The first cell of a row may have several paragraphs; then the earlier ones stand before the table, as nothing but
 * formatting tells them apart.
 */
function* partsOf(text: string): Generator<string | Row> {
  let cells: Array<string> = []
  let cell: Array<string> = []
  // A form feed breaks pages or sections.
  const parts = text.split(/([\r\x07\x0c])/)
  for (let i = 0; i < parts.length; i += 2) {
    const words = clean(parts[i] ?? "")
    if (parts[i + 1] === "\x07") {
      if (words === "" && cell.length === 0 && cells.length > 0 && endsRow(parts, i)) {
        yield { cells }
        cells = []
      } else {
        cells.push([...cell, words].join("\n").trim())
        cell = []
      }
    } else if (cells.length > 0) cell.push(words)
    else yield words
  }
  if (cells.length > 0) yield { cells }
  yield* cell
}

/** Whether an empty cell ends the row rather than being one: then as many cells come until the next empty one, or none at all. */
const endsRow = (parts: ReadonlyArray<string>, at: number): boolean => {
  const following = parts[at + 3]
  return following !== "\x07" || (parts[at + 2] ?? "") !== "" || parts[at + 5] === "\x07"
}

/** Reads a document; throws a `Fault`. */
export const read = (file: Compound): Content => {
  const blocks: Array<Block> = []
  let rows: Array<ReadonlyArray<string>> = []
  let lines = 0
  let tables = 0
  const closeTable = () => {
    if (rows.length > 0) blocks.push({ kind: "table", rows, place: `table ${++tables}` })
    rows = []
  }
  for (const part of partsOf(shown(textOf(file)))) {
    if (typeof part !== "string") rows.push(part.cells)
    else {
      closeTable()
      blocks.push({ kind: "line", text: part.trim(), place: `paragraph ${++lines}` })
    }
  }
  closeTable()
  return { kind: "document", blocks, notes: [] }
}
