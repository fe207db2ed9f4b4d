/**
 * A file of research data as bytes in, bytes out: taken apart, changed, and written again in its own encoding.
 */
import { Data } from "effect"
import { kindOf } from "../../sources/formats/Kind.ts"
import * as Encoding from "../../sources/Encoding.ts"
import * as Format from "../../sources/Format.ts"
import * as Csv from "./Csv.ts"
import * as Json from "./Json.ts"
import type { Layout } from "./Layout.ts"
import * as Text from "./Text.ts"

/** A file whose format cannot be kept. The message says which, and what to do. */
export class LayoutError extends Data.TaggedError("LayoutError")<{ readonly message: string }> {}

/** A file taken apart. */
export interface File {
  readonly name: string
  readonly format: Format.Format
  readonly text: string
  readonly layout: Layout
  /** Another text of the file, in its encoding. */
  readonly encode: (text: string) => Uint8Array
}

/** Reads a file. Throws `LayoutError`. */
export const read = (name: string, extension: string, bytes: Uint8Array): File => {
  const head = bytes.subarray(0, 65536)
  const binary = kindOf(head)
  if (binary !== undefined) {
    throw new LayoutError({
      message: `${name}: ${binary.read ? "cannot be rewritten as it is. Save it as CSV or text and give that file." : `is ${binary.what}. ${binary.remedy}`}`
    })
  }
  const encoding = Encoding.detect(head)
  const buffer = Buffer.from(bytes)
  const utf16 = encoding.name === "utf-16le"
  const text = buffer.toString(utf16 ? "utf16le" : "utf8")
  const encode = (changed: string) => Buffer.from(changed, utf16 ? "utf16le" : "utf8")
  // What does not come back as it was would be garbled in the parts that nobody wanted changed.
  if (encoding.name === "utf-16be" || !buffer.equals(encode(text))) {
    throw new LayoutError({
      message: `${name}: is written in neither UTF-8 nor UTF-16LE, and could not be written back as it is. Save it as UTF-8 and give that file.`
    })
  }
  const start = text.replace(/^\ufeff/, "").slice(0, 65536)
  const named = Format.ofExtension(extension)
  const format = named === undefined || !Format.isText(named) ? Format.ofContent(start) : Format.refine(named, start)
  const layout = layoutOf(format, text)
  if (layout === undefined) {
    throw new LayoutError({
      message: `${name}: is no valid ${format === "jsonl" ? "JSON lines" : "JSON"}: mend it first.`
    })
  }
  if (layout === "unsupported") {
    throw new LayoutError({
      message: `${name}: ${format} files cannot be rewritten as they are. Save it as CSV, JSON or text and give that file.`
    })
  }
  return { name, format, text, layout, encode }
}

const layoutOf = (format: Format.Format, text: string): Layout | "unsupported" | undefined => {
  switch (format) {
    case "csv":
      return Csv.read(text)
    case "json":
    case "jsonl":
      return Json.read(text, format === "jsonl")
    case "vtt":
    case "srt":
    case "sbv":
      return Text.read(text, true)
    case "text":
    case "markdown":
    case "html":
      return Text.read(text, false)
    default:
      return "unsupported"
  }
}
