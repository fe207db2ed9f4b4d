/**
 * Who is speaking: lines of a document, subtitles, tables and lists of turns to a record for each participant.
 *
 * These are plain functions. A reader of a format hands over what stands in its file, with places, and publishes the `Reading`.
 */
import type { SourceWarning } from "../SourceWarning.ts"
import { record as documentRecord } from "./Document.ts"
import { type Cue, parse as parseCaptions } from "./Captions.ts"
import { facts, frontMatter } from "./Header.ts"
import type { Line, Names, Reading, Row, Talk, Turn } from "./Interview.ts"
import { records } from "./Records.ts"
import { rolesOf } from "./Roles.ts"
import { type Cast, castOf } from "./Roster.ts"
import { speakerKey } from "./SpeakerLabel.ts"
import { type TalkColumns, turnsOf } from "./TalkTable.ts"
import { transcript } from "./Transcript.ts"
import { wordsOf } from "./Words.ts"

export { type TalkColumns, talkColumns } from "./TalkTable.ts"
export type { Line, Names, Reading, Role, Row, Speaker, Talk, Turn } from "./Interview.ts"

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

const warning = (names: Names, message: string): SourceWarning => ({
  kind: "Speakers",
  file: names.file,
  message: `${names.file}: ${message}`
})

/** The reading of a conversation; nothing where one label stands for everybody, or nobody answers. */
const conversation = (talk: Talk, cast: ReadonlyArray<Cast>, names: Names): Reading | undefined => {
  const turns = merged(talk.turns)
  const { doubts, mixed, speakers } = rolesOf(turns, cast, names.interviewers)
  if (mixed || !speakers.some(({ role }) => role === "participant")) return undefined
  const warnings = doubts.map((doubt) => warning(names, doubt))
  return { records: records({ ...talk, turns }, speakers, names), warnings, speakers }
}

const unsaid =
  'it reads like a conversation, and nothing in it tells who speaks when. It is read as one document, with questions and answers mixed. Write a label such as "Interviewer:" before each turn, or export it again with the names of speakers.'

/** Turns that say who speaks, as JSON has them: an interview without looking for labels. */
export const fromTalk = (talk: Talk, names: Names): Reading => {
  const turns = talk.turns.map((turn) => ({ ...turn, text: wordsOf(turn.text) }))
  const read = conversation({ ...talk, turns }, castOf(talk.header, []), names)
  if (read !== undefined) return read
  const document = asDocument(
    talk.header,
    turns.flatMap(({ text }) => [text, ""]),
    names
  )
  return { ...document, warnings: [warning(names, unsaid)] }
}

const asDocument = (header: Talk["header"], lines: ReadonlyArray<string>, names: Names): Reading => {
  const document = documentRecord(header, lines, names)
  return { records: document === undefined ? [] : [document], warnings: [], speakers: [] }
}

/** The lines of a document: a conversation, or prose with a field for each paragraph. No record where there are no words. */
export const fromLines = (given: ReadonlyArray<Line>, names: Names, header: Talk["header"] = []): Reading => {
  const all = given.map(({ text }) => text)
  const front = frontMatter(all)
  // Blank lines where something else stood, so that the lines below keep their numbers.
  const lines = all.map((line, i) => (i < front.lines ? "" : line))
  const found = transcript(lines.map((text, i) => ({ text, place: given[i]?.place ?? "" })))
  const read =
    found &&
    conversation(
      { header: [...header, ...front.fields, ...found.header], turns: found.turns },
      [...found.cast, ...castOf([...header, ...front.fields], [])],
      names
    )
  if (read !== undefined) return read
  const above = facts(lines)
  // One line with a colon is how many a sentence begins; two are a header.
  const isHeader = above.fields.length > 1
  const body = isHeader ? lines.slice(above.lines) : lines
  const document = asDocument([...front.fields, ...(isHeader ? above.fields : [])], body, names)
  return found === undefined ? document : { ...document, warnings: [warning(names, unsaid)] }
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
  for (const cue of cues) {
    const text = cue.text.replaceAll("\n", " ")
    const last = out.at(-1)
    if (last === undefined || (/[.!?\u2026]["'\u201d\u2019]?$/.test(last) && last.length > 200)) out.push(text)
    else out[out.length - 1] = `${last} ${text}`
  }
  return out
}

/** A subtitle file: WebVTT, SubRip or SBV. */
export const fromCaptions = (text: string, names: Names): Reading => {
  const { cues, notes } = parseCaptions(linesOf(text))
  const header = notes.flatMap((note) => facts(note).fields)
  if (cues.length === 0) return { records: [], warnings: [], speakers: [] }
  if (cues.some((cue) => cue.speaker !== undefined)) {
    const turns: Array<Turn> = []
    for (const { line, speaker, text } of cues) {
      const name = speaker ?? turns.at(-1)?.speaker
      if (name !== undefined) turns.push({ speaker: name, text: text.replaceAll("\n", " "), place: `line ${line}` })
    }
    return fromTalk({ header, turns }, names)
  }
  // Without voices the words themselves may say who speaks.
  const lines = cues.flatMap(({ line, text }) =>
    text.split("\n").map((one, i) => ({ text: one, place: `line ${line + i}` }))
  )
  const labelled = fromLines(lines, names, header)
  if (labelled.speakers.length > 0) return labelled
  const document = asDocument(
    header,
    sentences(cues).flatMap((line) => [line, ""]),
    names
  )
  return { ...document, warnings: [warning(names, unsaid)] }
}

/** The rows of a table that is a conversation, as `talkColumns` tells. */
export const fromTable = (rows: ReadonlyArray<Row>, columns: TalkColumns, names: Names): Reading =>
  fromTalk({ header: [], turns: turnsOf(rows, columns) }, names)
