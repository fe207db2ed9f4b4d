/**
 * The parts of a header, in all the ways survey tools write them: `q0004_0001`, `Q24_1`, `Q5[SQ002]`, `perfCheck1. Do you …?`,
 * `5) Which do you use? Sync`, `Which do you use? [Sync]`, `Which do you use? - Sync`.
 */
import type { CodedColumn } from "./ColumnTable.ts"
import { shown } from "./PlainText.ts"

/** A header in its parts. */
export interface Header {
  /** The name of the column for programs, such as `Q24_1`; empty where the header is words alone. */
  readonly code: string
  /** The question in words with what follows it; empty where the file holds only codes. */
  readonly text: string
  /** The number that leads the words, such as `5)`. */
  readonly number: string
  /** The question and the item, where the file tells them apart in rows of their own. */
  readonly told: { readonly stem: string; readonly item: string } | undefined
}

const leadingCode = /^((?:[A-Za-z][A-Za-z_-]*)?\d+[A-Za-z]?(?:[_.-]+[A-Za-z\d]+)*)\s?[.):]\s+(?=\S)/
const numbering = /^(?:[Qq](?:uestion)?\s?)?\d+[a-z]?\s?[.):]$/

/** Tools number headers that stand twice: `….1`, `… (2)`. Piped answers, `{…}`, differ where the question is the same. */
const withoutCounter = (text: string): string =>
  text
    .replace(/(?<=[\])?.:a-z])(?:\.\d{1,2}| \(\d{1,2}\))$/, "")
    .replace(/\{[^{}]*\}/g, "{}")
    .replace(/ - Selected Choice\b/, "")

/** The parts of a column's header. */
export const partsOf = ({ name, question }: CodedColumn): Header => {
  const plain = shown(name)
  const asked = question === undefined ? undefined : withoutCounter(shown(question))
  if (!/\s/.test(plain) && !/[?]$/.test(plain)) return { code: plain, text: asked ?? "", number: "", told: undefined }
  const told = question === undefined ? undefined : toldApart(plain, shown(question))
  const whole = withoutCounter(plain)
  const code = leadingCode.exec(whole)?.[0]
  if (code === undefined) return { code: "", text: whole, number: "", told }
  return numbering.test(code.trim())
    ? { code: "", text: whole.slice(code.length), number: code.trim(), told }
    : { code: code.trim().replace(/[.):]$/, ""), text: whole.slice(code.length), number: "", told }
}

/** The header of a column that a question stands above: "Which do you use? (Sync)" for the item "Sync". */
const toldApart = (plain: string, question: string): Header["told"] => {
  if (!plain.startsWith(question)) return undefined
  const item = /^\s*[[(](.*?)[\])](?: \(\d{1,2}\))?$/s.exec(plain.slice(question.length))?.[1]
  return item === undefined ? undefined : { stem: question, item: item.trim() }
}

/** Nobody's code is longer than this. */
const longestCode = 200

/** The question that a code belongs to, where it is the code of an item; and whether the code itself says that it is. */
export const stemOfCode = (
  code: string
): { readonly stem: string; readonly item: string; readonly isSure: boolean } | undefined => {
  if (code.length > longestCode) return undefined
  const bracket = /^(.+?)\[(.+)\]$/.exec(code)
  if (bracket !== null) return { stem: bracket[1] ?? "", item: bracket[2] ?? "", isSure: true }
  const sub = /^(.*\d)(?:[_.-]|r|_r|sq|SQ)(\d{1,5}|[a-z])$/.exec(code)
  if (sub !== null) return { stem: sub[1] ?? "", item: sub[2] ?? "", isSure: true }
  const inner = /^(.*[A-Za-z])[_.-]?(\d{1,4}[A-Za-z]?)((?:[_.-][A-Za-z_]+)?)$/.exec(code)
  return inner === null
    ? undefined
    : { stem: `${inner[1] ?? ""}#${inner[3] ?? ""}`, item: inner[2] ?? "", isSure: false }
}

const boundary = /[?:;]["”’)]*\s+|[.!]["”’)]*\s+|\s+[-–—]\s+|\s*\[(?=[^\]]*\]$)|\s+\((?=[^)]*\)$)|:(?=\S)/g

/** What is longer is no question with an item behind it. */
const longestQuestion = 3000

/** The beginnings of a text that may be a question with an item behind it, from short to long. */
export const stemsOf = (text: string): ReadonlyArray<string> => {
  if (text.length > longestQuestion) return []
  const stems: Array<string> = []
  for (const match of text.matchAll(boundary)) {
    const stem = text.slice(0, match.index + match[0].length)
    const words = stem.trim().split(/\s+/).length
    const isMarked = /[:[(–—-]\s*$/.test(stem)
    if (words >= 3 || (isMarked && stem.trim().length >= 4)) stems.push(stem)
  }
  return stems
}

/** Whether a text begins with a stem, or is the stem and nothing else. */
export const beginsWith = (text: string, stem: string): boolean => text.startsWith(stem) || text === stem.trimEnd()

/** What follows the stem, without the bracket around it. */
export const itemOf = (text: string, stem: string): string =>
  text
    .slice(stem.length)
    .replace(/^[\s–—-]+/, "")
    .trim()
    .replace(/[\])]$/, (end) => (/[[(]\s*$/.test(stem) ? "" : end))
    .replace(/^\[([^[\]]*)\]$|^\(((?:[^()]|\([^()]*\))*)\)$/, "$1$2")
    .replace(/ - Text$/, "")
    .trim()

/** A stem as a question for a reader. */
export const asQuestion = (stem: string): string => stem.replace(/(?<![\s[(–—:-])[\s[(–—:-]+$/, "").trim()
