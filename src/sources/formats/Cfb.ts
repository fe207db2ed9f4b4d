/**
 * Compound files, in which Office kept its files before 2007 and keeps encrypted ones today: streams in chains of sectors.
 * Written after Microsoft's description [MS-CFB].
 */
import { damaged } from "./Fault.ts"

const cutShort = () => damaged("its parts cannot be found, so it is damaged or was cut short")

// Numbers from here on name no sector: the end of a chain, a free sector, a table.
const lastSector = 0xfffffffa

interface Directory {
  readonly name: string
  readonly start: number
  readonly size: number
}

/** A compound file that was opened. */
export interface Compound {
  readonly has: (name: string) => boolean
  /** The bytes of a stream; throws a `Fault`. */
  readonly stream: (name: string) => Buffer
}

/** Opens a compound file; throws a `Fault`. */
export const open = (bytes: Buffer): Compound => {
  if (bytes.length < 1536) throw cutShort()
  const shift = bytes.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw damaged("it has sectors of an unknown size, so it is damaged")
  const size = 1 << shift
  const sector = (number: number): Buffer => {
    const at = (number + 1) * size
    if (number >= lastSector || at >= bytes.length) throw cutShort()
    return bytes.subarray(at, at + size)
  }

  /** The sectors that a table leads through, from one to the end. A chain that leads in a circle is longer than the file. */
  const chain = (start: number, next: (sector: number) => number, limit: number): ReadonlyArray<number> => {
    const all: Array<number> = []
    for (let at = start; at < lastSector; at = next(at)) {
      if (all.length > limit) throw damaged("its parts lead in a circle, so it is damaged")
      all.push(at)
    }
    return all
  }

  const most = Math.ceil(bytes.length / size)
  const tables: Array<number> = []
  const addTables = (from: Buffer, offset: number, count: number) => {
    for (let i = 0; i < count; i++) {
      const number = from.readUInt32LE(offset + i * 4)
      if (number < lastSector) tables.push(number)
    }
  }
  addTables(bytes, 76, 109)
  let more = bytes.readUInt32LE(68)
  for (let i = 0; more < lastSector; i++) {
    if (i > most) throw damaged("its parts lead in a circle, so it is damaged")
    const table = sector(more)
    addTables(table, 0, size / 4 - 1)
    more = table.readUInt32LE(size - 4)
  }
  const perTable = size / 4
  const next = (number: number): number => {
    const table = tables[Math.floor(number / perTable)]
    if (table === undefined) throw cutShort()
    const at = (number % perTable) * 4
    const found = sector(table)
    if (at + 4 > found.length) throw cutShort()
    return found.readUInt32LE(at)
  }
  const read = (start: number, length: number): Buffer => {
    const parts = chain(start, next, most).map(sector)
    const all = Buffer.concat(parts)
    if (all.length < length) throw cutShort()
    return all.subarray(0, length)
  }

  const directory = Buffer.concat(chain(bytes.readUInt32LE(48), next, most).map(sector))
  const entries: Array<Directory & { readonly type: number }> = []
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = Math.max(0, Math.min(64, directory.readUInt16LE(at + 64)) - 2)
    entries.push({
      name: directory.toString("utf16le", at, at + length),
      type: directory.readUInt8(at + 66),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120)
    })
  }
  const root = entries.find(({ type }) => type === 5)
  if (root === undefined) throw cutShort()
  const small = bytes.readUInt32LE(56)
  let mini: { readonly bytes: Buffer; readonly table: Buffer } | undefined
  const readSmall = (start: number, length: number): Buffer => {
    mini ??= {
      bytes: read(root.start, root.size),
      table: Buffer.concat(chain(bytes.readUInt32LE(60), next, most).map(sector))
    }
    const { bytes: pieces, table } = mini
    const nextSmall = (number: number) => {
      if (number * 4 + 4 > table.length) throw cutShort()
      return table.readUInt32LE(number * 4)
    }
    const parts = chain(start, nextSmall, Math.ceil(pieces.length / 64)).map((number) =>
      pieces.subarray(number * 64, number * 64 + 64)
    )
    const all = Buffer.concat(parts)
    if (all.length < length) throw cutShort()
    return all.subarray(0, length)
  }
  const streams = new Map(entries.filter(({ type }) => type === 2).map((entry) => [entry.name, entry]))
  return {
    has: (name) => streams.has(name),
    stream: (name) => {
      const entry = streams.get(name)
      if (entry === undefined) throw damaged("a part of it is missing, so it is damaged")
      return entry.size < small ? readSmall(entry.start, entry.size) : read(entry.start, entry.size)
    }
  }
}
