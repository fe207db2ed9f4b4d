/**
 * Prose to a record with a field for each paragraph, and the heading above it as what it answers.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import { unique } from "../Answer.ts"
import { plain } from "./SpokenWords.ts"

interface Paragraph {
  readonly heading: string | undefined
  readonly text: string
}

const isListItem = (line: string): boolean => /^\s*(?:[-*+\u2022]|\d{1,3}[.)])\s+\S/.test(line)

const endsSentence = (line: string): boolean => /[.!?\u2026"'\u201d\u2019)]\s*$/.test(line)

/** Whether each line is a paragraph of its own: a text without blank lines whose lines mostly end where a sentence does. */
const isLineByLine = (lines: ReadonlyArray<string>): boolean =>
  lines.length > 1 &&
  lines.every((line) => line.trim() !== "") &&
  lines.filter(endsSentence).length * 4 > lines.length * 3

const trimBlank = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const first = lines.findIndex((line) => line.trim() !== "")
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== "") + 1)
}

/** The paragraphs of a text. Wrapped lines are joined; items of a list stay on lines of their own. */
const paragraphs = (lines: ReadonlyArray<string>): ReadonlyArray<Paragraph> => {
  const out: Array<Paragraph> = []
  const lineByLine = isLineByLine(trimBlank(lines))
  let heading: string | undefined
  let text = ""
  const close = () => {
    if (text.trim() !== "") out.push({ heading, text: plain(text.trim()) })
    text = ""
  }
  for (const line of lines) {
    const atx = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1]
    if (atx !== undefined) {
      close()
      heading = plain(atx)
    } else if (/^(?:=+|-{3,})\s*$/.test(line) && text !== "" && !text.includes("\n") && text.length < 120) {
      // Underlined: what stands above the line was a heading.
      heading = plain(text.trim())
      text = ""
    } else if (/^\s*$|^\s*(?:[-=*_]\s*){3,}$/.test(line)) close()
    else {
      const words = line.trim().replace(/^>\s?/, "")
      text = text === "" ? words : text + (isListItem(line) ? "\n" : " ") + words
      if (lineByLine) close()
    }
  }
  close()
  return out
}

/** The record of a text; nothing where it has no words. */
export const record = (
  header: ReadonlyArray<Field>,
  lines: ReadonlyArray<string>,
  origin: { readonly file: string; readonly label: string }
): ResearchRecord | undefined => {
  const taken = new Set<string>()
  const above = header.map((field) => ({ ...field, name: unique(field.name, taken) }))
  const body = paragraphs(lines).map(({ heading, text }, i): Field => {
    const name = unique(`paragraph-${i + 1}`, taken)
    return heading === undefined || heading === "" ? { name, text } : { name, question: heading, text }
  })
  if (body.length === 0 && header.length === 0) return undefined
  return {
    id: `${origin.label}#1`,
    source: { file: origin.file, place: "line 1" },
    kind: "document",
    fields: [...above, ...body]
  }
}
