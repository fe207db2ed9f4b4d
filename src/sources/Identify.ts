/**
 * What a file is: by its first bytes, and for text by its name and what it begins with.
 */
import { Effect, Pull, type Scope, Stream } from "effect"
import * as Encoding from "./Encoding.ts"
import * as Format from "./Format.ts"
import { type BinaryKind, isMostlyControl, kindOf } from "./formats/Kind.ts"
import * as Limits from "./formats/Limits.ts"
import { faultOf } from "./formats/Open.ts"
import type { Origin } from "./Source.ts"
import { because, Binary, EmptyFile, malformed, SourceError, TooLarge, UnsupportedFormat } from "./SourceError.ts"

/** The bytes of a file. */
export type Bytes = Stream.Stream<Uint8Array, SourceError>

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

/** Any failure of a reader as a source error. */
export const explainIn =
  (file: string) =>
  (error: unknown): SourceError =>
    error instanceof SourceError ? error : because(faultOf(error).reason(file))

/** All bytes of a file of a binary format, which makes no sense in part. */
export const collect = (file: string, bytes: Bytes): Effect.Effect<Buffer, SourceError> =>
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

/** The end of a file's name, such as `.csv`; empty where it has none. */
export const extensionOf = (name: string): string => /\.[^./]+$/.exec(name)?.[0] ?? ""

/** What the name of a file says about it and what its content says; nothing where the content is no text. */
const formatOf = (named: Format.Format | undefined, given: boolean, start: string): Format.TextFormat | undefined => {
  if (named === undefined) return Format.ofContent(start)
  if (Format.isText(named)) return given ? named : Format.refine(named, start)
  // Programs write web pages and tables under the names of workbooks and documents.
  const told = Format.ofContent(start)
  return told === "html" || (told === "csv" && !given) ? told : undefined
}

/** A file that is known for what it is. */
export type Identified =
  | { readonly kind: BinaryKind; readonly bytes: Bytes }
  | {
      readonly kind: "text"
      readonly format: Format.TextFormat
      readonly encoding: Encoding.Encoding
      /** The first characters. */
      readonly head: string
      readonly bytes: Bytes
    }

/**
 * Tells what a file is. Fails where it is nothing that is read.
 *
 * @param name the file's name, or its end such as `.csv`; empty where it has none
 * @param given the format that the user named, which goes before what the name and the content tell
 * @param depth in how many archives the file lies
 */
export const identify = Effect.fnUntraced(function* (
  { file, warn }: Pick<Origin, "file" | "warn">,
  source: Bytes,
  name: string,
  given: Format.Format | undefined,
  depth: number
): Effect.fn.Return<Identified, SourceError, Scope.Scope> {
  const { bytes, complete, head } = yield* peek(source)
  const extension = extensionOf(name)
  if (head.length === 0) return yield* because(new EmptyFile({ file }))
  const kind = kindOf(head)
  if (kind?.read === false) return yield* because(new Binary({ file, what: kind.what, remedy: kind.remedy }))
  if (kind !== undefined) {
    const what = "archives lie in archives in it. Unpack it and give the folder"
    return depth > Limits.maxNesting ? yield* because(new TooLarge({ file, what })) : { kind: kind.kind, bytes }
  }
  const encoding = Encoding.detect(head)
  if (encoding.name === "utf-8" && encoding.mark === 0 && isMostlyControl(head)) {
    const remedy = "Export its data as CSV, JSON or text and give that file."
    return yield* because(new Binary({ file, what: "a program's own file", remedy }))
  }
  const named = given ?? Format.ofExtension(extension)
  if (named === undefined && extension !== "") return yield* because(new UnsupportedFormat({ file, extension }))
  const start = new TextDecoder(encoding.name).decode(head).replaceAll("\0", "")
  if (complete && start.trim() === "") return yield* because(new EmptyFile({ file }))
  const format = formatOf(named, given !== undefined, start)
  if (format === undefined) {
    const what = `is no ${extension} file, although it is called one, or its beginning is damaged. Save it again in its program, or name it after what it is (.csv, .txt).`
    return yield* malformed(file, null, what)
  }
  if (named !== undefined && !Format.isText(named))
    yield* warn({
      kind: "Ending",
      file,
      message: `${file}: is called ${extension} and holds ${format === "html" ? "a web page" : "a table in text"}; it was read as that.`
    })
  return { kind: "text", format, encoding, head: start, bytes }
})
