/**
 * What a file is by its first bytes, whatever it is called.
 */

/** The kinds of files that are read and are not text. */
export type BinaryKind = "zip" | "compound" | "gzip" | "pdf" | "rtf" | "sav" | "dta" | "xpt"

/** What a file is: a kind that is read, or what it is and what to do instead. */
export type Kind =
  | { readonly read: true; readonly kind: BinaryKind }
  | { readonly read: false; readonly what: string; readonly remedy: string }

const is = (kind: BinaryKind): Kind => ({ read: true, kind })
const other = (what: string, remedy: string): Kind => ({ read: false, what, remedy })
const image = other("an image", "Type or recognise its text and give that as a text file.")
const sound = other("a recording", "Have it transcribed and give the transcript (.vtt, .srt, .txt or .docx).")
const archive = other("an archive of a kind that is not read", "Unpack it and give the folder.")

const signatures: ReadonlyArray<readonly [signature: string, kind: Kind]> = [
  ["PK\x03\x04", is("zip")],
  ["PK\x05\x06", is("zip")],
  ["%PDF", is("pdf")],
  ["{\\rtf", is("rtf")],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", is("compound")],
  ["\x1f\x8b", is("gzip")],
  ["$FL2", is("sav")],
  ["$FL3", is("sav")],
  ["\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV", is("sav")],
  ["<stata_dta>", is("dta")],
  ["HEADER RECORD*******LIB", is("xpt")],
  ["\x89PNG", image],
  ["\xff\xd8\xff", image],
  ["GIF8", image],
  ["BM", image],
  ["II*\x00", image],
  ["MM\x00*", image],
  ["7z\xbc\xaf", archive],
  ["Rar!", archive],
  ["BZh", archive],
  ["\xfd7zXZ", archive],
  ["SQLite format 3\x00", other("a database", "Export the table as CSV and give that file.")],
  ["PAR1", other("a Parquet file", "Convert it to CSV or JSONL and give that file.")],
  ["RDX", other("data of R", "Write it as CSV with write.csv and give that file.")],
  ["\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60", other("a SAS data set", "Export it as .xpt or CSV and give that file.")],
  ["ID3", sound],
  ["\xff\xfb", sound],
  ["OggS", sound],
  ["fLaC", sound]
]

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)

/** Signatures of printed characters alone: a text may begin with such a word, so that a control character has to follow. */
const mayBeText = /^(?:BM|GIF8|Rar!|BZh|PAR1|RDX|ID3|OggS|fLaC)$/

/**
 * What a file is; nothing for text.
 *
 * @param head the first bytes of the file, some thousands if there are so many
 */
export const kindOf = (head: Uint8Array): Kind | undefined => {
  const start = String.fromCharCode(...head.subarray(0, 64)).replace(/^\xef\xbb\xbf(?=\{\\rtf)/, "")
  const control = head.some(isControl)
  const found = signatures.find(([signature]) => start.startsWith(signature) && (control || !mayBeText.test(signature)))
  if (found !== undefined) return found[1]
  // Stata before 13: a version, an order of bytes, and two bytes that never change.
  if (/^[\x6e-\x73][\x01\x02]\x01\x00/.test(start)) return is("dta")
  if (/^RIFF....(?:WEBP)/s.test(start)) return image
  if (/^RIFF....WAVE|^....ftyp|^\x1aE\xdf\xa3/s.test(start)) return sound
  return undefined
}

/** Whether so many bytes are control characters that this is no text in any encoding of one byte a character. */
export const isMostlyControl = (head: Uint8Array): boolean => {
  let count = 0
  for (const byte of head) if (isControl(byte)) count++
  // A text with a stray NUL is still a text; a program or a database has a control character every few bytes.
  return count * 50 > head.length
}
