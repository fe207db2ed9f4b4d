/**
 * Stata data (.dta) of Stata 7 and later, formats 110 to 119.
 * Written after Stata's own description: https://www.stata.com/help.cgi?dta
 */
import type { Content, Row } from "./Content.ts"
import { Cursor, decoderOf, endsEarly, untilZero } from "./Cursor.ts"
import { damaged, tooLarge, unreadable } from "./Fault.ts"
import { isoOf, timeOf } from "./IsoDate.ts"
import * as Limits from "./Limits.ts"
import { contentOf, labelled, textOf, type Variable } from "./Statistics.ts"

type Kind = "byte" | "int" | "long" | "float" | "double" | "strL" | number

interface Layout {
  readonly release: number
  readonly little: boolean
  readonly rows: number
  readonly kinds: ReadonlyArray<Kind>
  readonly names: ReadonlyArray<string>
  readonly formats: ReadonlyArray<string>
  readonly labelNames: ReadonlyArray<string>
  readonly labels: ReadonlyArray<string>
  /** Where the rows begin, where the long texts and the value labels do; in old files the last two are not told. */
  readonly data: number
  readonly strls: number | undefined
  readonly valueLabels: number | undefined
}

const widthOf = (kind: Kind): number =>
  typeof kind === "number" ? kind : { byte: 1, int: 2, long: 4, float: 4, double: 8, strL: 8 }[kind]

const newKinds = new Map<number, Kind>([
  [32_768, "strL"],
  [65_526, "double"],
  [65_527, "float"],
  [65_528, "long"],
  [65_529, "int"],
  [65_530, "byte"]
])
const oldKinds = new Map<number, Kind>([
  [251, "byte"],
  [252, "int"],
  [253, "long"],
  [254, "float"],
  [255, "double"]
])

const kindOf = (code: number, known: ReadonlyMap<number, Kind>, longest: number): Kind => {
  const kind = known.get(code) ?? (code >= 1 && code <= longest ? code : undefined)
  if (kind === undefined) throw damaged("it has a column of an unknown kind, so it is damaged")
  return kind
}

const checkColumns = (count: number): number => {
  if (count > 130_000) throw damaged("it has more columns than Stata writes, so it is damaged")
  return count
}

const decodeOf = (release: number) => decoderOf(release >= 118 ? "utf-8" : undefined)

const times = <A>(count: number, read: () => A): Array<A> => Array.from({ length: count }, read)

const readNew = (bytes: Buffer): Layout => {
  const start = bytes.toString("latin1", 0, 400)
  const release = Number(/<release>(\d+)</.exec(start)?.[1])
  if (![117, 118, 119].includes(release)) throw unreadable(`is of a version of Stata that is not read. ${saveOld}`)
  const little = start.includes("<byteorder>LSF")
  const cursor = new Cursor(bytes, little)
  cursor.at = start.indexOf("<K>") + 3
  const columns = checkColumns(release === 119 ? cursor.u32() : cursor.u16())
  cursor.at = start.indexOf("<N>") + 3
  const rows = release === 117 ? cursor.u32() : cursor.u64()
  const map = bytes.indexOf("<map>")
  if (map === -1) throw endsEarly()
  cursor.at = map + 5
  const places = times(14, () => cursor.u64())
  const decode = decodeOf(release)
  const section = <A>(index: number, tag: string, read: () => A): Array<A> => {
    cursor.at = (places[index] ?? 0) + tag.length
    return times(columns, read)
  }
  const text = (length: number) => () => untilZero(cursor.slice(length), decode)
  const name = release === 117 ? 33 : 129
  return {
    release,
    little,
    rows,
    kinds: section(2, "<variable_types>", () => kindOf(cursor.u16(), newKinds, 2045)),
    names: section(3, "<varnames>", text(name)),
    formats: section(5, "<formats>", text(release === 117 ? 49 : 57)),
    labelNames: section(6, "<value_label_names>", text(name)),
    labels: section(7, "<variable_labels>", text(release === 117 ? 81 : 321)),
    data: (places[9] ?? 0) + "<data>".length,
    strls: (places[10] ?? 0) + "<strls>".length,
    valueLabels: (places[11] ?? 0) + "<value_labels>".length
  }
}

const saveOld = 'Save it in Stata with "saveold", or as CSV with "export delimited", and give that file.'

const readOld = (bytes: Buffer): Layout => {
  const release = bytes.readUInt8(0)
  if (release < 110 || release > 115) throw unreadable(`is of a version of Stata that is not read. ${saveOld}`)
  const little = bytes.readUInt8(1) === 2
  const cursor = new Cursor(bytes, little, 4)
  const columns = checkColumns(cursor.u16())
  const rows = cursor.u32()
  cursor.skip(81 + 18)
  const decode = decodeOf(release)
  const text = (length: number) => () => untilZero(cursor.slice(length), decode)
  const name = 33
  const kinds = times(columns, () => kindOf(cursor.u8(), oldKinds, 244))
  const names = times(columns, text(name))
  cursor.skip(2 * (columns + 1))
  const formats = times(columns, text(release >= 114 ? 49 : 12))
  const labelNames = times(columns, text(name))
  const labels = times(columns, text(81))
  // Notes and the like, until one of no kind and no length.
  for (
    let type = cursor.u8(), length = cursor.u32();
    type !== 0 || length !== 0;
    type = cursor.u8(), length = cursor.u32()
  ) {
    cursor.skip(length)
  }
  return {
    release,
    little,
    rows,
    kinds,
    names,
    formats,
    labelNames,
    labels,
    data: cursor.at,
    strls: undefined,
    valueLabels: undefined
  }
}

const readValueLabels = (
  bytes: Buffer,
  layout: Layout,
  from: number
): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const { little, release } = layout
  const decode = decodeOf(release)
  const cursor = new Cursor(bytes, little, from)
  const tables = new Map<string, ReadonlyMap<string, string>>()
  const tagged = release >= 117
  while (tagged ? bytes.toString("latin1", cursor.at, cursor.at + 5) === "<lbl>" : cursor.at + 4 < bytes.length) {
    if (tagged) cursor.skip(5)
    const length = cursor.u32()
    const name = untilZero(cursor.slice(release >= 118 ? 129 : 33), decode)
    cursor.skip(3)
    const table = new Cursor(cursor.slice(length), little)
    if (tagged) cursor.skip(6)
    const count = table.u32()
    table.skip(4)
    if (count * 8 > length) throw damaged("its labels are longer than they say, so it is damaged")
    const offsets = times(count, () => table.u32())
    const values = times(count, () => table.i32())
    const texts = table.bytes.subarray(table.at)
    tables.set(
      name,
      new Map(values.map((value, i) => [String(value), untilZero(texts.subarray(offsets[i] ?? 0), decode).trim()]))
    )
  }
  return tables
}

/** The long texts, by the two numbers that cells hold. */
const readStrls = (bytes: Buffer, { little, release }: Layout, from: number): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  const decode = decodeOf(release)
  const cursor = new Cursor(bytes, little, from)
  while (bytes.toString("latin1", cursor.at, cursor.at + 3) === "GSO") {
    cursor.skip(3)
    const v = cursor.u32()
    const o = release === 117 ? cursor.u32() : cursor.u64()
    const type = cursor.u8()
    const content = cursor.slice(cursor.u32())
    texts.set(`${v}:${o}`, type === 130 ? untilZero(content, decode) : "")
  }
  return texts
}

/** The key of a long text, whose two numbers share eight bytes. */
const strlKey = (cell: Buffer, { little, release }: Layout): string => {
  const split = release === 117 ? 4 : release === 118 ? 2 : 3
  return little
    ? `${cell.readUIntLE(0, split)}:${split === 4 ? cell.readUInt32LE(4) : cell.readUIntLE(split, 8 - split > 6 ? 6 : 8 - split)}`
    : `${cell.readUIntBE(0, split)}:${split === 4 ? cell.readUInt32BE(4) : cell.readUIntBE(split, 8 - split)}`
}

const numberOf = (cell: Buffer, kind: Kind, little: boolean): number => {
  switch (kind) {
    case "byte": {
      const value = cell.readInt8(0)
      return value > 100 ? Number.NaN : value
    }
    case "int": {
      const value = little ? cell.readInt16LE(0) : cell.readInt16BE(0)
      return value > 32_740 ? Number.NaN : value
    }
    case "long": {
      const value = little ? cell.readInt32LE(0) : cell.readInt32BE(0)
      return value > 2_147_483_620 ? Number.NaN : value
    }
    case "float": {
      const value = little ? cell.readFloatLE(0) : cell.readFloatBE(0)
      return value >= 2 ** 127 ? Number.NaN : Number(value.toPrecision(7))
    }
    default: {
      const value = little ? cell.readDoubleLE(0) : cell.readDoubleBE(0)
      return value >= 2 ** 1023 ? Number.NaN : value
    }
  }
}

const day = 86_400_000
// 1 January 1960, in milliseconds before 1970.
const epoch = -315_619_200_000

const period = (value: number, perYear: number, letter: string): string => {
  const year = 1960 + Math.floor(value / perYear)
  const number = (((value % perYear) + perYear) % perYear) + 1
  return letter === "" ? `${year}-${String(number).padStart(2, "0")}` : `${year}-${letter}${number}`
}

/** How the numbers of a format are shown; nothing where they are numbers. */
const showOf = (format: string): ((value: number) => string) | undefined => {
  const kind = /^%-?(?:t([cCdwmqhy])|d)/.exec(format)
  if (kind === null) return undefined
  switch (kind[1] ?? "d") {
    case "c":
    case "C":
      // A clock without a day is kept as one of 1 January 1960.
      return (value) => (/HH/.test(format) && !/[dDMYnN]/.test(format.slice(3)) ? timeOf(value) : isoOf(epoch + value))
    case "d":
      return (value) => isoOf(epoch + value * day)
    case "w":
      return (value) => period(value, 52, "W")
    case "m":
      return (value) => period(value, 12, "")
    case "q":
      return (value) => period(value, 4, "Q")
    case "h":
      return (value) => period(value, 2, "H")
    default:
      return undefined
  }
}

/** Reads Stata data; throws a `Fault`. */
export const read = (bytes: Buffer): Content => {
  const layout = bytes.toString("latin1", 0, 11) === "<stata_dta>" ? readNew(bytes) : readOld(bytes)
  const { formats, kinds, labelNames, labels, little, names, release } = layout
  const widths = kinds.map(widthOf)
  const rowLength = widths.reduce((sum, width) => sum + width, 0)
  const end = layout.data + layout.rows * rowLength
  if (end > bytes.length || (layout.rows > 0 && rowLength === 0)) throw endsEarly()
  if (layout.rows * kinds.length > Limits.maxCells) throw tooLarge("it has more than 20 million cells. Save it as CSV")
  const tables = readValueLabels(bytes, layout, layout.valueLabels ?? end)
  const texts = layout.strls === undefined ? new Map<string, string>() : readStrls(bytes, layout, layout.strls)
  const decode = decodeOf(release)
  const variables = names.map((name, i): Variable => {
    const valueLabels = tables.get(labelNames[i] ?? "")
    const label = (labels[i] ?? "").trim()
    return {
      name,
      ...(label !== "" && { label }),
      ...(valueLabels !== undefined && { valueLabels }),
      show: showOf(formats[i] ?? "")
    }
  })
  function* rows(): Generator<Row> {
    const cursor = new Cursor(bytes, little, layout.data)
    for (let row = 0; row < layout.rows; row++) {
      yield variables.map((variable, i) => {
        const kind = kinds[i] ?? 1
        const cell = cursor.slice(widths[i] ?? 0)
        if (kind === "strL") return (texts.get(strlKey(cell, layout)) ?? "").trimEnd()
        if (typeof kind === "number") return labelled(untilZero(cell, decode), variable)
        return textOf(numberOf(cell, kind, little), variable)
      })
    }
  }
  return contentOf(variables, rows(), [])
}
