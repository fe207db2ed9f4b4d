/**
 * Telling files that are not text, by the signatures that their formats begin with, so that the person is told the way out.
 */

/** What a file seems to be, and what to do about it. */
export interface BinaryKind {
  /** `xlsx` can be read; the others cannot. */
  readonly kind: "xlsx" | "other"
  readonly what: string
  readonly remedy: string
}

const asText = "Save it as text (.txt or .md) and give that file."
const other = (what: string, remedy: string): BinaryKind => ({ kind: "other", what, remedy })
const image = other("an image", "Type or recognise its text and give that as a text file.")
const sound = other("a recording", "Have it transcribed and give the transcript (.vtt, .srt, .txt or .md).")
const archive = other("an archive", "Unpack it and give the folder.")

const signatures: ReadonlyArray<readonly [signature: string, kind: BinaryKind]> = [
  ["%PDF", other("a PDF document", asText)],
  ["\x89PNG", image],
  ["\xff\xd8\xff", image],
  ["GIF8", image],
  ["BM", image],
  ["II*\x00", image],
  ["MM\x00*", image],
  ["{\\rtf", other("a rich text document", asText)],
  [
    "\xd0\xcf\x11\xe0",
    other(
      "an old or password-protected Office file",
      "Open it in its program, save it as .xlsx (a table) or .txt (a text) without a password, and give that file."
    )
  ],
  ["\x1f\x8b", archive],
  ["7z\xbc\xaf", archive],
  ["Rar!", archive],
  ["SQLite format 3\x00", other("a database", "Export the table as CSV and give that file.")],
  ["PAR1", other("a Parquet file", "Convert it to CSV or JSONL and give that file.")],
  ["ID3", sound],
  ["\xff\xfb", sound],
  ["OggS", sound],
  ["fLaC", sound]
]

const ofZip = (start: string): BinaryKind => {
  if (start.includes("word/")) return other("a Word document", asText)
  if (start.includes("ppt/")) return other("a presentation", asText)
  if (start.includes("opendocument.spreadsheet"))
    return other("an OpenDocument spreadsheet", "Save it as .xlsx or CSV.")
  if (start.includes("opendocument")) return other("an OpenDocument file", asText)
  // The parts of a workbook may lie beyond the first bytes; what is no workbook after all is found out when it is read.
  return { kind: "xlsx", what: "a spreadsheet", remedy: "" }
}

/**
 * What a file that is not text seems to be; nothing for text.
 *
 * @param head the first bytes of the file, some thousands if there are so many
 */
export const detect = (head: Uint8Array): BinaryKind | undefined => {
  const start = String.fromCharCode(...head.subarray(0, 4096))
  if (start.startsWith("PK\x03\x04")) return ofZip(start)
  // "BM" and the like could begin a text: a binary file has a control character soon after.
  const control = hasControl(head)
  const found = signatures.find(
    ([signature]) => start.startsWith(signature) && (control || signature === "%PDF" || signature === "{\\rtf")
  )
  if (found !== undefined) return found[1]
  if (/^RIFF....(?:WEBP)/s.test(start)) return image
  if (/^RIFF....WAVE|^....ftyp|^\x1aE\xdf\xa3/s.test(start)) return sound
  return undefined
}

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)

const hasControl = (bytes: Uint8Array): boolean => bytes.some(isControl)

/** Whether so many bytes are control characters that this is no text in any encoding of one byte a character. */
export const isMostlyControl = (head: Uint8Array): boolean => {
  let count = 0
  for (const byte of head) if (isControl(byte)) count++
  // A text with a stray NUL is still a text; a program or a database has a control character every few bytes.
  return count * 50 > head.length
}
