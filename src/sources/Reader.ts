/**
 * Bytes to records: looks at the first of them to tell what they are, then hands over to the reader of that format.
 */
import { Effect, Stream } from "effect"
import * as Delimited from "./Delimited.ts"
import * as Documents from "./DocumentRecords.ts"
import * as Encoding from "./Encoding.ts"
import { isPassedOver } from "./InputFiles.ts"
import type * as Format from "./Format.ts"
import type { Content } from "./formats/Content.ts"
import { gunzip } from "./formats/Gzip.ts"
import * as Html from "./formats/Html.ts"
import { open } from "./formats/Open.ts"
import type { Archive } from "./formats/Zip.ts"
import { type Bytes, collect, explainIn, identify } from "./Identify.ts"
import * as Json from "./Json.ts"
import * as Prose from "./Prose.ts"
import * as Sheets from "./Sheets.ts"
import { type Origin, type Records, type TextSource, whole } from "./Source.ts"
import { because, NoRecords, type SourceError } from "./SourceError.ts"

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

const ofContent = (origin: Origin, content: Content, explain: (error: unknown) => SourceError): Records =>
  content.kind === "tables" ? Sheets.records(origin, content, explain) : Documents.records(origin, content)

/** The names of the data files in an archive, in their order; what accompanies them is passed over. */
export const dataFilesIn = ({ names }: Archive): ReadonlyArray<string> =>
  names
    .filter((name) => !name.endsWith("/") && !name.split("/").some((part) => part === "__MACOSX" || isPassedOver(part)))
    .toSorted()

/** The files in an archive, as those of a folder. */
const readArchive = (origin: Origin, zip: Archive, given: Format.Format | undefined, depth: number): Records => {
  const names = dataFilesIn(zip)
  const what = "is an archive without data files in it"
  if (names.length === 0) return Stream.fail(because(new NoRecords({ file: origin.file, what })))
  return Stream.fromIterable(names).pipe(
    Stream.flatMap((name) => {
      const file = `${origin.file}/${name}`
      const label = names.length === 1 ? origin.label : `${origin.label}/${name}`
      const bytes = Stream.suspend(() => Stream.fromAsyncIterable(zip.bytes(name), explainIn(file)))
      return read({ ...origin, file, label }, bytes, name, given, depth + 1)
    })
  )
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
    Effect.gen(function* () {
      const { file, warn } = origin
      const found = yield* identify(origin, bytes, name, given, depth)
      if (found.kind === "text") {
        const text = Encoding.decode(found.bytes, found.encoding, file, warn)
        return readText({ ...origin, head: found.head, text }, found.format)
      }
      const { kind } = found
      if (kind === "gzip") return read(origin, gunzip(file, found.bytes), name.replace(/\.gz$/i, ""), given, depth + 1)
      const explain = explainIn(file)
      const buffer = yield* collect(file, found.bytes)
      const content = yield* Effect.tryPromise({ try: () => open(kind, buffer), catch: explain })
      return content.kind === "archive"
        ? readArchive(origin, content.zip, given, depth)
        : ofContent(origin, content, explain)
    })
  )
