/**
 * Bytes of a binary format to what is in the file.
 */
import * as Cfb from "./Cfb.ts"
import type { Content } from "./Content.ts"
import { damaged, Fault, locked, unreadable } from "./Fault.ts"
import * as Docx from "./Docx.ts"
import type { BinaryKind } from "./Kind.ts"
import * as OpenDocument from "./OpenDocument.ts"
import * as Rtf from "./Rtf.ts"
import * as Xlsx from "./Xlsx.ts"
import * as Zip from "./Zip.ts"

/** What was found: the content of a file, or an archive of other files. */
export type Found = Content | { readonly kind: "archive"; readonly zip: Zip.Archive }

const asText = "Save it as text (.txt or .md), and give that file."

const ofZip = async (zip: Zip.Archive): Promise<Found> => {
  const some = (pattern: RegExp): boolean => zip.names.some((name) => pattern.test(name))
  if (zip.has("word/document.xml") || zip.has("word/document2.xml")) return Docx.read(zip)
  if (some(/(?:^|\/)workbook\.xml$/)) return Xlsx.read(zip)
  if (some(/(?:^|\/)workbook\.bin$/))
    throw unreadable("is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx, and give that file.")
  if (some(/^ppt\//)) throw unreadable(`is a presentation. ${asText}`)
  if (some(/\.iwa$|^Index\.zip$/))
    throw unreadable("is a file of Pages, Numbers or Keynote. Export it from there as .docx, .xlsx or CSV.")
  if (zip.has("mimetype")) {
    let type = ""
    for await (const part of zip.text("mimetype")) type += part
    if (type.includes("opendocument.spreadsheet")) return OpenDocument.readSheets(zip)
    if (type.includes("opendocument.text")) return OpenDocument.readText(zip)
    if (type.includes("opendocument")) throw unreadable(`is an OpenDocument file of a kind that is not read. ${asText}`)
    if (type.includes("epub")) throw unreadable(`is an e-book. ${asText}`)
  }
  if (zip.has("[Content_Types].xml") && some(/^(?:word|xl)\//))
    throw damaged("parts of it are missing, so it is damaged")
  return { kind: "archive", zip }
}

const ofCompound = async (bytes: Buffer): Promise<Content> => {
  const file = Cfb.open(bytes)
  if (file.has("EncryptedPackage") || file.has("EncryptionInfo")) throw locked("Word or Excel")
  if (file.has("WordDocument")) return (await import("./Doc.ts")).read(file)
  if (file.has("Workbook") || file.has("Book")) return (await import("./Xls.ts")).read(file)
  if (file.has("PowerPoint Document")) throw unreadable(`is a presentation. ${asText}`)
  throw unreadable(
    "is an old Office file of a kind that is not read. Save it as .docx, .xlsx or text, and give that file."
  )
}

const read = async (kind: Exclude<BinaryKind, "gzip">, bytes: Buffer): Promise<Found> => {
  switch (kind) {
    case "zip":
      return ofZip(Zip.open(bytes))
    case "compound":
      return ofCompound(bytes)
    case "rtf":
      return Rtf.read(bytes)
    case "pdf":
      return (await import("./Pdf.ts")).read(bytes)
    case "sav":
      return (await import("./Sav.ts")).read(bytes)
    case "dta":
      return (await import("./Dta.ts")).read(bytes)
    case "xpt":
      return (await import("./Xpt.ts")).read(bytes)
  }
}

/** Any failure as a `Fault`: values beyond the end of a buffer, which damaged files lead to, are one too. */
export const faultOf = (error: unknown): Fault =>
  error instanceof Fault ? error : damaged("it is not built as its format asks, so it is damaged or was cut short")

/** Reads a file of a binary format; rejects with a `Fault`. */
export const open = async (kind: Exclude<BinaryKind, "gzip">, bytes: Buffer): Promise<Found> => {
  try {
    return await read(kind, bytes)
  } catch (error) {
    throw faultOf(error)
  }
}
