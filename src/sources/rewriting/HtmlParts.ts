/**
 * Web pages as a part: what a person reads, what stands in the attributes that hold words, and what scripts and comments may give away.
 * Elements stay as they are.
 */
import { Parser } from "htmlparser2"
import { decodeEntities } from "../formats/Html.ts"
import { lineCounter, type Part, placed, type PlacedAnswer } from "./Part.ts"

// Attributes that hold words or addresses.
const worded =
  /\s(?:alt|title|content|value|placeholder|aria-label|label|summary|href|cite)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi

const escape = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

/** A page as a part. */
export const read = (html: string): Part => {
  const answers: Array<PlacedAnswer> = []
  const raw = new Set(["script", "style"])
  let inRaw = 0
  const add = (start: number, end: number, isRaw: boolean) => {
    const written = html.slice(start, end)
    const words = written.trim()
    if (words === "") return
    const from = start + written.indexOf(words)
    answers.push({
      start: from,
      end: from + words.length,
      name: `text-${answers.length + 1}`,
      value: isRaw ? words : decodeEntities(words),
      encode: isRaw ? (value) => value : escape
    })
  }
  // Text comes in pieces, one for each entity in it.
  let open: { start: number; end: number } | undefined
  const flush = () => {
    if (open !== undefined) add(open.start, open.end, inRaw > 0)
    open = undefined
  }
  const parser: Parser = new Parser(
    {
      ontext: () => {
        const { endIndex, startIndex } = parser
        if (open?.end === startIndex) open.end = endIndex + 1
        else {
          flush()
          open = { start: startIndex, end: endIndex + 1 }
        }
      },
      onopentag: (name) => {
        flush()
        if (raw.has(name)) inRaw++
        const { endIndex, startIndex } = parser
        const element = html.slice(startIndex, endIndex + 1)
        for (const match of element.matchAll(worded)) {
          const value = match[1] ?? match[2] ?? ""
          const at = startIndex + match.index + match[0].length - 1 - value.length
          add(at, at + value.length, false)
        }
      },
      onclosetag: (name) => {
        flush()
        if (raw.has(name)) inRaw--
      },
      oncomment: () => {
        flush()
        add(parser.startIndex + 4, Math.max(parser.startIndex + 4, parser.endIndex - 2), true)
      }
    },
    { decodeEntities: false, lowerCaseTags: true }
  )
  parser.write(html)
  parser.end()
  flush()
  const lineOf = lineCounter(html)
  const starts = new Map(answers.map((answer) => [answer.name, answer.start]))
  const part = placed(html, {
    kind: "document",
    headings: [],
    labels: [],
    people: [{ place: "the whole page", answers }]
  })
  return { ...part, lineOf: ({ name }, offset) => lineOf((starts.get(name) ?? 0) + offset) }
}
