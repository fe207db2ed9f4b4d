/**
 * What an SPSS file says about its variables: names, labels, codes, missing values, how long texts are put together.
 */
import { Cursor, decoderOf, untilZero } from "./Cursor.ts"
import { damaged, unreadable } from "./Fault.ts"
import { isoOf, timeOf } from "./IsoDate.ts"
import * as Limits from "./Limits.ts"
import { numberText } from "./NumberText.ts"
import type { Variable } from "./Statistics.ts"

/** A variable, and how it lies in a case. */
export interface SavVariable extends Variable {
  /** Bytes of a text; 0 for a number. */
  readonly width: number
  /** How many eight-byte values each part of it takes. */
  readonly segments: ReadonlyArray<number>
}

/** What stands before the cases. */
export interface Dictionary {
  readonly variables: ReadonlyArray<SavVariable>
  /** 0 for none, 1 for bytes, 2 for zlib. */
  readonly compression: number
  readonly bias: number
  /** How many cases the file says it has; -1 where it does not say. */
  readonly cases: number
  readonly decode: (bytes: Buffer) => string
}

// 14 October 1582, from which SPSS counts seconds, in milliseconds before 1970.
const epoch = -12_219_379_200_000
const dates = new Set([20, 22, 23, 24, 28, 29, 30, 38, 39, 41])
const times = new Set([21, 40])

/** How the numbers of a format are shown; nothing where they are numbers. */
const showOf = (format: number): ((value: number) => string) | undefined => {
  if (dates.has(format)) return (seconds) => isoOf(epoch + seconds * 1000)
  return times.has(format) ? (seconds) => timeOf(seconds * 1000) : undefined
}

interface Raw {
  readonly name: string
  readonly width: number
  readonly label: Buffer | undefined
  readonly missing: ReadonlyArray<number>
  readonly missingBytes: ReadonlyArray<Buffer>
  readonly missingKind: number
  readonly format: number
  slots: number
  labels: ReadonlyArray<readonly [value: Buffer, label: Buffer]>
}

interface Extensions {
  longNames: Buffer | undefined
  veryLong: Buffer | undefined
  stringLabels: Buffer | undefined
  encoding: string | undefined
}

const padded = (length: number, to: number): number => Math.ceil(length / to) * to

const readVariable = (cursor: Cursor): Raw | undefined => {
  const width = cursor.i32()
  const hasLabel = cursor.i32()
  const missingKind = cursor.i32()
  const format = (cursor.u32() >>> 16) & 0xff
  cursor.skip(4)
  const name = cursor.slice(8).toString("latin1").trimEnd()
  let label: Buffer | undefined
  if (hasLabel === 1) {
    const length = cursor.i32()
    label = cursor.slice(padded(length, 4)).subarray(0, length)
  }
  const missing: Array<number> = []
  const missingBytes: Array<Buffer> = []
  for (let i = 0; i < Math.min(Math.abs(missingKind), 3); i++) {
    missingBytes.push(cursor.bytes.subarray(cursor.at, cursor.at + 8))
    missing.push(cursor.f64())
  }
  if (width === -1) return undefined
  return { name, width, label, missing, missingBytes, missingKind, format, slots: 1, labels: [] }
}

const readLabels = (cursor: Cursor, byIndex: ReadonlyMap<number, Raw>): void => {
  const labels: Array<readonly [Buffer, Buffer]> = []
  for (let count = cursor.i32(); count > 0; count--) {
    const value = cursor.slice(8)
    const length = cursor.u8()
    labels.push([value, cursor.slice(padded(length + 1, 8) - 1).subarray(0, length)])
  }
  if (cursor.i32() !== 4) throw damaged("its labels belong to no variable, so it is damaged")
  for (let count = cursor.i32(); count > 0; count--) {
    const variable = byIndex.get(cursor.i32())
    if (variable !== undefined) variable.labels = labels
  }
}

const readExtension = (cursor: Cursor, into: Extensions): void => {
  const kind = cursor.i32()
  const size = cursor.i32()
  const count = cursor.i32()
  const start = cursor.at
  if (kind === 3 && size === 4 && count >= 8) {
    cursor.skip(28)
    const code = cursor.i32()
    if (code > 4) into.encoding ??= code === 65_001 ? "utf-8" : `windows-${code}`
  }
  cursor.at = start
  const data = cursor.slice(size * count)
  if (kind === 13) into.longNames = data
  else if (kind === 14) into.veryLong = data
  else if (kind === 20) into.encoding = data.toString("latin1").trim()
  else if (kind === 21) into.stringLabels = data
}

/** Pairs such as `Q1=Satisfaction`, separated by tabs. */
const pairsOf = (data: Buffer | undefined, decode: (bytes: Buffer) => string): ReadonlyMap<string, string> =>
  new Map(
    (data === undefined ? "" : decode(data)).split(/[\t\0]+/).flatMap((pair) => {
      const at = pair.indexOf("=")
      return at < 1 ? [] : [[pair.slice(0, at).toUpperCase(), pair.slice(at + 1)] as const]
    })
  )

/** The labels of texts longer than eight bytes: by variable, what each stands for. */
const longLabels = (
  data: Buffer | undefined,
  little: boolean,
  decode: (bytes: Buffer) => string
): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const all = new Map<string, Map<string, string>>()
  if (data === undefined) return all
  const cursor = new Cursor(data, little)
  while (cursor.at + 4 <= data.length) {
    const name = decode(cursor.slice(cursor.u32())).toUpperCase()
    cursor.skip(4)
    const labels = new Map<string, string>()
    for (let count = cursor.u32(); count > 0; count--) {
      const value = decode(cursor.slice(cursor.u32())).trimEnd()
      labels.set(value, decode(cursor.slice(cursor.u32())).trimEnd())
    }
    all.set(name, labels)
  }
  return all
}

const isMissingOf = ({ missing, missingKind }: Raw): ((value: number) => boolean) | undefined => {
  if (missingKind === 0) return undefined
  const [low = Number.NaN, high = Number.NaN, single = Number.NaN] = missing
  if (missingKind > 0) return (value) => missing.includes(value)
  return (value) => (value >= low && value <= high) || (missingKind === -3 && value === single)
}

/** Reads what stands before the cases; leaves the cursor where these begin. */
export const readDictionary = (cursor: Cursor): Dictionary => {
  cursor.at = 72
  const compression = cursor.i32()
  cursor.skip(4)
  const cases = cursor.i32()
  const bias = cursor.f64()
  cursor.at = 176
  const raw: Array<Raw> = []
  const byIndex = new Map<number, Raw>()
  const extensions: Extensions = {
    longNames: undefined,
    veryLong: undefined,
    stringLabels: undefined,
    encoding: undefined
  }
  let index = 0
  for (let type = cursor.i32(); type !== 999; type = cursor.i32()) {
    if (type === 2) {
      const variable = readVariable(cursor)
      index++
      const last = raw.at(-1)
      if (variable === undefined) {
        if (last !== undefined) last.slots++
      } else {
        if (raw.length >= Limits.maxColumns) throw damaged("it has more variables than any program writes")
        raw.push(variable)
        byIndex.set(index, variable)
      }
    } else if (type === 3) readLabels(cursor, byIndex)
    else if (type === 6) cursor.skip(cursor.i32() * 80)
    else if (type === 7) readExtension(cursor, extensions)
    else throw damaged("its dictionary is not what SPSS writes, so it is damaged")
  }
  cursor.skip(4)
  if (![0, 1, 2].includes(compression)) throw unreadable("is packed in a way that is not read. Save it as CSV.")
  const decode = decoderOf(extensions.encoding)
  return { variables: join(raw, extensions, decode, cursor), compression, bias, cases, decode }
}

/** Variables as people know them: long names, and texts of several parts as one. */
const join = (
  raw: ReadonlyArray<Raw>,
  extensions: Extensions,
  decode: (bytes: Buffer) => string,
  cursor: Cursor
): ReadonlyArray<SavVariable> => {
  const names = pairsOf(extensions.longNames, decode)
  const widths = pairsOf(extensions.veryLong, (bytes) => bytes.toString("latin1"))
  const long = longLabels(extensions.stringLabels, cursor.little, decode)
  const variables: Array<SavVariable> = []
  for (let i = 0; i < raw.length; i++) {
    const first = raw[i]
    if (first === undefined) continue
    const width = Number.parseInt(widths.get(first.name.toUpperCase()) ?? "", 10) || first.width
    const count = width > 255 ? Math.ceil(width / 252) : 1
    const segments = raw.slice(i, i + count).map(({ slots }) => slots)
    i += count - 1
    const name = names.get(first.name.toUpperCase()) ?? decode(Buffer.from(first.name, "latin1"))
    const numeric = first.width === 0
    const valueLabels = new Map(
      first.labels.map(([value, label]) => [
        numeric
          ? numberText(cursor.little ? value.readDoubleLE(0) : value.readDoubleBE(0))
          : untilZero(value, decode).trimEnd(),
        decode(label).trim()
      ])
    )
    for (const [value, label] of long.get(first.name.toUpperCase()) ?? long.get(name.toUpperCase()) ?? [])
      valueLabels.set(value, label)
    const label = first.label === undefined ? "" : decode(first.label).trim()
    const missing = numeric ? first.missing.map(numberText) : first.missingBytes.map((bytes) => decode(bytes).trimEnd())
    variables.push({
      name,
      width,
      segments,
      ...(label !== "" && { label }),
      ...(valueLabels.size > 0 && { valueLabels }),
      ...(missing.length > 0 && { missing }),
      ...(numeric && { isMissing: isMissingOf(first), show: showOf(first.format) })
    })
  }
  return variables
}
