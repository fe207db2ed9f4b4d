/**
 * Finds out whether a text is a conversation, and who says what in it.
 */
import type { Line, Talk, Turn } from "./Interview.ts"
import { withoutFurniture } from "./Furniture.ts"
import { facts, type Header } from "./Header.ts"
import { type Cast, castOf, castWeight } from "./Roster.ts"
import {
  isInterviewerLabel,
  isNameLike,
  isNobody,
  isParticipantLabel,
  type LabelledLine,
  type ParsedLine,
  parseLine,
  speakerKey,
  type Style
} from "./SpeakerLabel.ts"
import { isStampOnly } from "./Stamps.ts"
import { isToolLine } from "./ToolLines.ts"
import { hyphenated, joint, wordsOf } from "./Words.ts"

/** A conversation, and who its top says takes part. */
export interface Transcript extends Talk {
  readonly cast: ReadonlyArray<Cast>
  /** What was taken for granted where the text does not say it, each a sentence for a person. */
  readonly assumed: ReadonlyArray<string>
}

interface Read {
  readonly lines: ReadonlyArray<string | undefined>
  readonly parsed: ReadonlyArray<ParsedLine>
}

const isHeadingOrRule = (line: string): boolean => /^#{1,6}\s|^\s*(?:[-=*_]\s*){3,}$/.test(line)
const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ""
const isRole = (label: string): boolean => isInterviewerLabel(label) || isParticipantLabel(label)

/** How far each way to write labels is to be believed: those that prose is full of count for less. */
const belief: ReadonlyArray<readonly [Style, number]> = [
  ["colon", 1],
  ["above", 1],
  ["timed", 1],
  ["bracket", 0.9],
  ["bold", 0.9],
  ["alone", 0.85],
  ["tab", 0.8],
  ["dash", 0.7],
  ["dot", 0.7],
  ["mark", 0.6],
  ["word", 0.6]
]
const loose: ReadonlySet<Style> = new Set(["alone", "bracket", "bold", "tab", "dash", "dot", "mark", "word"])

const labelOf = (line: ParsedLine | undefined, style: Style): LabelledLine | undefined =>
  line?.labels.find((label) => label.style === style)

const countsOf = (parsed: ReadonlyArray<ParsedLine>, style: Style, from: number): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const [i, line] of parsed.entries()) {
    const labelled = i < from ? undefined : labelOf(line, style)
    if (labelled === undefined || isNobody(labelled.label) || (loose.has(style) && !isNameLike(labelled.label)))
      continue
    const key = speakerKey(labelled.label)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The labels that speak: those that say so by themselves, and those that come at least twice. */
const speakersOf = (counts: ReadonlyMap<string, number>): ReadonlySet<string> => {
  const speakers = new Set([...counts].filter(([label, count]) => count > 1 || isRole(label)).map(([label]) => label))
  // Where only interviewers speak, labels that come once speak too: a participant may answer everything in one go.
  return speakers.size > 0 && [...speakers].every(isInterviewerLabel) ? new Set(counts.keys()) : speakers
}

interface Reading {
  readonly style: Style
  readonly speakers: ReadonlySet<string>
  readonly starts: ReadonlyArray<number>
  readonly score: number
}

const startsOf = (
  { lines, parsed }: Read,
  style: Style,
  speakers: ReadonlySet<string>,
  from: number
): Array<number> => {
  const starts: Array<number> = []
  for (const [i, line] of parsed.entries()) {
    const labelled = i < from ? undefined : labelOf(line, style)
    if (labelled === undefined || !speakers.has(speakerKey(labelled.label))) continue
    // On a line of its own a name is a label where words follow, and not another name.
    if (style === "alone" && isBlank(lines[i + 1]) && isBlank(lines[i + 2])) continue
    starts.push(i)
  }
  return starts
}

/** Whether three or more labels come round in one order, as in a form that was filled in several times. */
const isForm = (keys: ReadonlyArray<string>): boolean => {
  const period = new Set(keys).size
  return period > 2 && keys.length >= period * 3 && keys.every((key, i) => i < period || key === keys[i - period])
}

const readingOf = (read: Read, style: Style, weight: number, from: number): Reading => {
  const speakers = speakersOf(countsOf(read.parsed, style, from))
  const starts = startsOf(read, style, speakers, from)
  const keys = starts.map((i) => speakerKey(labelOf(read.parsed[i], style)?.label ?? ""))
  const scattered = speakers.size < 2 || starts.length < 4 || starts.length < speakers.size * 2 || isForm(keys)
  return { style, speakers, starts, score: loose.has(style) && scattered ? 0 : starts.length * weight }
}

/** Pieces of text between blank lines. */
const countBlocks = (lines: ReadonlyArray<string | undefined>, from: number): number => {
  let blocks = 0
  let open = false
  for (let i = from; i < lines.length; i++) {
    const blank = isBlank(lines[i])
    if (!blank && !open) blocks++
    open = !blank || (open && lines[i] === undefined)
  }
  return blocks
}

/** The label a line begins with, in the transcript's own way, or in another that leaves no doubt about a speaker known. */
const startOf = (line: ParsedLine | undefined, { speakers, style }: Reading): LabelledLine | undefined => {
  const own = labelOf(line, style)
  if (own !== undefined && speakers.has(speakerKey(own.label))) return own
  return line?.labels.find(
    ({ label, style: other }) =>
      (other === "colon" ||
        other === "above" ||
        other === "bracket" ||
        (other === "alone" && (style === "above" || label.length > 3))) &&
      speakers.has(speakerKey(label)) &&
      label.length > 1
  )
}

const interjected =
  /\(\s*([\p{L}][\p{L}\p{N} .]{0,24}):[^()]{0,200}\)|\[\s*([\p{L}][\p{L}\p{N} .]{0,24}):[^[\]]{0,200}\]/gu

/** Words without what another speaker put in between: "and then (I: mhm) we left". */
const withoutInterjections = (text: string, speakers: ReadonlySet<string>): string =>
  text.includes(":")
    ? text.replace(interjected, (whole: string, round: string | undefined, square: string | undefined) =>
        speakers.has(speakerKey(round ?? square ?? "")) || isInterviewerLabel(round ?? square ?? "") ? "" : whole
      )
    : text

const turnsOf = (
  { lines, parsed }: Read,
  places: ReadonlyArray<Line>,
  reading: Reading,
  from: number
): ReadonlyArray<Turn> => {
  const compounds = hyphenated(lines.filter((line) => line !== undefined))
  const chat = reading.starts.filter((i) => parsed[i]?.stamp === "dated").length * 2 > reading.starts.length
  const bareStamps = parsed.filter(({ stamp }) => stamp === "bare").length > Math.max(2, reading.starts.length / 2)
  const last = reading.starts.at(-1) ?? 0
  const turns: Array<Turn> = []
  let parts: Array<string> = []
  let gap = ""
  const close = () => {
    const open = turns.at(-1)
    if (open !== undefined) turns[turns.length - 1] = { ...open, text: parts.join("") }
    parts = []
    gap = ""
  }
  const add = (text: string) => {
    if (text === "") return
    const above = parts.at(-1)
    if (above === undefined) parts.push(text)
    // Wrapped lines are one line again; a paragraph of its own stays one.
    else if (gap === "\n" && /[.!?\u2026\u3002\uff01\uff1f"'\u201d\u2019)\]]\s*$/.test(above)) parts.push(`\n${text}`)
    else {
      const [before, between] = joint(above, text, compounds)
      parts[parts.length - 1] = before
      parts.push(between + text)
    }
    gap = ""
  }
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined) continue
    if (isBlank(line)) {
      gap = "\n"
      continue
    }
    const start = startOf(parsed[i], reading)
    if (start !== undefined) {
      close()
      turns.push({ speaker: start.label, text: "", place: places[i]?.place ?? `line ${i + 1}` })
      add(start.text)
      continue
    }
    if (isHeadingOrRule(line) || isStampOnly(line) || turns.length === 0) continue
    // A chat stamps each message: without a name it is the program's.
    if (chat && parsed[i]?.stamp === "dated") continue
    const apart = isBlank(lines[i - 1])
    if (isToolLine(line, { apart, last: i > last, speakers: reading.speakers })) {
      if (i > last && apart) break
      continue
    }
    const stamp = parsed[i]?.stamp
    add((stamp === "bracketed" || (stamp === "bare" && bareStamps) ? (parsed[i]?.rest ?? line) : line).trim())
  }
  close()
  return turns.map((turn) => ({ ...turn, text: wordsOf(withoutInterjections(turn.text, reading.speakers)) }))
}

/**
 * The conversation in a text; nothing where it is not one. It is one where at least two labels speak (or one that is a
 * participant's), and they begin at least a quarter of its paragraphs.
 */
export const transcript = (given: ReadonlyArray<Line>): Transcript | undefined => {
  const lines = withoutFurniture(given.map(({ text }) => text))
  const read: Read = { lines, parsed: lines.map((line) => parseLine(line ?? "")) }
  const all = belief.map(([style, weight]) => readingOf(read, style, weight, 0))
  const best = all.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score === 0) return undefined
  const top = lines.slice(0, best.style === "colon" || best.style === "above" ? undefined : best.starts[0])
  const repeated = new Set(
    [...countsOf(read.parsed, best.style, 0)].filter(([, count]) => count > 1).map(([label]) => label)
  )
  // Beside two who keep talking, a label that comes once and at the top tells about somebody.
  const talking = repeated.size > 1 ? repeated : best.speakers
  const header: Header = facts(
    top.map((line) => line ?? ""),
    (label) => talking.has(speakerKey(label))
  )
  const cast = castOf(
    header.fields,
    top
      .slice(
        0,
        best.starts.find((i) => i >= header.lines)
      )
      .map((line) => line ?? "")
  )
  // A label that only stands above the conversation has nothing to say in it.
  const weight = belief.find(([style]) => style === best.style)?.[1] ?? 1
  const below = readingOf(read, best.style, weight, header.lines)
  const turns = turnsOf(read, given, below, header.lines)
  const spoken = new Set(turns.map((turn) => speakerKey(turn.speaker)))
  const roles = [...spoken].some((key) => isRole(key) || castWeight(key, cast) !== 0)
  const enough = below.starts.length >= (roles ? 2 : 4) && (spoken.size > 1 || [...spoken].some(isParticipantLabel))
  if (!enough || below.starts.length * 4 < countBlocks(lines, header.lines)) return undefined
  return { header: header.fields, turns, cast, assumed: [] }
}
