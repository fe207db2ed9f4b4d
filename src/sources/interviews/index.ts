/**
 * Who is speaking: lines of a document, subtitles, tables and lists of turns to a record for each participant.
 *
 * These are plain functions. A reader of a format hands over what stands in its file, with places, and publishes the `Reading`.
 */
import { record as documentRecord } from "./Document.ts"
import { type Cue, parse as parseCaptions } from "./Captions.ts"
import { facts, frontMatter } from "./Header.ts"
import type { Line, Names, Reading, Row, Talk, Turn } from "./Interview.ts"
import { records } from "./Records.ts"
import { speakersOf } from "./Roles.ts"
import { speakerKey } from "./SpeakerLabel.ts"
import { interview } from "./Transcript.ts"

export type { Line, Names, Reading, Role, Row, Speaker, Talk, Turn } from "./Interview.ts"

const nobody = () => false

const linesOf = (text: string): ReadonlyArray<string> => text.split(/\r\n|[\n\r\u2028\u2029]/)

/** Joins what a person said in several goes (the cues of a subtitle file), so that a turn ends where another person speaks. */
const merged = (turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> => {
  const out: Array<Turn> = []
  for (const turn of turns) {
    const previous = out.at(-1)
    if (previous !== undefined && speakerKey(previous.speaker) === speakerKey(turn.speaker)) {
      out[out.length - 1] = { ...previous, text: `${previous.text} ${turn.text}`.trim() }
    } else out.push(turn)
  }
  return out.filter((turn) => turn.text.trim() !== "")
}

/** Turns that say who speaks, as JSON has them: an interview without looking for labels. */
export const fromTalk = (talk: Talk, names: Names): Reading => {
  const turns = merged(talk.turns)
  const speakers = speakersOf(turns)
  return { records: records({ ...talk, turns }, speakers, names), warnings: [], speakers }
}

const asDocument = (header: Talk["header"], lines: ReadonlyArray<string>, names: Names): Reading => {
  const document = documentRecord(header, lines, names)
  return { records: document === undefined ? [] : [document], warnings: [], speakers: [] }
}

/** The lines of a document: a conversation, or prose with a field for each paragraph. No record where there are no words. */
export const fromLines = (given: ReadonlyArray<Line>, names: Names): Reading => {
  const all = given.map(({ text }) => text)
  const front = frontMatter(all)
  // Blank lines where something else stood, so that the lines below keep their numbers.
  const lines = all.map((line, i) => (i < front.lines ? "" : line))
  const conversation = interview(lines)
  if (conversation !== undefined) {
    const turns = conversation.turns.map((turn) => ({
      ...turn,
      place: given[Number(turn.place.replace("line ", "")) - 1]?.place ?? turn.place
    }))
    return fromTalk({ header: [...front.fields, ...conversation.header], turns }, names)
  }
  const above = facts(lines, nobody)
  // One line with a colon is how many a sentence begins; two are a header.
  const isHeader = above.fields.length > 1
  const body = isHeader ? lines.slice(above.lines) : lines
  return asDocument([...front.fields, ...(isHeader ? above.fields : [])], body, names)
}

/** A text: its lines, each with its number. */
export const fromText = (text: string, names: Names): Reading =>
  fromLines(
    linesOf(text).map((line, i) => ({ text: line, place: `line ${i + 1}` })),
    names
  )

/** Sentences put together again from cues, for subtitles that do not tell who speaks. */
const sentences = (cues: ReadonlyArray<Cue>): ReadonlyArray<string> => {
  const out: Array<string> = []
  for (const { text } of cues) {
    const last = out.at(-1)
    if (last === undefined || (/[.!?\u2026]["'\u201d\u2019]?$/.test(last) && last.length > 200)) out.push(text)
    else out[out.length - 1] = `${last} ${text}`
  }
  return out
}

/** A subtitle file, WebVTT, SubRip or SBV. */
export const fromCaptions = (text: string, names: Names): Reading => {
  const { cues, notes } = parseCaptions(linesOf(text))
  const header = notes.flatMap((note) => facts(note, nobody).fields)
  if (cues.some((cue) => cue.speaker !== undefined)) {
    const turns: Array<Turn> = []
    for (const { line, speaker, text } of cues) {
      const name = speaker ?? turns.at(-1)?.speaker
      if (name !== undefined) turns.push({ speaker: name, text, place: `line ${line}` })
    }
    return fromTalk({ header, turns }, names)
  }
  if (cues.length === 0) return { records: [], warnings: [], speakers: [] }
  const conversation = fromLines(
    cues.map((cue) => ({ text: cue.text, place: `line ${cue.line}` })),
    names
  )
  if (conversation.speakers.length > 0) return conversation
  return asDocument(
    header,
    sentences(cues).flatMap((line) => [line, ""]),
    names
  )
}

/** Which columns of a table hold who speaks and what was said. */
export interface TalkColumns {
  readonly speaker: number
  readonly text: number
  /** How many rows on top are no turns. */
  readonly headerRows: number
}

/**
 * Whether a table is a conversation, by its first rows (some twenty are enough): nothing where it is one of answers.
 */
export const talkColumns = (rows: ReadonlyArray<ReadonlyArray<string>>): TalkColumns | undefined => {
  const header = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const speaker = header.indexOf("speaker")
  const text = header.indexOf("text")
  return speaker >= 0 && text >= 0 ? { speaker, text, headerRows: 1 } : undefined
}

/** The rows of a table that is a conversation. */
export const fromTable = (rows: ReadonlyArray<Row>, columns: TalkColumns, names: Names): Reading => {
  const turns: Array<Turn> = []
  for (const { cells, place } of rows.slice(columns.headerRows)) {
    const speaker = cells[columns.speaker]?.trim() || turns.at(-1)?.speaker
    if (speaker !== undefined) turns.push({ speaker, text: cells[columns.text]?.trim() ?? "", place })
  }
  return fromTalk({ header: [], turns }, names)
}
