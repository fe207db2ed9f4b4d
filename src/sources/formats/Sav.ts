/**
 * SPSS data (.sav, .zsav): variables with labels, then the cases, compressed or not.
 * Written after the description that PSPP publishes: https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
 */
import { inflateSync } from "node:zlib"
import type { Content, Note, Row } from "./Content.ts"
import { Cursor } from "./Cursor.ts"
import { damaged, tooLarge, unreadable } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { type Dictionary, readDictionary, type SavVariable } from "./SavDictionary.ts"
import { contentOf, labelled, rowsDiffer, textOf } from "./Statistics.ts"

/** The blocks of a .zsav, unpacked one after the other. */
const unpackBlocks = (cursor: Cursor): Buffer => {
  const start = cursor.at
  cursor.skip(8)
  const trailer = cursor.u64()
  if (trailer <= start) throw damaged("its table of blocks is missing, so it is damaged")
  cursor.at = trailer + 20
  const count = cursor.u32()
  const blocks: Array<Buffer> = []
  let length = 0
  for (let i = 0; i < count; i++) {
    cursor.skip(8)
    const from = cursor.u64()
    const size = cursor.u32()
    const packed = cursor.u32()
    length += size
    if (length > Limits.maxFile) throw tooLarge("unpacked it is larger than 128 MiB. Save it as CSV")
    try {
      blocks.push(inflateSync(cursor.bytes.subarray(from, from + packed), { maxOutputLength: Math.max(1, size) }))
    } catch {
      throw damaged("a part of it cannot be unpacked, so it is damaged or was cut short")
    }
  }
  return Buffer.concat(blocks)
}

const systemMissing = -Number.MAX_VALUE
const spaces = Buffer.from("        ")

/** The eight-byte values of cases, one after the other; ends where the data end. */
function* valuesOf(cursor: Cursor, { bias, compression }: Dictionary): Generator<Buffer | number | undefined> {
  const { bytes } = cursor
  if (compression === 0) {
    for (; cursor.at + 8 <= bytes.length;) yield cursor.slice(8)
    return
  }
  while (cursor.at + 8 <= bytes.length) {
    const codes = cursor.slice(8)
    for (const code of codes) {
      if (code === 0) continue
      if (code === 252) return
      if (code === 253) {
        if (cursor.at + 8 > bytes.length) return
        yield cursor.slice(8)
      } else yield code === 254 ? spaces : code === 255 ? undefined : code - bias
    }
  }
}

const numberOf = (value: Buffer | number | undefined, little: boolean): number => {
  if (value === undefined) return Number.NaN
  if (typeof value === "number") return value
  const number = little ? value.readDoubleLE(0) : value.readDoubleBE(0)
  return number === systemMissing ? Number.NaN : number
}

/** The bytes that a string column keeps of its eight-byte pieces: in parts of 255, of which the last byte of 256 is padding. */
const stringOf = (pieces: ReadonlyArray<Buffer>, variable: SavVariable): Buffer => {
  if (variable.segments.length === 1) return Buffer.concat(pieces).subarray(0, variable.width)
  const parts: Array<Buffer> = []
  let at = 0
  for (const count of variable.segments) {
    parts.push(Buffer.concat(pieces.slice(at, at + count)).subarray(0, 255))
    at += count
  }
  return Buffer.concat(parts).subarray(0, variable.width)
}

const readRows = (cursor: Cursor, dictionary: Dictionary): { readonly rows: Array<Row>; readonly partial: boolean } => {
  const { decode, variables } = dictionary
  const slots = variables.map(({ segments }) => segments.reduce((sum, count) => sum + count, 0))
  const values = valuesOf(cursor, dictionary)
  const rows: Array<Row> = []
  let cells = 0
  for (;;) {
    const row: Array<string> = []
    for (const [i, variable] of variables.entries()) {
      const pieces: Array<Buffer> = []
      let number = Number.NaN
      for (let slot = slots[i] ?? 1; slot > 0; slot--) {
        const next = values.next()
        if (next.done === true) return { rows, partial: row.length > 0 || pieces.length > 0 }
        if (variable.width === 0) number = numberOf(next.value, cursor.little)
        else pieces.push(next.value instanceof Buffer ? next.value : spaces)
      }
      row.push(variable.width === 0 ? textOf(number, variable) : labelled(decode(stringOf(pieces, variable)), variable))
    }
    cells += row.length
    if (cells > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save it as CSV")
    if (row.length === 0) return { rows, partial: false }
    rows.push(row)
    if (rows.length === dictionary.cases) return { rows, partial: false }
  }
}

/** Reads SPSS data; throws a `Fault`. */
export const read = (bytes: Buffer): Content => {
  if (bytes.toString("latin1", 0, 8) === "* Encryp" || bytes.toString("latin1", 0, 3) !== "$FL")
    throw unreadable("is encrypted. Open it in SPSS, save it without a password, and give that file.")
  const little = bytes.length > 68 && [2, 3].includes(bytes.readUInt32LE(64))
  const cursor = new Cursor(bytes, little)
  const dictionary = readDictionary(cursor)
  const data = dictionary.compression === 2 ? new Cursor(unpackBlocks(cursor), little) : cursor
  const { partial, rows } = readRows(data, dictionary)
  const promised = dictionary.cases
  const notes: ReadonlyArray<Note> =
    partial || (promised >= 0 && rows.length < promised)
      ? [rowsDiffer(rows.length, Math.max(promised, rows.length + 1))]
      : []
  return contentOf(dictionary.variables, rows, notes)
}
