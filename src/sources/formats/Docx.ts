/**
 * Word documents (.docx, .docm): what a person reads who accepts all changes. Headers, footers, footnotes and comments are not part
 * of what was said.
 */
import type { Block, Content } from "./Content.ts"
import { damaged } from "./Fault.ts"
import { attribute, type Attributes, collect, type Handler, parse } from "./Markup.ts"
import { Paragraphs } from "./Paragraphs.ts"
import type { Archive } from "./Zip.ts"

// Deleted and moved text, the second rendering of a drawing, and what a field is computed from.
const passedOver = new Set(["del", "moveFrom", "Fallback", "instrText", "delText", "rt"])

const isHeadingName = (name: string): boolean =>
  /^(?:heading|title|subtitle|berschrift|titel|titre|t\u00edtulo)/i.test(name)

/** The ids of the styles that are headings, by their names or because they stand in the outline. */
const readHeadings = async (zip: Archive): Promise<ReadonlySet<string>> => {
  const headings = new Set<string>()
  if (!zip.has("word/styles.xml")) return headings
  let id = ""
  await parse(zip.text("word/styles.xml"), {
    open: (name, attributes) => {
      const value = attribute(attributes, "val") ?? ""
      if (name === "style") id = attribute(attributes, "styleId") ?? ""
      else if ((name === "name" && isHeadingName(value)) || (name === "outlineLvl" && Number(value) < 9))
        headings.add(id)
    },
    close: () => undefined
  })
  return headings
}

const isOn = (attributes: Attributes): boolean => !/^(?:0|false|off|none)$/.test(attribute(attributes, "val") ?? "")

const handlerOf =
  (headings: ReadonlySet<string>) =>
  (emit: (block: Block) => void): Handler => {
    const paragraphs = new Paragraphs(emit)
    let skipping = 0
    let reading = false
    let hidden = false
    let span = 1
    return {
      open: (name, attributes) => {
        if (skipping > 0 || passedOver.has(name)) {
          skipping++
          return
        }
        if (name === "p") paragraphs.open(false)
        else if (name === "r") hidden = false
        else if (name === "t") reading = true
        else if (name === "tab") {
          // The same element declares a tab stop, with a position.
          if (attribute(attributes, "pos") === undefined) paragraphs.add("\t")
        } else if (name === "br" || name === "cr") paragraphs.add("\n")
        else if (name === "noBreakHyphen") paragraphs.add("-")
        else if (name === "vanish") hidden = isOn(attributes)
        else if (name === "pStyle") {
          const style = attribute(attributes, "val") ?? ""
          if (headings.has(style) || isHeadingName(style)) paragraphs.markHeading()
        } else if (name === "tbl") paragraphs.openTable()
        else if (name === "tc") {
          span = 1
          paragraphs.openCell()
        } else if (name === "gridSpan") span = Math.min(Math.max(1, Number(attribute(attributes, "val")) || 1), 64)
      },
      close: (name) => {
        if (skipping > 0) skipping--
        else if (name === "p") paragraphs.close()
        else if (name === "t") reading = false
        else if (name === "tc") paragraphs.closeCell(span)
        else if (name === "tr") paragraphs.closeRow()
        else if (name === "tbl") paragraphs.closeTable()
      },
      text: (text) => {
        if (reading && skipping === 0 && !hidden) paragraphs.add(text)
      }
    }
  }

/** Reads a document; throws a `Fault`. */
export const read = async (zip: Archive): Promise<Content> => {
  const part = ["word/document.xml", "word/document2.xml"].find(zip.has)
  if (part === undefined) throw damaged("its text is missing, so it is damaged")
  const headings = await readHeadings(zip)
  const blocks: Array<Block> = []
  for await (const some of collect(zip.text(part), handlerOf(headings))) blocks.push(...some)
  return { kind: "document", blocks, notes: [] }
}
