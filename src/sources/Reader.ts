/**
 * Bytes to records: looks at the first of them to tell what they are, then hands over to the reader of that format.
 */
import { Effect, Pull, type Scope, Stream } from "effect"
import * as Binary from "./Binary.ts"
import * as Delimited from "./Delimited.ts"
import * as Encoding from "./Encoding.ts"
import * as Format from "./Format.ts"
import * as Json from "./Json.ts"
import * as Prose from "./Prose.ts"
import type { Origin, Records, TextSource } from "./Source.ts"
import {
  because,
  Binary as BinaryFile,
  EmptyFile,
  malformed,
  type SourceError,
  UnsupportedFormat
} from "./SourceError.ts"
import * as Spreadsheet from "./Spreadsheet.ts"

type Bytes = Stream.Stream<Uint8Array, SourceError>

// Enough for fifty rows of a wide survey.
const headLength = 64 * 1024

interface Peeked {
  readonly head: Uint8Array
  /** Whether there is nothing but the head. */
  readonly complete: boolean
  /** All bytes, the head included. Can be run once. */
  readonly bytes: Bytes
}

const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Reads the first bytes without losing them: standard input cannot be read twice. */
const peek = (bytes: Bytes): Effect.Effect<Peeked, SourceError, Scope.Scope> =>
  Effect.gen(function* () {
    const pull = yield* Stream.toPull(bytes)
    const next = pull.pipe(
      Effect.map((chunk): ReadonlyArray<Uint8Array> | undefined => chunk),
      Pull.catchDone(() => Effect.succeed(undefined))
    )
    const parts: Array<Uint8Array> = []
    let length = 0
    let complete = false
    while (length < headLength && !complete) {
      const chunk = yield* next
      if (chunk === undefined) complete = true
      for (const part of chunk ?? []) {
        parts.push(part)
        length += part.length
      }
    }
    const first = Stream.fromArray(parts)
    return {
      head: concat(parts).subarray(0, headLength),
      complete,
      bytes: complete ? first : Stream.concat(first, Stream.fromPull(Effect.succeed(pull)))
    }
  })

const readers: { readonly [F in Exclude<Format.Format, "xlsx">]: (source: TextSource) => Records } = {
  csv: Delimited.records,
  json: Json.json,
  jsonl: Json.jsonLines,
  yaml: Json.yaml,
  markdown: Prose.text,
  text: Prose.text,
  html: Prose.html,
  vtt: Prose.cues,
  srt: Prose.cues
}

/** The records of a text whose format is known. */
export const readText = (source: TextSource, format: Exclude<Format.Format, "xlsx">): Records => readers[format](source)

const fail = (reason: Parameters<typeof because>[0]): Records => Stream.fail(because(reason))

/**
 * The records in bytes.
 *
 * @param extension the end of the file's name, such as `.csv`; empty where it has none
 * @param given the format that the user named, which goes before what the name and the content tell
 */
export const read = (origin: Origin, bytes: Bytes, extension: string, given: Format.Format | undefined): Records =>
  Stream.unwrap(
    Effect.map(peek(bytes), ({ bytes, complete, head }): Records => {
      const { file } = origin
      if (head.length === 0) return fail(new EmptyFile({ file }))
      const binary = Binary.detect(head)
      if (binary?.kind === "xlsx") return Spreadsheet.records(origin, bytes)
      if (binary !== undefined) return fail(new BinaryFile({ file, what: binary.what, remedy: binary.remedy }))
      const encoding = Encoding.detect(head)
      if (encoding.name === "utf-8" && encoding.mark === 0 && Binary.isMostlyControl(head)) {
        const remedy = "Export its data as CSV, JSON or text and give that file."
        return fail(new BinaryFile({ file, what: "a program's own file", remedy }))
      }
      const named = given ?? (extension === "" ? undefined : Format.ofExtension(extension))
      if (named === undefined && extension !== "") return fail(new UnsupportedFormat({ file, extension }))
      if (named === "xlsx") {
        const what =
          "is no Excel workbook, although it is called one. Save it again as .xlsx, or name it after what it is (.csv)."
        return Stream.fail(malformed(file, null, what))
      }
      const start = new TextDecoder(encoding.name).decode(head).replaceAll("\0", "")
      if (complete && start.trim() === "") return fail(new EmptyFile({ file }))
      const format =
        named === undefined ? Format.ofContent(start) : given === undefined ? Format.refine(named, start) : named
      // What a text says of itself is never a workbook.
      if (format === "xlsx") return fail(new UnsupportedFormat({ file, extension }))
      return readText({ ...origin, head: start, text: Encoding.decode(bytes, encoding, file, origin.warn) }, format)
    })
  )
