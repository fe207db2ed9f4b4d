/**
 * PDF documents: their lines in the order in which they are written, without what repeats at the head and foot of pages. It takes the
 * package `unpdf`, which is loaded when the first PDF is read.
 */
import type { Content } from "./Content.ts"
import { damaged, type Fault, locked, missingPackage, tooLarge, unreadable } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { withoutFurniture } from "./PdfFurniture.ts"
import { pageOf, type PdfItem, type PdfPage } from "./PdfLines.ts"
import { blocksOf } from "./PdfTables.ts"

const maxPages = 2000

const load = async () => {
  try {
    return await import("unpdf")
  } catch {
    throw missingPackage("a PDF document", "unpdf")
  }
}

const explain = (error: unknown): Fault => {
  if (error instanceof Error && error.name === "PasswordException") return locked("the program that made it")
  return damaged("it cannot be read as PDF, so it is damaged or was cut short")
}

interface PageItem {
  readonly str?: string
  readonly transform?: ReadonlyArray<number>
  readonly width?: number
  readonly height?: number
}

const isItem = (value: unknown): value is PageItem => typeof value === "object" && value !== null && "str" in value

const itemOf = ({ height = 0, str = "", transform = [], width = 0 }: PageItem): PdfItem => ({
  text: str,
  x: transform[4] ?? 0,
  y: transform[5] ?? 0,
  width,
  height
})

/** One page after the other: all at once would hold all of them in memory. */
async function* inOrder(numbers: ReadonlyArray<number>): AsyncGenerator<number> {
  yield* numbers
}

const readPages = async (bytes: Buffer): Promise<ReadonlyArray<PdfPage>> => {
  const { getDocumentProxy } = await load()
  let document: Awaited<ReturnType<typeof getDocumentProxy>>
  try {
    // Nothing in the file is run, and no fonts are looked for outside of it.
    document = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      useSystemFonts: false
    })
  } catch (error) {
    throw explain(error)
  }
  try {
    if (document.numPages > maxPages) throw tooLarge(`it has more than ${maxPages} pages. Split it`)
    const numbers = Array.from({ length: document.numPages }, (_, i) => i + 1)
    const pages: Array<PdfPage> = []
    let length = 0
    for await (const number of inOrder(numbers)) {
      const page = await document.getPage(number)
      const content = await page.getTextContent()
      const items = content.items.flatMap((item: unknown) => (isItem(item) ? [itemOf(item)] : []))
      page.cleanup()
      length += items.reduce((sum, { text }) => sum + text.length, 0)
      if (length > Limits.maxText) throw tooLarge("its text is longer than 64 MiB. Split it")
      pages.push(pageOf(items, number, page.view[3] ?? 0))
    }
    return pages
  } finally {
    await document.destroy()
  }
}

/** Reads a document; rejects with a `Fault`. */
export const read = async (bytes: Buffer): Promise<Content> => {
  if (!bytes.subarray(-4096).toString("latin1").includes("%%EOF"))
    throw damaged("it ends before it should, so it is damaged or was cut short")
  const pages = await readPages(bytes)
  if (pages.every(({ lines }) => lines.length === 0))
    throw unreadable(
      "has no text in it, only images: it was scanned. Let a program recognise its text (OCR), or type it, and give that."
    )
  return { kind: "document", blocks: blocksOf(withoutFurniture(pages)), notes: [] }
}
