/**
 * Web pages, and documents and tables that Word, LibreOffice and spreadsheets saved as such: what a person sees of them. Scripts are
 * not run, links not followed, frames and pictures not loaded.
 */
import { Parser } from "htmlparser2"
import type { Block, Document } from "./Content.ts"
import { tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"
import { Paragraphs } from "./Paragraphs.ts"

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "))

// What is not shown, or does not belong to the text. In `del` stands what was deleted while changes were tracked.
const passedOver = words(
  "script style noscript template head title nav svg math select textarea button iframe object audio video canvas footer del rt"
)
const flow = words(
  "html body p div section article main header aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption address hr form fieldset legend details summary center caption"
)
const table = words("table tr td th")

const isHidden = (name: string, attributes: Readonly<Record<string, string>>): boolean => {
  const style = (attributes["style"] ?? "").replace(/\s+/g, "").toLowerCase()
  const kind = `${attributes["class"] ?? ""} ${attributes["id"] ?? ""} ${attributes["title"] ?? ""}`.toLowerCase()
  return (
    passedOver.has(name) ||
    "hidden" in attributes ||
    /display:none|visibility:hidden|mso-hide:all|mso-element:(?:footnote|endnote|comment|header|footer)/.test(style) ||
    // Headers, footers, notes and their marks, as Word and LibreOffice name them.
    (name === "div" && /^\s*(?:\S+ )?(?:header|footer)\s*$|(?:^|\s)sd(?:foot|end)note\d/.test(kind)) ||
    /mso(?:foot|end)note|msocomment|msoheader|msofooter|sd(?:foot|end)note(?:anc|sym)/.test(kind)
  )
}

/** Reads a page; throws a `Fault`. */
export const read = (html: string): Document => {
  const blocks: Array<Block> = []
  const paragraphs = new Paragraphs((block) => void blocks.push(block))
  /** The names of open elements that hide what is in them, and of those inside. */
  const hidden: Array<string> = []
  let isOpen = false
  let preformatted = 0
  let blank = true
  let depth = 0
  let tables = 0
  let span = 1

  const end = () => {
    if (isOpen) paragraphs.close()
    isOpen = false
    blank = true
  }
  const begin = (heading = false) => {
    if (!isOpen) paragraphs.open(heading)
    isOpen = true
  }
  const add = (text: string) => {
    begin()
    paragraphs.add(text)
  }

  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > Limits.maxDepth * 4)
          throw tooLarge("elements are nested in it deeper than any program writes them")
        if (hidden.length > 0 || isHidden(name, attributes)) {
          hidden.push(name)
          return
        }
        if (name === "br") {
          if (isOpen) add("\n")
          blank = true
        } else if (name === "dd" && isOpen) blank = true
        else if (flow.has(name)) {
          end()
          if (name === "pre") preformatted++
          if (/^h[1-6]$/.test(name)) begin(true)
          else if (name === "li") add("- ")
        } else if (name === "table") {
          end()
          tables++
          paragraphs.openTable()
        } else if ((name === "td" || name === "th") && tables > 0) {
          end()
          span = Math.min(Math.max(1, Number(attributes["colspan"]) || 1), 64)
          paragraphs.openCell()
        } else if (name === "tr") end()
      },
      onclosetag: (name, implied) => {
        depth--
        if (hidden.length > 0) {
          hidden.pop()
          return
        }
        // Elements that overlap (`<b><p>Kim</b>: …`) end nothing where they are closed on another's behalf.
        if (implied && !table.has(name)) return
        if (name === "dt") {
          if (isOpen) add(": ")
          blank = true
        } else if (flow.has(name)) {
          end()
          if (name === "pre") preformatted--
        } else if (name === "td" || name === "th") {
          end()
          paragraphs.closeCell(span)
        } else if (name === "tr") {
          end()
          paragraphs.closeRow()
        } else if (name === "table" && tables > 0) {
          end()
          tables--
          paragraphs.closeTable()
        }
      },
      ontext: (text) => {
        if (hidden.length > 0) return
        const clean = preformatted > 0 ? text : text.replace(/[\s\u00a0]+/g, " ")
        const shown = (blank && preformatted === 0 ? clean.trimStart() : clean).replaceAll("\u00ad", "")
        if (shown === "") return
        blank = shown.endsWith(" ")
        add(shown)
      }
    },
    { decodeEntities: true, lowerCaseTags: true }
  )
  for (let at = 0; at < html.length; at += 1 << 16) parser.write(html.slice(at, at + (1 << 16)))
  parser.end()
  end()
  for (; tables > 0; tables--) paragraphs.closeTable()
  return { kind: "document", blocks, notes: [] }
}

const tag = /<\/?(?:p|br|div|span|b|i|u|em|strong|font|a|ul|ol|li|h[1-6])\b[^<>]*>/i
const entity = /&(?:nbsp|amp|lt|gt|quot|apos|#\d{2,6}|#x[0-9a-f]{2,6});/i

/** The text of a cell that a form's editor filled with HTML; any other cell as it is. */
export const withoutTags = (cell: string): string => {
  if (!cell.includes("<") && !cell.includes("&")) return cell
  if (!tag.test(cell) && !entity.test(cell)) return cell
  // A sign that opens no tag is one that somebody wrote.
  const html = tag.test(cell) ? cell : cell.replaceAll("<", "&lt;")
  return read(html)
    .blocks.map((block) => (block.kind === "line" ? block.text : ""))
    .filter((line) => line !== "")
    .join("\n")
}

/** A text of a page with its entities as characters. */
export const decodeEntities = (text: string): string => {
  if (!text.includes("&")) return text
  let out = ""
  const parser = new Parser({ ontext: (part) => void (out += part) }, { decodeEntities: true })
  parser.end(text.replaceAll("<", "&lt;"))
  return out
}
