/**
 * HTML to text that reads like Markdown: headings marked, paragraphs apart, no links or images.
 */
import { compile, type FormatCallback } from "html-to-text"

const heading: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 })
  builder.addInline("# ", { noWordTransform: true })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 2 })
}

// "Age" and "37" of a `<dl>` or of a row of two cells belong on one line, as in "Age: 37".
const term: FormatCallback = (element, walk, builder) => {
  builder.addLineBreak()
  walk(element.children, builder)
  builder.addInline(": ")
}

const definition: FormatCallback = (element, walk, builder) => walk(element.children, builder)

const row: FormatCallback = (element, walk, builder) => {
  const cells = element.children.filter((child) => child.name === "td" || child.name === "th")
  builder.addLineBreak()
  for (const [i, cell] of cells.entries()) {
    if (i > 0) builder.addInline(cells.length === 2 ? ": " : " | ")
    walk(cell.children, builder)
  }
}

const convert = compile({
  wordwrap: false,
  formatters: { heading, term, definition, row },
  limits: { maxInputLength: Number.MAX_SAFE_INTEGER },
  selectors: [
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, format: "heading" })),
    { selector: "dt", format: "term" },
    { selector: "dd", format: "definition" },
    { selector: "tr", format: "row" },
    ...["td > p", "th > p", "dt > p", "dd > p", "td > div", "th > div"].map((selector) => ({
      selector,
      format: "inline"
    })),
    { selector: "a", options: { ignoreHref: true } },
    ...["img", "script", "style", "noscript", "template", "nav"].map((selector) => ({ selector, format: "skip" })),
    // Its marks would begin a line as a list does in Markdown.
    { selector: "hr", format: "lineBreak" }
  ]
})

/** The text of an HTML document. */
export const toText = (html: string): string => convert(html)
