/**
 * ZIP archives, and with them the files of Office: the table of contents first, then one part at a time, never more than the limits
 * allow. Nothing is written to disk, so the names in an archive are only names.
 */
import { crc32, createInflateRaw } from "node:zlib"
import { damaged, type Fault, locked, tooLarge, unreadable } from "./Fault.ts"
import * as Limits from "./Limits.ts"

interface Entry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** An archive that was opened. */
export interface Archive {
  /** The names of the files in it, in their order. */
  readonly names: ReadonlyArray<string>
  readonly has: (name: string) => boolean
  /** The bytes of a file in chunks; throws a `Fault`. */
  readonly bytes: (name: string) => AsyncGenerator<Uint8Array>
  /** The text of a file in UTF-8 in chunks; throws a `Fault`. */
  readonly text: (name: string) => AsyncGenerator<string>
}

const cutShort = (): Fault => damaged("its table of contents is missing or wrong, so it is damaged or was cut short")

const maxUint32 = 0xffffffff

/** Where the table of contents stands: it is told at the end, before a comment of any length. */
const directoryOf = (bytes: Buffer): { readonly count: number; readonly offset: number } => {
  const lowest = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) !== 0x06054b50) continue
    const count = bytes.readUInt16LE(at + 10)
    const offset = bytes.readUInt32LE(at + 16)
    const locator = at - 20
    if ((count === 0xffff || offset === maxUint32) && locator >= 0 && bytes.readUInt32LE(locator) === 0x07064b50) {
      const end = Number(bytes.readBigUInt64LE(locator + 8))
      return { count: Number(bytes.readBigUInt64LE(end + 32)), offset: Number(bytes.readBigUInt64LE(end + 48)) }
    }
    return { count, offset }
  }
  throw cutShort()
}

/** The sizes and the offset of an entry where they did not fit into four bytes. */
const wide = (extra: Buffer, values: ReadonlyArray<number>): ReadonlyArray<number> => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    return values.map((value) => {
      if (value !== maxUint32) return value
      next += 8
      return Number(extra.readBigUInt64LE(next - 8))
    })
  }
  return values
}

const readDirectory = (bytes: Buffer): ReadonlyArray<Entry> => {
  const { count, offset } = directoryOf(bytes)
  if (count > Limits.maxEntries) throw tooLarge(`more than ${Limits.maxEntries} files are packed in it`)
  const entries: Array<Entry> = []
  let at = offset
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw cutShort()
    const flags = bytes.readUInt16LE(at + 8)
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    const [size = 0, packed = 0, local = 0] = wide(bytes.subarray(nameEnd, extraEnd), [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42)
    ])
    entries.push({
      name: bytes.toString("utf8", at + 46, nameEnd).replaceAll("\\", "/"),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (flags & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      packed,
      size,
      offset: local
    })
    at = extraEnd + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** Whether so much comes out of so little that it can only be meant to fill the memory. */
export const isBomb = (packed: number, size: number): boolean =>
  size > Limits.freeOfRatio && size > packed * Limits.maxRatio

/** What is said of a file that would become too large. */
export const bomb = (): Fault =>
  tooLarge(
    `unpacked it would be more than ${Limits.maxRatio} times as large as it is. Delete empty rows and pictures and save it again, or save the data as CSV or text`
  )

async function* unpack(all: Buffer, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw locked("the program that packed it")
  if (entry.size > Limits.maxPart)
    throw tooLarge(`a part of it is larger than ${Limits.maxPart / 1024 / 1024} MiB. Split the data, or save it as CSV`)
  if (isBomb(entry.packed, entry.size)) throw bomb()
  if (all.readUInt32LE(entry.offset) !== 0x04034b50) throw cutShort()
  const start = entry.offset + 30 + all.readUInt16LE(entry.offset + 26) + all.readUInt16LE(entry.offset + 28)
  const packed = all.subarray(start, start + entry.packed)
  if (packed.length < entry.packed) throw cutShort()
  if (entry.method !== 0 && entry.method !== 8)
    throw unreadable("is packed in a way that is not read. Unpack it and give the folder.")
  let size = 0
  let crc = 0
  for await (const chunk of entry.method === 0 ? [packed] : inflate(packed)) {
    size += chunk.length
    if (size > entry.size) throw damaged("a part of it is larger than it says, so it is damaged")
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (size !== entry.size || crc !== entry.crc)
    throw damaged("a part of it is not what it was when it was packed, so it is damaged")
}

async function* inflate(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: 65_536 })
  inflater.end(packed)
  try {
    for await (const chunk of inflater) if (chunk instanceof Uint8Array) yield chunk
  } catch {
    throw damaged("a part of it cannot be unpacked, so it is damaged")
  }
}

/** Opens an archive; throws a `Fault`. */
export const open = (bytes: Buffer): Archive => {
  const entries = new Map(readDirectory(bytes).map((entry) => [entry.name, entry]))
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name)
    if (entry === undefined) throw damaged("a part of it is missing, so it is damaged")
    return entry
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    bytes: (name) => unpack(bytes, entryOf(name)),
    text: async function* (name) {
      const decoder = new TextDecoder()
      for await (const chunk of unpack(bytes, entryOf(name))) yield decoder.decode(chunk, { stream: true })
      yield decoder.decode()
    }
  }
}
