/**
 * Excel workbooks before 2007 (.xls, BIFF8): the values that cells show. Formulas are not computed, and macros not looked at.
 * Written after Microsoft's description [MS-XLS].
 */
import type { Compound } from "./Cfb.ts"
import { type Content, inMemory, type Row, type Sheet } from "./Content.ts"
import { endsEarly } from "./Cursor.ts"
import { dateOf, type DateKind, dateKindOf } from "./ExcelDate.ts"
import { damaged, locked, tooLarge, unreadable } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { numberText } from "./NumberText.ts"

interface BiffRecord {
  readonly type: number
  readonly data: Buffer
  /** What did not fit, in the records that continue it. */
  readonly more: Array<Buffer>
}

const continued = 0x3c

function* recordsOf(bytes: Buffer, from: number): Generator<BiffRecord> {
  let last: BiffRecord | undefined
  for (let at = from; at + 4 <= bytes.length;) {
    const type = bytes.readUInt16LE(at)
    const length = bytes.readUInt16LE(at + 2)
    if (at + 4 + length > bytes.length) throw endsEarly()
    const data = bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
    if (type === continued && last !== undefined) {
      last.more.push(data)
      continue
    }
    if (last !== undefined) yield last
    last = { type, data, more: [] }
    if (type === 0x0a) {
      yield last
      return
    }
  }
  // Every part ends in a record that says so.
  throw endsEarly()
}

/** The texts that cells share. A text that goes on in the next record says anew how wide its characters are. */
const readStrings = ({ data, more }: BiffRecord): ReadonlyArray<string> => {
  const parts = [data, ...more]
  let part = 0
  let at = 8
  const room = () => (parts[part]?.length ?? 0) - at
  const turn = () => {
    while (room() <= 0 && part < parts.length) {
      part++
      at = 0
    }
    const current = parts[part]
    if (current === undefined) throw endsEarly()
    return current
  }
  const skip = (length: number) => {
    let left = length
    while (left > 0) {
      turn()
      const step = Math.min(left, room())
      at += step
      left -= step
    }
  }
  const strings: Array<string> = []
  let total = 0
  for (let left = data.readUInt32LE(4); left > 0; left--) {
    let current = turn()
    if (room() < 3) throw endsEarly()
    let missing = current.readUInt16LE(at)
    let flags = current.readUInt8(at + 2)
    at += 3
    const rich = (flags & 8) !== 0
    const extended = (flags & 4) !== 0
    const runs = rich ? current.readUInt16LE(at) : 0
    if (rich) at += 2
    const phonetic = extended ? current.readUInt32LE(at) : 0
    if (extended) at += 4
    let text = ""
    while (missing > 0) {
      if (room() <= 0) {
        current = turn()
        flags = current.readUInt8(at)
        at++
      }
      const width = (flags & 1) === 0 ? 1 : 2
      const count = Math.min(missing, Math.floor(room() / width))
      if (count === 0) throw endsEarly()
      const bytes = current.subarray(at, at + count * width)
      text += width === 1 ? bytes.toString("latin1") : bytes.toString("utf16le")
      at += count * width
      missing -= count
    }
    skip(runs * 4 + phonetic)
    total += text.length
    if (total > Limits.maxText) throw tooLarge("its texts are longer than 64 MiB. Save it as CSV")
    strings.push(text)
  }
  return strings
}

/** A text with its length in one or two bytes before it. */
const shortText = (data: Buffer, at: number, lengthBytes: 1 | 2): string => {
  const length = lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at)
  const wide = (data.readUInt8(at + lengthBytes) & 1) === 1
  const from = at + lengthBytes + 1
  return wide ? data.toString("utf16le", from, from + length * 2) : data.toString("latin1", from, from + length)
}

interface Book {
  readonly sheets: Array<{ readonly name: string; readonly hidden: boolean; readonly at: number }>
  strings: ReadonlyArray<string>
  readonly formats: Map<number, string>
  readonly styles: Array<number>
  from1904: boolean
}

const readBook = (bytes: Buffer): Book => {
  const book: Book = { sheets: [], strings: [], formats: new Map(), styles: [], from1904: false }
  for (const record of recordsOf(bytes, 0)) {
    const { data, type } = record
    if (type === 0x809 && data.readUInt16LE(0) !== 0x600)
      throw unreadable(
        "is of an Excel before Excel 97. Open it in Excel or LibreOffice, save it as .xlsx, and give that file."
      )
    if (type === 0x2f) throw locked("Excel")
    if (type === 0x22) book.from1904 = data.readUInt16LE(0) === 1
    else if (type === 0xfc) book.strings = readStrings(record)
    else if (type === 0x41e) book.formats.set(data.readUInt16LE(0), shortText(data, 2, 2))
    else if (type === 0xe0) book.styles.push(data.readUInt16LE(2))
    else if (type === 0x85 && data.readUInt8(5) === 0)
      book.sheets.push({ at: data.readUInt32LE(0), hidden: (data.readUInt8(4) & 3) !== 0, name: shortText(data, 6, 1) })
  }
  return book
}

/** A number in four bytes: an integer or the upper half of a double, in hundredths or not. */
const rk = (value: number): number => {
  let number: number
  if ((value & 2) !== 0) number = value >> 2
  else {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32LE((value & 0xfffffffc) >>> 0, 4)
    number = bytes.readDoubleLE(0)
  }
  return (value & 1) !== 0 ? number / 100 : number
}

const readRows = (bytes: Buffer, from: number, book: Book): ReadonlyArray<Row> => {
  const rows: Array<Array<string>> = []
  let cells = 0
  const kinds = book.styles.map((format): DateKind | undefined => dateKindOf(format, book.formats.get(format)))
  const put = (row: number, column: number, text: string) => {
    if (text === "" || column >= 256) return
    while (rows.length <= row) rows.push([])
    const found = rows[row] ?? []
    cells += Math.max(0, column + 1 - found.length)
    if (cells > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save the sheet as CSV")
    while (found.length < column) found.push("")
    found[column] = text
  }
  const number = (value: number, style: number): string => {
    const kind = kinds[style]
    return kind === undefined ? numberText(value) : dateOf(value, kind, book.from1904)
  }
  let formula: { readonly row: number; readonly column: number } | undefined
  for (const { data, type } of recordsOf(bytes, from)) {
    if (type === 0x207) {
      if (formula !== undefined) put(formula.row, formula.column, shortText(data, 0, 2))
      continue
    }
    if (![0xfd, 0x203, 0x27e, 0xbd, 0x204, 0x205, 0x06].includes(type)) continue
    const row = data.readUInt16LE(0)
    const column = data.readUInt16LE(2)
    const style = data.readUInt16LE(4)
    if (type === 0xfd) put(row, column, book.strings[data.readUInt32LE(6)] ?? "")
    else if (type === 0x203) put(row, column, number(data.readDoubleLE(6), style))
    else if (type === 0x27e) put(row, column, number(rk(data.readInt32LE(6)), style))
    else if (type === 0xbd) {
      for (let at = 4, next = column; at + 6 <= data.length - 2; at += 6, next++) {
        put(row, next, number(rk(data.readInt32LE(at + 2)), data.readUInt16LE(at)))
      }
    } else if (type === 0x204) put(row, column, shortText(data, 6, 2))
    else if (type === 0x205) {
      if (data.readUInt8(7) === 0) put(row, column, data.readUInt8(6) === 1 ? "true" : "false")
    } else if (data.readUInt16LE(12) === 0xffff) {
      // What the formula gave is no number: a text, which follows, or a truth.
      formula = { row, column }
      if (data.readUInt8(6) === 1) put(row, column, data.readUInt8(8) === 1 ? "true" : "false")
    } else put(row, column, number(data.readDoubleLE(6), style))
  }
  return rows
}

/** Reads a workbook; throws a `Fault`. */
export const read = (file: Compound): Content => {
  if (!file.has("Workbook"))
    throw unreadable(
      "is of an Excel before Excel 97. Open it in Excel or LibreOffice, save it as .xlsx, and give that file."
    )
  const bytes = file.stream("Workbook")
  const book = readBook(bytes)
  if (book.sheets.length === 0) throw damaged("it has no sheets, so it is damaged")
  const sheets = book.sheets.map(({ at, hidden, name }): Sheet => ({
    name,
    hidden,
    rows: inMemory(readRows(bytes, at, book))
  }))
  return { kind: "tables", sheets, notes: [] }
}
