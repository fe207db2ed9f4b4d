/**
 * A journal as lines of text, each with a checksum, so that what a kill tore can be told from what was damaged.
 *
 * A line is `<crc32> <number> <first of its group> <entry>`. Lines are written in groups, and a group is on the disk before the next is
 * begun: so only lines of the last group can be torn, and these nobody was told of. Anything else that is wrong is damage.
 */
import { crc32 } from "node:zlib"
import { Option } from "effect"
import * as RunEntry from "../stages/RunEntry.ts"

/** What the first line says: which form the rest has. */
export const format = 1

const header = `effect-persona journal ${format}`

/** The first line. */
export const firstLine = `${header}\n`

/** The lines of a group of entries, the first of which has this number. */
export const write = (entries: ReadonlyArray<RunEntry.RunEntry>, first: number): string =>
  entries
    .map((entry, at) => {
      const body = `${first + at} ${first} ${RunEntry.encode(entry)}`
      return `${checksum(body)} ${body}\n`
    })
    .join("")

/** What a text holds. */
export type Read =
  | {
      readonly _tag: "Whole"
      readonly entries: ReadonlyArray<RunEntry.RunEntry>
      /** Bytes of the text up to the end of the last whole line; what stands behind was torn. */
      readonly bytes: number
    }
  | {
      readonly _tag: "Damaged"
      /** The first damaged line, from 1. */
      readonly line: number
      /** How many entries are lost at least: by the damaged lines, and by the numbers of those that are whole. */
      readonly lost: number
      /** All that is whole, in order. */
      readonly entries: ReadonlyArray<RunEntry.RunEntry>
    }
  | { readonly _tag: "Newer"; readonly format: string }
  /** It was never begun: no whole first line. */
  | { readonly _tag: "Empty" }
  /** It is no journal. */
  | { readonly _tag: "Other" }

interface Line {
  readonly number: number
  readonly group: number
  readonly entry: RunEntry.RunEntry
}

/** Reads a text. */
export const read = (text: string): Read => {
  const end = text.indexOf("\n")
  const first = end === -1 ? text : text.slice(0, end)
  if (first !== header) {
    const other = /^effect-persona journal (\d+)$/.exec(first)?.[1]
    if (other !== undefined && end !== -1) return { _tag: "Newer", format: other }
    if (header.startsWith(first) && end === -1) return { _tag: "Empty" }
    const behind =
      end === -1
        ? []
        : text
            .slice(end + 1)
            .split("\n")
            .slice(0, -1)
            .map(readLine)
    return behind.every((line) => line === null) ? { _tag: "Other" } : damaged(1, behind)
  }
  if (end === -1) return { _tag: "Empty" }
  const lines = text.slice(end + 1).split("\n")
  // What stands behind the last line break is torn, or nothing.
  lines.pop()
  const found = lines.map(readLine)
  const bad = found.findIndex((line, at) => line?.number !== at + 1)
  if (bad === -1) return { _tag: "Whole", entries: entriesOf(found), bytes: bytesOf(lines, lines.length) }
  const behind = found.slice(bad + 1).filter((line) => line !== null)
  // A later group is only written when this line was on the disk.
  const isTorn = behind.every(({ group }) => group <= bad + 1)
  return isTorn
    ? { _tag: "Whole", entries: entriesOf(found.slice(0, bad)), bytes: bytesOf(lines, bad) }
    : damaged(bad + 2, found)
}

const damaged = (line: number, lines: ReadonlyArray<Line | null>): Read => {
  const entries = entriesOf(lines)
  const last = lines.findLast((one) => one !== null)?.number ?? 0
  return { _tag: "Damaged", line, lost: Math.max(lines.length, last) - entries.length, entries }
}

const entriesOf = (lines: ReadonlyArray<Line | null>): ReadonlyArray<RunEntry.RunEntry> =>
  lines.flatMap((line) => (line === null ? [] : [line.entry]))

const bytesOf = (lines: ReadonlyArray<string>, count: number): number => {
  let bytes = firstLine.length
  for (const line of lines.slice(0, count)) bytes += Buffer.byteLength(line) + 1
  return bytes
}

const readLine = (line: string): Line | null => {
  const parts = /^([0-9a-f]{8}) ((\d+) (\d+) (.*))$/s.exec(line)
  if (parts === null) return null
  const [, sum = "", body = "", number = "", group = "", json = ""] = parts
  if (checksum(body) !== sum) return null
  const entry = Option.getOrNull(RunEntry.decode(json))
  return entry === null ? null : { number: Number(number), group: Number(group), entry }
}

/** What tells whether a text was changed since. */
export const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0")
