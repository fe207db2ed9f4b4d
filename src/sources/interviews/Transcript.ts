/**
 * Finds out whether a text is a conversation, and who says what in it.
 */
import { withoutFurniture } from "./Furniture.ts"
import { facts } from "./Header.ts"
import type { Line, Talk, Turn } from "./Interview.ts"
import {
  countsOf,
  isRole,
  type Layout,
  layoutFrom,
  layoutOf,
  type Read,
  readOf,
  saysSpeaker,
  startOf
} from "./Layout.ts"
import { type Cast, castOf, castWeight } from "./Roster.ts"
import { isInterviewerLabel, isNameLike, isParticipantLabel, speakerKey } from "./SpeakerLabel.ts"
import { isStampOnly } from "./Stamps.ts"
import { isToolLine } from "./ToolLines.ts"
import { hyphenated, isAside, joint, wordsOf } from "./SpokenWords.ts"

/** A conversation, and who its top says takes part. */
export interface Transcript extends Talk {
  readonly cast: ReadonlyArray<Cast>
  /** What was taken for granted where the text does not say it, each a sentence for a person. */
  readonly assumed: ReadonlyArray<string>
}

const isHeadingOrRule = (line: string): boolean => /^#{1,6}\s|^\s*(?:[-=*_]\s*){3,}$/.test(line)
const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ""

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

const interjected =
  /\(\s*([\p{L}][\p{L}\p{N} .]{0,24}):[^()]{0,200}\)|\[\s*([\p{L}][\p{L}\p{N} .]{0,24}):[^[\]]{0,200}\]/gu

/** Words without what another speaker put in between: "and then (I: mhm) we left". */
const withoutInterjections = (text: string, speakers: ReadonlySet<string>): string =>
  text.includes(":")
    ? text.replace(interjected, (whole: string, round: string | undefined, square: string | undefined) =>
        speakers.has(speakerKey(round ?? square ?? "")) || isInterviewerLabel(round ?? square ?? "") ? "" : whole
      )
    : text

interface Context {
  readonly places: ReadonlyArray<Line>
  readonly layout: Layout
  readonly from: number
  /** Who is taken to answer in the paragraphs below a question, where only questions have a label. */
  readonly answerer: string | undefined
}

const turnsOf = ({ lines, parsed }: Read, { answerer, from, layout, places }: Context): ReadonlyArray<Turn> => {
  const compounds = hyphenated(lines.filter((line) => line !== undefined))
  const chat = layout.starts.filter((i) => parsed[i]?.stamp === "dated").length * 2 > layout.starts.length
  const bareStamps = parsed.filter(({ stamp }) => stamp === "bare").length > Math.max(2, layout.starts.length / 2)
  const last = layout.starts.at(-1) ?? 0
  const turns: Array<Turn> = []
  let parts: Array<string> = []
  let gap = false
  const close = () => {
    const open = turns.at(-1)
    if (open !== undefined) turns[turns.length - 1] = { ...open, text: parts.join("") }
    parts = []
    gap = false
  }
  const begin = (speaker: string, i: number) => {
    close()
    turns.push({ speaker, text: "", place: places[i]?.place ?? `line ${i + 1}` })
  }
  const add = (text: string) => {
    if (text === "") return
    const above = parts.at(-1)
    if (above === undefined) parts.push(text)
    // Wrapped lines are one line again; a paragraph of its own stays one.
    else if (gap && /[.!?\u2026\u3002\uff01\uff1f"'\u201d\u2019)\]]\s*$/.test(above)) parts.push(`\n${text}`)
    else {
      const [before, between] = joint(above, text, compounds)
      parts[parts.length - 1] = before
      parts.push(between + text)
    }
    gap = false
  }
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined) continue
    if (isBlank(line)) {
      gap = true
      continue
    }
    const start = startOf(parsed[i], layout)
    if (start !== undefined) {
      begin(start.label, i)
      add(start.text)
      continue
    }
    if (isHeadingOrRule(line) || isStampOnly(line) || isAside(line) || turns.length === 0) continue
    const stamp = parsed[i]?.stamp
    // A chat stamps each message: without a name it is the program's.
    if (chat && stamp === "dated") continue
    const apart = isBlank(lines[i - 1])
    if (isToolLine(line, { apart, last: i > last, speakers: layout.speakers })) {
      if (i > last && apart && answerer === undefined) break
      continue
    }
    if (answerer !== undefined && apart && turns.at(-1)?.speaker !== answerer && parts.length > 0) begin(answerer, i)
    const words = (stamp === "bracketed" || (stamp === "bare" && bareStamps) ? (parsed[i]?.rest ?? line) : line).trim()
    // A colon may be left over from a label that a page broke in two.
    add(parts.length === 0 ? words.replace(/^[:\uff1a]\s*/, "") : words)
  }
  close()
  return turns.map((turn) => ({ ...turn, text: wordsOf(withoutInterjections(turn.text, layout.speakers)) }))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
const sentenceEnd = String.raw`(?<=[.!?\u2026\u3002\uff1f"'\u201d\u2019)\]]\s{1,4})`

/** Lines with a break before each label that stands in the middle of one, behind the end of a sentence. */
const broken = (given: ReadonlyArray<Line>, labels: ReadonlyArray<string>): ReadonlyArray<Line> => {
  if (labels.length === 0) return given
  const names = labels.toSorted((a, b) => b.length - a.length).map(escaped)
  const inside = new RegExp(
    `${sentenceEnd}(?=(?:\\*\\*)?(?:${names.join("|")})(?:\\*\\*)?\\s?[:\uff1a](?:\\*\\*)?\\s)`,
    "gu"
  )
  let changed = false
  const lines = given.flatMap((line) => {
    if (!line.text.includes(":") && !line.text.includes("\uff1a")) return [line]
    const pieces = line.text.split(inside)
    // A number or a time before the label is no sentence.
    if (pieces.length === 1 || !/\p{L}{2}/u.test(pieces[0] ?? "")) return [line]
    changed = true
    return pieces.map((text) => ({ ...line, text }))
  })
  return changed ? lines : given
}

const runInLabel = new RegExp(`(?:^|${sentenceEnd})(\\p{Lu}[\\p{L}\\p{M}\\p{N} .]{0,24}?)\\s?[:\uff1a]\\s`, "gu")

/** The labels of a text that was pasted without its line breaks. */
const runInLabels = (given: ReadonlyArray<Line>): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const { text } of given) {
    if (text.length < 200) continue
    for (const [, label = ""] of text.matchAll(runInLabel))
      if (isNameLike(label)) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const often = [...counts]
    .filter(([label, count]) => count > 1 || (isRole(label) && label.length > 1))
    .map(([label]) => label)
  return often.length > 1 ? often : []
}

/**
 * The conversation in a text; nothing where it is not one. It is one where at least two labels speak (or one that is a
 * participant's), and they begin at least a quarter of its paragraphs.
 */
export const transcript = (given: ReadonlyArray<Line>): Transcript | undefined =>
  lined(given) ?? lined(broken(given, runInLabels(given)), true)

const readLines = (given: ReadonlyArray<Line>): Read => {
  const lines = withoutFurniture(given.map(({ text }) => text))
  return readOf(lines)
}

const lined = (lines: ReadonlyArray<Line>, runIn = false): Transcript | undefined => {
  let given = lines
  let read = readLines(given)
  let layout = layoutOf(read)
  if (layout.score === 0) return undefined
  if (layout.style === "colon" && !runIn) {
    const labels = [...countsOf(read, "colon", 0)]
      .filter(([key]) => layout.speakers.has(key))
      .map(([, { label }]) => label)
    given = broken(given, labels)
    if (given !== lines) {
      read = readLines(given)
      layout = layoutOf(read)
    }
  }
  const { style } = layout
  const top = read.lines
    .slice(0, style === "colon" || style === "above" ? undefined : layout.starts[0])
    .map((line) => line ?? "")
  const often = new Set([...countsOf(read, style, 0)].filter(([, { count }]) => count > 1).map(([key]) => key))
  // Beside two who keep talking, a label that comes once and at the top tells about somebody.
  const talking = often.size > 1 ? often : layout.speakers
  const header = facts(top, (label) => talking.has(speakerKey(label)))
  // A label that only stands above the conversation has nothing to say in it.
  const below = layoutFrom(read, style, header.lines)
  const cast = castOf(header.fields, top.slice(0, below.starts[0]))
  const onlyAsking = [...below.speakers].every((key) => isInterviewerLabel(key) || castWeight(key, cast) > 0)
  const answerer = onlyAsking ? (cast.find(({ weight }) => weight < 0)?.name ?? "Participant") : undefined
  const turns = turnsOf(read, { places: given, layout: below, from: header.lines, answerer })
  const spoken = new Set(turns.map((turn) => speakerKey(turn.speaker)))
  const roles = [...spoken].some((key) => saysSpeaker(key) || castWeight(key, cast) !== 0)
  const enough = below.starts.length >= (roles ? 2 : 4) && (spoken.size > 1 || [...spoken].some(isParticipantLabel))
  const begun = turns.length * 4 >= countBlocks(read.lines, header.lines)
  if (!enough || !begun) return undefined
  if (answerer === undefined || !spoken.has(speakerKey(answerer)))
    return { header: header.fields, turns, cast, assumed: [] }
  return {
    header: header.fields,
    turns,
    cast: [...cast, { name: answerer, weight: -5 }],
    assumed: [
      `only who asks has a label in it. The paragraphs below each question were taken for the answers of one person (${answerer}).`
    ]
  }
}
