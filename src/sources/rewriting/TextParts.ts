/**
 * Transcripts, subtitles, notes: lines stay lines, and times, labels and marks stay where they are.
 */
import { isInterviewerLabel, isNobody, parse, speakerKey } from "../interviews/SpeakerLabel.ts"
import { lineCounter, type Part, placed, type PlacedAnswer, type PlacedCell, plain } from "./Part.ts"

/** A line and, where it begins with one, its label. */
interface Line {
  readonly start: number
  readonly end: number
  readonly label: (PlacedCell & { readonly after: number }) | undefined
  /** A line of a subtitle file that is nobody's words. */
  readonly frame: boolean
}

const voice = /^\s*<v(?:\.[^\s>]+)?\s+([^>]+)>/
const frame = /^\s*(?:\d+|WEBVTT.*|.*-->.*)\s*$/

const lineOf = (text: string, start: number, end: number, subtitles: boolean): Line => {
  const line = text.slice(start, end)
  if (subtitles && frame.test(line)) return { start, end, label: undefined, frame: true }
  const spoken = voice.exec(line)
  const label = spoken?.[1] ?? parse(line)?.label
  if (label === undefined || label === "") return { start, end, label: undefined, frame: false }
  const found = start + line.indexOf(label)
  // A placeholder in a label's place is written in brackets, which belong to it.
  const inBrackets =
    /^[A-Z][A-Z_]*_\d+[a-z]*$/.test(label) &&
    text.charAt(found - 1) === "[" &&
    text.charAt(found + label.length) === "]"
  const [at, to] = inBrackets ? [found - 1, found + label.length + 1] : [found, found + label.length]
  const after = spoken === null ? to : start + spoken[0].length
  return { start, end, label: { ...plain(text, at, to), after }, frame: false }
}

const linesOf = (text: string, subtitles: boolean): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  let start = 0
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    lines.push(lineOf(text, start, match.index, subtitles))
    start = match.index + match[0].length
  }
  lines.push(lineOf(text, start, text.length, subtitles))
  return lines
}

/**
 * The labels that speak: those that come at least twice, and beside an interviewer also a name that comes once. What a label in
 * doubt stands before is read as a whole, label and all.
 */
const speakersOf = (lines: ReadonlyArray<Line>, isName: (label: string) => boolean): ReadonlySet<string> => {
  const counts = new Map<string, number>()
  const names = new Set<string>()
  for (const { label } of lines) {
    if (label === undefined || isNobody(label.value)) continue
    const key = speakerKey(label.value)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (isName(label.value)) names.add(key)
  }
  const interview = [...counts.keys()].some(isInterviewerLabel)
  return new Set([...counts].filter(([key, count]) => count > 1 || (interview && names.has(key))).map(([key]) => key))
}

const trimmed = (text: string, start: number, end: number): PlacedCell | undefined => {
  const words = text.slice(start, end)
  const from = start + (words.length - words.trimStart().length)
  return words.trim() === "" ? undefined : plain(text, from, from + words.trim().length)
}

/**
 * A text as a part.
 *
 * @param isName whether a label is somebody's name, where nothing else tells
 */
export const read = (text: string, subtitles: boolean, isName: (label: string) => boolean): Part => {
  const lines = linesOf(text, subtitles)
  const speakers = speakersOf(lines, isName)
  const labels: Array<PlacedCell> = []
  const answers: Array<PlacedAnswer> = []
  const facts: Array<{ readonly name: string; readonly value: string }> = []
  let open: { readonly start: number; readonly end: number; readonly speaker: string | undefined } | undefined
  const close = () => {
    const cell = open && trimmed(text, open.start, open.end)
    if (open && cell) {
      const { speaker } = open
      answers.push({ ...cell, name: `turn-${answers.length + 1}`, ...(speaker !== undefined && { speaker }) })
    }
    open = undefined
  }
  for (const { end, frame: isFrame, label, start } of lines) {
    if (isFrame) close()
    else if (label !== undefined && speakers.has(speakerKey(label.value))) {
      close()
      labels.push(label)
      open = { start: label.after, end, speaker: label.value }
    } else {
      const value = label === undefined ? "" : text.slice(label.after, end).replace(/^[\s:*_]+|\s+$/g, "")
      if (label !== undefined && value !== "") facts.push({ name: label.value, value })
      open = open === undefined ? { start, end, speaker: undefined } : { ...open, end }
    }
  }
  close()
  const lineOf = lineCounter(text)
  const starts = new Map(answers.map((answer) => [answer.name, answer.start]))
  const part = placed(text, {
    kind: labels.length > 0 ? "interview" : "document",
    headings: [],
    labels,
    people: [{ place: "the whole text", answers, facts }]
  })
  return { ...part, lineOf: ({ name }, offset) => lineOf((starts.get(name) ?? 0) + offset) }
}
