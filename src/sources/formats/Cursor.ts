/**
 * Reading bytes one value after the other, in either order of bytes. Past the end it throws a `Fault`.
 */
import { decodeWindows1252 } from "../Encoding.ts"
import { damaged } from "./Fault.ts"

/** What is said of a file whose end is missing. */
export const endsEarly = () => damaged("it ends before it should, so it is damaged or was cut short")

/** A place in bytes. */
export class Cursor {
  readonly bytes: Buffer
  readonly little: boolean
  at: number

  constructor(bytes: Buffer, little: boolean, at = 0) {
    this.bytes = bytes
    this.little = little
    this.at = at
  }

  private take(length: number): number {
    const from = this.at
    if (length < 0 || from < 0 || from + length > this.bytes.length) throw endsEarly()
    this.at = from + length
    return from
  }

  u8(): number {
    return this.bytes.readUInt8(this.take(1))
  }

  u16(): number {
    const at = this.take(2)
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at)
  }

  u32(): number {
    const at = this.take(4)
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at)
  }

  i32(): number {
    const at = this.take(4)
    return this.little ? this.bytes.readInt32LE(at) : this.bytes.readInt32BE(at)
  }

  /** Eight bytes as a number: those beyond 2^53 are in no file that fits into memory. */
  u64(): number {
    const at = this.take(8)
    return Number(this.little ? this.bytes.readBigUInt64LE(at) : this.bytes.readBigUInt64BE(at))
  }

  f64(): number {
    const at = this.take(8)
    return this.little ? this.bytes.readDoubleLE(at) : this.bytes.readDoubleBE(at)
  }

  slice(length: number): Buffer {
    const at = this.take(length)
    return this.bytes.subarray(at, at + length)
  }

  skip(length: number): void {
    this.take(length)
  }
}

/** The text of bytes up to the first zero. */
export const untilZero = (bytes: Buffer, decode: (bytes: Buffer) => string): string => {
  const end = bytes.indexOf(0)
  return decode(end === -1 ? bytes : bytes.subarray(0, end))
}

/** How the texts of a file are written: a name that `TextDecoder` knows, or Windows-1252 where it does not. */
export const decoderOf = (name: string | undefined): ((bytes: Buffer) => string) => {
  const known = /^(?:cp|windows-?)(\d+)$/i.exec(name ?? "")?.[1]
  const wanted = known === undefined ? (name ?? "windows-1252") : known === "65001" ? "utf-8" : `windows-${known}`
  try {
    const decoder = new TextDecoder(wanted.toLowerCase())
    if (decoder.encoding !== "windows-1252") return (bytes) => decoder.decode(bytes)
  } catch {
    // An encoding that the platform does not know.
  }
  return decodeWindows1252
}
