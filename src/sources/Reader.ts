/**
 * Bytes to records: looks at the first of them to tell what they are, then hands over to the reader of that format.
 */
import { Effect, Pull, type Scope, Stream } from "effect"
import * as Delimited from "./Delimited.ts"
import * as Documents from "./Documents.ts"
import * as Encoding from "./Encoding.ts"
import { isPassedOver } from "./Files.ts"
import * as Format from "./Format.ts"
import type { Content } from "./formats/Content.ts"
import { gunzip } from "./formats/Gzip.ts"
import * as Html from "./formats/Html.ts"
import { isMostlyControl, kindOf } from "./formats/Kind.ts"
import * as Limits from "./formats/Limits.ts"
import { faultOf, open } from "./formats/Open.ts"
import type { Archive } from "./formats/Zip.ts"
import * as Json from "./Json.ts"
import * as Prose from "./Prose.ts"
import * as Sheets from "./Sheets.ts"
import { type Origin, type Records, type TextSource, whole } from "./Source.ts"
import {
  because,
  Binary as BinaryFile,
  EmptyFile,
  malformed,
  NoRecords,
  SourceError,
  TooLarge,
  UnsupportedFormat
} from "./SourceError.ts"

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

const html = (source: TextSource): Records =>
  Stream.unwrap(
    Effect.gen(function* () {
      const markup = yield* whole(source)
      const explain = explainIn(source.file)
      const content = yield* Effect.try({ try: () => Html.read(markup), catch: explain })
      return ofContent(source, content, explain)
    })
  )

const readers: { readonly [F in Format.TextFormat]: (source: TextSource) => Records } = {
  csv: Delimited.records,
  json: Json.json,
  jsonl: Json.jsonLines,
  yaml: Json.yaml,
  markdown: Prose.text,
  text: Prose.text,
  html,
  vtt: Prose.cues,
  srt: Prose.cues,
  sbv: Prose.cues
}

/** The records of a text whose format is known. */
export const readText = (source: TextSource, format: Format.TextFormat): Records => readers[format](source)

const fail = (reason: Parameters<typeof because>[0]): Records => Stream.fail(because(reason))

const explainIn =
  (file: string) =>
  (error: unknown): SourceError =>
    error instanceof SourceError ? error : because(faultOf(error).reason(file))

const ofContent = (origin: Origin, content: Content, explain: (error: unknown) => SourceError): Records =>
  content.kind === "tables" ? Sheets.records(origin, content, explain) : Documents.records(origin, content)

/** All bytes of a file of a binary format, which makes no sense in part. */
const collect = (file: string, bytes: Bytes): Effect.Effect<Buffer, SourceError> =>
  bytes.pipe(
    Stream.runFoldEffect(
      () => ({ parts: new Array<Uint8Array>(), length: 0 }),
      (read, part) => {
        read.parts.push(part)
        read.length += part.length
        const what = `more than ${Limits.maxFile / 1024 / 1024} MiB in a format that is read as a whole. Split it, or save it as CSV, which is read at any length`
        return read.length > Limits.maxFile ? Effect.fail(because(new TooLarge({ file, what }))) : Effect.succeed(read)
      }
    ),
    Effect.map((read) => Buffer.concat(read.parts))
  )

/** The files in an archive, as those of a folder; what accompanies them is passed over. */
const readArchive = (origin: Origin, zip: Archive, given: Format.Format | undefined, depth: number): Records => {
  const names = zip.names
    .filter((name) => !name.endsWith("/") && !name.split("/").some((part) => part === "__MACOSX" || isPassedOver(part)))
    .toSorted()
  if (names.length === 0)
    return fail(new NoRecords({ file: origin.file, what: "is an archive without data files in it" }))
  return Stream.fromIterable(names).pipe(
    Stream.flatMap((name) => {
      const file = `${origin.file}/${name}`
      const label = names.length === 1 ? origin.label : `${origin.label}/${name}`
      const bytes = Stream.suspend(() => Stream.fromAsyncIterable(zip.bytes(name), explainIn(file)))
      return read({ ...origin, file, label }, bytes, extensionOf(name), given, depth + 1)
    })
  )
}

const extensionOf = (name: string): string => /\.[^./]+$/.exec(name)?.[0] ?? ""

const readGzip = (
  origin: Origin,
  bytes: Bytes,
  name: string,
  given: Format.Format | undefined,
  depth: number
): Records => read(origin, gunzip(origin.file, bytes), extensionOf(name.replace(/\.gz$/i, "")), given, depth + 1)

/** What the name of a file says about it and what its content says; nothing where the content is no text. */
const formatOf = (named: Format.Format | undefined, given: boolean, start: string): Format.TextFormat | undefined => {
  if (named === undefined) return Format.ofContent(start)
  if (Format.isText(named)) return given ? named : Format.refine(named, start)
  // Programs write web pages and tables under the names of workbooks and documents.
  const told = Format.ofContent(start)
  return told === "html" || (told === "csv" && !given) ? told : undefined
}

/**
 * The records in bytes.
 *
 * @param name the file's name, or its end such as `.csv`; empty where it has none
 * @param given the format that the user named, which goes before what the name and the content tell
 * @param depth in how many archives the file lies
 */
export const read = (
  origin: Origin,
  bytes: Bytes,
  name: string,
  given: Format.Format | undefined,
  depth = 0
): Records =>
  Stream.unwrap(
    Effect.gen(function* (): Effect.fn.Return<Records, SourceError, Scope.Scope> {
      const { file, warn } = origin
      const { bytes: all, complete, head } = yield* peek(bytes)
      const extension = extensionOf(name)
      if (head.length === 0) return fail(new EmptyFile({ file }))
      const kind = kindOf(head)
      if (kind?.read === false) return fail(new BinaryFile({ file, what: kind.what, remedy: kind.remedy }))
      if (kind !== undefined) {
        if (depth > Limits.maxNesting)
          return fail(new TooLarge({ file, what: "archives lie in archives in it. Unpack it and give the folder" }))
        const { kind: format } = kind
        if (format === "gzip") return readGzip(origin, all, name, given, depth)
        const buffer = yield* collect(file, all)
        const explain = explainIn(file)
        const found = yield* Effect.tryPromise({ try: () => open(format, buffer), catch: explain })
        if (found.kind === "archive") return readArchive(origin, found.zip, given, depth)
        return ofContent(origin, found, explain)
      }
      const encoding = Encoding.detect(head)
      if (encoding.name === "utf-8" && encoding.mark === 0 && isMostlyControl(head)) {
        const remedy = "Export its data as CSV, JSON or text and give that file."
        return fail(new BinaryFile({ file, what: "a program's own file", remedy }))
      }
      const named = given ?? Format.ofExtension(extension)
      if (named === undefined && extension !== "") return fail(new UnsupportedFormat({ file, extension }))
      const start = new TextDecoder(encoding.name).decode(head).replaceAll("\0", "")
      if (complete && start.trim() === "") return fail(new EmptyFile({ file }))
      const format = formatOf(named, given !== undefined, start)
      if (format === undefined) {
        const what = `is no ${extension} file, although it is called one, or its beginning is damaged. Save it again in its program, or name it after what it is (.csv, .txt).`
        return Stream.fail(malformed(file, null, what))
      }
      if (named !== undefined && !Format.isText(named))
        yield* warn({
          kind: "Ending",
          file,
          message: `${file}: is called ${extension} and holds ${format === "html" ? "a web page" : "a table in text"}; it was read as that.`
        })
      return readText({ ...origin, head: start, text: Encoding.decode(all, encoding, file, warn) }, format)
    })
  )
