/**
 * SAS transport files (.xpt), versions 5 and 8, as SAS, R and agencies exchange them.
 * Written after SAS's own description (TS-140 and its extension for long names).
 */
import type { Content, Note, Row } from "./Content.ts"
import { Cursor, decoderOf } from "./Cursor.ts"
import { damaged, tooLarge } from "./Fault.ts"
import { isoOf, timeOf } from "./IsoDate.ts"
import * as Limits from "./Limits.ts"
import { contentOf, rowsDiffer, textOf, type Variable } from "./Statistics.ts"

interface Field extends Variable {
  readonly numeric: boolean
  readonly length: number
  readonly position: number
}

const day = 86_400_000
// 1 January 1960, in milliseconds before 1970.
const epoch = -315_619_200_000

const showOf = (format: string): ((value: number) => string) | undefined => {
  if (/^(?:DATETIME|DATEAMPM|E8601DT|B8601DT|IS8601DT)/.test(format)) return (value) => isoOf(epoch + value * 1000)
  if (/^(?:TIME|HHMM|TOD|E8601TM)/.test(format)) return (value) => timeOf(value * 1000)
  return /^(?:DATE|DDMMYY|MMDDYY|YYMMDD|E8601DA|B8601DA|IS8601DA|WEEKDATE|WORDDATE|MONYY|JULIAN|NLDATE)/.test(format)
    ? (value) => isoOf(epoch + value * day)
    : undefined
}

/** A number as IBM's mainframes wrote it, in two to eight bytes: a power of 16 and a fraction. Missing ones are no numbers. */
const ibm = (cell: Buffer): number => {
  const bytes = Buffer.alloc(8)
  cell.copy(bytes)
  const first = bytes.readUInt8(0)
  const fraction = bytes.readUIntBE(1, 3) * 2 ** 32 + bytes.readUInt32BE(4)
  if (fraction === 0) return first === 0 || first === 0x80 ? 0 : Number.NaN
  return (first & 0x80 ? -1 : 1) * fraction * 2 ** -56 * 16 ** ((first & 0x7f) - 64)
}

const header = (bytes: Buffer, at: number): string => bytes.toString("latin1", at, at + 80)

const roundUp = (length: number): number => Math.ceil(length / 80) * 80

interface Member {
  readonly fields: ReadonlyArray<Field>
  readonly data: number
  /** How many rows the file says it has; only version 8 does. */
  readonly promised: number | undefined
}

const readFields = (bytes: Buffer): Member => {
  let at = 0
  const find = (pattern: RegExp): RegExpExecArray => {
    for (; at + 80 <= bytes.length; at += 80) {
      const found = pattern.exec(header(bytes, at))
      if (found !== null) return found
    }
    throw damaged("it has no data set in it, or was cut short")
  }
  const decode = decoderOf("utf-8")
  const size = Number(find(/^HEADER RECORD\*{7}MEM(?:BER|BV8) .*?(\d{3,4})\s*$/)[1]) || 140
  const count = Number(find(/^HEADER RECORD\*{7}NAM(?:ESTR|STV8)\s+HEADER RECORD!{7}\d{6}(\d{4,})/)[1]?.slice(0, 4))
  if (!(count > 0) || count > Limits.maxColumns) throw damaged("it has no columns, so it is damaged")
  at += 80
  const cursor = new Cursor(bytes, false)
  const text = (length: number) => decode(cursor.slice(length)).replaceAll("\0", " ").trim()
  const fields: Array<Field> = []
  for (let i = 0; i < count; i++) {
    cursor.at = at + i * size
    const numeric = cursor.u16() === 1
    cursor.skip(2)
    const length = cursor.u16()
    cursor.skip(2)
    const name = text(8)
    const label = text(40)
    const format = text(8)
    cursor.skip(8 + 8 + 4)
    const position = cursor.u32()
    const long = text(32)
    fields.push({
      name: /^[\w. -]+$/.test(long) ? long : name,
      ...(label !== "" && { label }),
      numeric,
      length,
      position,
      ...(numeric && { show: showOf(format.toUpperCase()) })
    })
  }
  at += roundUp(count * size)
  const [, labels] = /^HEADER RECORD\*{7}LABELV8 HEADER RECORD!{7}\s*(\d+)/.exec(header(bytes, at)) ?? []
  cursor.at = at + 80
  for (let left = Number(labels ?? 0); left > 0; left--) {
    const number = cursor.u16() - 1
    const nameLength = cursor.u16()
    const labelLength = cursor.u16()
    const name = text(nameLength)
    const label = text(labelLength)
    const field = fields[number]
    if (field !== undefined) fields[number] = { ...field, name: name === "" ? field.name : name, label }
  }
  const promised = find(/^HEADER RECORD\*{7}OBS(?:V8)? +HEADER RECORD!{7}\s*(\d+)?/)[1]
  return { fields, data: at + 80, promised: Number(promised) > 0 ? Number(promised) : undefined }
}

/** Reads a transport file; throws a `Fault`. */
export const read = (bytes: Buffer): Content => {
  const { data, fields, promised } = readFields(bytes)
  const length = Math.max(0, ...fields.map((field) => field.position + field.length))
  // Further data sets of the file follow the first, each with a header of its own.
  const next = bytes.indexOf("HEADER RECORD*******MEM", data)
  const end = next === -1 ? bytes.length : next
  let count = length === 0 ? 0 : Math.floor((end - data) / length)
  // The last record is filled up with blanks.
  while (
    count > 0 &&
    isBlank(bytes.subarray(data + (count - 1) * length, data + count * length)) &&
    end - (data + (count - 1) * length) < 80
  )
    count--
  if (count * fields.length > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save it as CSV")
  const decode = decoderOf("utf-8")
  function* rows(): Generator<Row> {
    for (let row = 0; row < count; row++) {
      const start = data + row * length
      yield fields.map((field) => {
        const cell = bytes.subarray(start + field.position, start + field.position + field.length)
        return field.numeric ? textOf(ibm(cell), field) : decode(cell).trimEnd()
      })
    }
  }
  const notes: Array<Note> = []
  if (promised !== undefined && count > promised) count = promised
  if (promised !== undefined && count < promised) notes.push(rowsDiffer(count, promised))
  else if (bytes.length % 80 !== 0)
    notes.push({
      kind: "CutShort",
      what: "ends in the middle of a record, so it is damaged or was cut short. Export it again."
    })
  if (next !== -1)
    notes.push({
      kind: "LeftOut",
      what: "holds several data sets; only the first was read. Export the others to files of their own."
    })
  return contentOf(fields, rows(), notes)
}

const isBlank = (row: Buffer): boolean => row.every((byte) => byte === 0x20)
