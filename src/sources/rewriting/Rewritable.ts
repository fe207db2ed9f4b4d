/**
 * Files as parts whose words can be replaced. What cannot be written in its own format (workbooks, documents, statistics files, YAML)
 * becomes CSV, text or JSON.
 */
import { Effect, FileSystem, Path, type Scope, Stdio, Stream } from "effect"
import { Yaml } from "effect/encoding"
import { linesOf } from "../DocumentRecords.ts"
import * as Encoding from "../Encoding.ts"
import { explain as explainPlatform } from "../InputFiles.ts"
import type { TextFormat } from "../Format.ts"
import type { Content } from "../formats/Content.ts"
import { gunzip } from "../formats/Gzip.ts"
import { open as openBinary } from "../formats/Open.ts"
import { type Bytes, collect, explainIn, identify } from "../Identify.ts"
import { dataFilesIn } from "../Reader.ts"
import { dataSheets, rowsOf } from "../Sheets.ts"
import { type Warn, whole } from "../Source.ts"
import { malformed, type SourceError } from "../SourceError.ts"
import * as CsvParts from "./CsvParts.ts"
import * as HtmlParts from "./HtmlParts.ts"
import * as JsonParts from "./JsonParts.ts"
import type { Part } from "./Part.ts"
import * as TextParts from "./TextParts.ts"

/** A file whose words can be replaced. */
export interface Rewritable {
  /** The path as it was given, and the file in it where it is an archive. */
  readonly file: string
  /** What it is called when it is written, without folders. */
  readonly name: string
  /** What it is written as, where that is not its own format, such as `CSV`. */
  readonly writtenAs: string | undefined
  /** Its parts, as often as they are asked for. What is odd about the file is told each time. */
  readonly parts: (warn: Warn) => Stream.Stream<Part, SourceError>
  /** The same of what the parts were rewritten to, in UTF-8: it is the same file with other words. */
  readonly rewritten: (bytes: Stream.Stream<Uint8Array, SourceError>) => Stream.Stream<Part, SourceError>
  /** The bytes of a text in the file's encoding, or in UTF-8 where that cannot write it. */
  readonly encode: (text: string) => Uint8Array
  /** What stands before the first part: a byte order mark. */
  readonly mark: Uint8Array
}

/** How files are opened. */
export interface Options {
  readonly warn: Warn
  /** Whether a label of a transcript is somebody's name, where nothing else tells. */
  readonly isName?: (label: string) => boolean
}

type Platform = FileSystem.FileSystem | Path.Path | Stdio.Stdio | Scope.Scope

interface Named {
  readonly file: string
  readonly name: string
  readonly writtenAs?: string
}

const one = (part: Part | undefined, failure: () => SourceError): Stream.Stream<Part, SourceError> =>
  part === undefined ? Stream.fail(failure()) : Stream.succeed(part)

/** JSON lines in parts of some lines each. */
const linesAsParts = (file: string, text: Stream.Stream<string, SourceError>): Stream.Stream<Part, SourceError> => {
  const what = "is no valid JSON lines: in this format every line is an object of its own. Mend it first."
  return text.pipe(
    Stream.mapAccum(
      () => "",
      (held, part) => {
        const all = held + part
        const end = all.lastIndexOf("\n") + 1
        return [all.slice(end), end === 0 ? [] : [all.slice(0, end)]] as const
      },
      { onHalt: (held) => (held === "" ? [] : [held]) }
    ),
    Stream.mapAccumEffect(
      () => 0,
      (before, lines) => {
        const part = JsonParts.read(lines, true, before)
        return part === undefined
          ? Effect.fail(malformed(file, null, what))
          : Effect.succeed([
              before + lines.split(/\r\n?|\n/).filter((line) => line.trim() !== "").length,
              [part]
            ] as const)
      }
    )
  )
}

const yamlAsJson = (text: string): string | undefined => {
  try {
    const documents = text.split(/^---(?:\s.*)?$/m).filter((part) => part.replace(/^\s*#.*$/gm, "").trim() !== "")
    const values = documents.map((part): unknown => Yaml.parse(part))
    return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`
  } catch {
    return undefined
  }
}

/** The parts of a text. */
const partsOf = (
  format: TextFormat,
  source: CsvParts.TableText,
  isName: (label: string) => boolean
): Stream.Stream<Part, SourceError> => {
  if (format === "csv") return CsvParts.parts(source)
  if (format === "jsonl") return linesAsParts(source.file, source.text)
  const { file } = source
  const invalid = (what: string) => () => malformed(file, null, `is no valid ${what}: mend it first.`)
  return Stream.unwrap(
    Effect.map(whole({ ...source, label: file }), (text): Stream.Stream<Part, SourceError> => {
      switch (format) {
        case "json":
          return one(JsonParts.read(text, false), invalid("JSON"))
        case "yaml": {
          const json = yamlAsJson(text)
          return one(json === undefined ? undefined : JsonParts.read(json, false), invalid("YAML"))
        }
        case "html":
          return Stream.succeed(HtmlParts.read(text))
        case "text":
        case "markdown":
          return Stream.succeed(TextParts.read(text, false, isName))
        case "vtt":
        case "srt":
        case "sbv":
          return Stream.succeed(TextParts.read(text, true, isName))
      }
    })
  )
}

const swapped = (bytes: Buffer): Buffer => bytes.swap16()

const encoderOf =
  (name: Encoding.Encoding["name"]) =>
  (text: string): Uint8Array =>
    name === "utf-8"
      ? Buffer.from(text)
      : name === "utf-16le"
        ? Buffer.from(text, "utf16le")
        : swapped(Buffer.from(text, "utf16le"))

/** A text file. What it is was told by its beginning; its bytes are read anew for each run. */
const ofText = (
  named: Named,
  bytes: Bytes,
  {
    encoding,
    format,
    head
  }: { readonly encoding: Encoding.Encoding; readonly format: TextFormat; readonly head: string },
  { isName = () => false }: Options
): Rewritable => {
  // What is not what it says it is written in, is written in UTF-8.
  let isBroken = false
  const { file } = named
  const found: CsvParts.TableText["found"] = {}
  const start = head.replace(/^\ufeff/, "")
  const encode = encoderOf(encoding.name)
  return {
    ...named,
    writtenAs: named.writtenAs,
    mark: encoding.mark === 0 ? new Uint8Array(0) : encode("\ufeff"),
    encode: (text) => (isBroken ? Buffer.from(text) : encode(text)),
    parts: (warn) => {
      const watched: Warn = (warning) => {
        if (warning.kind === "Encoding") isBroken = true
        return warn(warning)
      }
      const text = Encoding.decode(bytes, encoding, file, watched)
      return partsOf(format, { file, head: start, text, warn, found }, isName)
    },
    rewritten: (written) => {
      const warn = () => Effect.void
      const text = Encoding.decode(written, { name: "utf-8", mark: 0 }, file, warn)
      return partsOf(format === "yaml" ? "json" : format, { file, head: start, text, warn, found }, isName)
    }
  }
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, "")
const safe = (name: string): string => name.replace(/[^\p{L}\p{N} ._-]+/gu, "-")

const csvCell = (cell: string): string => (/[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const csvLine = (row: ReadonlyArray<string>): string => `${row.map(csvCell).join(",")}\n`

const utf8 = { name: "utf-8", mark: 0 } as const

/** What a file of a binary format holds, as texts that are written instead of it. */
const converted = Effect.fnUntraced(function* (
  { file, name }: Named,
  content: Content,
  options: Options
): Effect.fn.Return<ReadonlyArray<Rewritable>, SourceError, Platform> {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = yield* Effect.mapError(fs.makeTempDirectoryScoped(), (error) => explainPlatform(file, error))
  const spool = Effect.fnUntraced(function* (
    as: string,
    format: TextFormat,
    text: Stream.Stream<string, SourceError>,
    writtenAs: string
  ) {
    const place = path.join(folder, as)
    yield* Stream.run(Stream.encodeText(text), fs.sink(place)).pipe(
      Effect.mapError((error) => (error._tag === "SourceError" ? error : explainPlatform(file, error)))
    )
    const bytes = Stream.mapError(fs.stream(place), (error) => explainPlatform(file, error))
    const head = yield* Stream.runFold(
      Stream.take(Stream.decodeText(bytes), 1),
      () => "",
      (all, part) => all + part
    )
    return ofText({ file, name: as, writtenAs }, bytes, { encoding: utf8, format, head }, options)
  })
  if (content.kind === "document") {
    for (const { kind, what } of content.notes) yield* options.warn({ kind, file, message: `${file}: ${what}` })
    const text = linesOf(content.blocks)
      .map((line) => `${line.text}\n`)
      .join("")
    return [yield* spool(`${stem(name)}.txt`, "text", Stream.succeed(text), "text")]
  }
  const explain = explainIn(file)
  const data = yield* dataSheets({ file, warn: options.warn }, content, explain)
  return yield* Effect.forEach(data, (opened) => {
    const { columns, name: sheet } = opened.sheet
    const header = (columns ?? []).map(({ label, name }) => label ?? name)
    const rows = Stream.mapError(Stream.fromAsyncIterable(rowsOf(opened), explain), explain)
    const text = Stream.fromIterable(columns === undefined ? [] : [csvLine(header)]).pipe(
      Stream.concat(Stream.map(rows, (chunk) => chunk.map(csvLine).join("")))
    )
    const as = data.length === 1 || sheet === undefined ? `${stem(name)}.csv` : `${stem(name)}-${safe(sheet)}.csv`
    return spool(as, "csv", text, "CSV")
  })
})

const openBytes = (
  named: Named,
  bytes: Bytes,
  options: Options,
  depth: number
): Effect.Effect<ReadonlyArray<Rewritable>, SourceError, Platform> =>
  Effect.gen(function* () {
    const { file, name } = named
    const found = yield* Effect.scoped(identify({ file, warn: options.warn }, bytes, name, undefined, depth))
    if (found.kind === "text") {
      const { format } = found
      const asJson = format === "yaml" ? { name: `${stem(name)}.json`, writtenAs: "JSON" } : {}
      return [ofText({ ...named, ...asJson }, bytes, found, options)]
    }
    const { kind } = found
    if (kind === "gzip") {
      const inner = { ...named, name: name.replace(/\.gz$/i, "") }
      return yield* openBytes(inner, gunzip(file, bytes), options, depth + 1)
    }
    const explain = explainIn(file)
    const buffer = yield* collect(file, bytes)
    const content = yield* Effect.tryPromise({ try: () => openBinary(kind, buffer), catch: explain })
    if (content.kind !== "archive") return yield* converted(named, content, options)
    const { zip } = content
    const all = yield* Effect.forEach(dataFilesIn(zip), (inside) => {
      const whole = `${file}/${inside}`
      const parts = Stream.suspend(() => Stream.fromAsyncIterable(zip.bytes(inside), explainIn(whole)))
      return openBytes({ file: whole, name: safe(inside.replaceAll("/", "-")) }, parts, options, depth + 1)
    })
    return all.flat()
  })

/** Opens a file, or standard input where it is called `-`, which is kept on disk until the scope closes: it is read several times. */
export const open = Effect.fn("Rewriting.open")(function* (
  file: string,
  options: Options
): Effect.fn.Return<ReadonlyArray<Rewritable>, SourceError, Platform> {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const streamOf = (place: string, name: string) =>
    Stream.mapError(fs.stream(place), (error) => explainPlatform(name, error))
  if (file !== "-") return yield* openBytes({ file, name: path.basename(file) }, streamOf(file, file), options, 0)
  const stdio = yield* Stdio.Stdio
  const folder = yield* Effect.mapError(fs.makeTempDirectoryScoped(), (error) => explainPlatform("stdin", error))
  const place = path.join(folder, "stdin")
  yield* Effect.mapError(Stream.run(stdio.stdin, fs.sink(place)), (error) => explainPlatform("stdin", error))
  return yield* openBytes({ file: "stdin", name: "" }, streamOf(place, "stdin"), options, 0)
})
