/**
 * What stands above a transcript or a text: `Participant: P4`, `Age: 37`, or the same as YAML between two lines of dashes.
 */
import { Yaml } from "effect/encoding"
import type { Field } from "../../domain/ResearchRecord.ts"
import { answer, fields, unique } from "../Answer.ts"
import { isRemark, parse, speakerKey } from "./SpeakerLabel.ts"

/** What stands above, and how many lines it takes. */
export interface Header {
  readonly fields: ReadonlyArray<Field>
  readonly lines: number
}

const none: Header = { fields: [], lines: 0 }

/** Reads YAML front matter. What is no YAML is left where it is, to be read as text. */
export const frontMatter = (lines: ReadonlyArray<string>): Header => {
  if (lines[0]?.trim() !== "---") return none
  const end = lines.findIndex((line, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(line))
  if (end === -1) return none
  try {
    return { fields: fields(Yaml.parse(lines.slice(1, end).join("\n"))), lines: end + 1 }
  } catch {
    return none
  }
}

const isDecoration = (line: string): boolean => /^\s*$|^#{1,6}\s|^\s*(?:[-=*_]\s*){3,}$/.test(line)

// Facts are short and ask nothing.
const isFact = (text: string): boolean => text.length <= 160 && !text.endsWith("?")

const isSentence = (text: string): boolean => {
  const words = text.split(/\s+/).length
  return words > 6 || (words > 2 && /[.!\u2026]$/.test(text))
}

/**
 * Reads the facts above a transcript or text: a run of `Key: value` lines, with headings and blank lines among them.
 *
 * @param isSpeaker whether a label speaks further down. `Participant: Maria` may be a fact or said; it is a fact where one that
 *   cannot be said, such as `Age: 37`, follows
 */
export const facts = (lines: ReadonlyArray<string>, isSpeaker: (label: string) => boolean): Header => {
  const found: Array<Field> = []
  const taken = new Set<string>()
  const seen = new Set<string>()
  let header = none
  for (const [i, line] of lines.entries()) {
    if (isDecoration(line)) continue
    const labelled = parse(line)
    if (labelled === undefined || isRemark(labelled.label)) break
    const key = speakerKey(labelled.label)
    const speaks = isSpeaker(labelled.label)
    // A label that comes back is somebody talking, and so is a speaker with a sentence to say.
    if (seen.has(key) || !isFact(labelled.text) || (speaks && isSentence(labelled.text))) break
    seen.add(key)
    const text = answer(labelled.text)
    if (text !== undefined) found.push({ name: unique(labelled.label, taken), text })
    if (!speaks) header = { fields: [...found], lines: i + 1 }
  }
  return header
}
