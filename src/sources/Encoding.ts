/**
 * Bytes to text, a chunk at a time: UTF-8, UTF-16 in both orders, and Windows-1252 for what is none of these.
 */
import { Effect, Stream } from "effect"
import type { SourceError } from "./SourceError.ts"
import type { SourceWarning } from "./SourceWarning.ts"

/** How a text is written, as its first bytes tell. */
export interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be"
  /** How many bytes the byte order mark takes. */
  readonly mark: number
}

/** The encoding that the first bytes tell: by their byte order mark, or by where the zero bytes of Latin letters lie. */
export const detect = (head: Uint8Array): Encoding => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: "utf-8", mark: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", mark: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", mark: 2 }
  let even = 0
  let odd = 0
  for (const [i, byte] of head.entries()) {
    if (byte === 0 && i % 2 === 0) even++
    else if (byte === 0) odd++
  }
  const many = head.length / 2 / 3
  if (odd > many && even * 20 < odd) return { name: "utf-16le", mark: 0 }
  if (even > many && odd * 20 < even) return { name: "utf-16be", mark: 0 }
  return { name: "utf-8", mark: 0 }
}

// Bytes 0x80 to 0x9f, which Node 20 decodes as ISO-8859-1 does even when it is asked for windows-1252: curly quotes would become
// control characters. The five that Windows-1252 leaves open stay as they are, as https://encoding.spec.whatwg.org has it.
const windows1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178"
const latin = new TextDecoder("latin1")

/** Bytes of Windows-1252, which Latin-1 and ASCII are part of, as text. */
export const decodeWindows1252 = (bytes: Uint8Array): string =>
  latin.decode(bytes).replace(/[\x80-\x9f]/g, (c) => windows1252.charAt(c.charCodeAt(0) - 0x80))

/** How many bytes at the end begin a UTF-8 character whose rest is still to come. */
const incomplete = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

interface Decoder {
  readonly feed: (bytes: Uint8Array, last: boolean) => string
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
const replacing = new TextDecoder("utf-8", { ignoreBOM: true })

const decodeStrictly = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * UTF-8 until it meets bytes that are not. A text that was pure ASCII till then is Windows-1252; one that had other UTF-8
 * characters is a UTF-8 text with broken bytes, and re-reading all of it as Windows-1252 would garble what is right.
 */
const utf8 = (onInvalid: (readAs: "windows-1252" | "utf-8") => void): Decoder => {
  let rest = new Uint8Array(0)
  let ascii = true
  let mode: "strict" | "windows-1252" | "replacing" = "strict"
  const join = (bytes: Uint8Array): Uint8Array => {
    if (rest.length === 0) return bytes
    const joined = new Uint8Array(rest.length + bytes.length)
    joined.set(rest)
    joined.set(bytes, rest.length)
    return joined
  }
  return {
    feed: (bytes, last) => {
      if (mode === "windows-1252") return decodeWindows1252(bytes)
      const all = join(bytes)
      const end = last ? all.length : all.length - incomplete(all)
      rest = all.slice(end)
      const whole = all.subarray(0, end)
      if (mode === "replacing") return replacing.decode(whole)
      const text = decodeStrictly(whole)
      if (text !== undefined) {
        ascii &&= text.length === whole.length
        return text
      }
      const replaced = replacing.decode(whole)
      mode = ascii && !/[\u0080-\ufffc]/.test(replaced) ? "windows-1252" : "replacing"
      onInvalid(mode === "replacing" ? "utf-8" : mode)
      if (mode === "replacing") return replaced
      rest = new Uint8Array(0)
      return decodeWindows1252(all)
    }
  }
}

const utf16 = (name: "utf-16le" | "utf-16be"): Decoder => {
  const decoder = new TextDecoder(name, { ignoreBOM: true })
  return { feed: (bytes, last) => decoder.decode(bytes, { stream: !last }) }
}

const messages = {
  "windows-1252": "is not UTF-8; it was read as Windows-1252 (Latin-1). If letters look wrong, save it as UTF-8.",
  "utf-8": "has bytes that are not UTF-8; each was replaced by \ufffd. Save it as UTF-8 to have them right.",
  nul: "has NUL characters; they were left out."
}

/**
 * The text of a file. Warns once when it is not UTF-8 or UTF-16, and once when it has NUL characters (which are left out).
 *
 * @param file the name to warn by
 */
export const decode = (
  bytes: Stream.Stream<Uint8Array, SourceError>,
  encoding: Encoding,
  file: string,
  warn: (warning: SourceWarning) => Effect.Effect<void>
): Stream.Stream<string, SourceError> =>
  Stream.suspend(() => {
    const warnings: Array<SourceWarning> = []
    const note = (kind: SourceWarning["kind"], message: string) =>
      warnings.push({ kind, file, message: `${file}: ${message}` })
    const decoder =
      encoding.name === "utf-8" ? utf8((readAs) => void note("Encoding", messages[readAs])) : utf16(encoding.name)
    let mark = encoding.mark
    let hadNul = false
    const feed = (chunk: Uint8Array, last: boolean): Effect.Effect<string> => {
      const skipped = Math.min(mark, chunk.length)
      mark -= skipped
      let text = decoder.feed(skipped === 0 ? chunk : chunk.subarray(skipped), last)
      if (text.includes("\0")) {
        text = text.replaceAll("\0", "")
        if (!hadNul) note("NulCharacters", messages.nul)
        hadNul = true
      }
      if (warnings.length === 0) return Effect.succeed(text)
      return Effect.as(Effect.forEach(warnings.splice(0), warn, { discard: true }), text)
    }
    return bytes.pipe(
      Stream.mapEffect((chunk) => feed(chunk, false)),
      Stream.concat(Stream.fromEffect(Effect.suspend(() => feed(new Uint8Array(0), true)))),
      Stream.filter((text) => text !== "")
    )
  })
