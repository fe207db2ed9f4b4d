/**
 * What stands above a transcript or a text: `Participant: P4`, `Age: 37`, or the same as YAML between two lines of dashes.
 */
import { Yaml } from "effect/encoding"
import type { Field } from "../../domain/ResearchRecord.ts"
import { answer, fields, unique } from "../Answer.ts"
import { isRemark, parse, speakerKey } from "./SpeakerLabel.ts"
import { isStampOnly } from "./Stamps.ts"

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

const isRule = (line: string): boolean => /^\s*(?:[-=*_\u2013\u2014]\s*){3,}$|^#{1,6}\s/.test(line)
const isDecoration = (line: string): boolean => line.trim() === "" || isRule(line)

// Facts are short and ask nothing.
const isFact = (text: string): boolean => text.length <= 160 && !/[?\uff1f\u061f]$/.test(text)

const isSentence = (text: string): boolean => {
  const words = text.split(/\s+/).length
  return words > 6 || (words > 2 && /[.!\u2026\u3002]$/.test(text)) || /[\u3002\uff01]$/.test(text)
}

/** Two facts on a line, a wide gap apart, are two lines. */
const columns = (line: string): ReadonlyArray<string> => {
  const parts = line.split(/\t+| {3,}/).filter((part) => part.trim() !== "")
  return parts.length > 1 && parts.every((part) => parse(part) !== undefined) ? parts : [line]
}

/**
 * Reads the facts above a transcript or text: a run of `Key: value` lines, with headings and blank lines among them.
 *
 * @param isSpeaker whether a label speaks further down; left out above prose. `Participant: Maria` may be a fact or said; it is a
 *   fact where one that cannot be said, such as `Age: 37`, follows, or where the conversation begins below a line or a heading
 */
export const facts = (lines: ReadonlyArray<string>, isSpeaker?: (label: string) => boolean): Header => {
  const found: Array<Field> = []
  const taken = new Set<string>()
  const seen = new Set<string>()
  let header = none
  let facing = 0
  for (const [i, line] of lines.entries()) {
    if (isDecoration(line)) {
      // Below a rule or a heading the talk begins anew: what stood above it in short was about the speakers.
      if (isRule(line) && facing > 1) header = { fields: [...found], lines: i }
      continue
    }
    const pieces = columns(line).map((piece) => parse(piece))
    if (pieces.some((piece) => piece === undefined || (isSpeaker === undefined && isRemark(piece.label)))) {
      // Above a conversation, titles and lists of names may stand among the facts.
      if (isSpeaker === undefined || facing > 0) break
      continue
    }
    let over = false
    let spoken = false
    for (const piece of pieces) {
      if (piece === undefined) continue
      const key = speakerKey(piece.label)
      const speaks = isSpeaker?.(piece.label) === true
      // A label that comes back is somebody talking, and so is a speaker with a sentence to say.
      if (piece.text === "" && !speaks) continue
      if (seen.has(key) || !isFact(piece.text) || (speaks && isSentence(piece.text)) || (speaks && piece.text === ""))
        over = true
      if (over) break
      seen.add(key)
      const text = answer(piece.text)
      if (text !== undefined) found.push({ name: unique(piece.label, taken), text })
      if (speaks) spoken = true
      facing += speaks ? 1 : 0
    }
    if (over) break
    if (!spoken && !isStampOnly(line)) header = { fields: [...found], lines: i + 1 }
  }
  return header
}
