/**
 * Finds out whether a text is a conversation, and who says what in it.
 */
import type { Talk, Turn } from "./Interview.ts"
import { speakersOf as rolesOf } from "./Roles.ts"
import { facts } from "./Header.ts"
import {
  isInterviewerLabel,
  isNobody,
  isParticipantLabel,
  type LabelledLine,
  parse,
  speakerKey,
  withoutTime
} from "./SpeakerLabel.ts"

interface Line {
  readonly labelled: LabelledLine | undefined
  readonly text: string
}

const isHeadingOrRule = (line: string): boolean => /^#{1,6}\s|^\s*(?:[-=*_]\s*){3,}$/.test(line)

/** A text without the marks of bold print, which are no words of the speaker. */
export const plain = (text: string): string => text.replace(/(\*\*|__)(?=\S)(.+?)\1/gs, "$2")

const isRole = (label: string): boolean => isInterviewerLabel(label) || isParticipantLabel(label)

const countsOf = (lines: ReadonlyArray<Line>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { labelled } of lines) {
    if (labelled === undefined || isNobody(labelled.label)) continue
    const key = speakerKey(labelled.label)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The labels that speak: those that say so by themselves, and those that come at least twice. */
const speakersOf = (counts: ReadonlyMap<string, number>): ReadonlySet<string> =>
  new Set([...counts].filter(([label, count]) => count > 1 || isRole(label)).map(([label]) => label))

/** Where only interviewers speak, labels that come once speak too: a participant may answer everything in one go. */
const orOnce = (speakers: ReadonlySet<string>, counts: ReadonlyMap<string, number>): ReadonlySet<string> =>
  speakers.size > 0 && [...speakers].every(isInterviewerLabel) ? new Set(counts.keys()) : speakers

const turnsOf = (lines: ReadonlyArray<Line>, from: number, speakers: ReadonlySet<string>): Array<Turn> => {
  const turns: Array<Turn> = []
  let paragraph = false
  for (const [i, line] of lines.entries()) {
    if (i < from || isHeadingOrRule(line.text)) continue
    const previous = turns.at(-1)
    if (line.labelled !== undefined && speakers.has(speakerKey(line.labelled.label))) {
      turns.push({ speaker: line.labelled.label, text: plain(line.labelled.text), place: `line ${i + 1}` })
    } else if (line.text.trim() === "") paragraph = true
    else if (previous !== undefined) {
      // Wrapped lines are one line again; a paragraph of its own stays one.
      const text = plain(withoutTime(line.text).trim())
      const gap = previous.text === "" ? "" : paragraph ? "\n" : " "
      turns[turns.length - 1] = { ...previous, text: previous.text + gap + text }
    }
    if (line.text.trim() !== "") paragraph = false
  }
  return turns
}

/** Pieces of text between blank lines. */
const countBlocks = (lines: ReadonlyArray<Line>): number =>
  lines.filter((line, i) => line.text.trim() !== "" && (lines[i - 1]?.text.trim() ?? "") === "").length

/**
 * The conversation in a text; nothing where it is not one. It is one where at least two labels speak (or one that is a
 * participant's), and they begin at least a quarter of its paragraphs.
 */
export const interview = (rawLines: ReadonlyArray<string>): Talk | undefined => {
  const lines = rawLines.map((text): Line => ({ labelled: parse(text), text }))
  const everywhere = speakersOf(countsOf(lines))
  const header = facts(rawLines, (label) => everywhere.has(speakerKey(label)))
  // A label that only stands above the conversation has nothing to say in it.
  const counts = countsOf(lines.slice(header.lines))
  const speakers = orOnce(speakersOf(counts), counts)
  const turns = turnsOf(lines, header.lines, speakers)
  const spoken = new Set(turns.map((turn) => speakerKey(turn.speaker)))
  const roles = [...spoken].some(isRole)
  const enough = turns.length >= (roles ? 2 : 4) && (spoken.size > 1 || [...spoken].some(isParticipantLabel))
  const labelled = lines
    .slice(header.lines)
    .filter((line) => line.labelled && speakers.has(speakerKey(line.labelled.label)))
  if (
    !enough ||
    labelled.length * 4 < countBlocks(lines.slice(header.lines)) ||
    !rolesOf(turns).some(({ role }) => role === "participant")
  )
    return undefined
  return { header: header.fields, turns }
}
