/**
 * Who is speaking: lines of a document, subtitles, tables and lists of turns to a record for each participant.
 *
 * These are plain functions. A reader of a format hands over what stands in its file, with places, and publishes the `Reading`.
 */
import { parse as parseCaptions } from "./Captions.ts"
import { conversation, refused, unsaid, warningOf } from "./Conversation.ts"
import { record as documentRecord } from "./Document.ts"
import { facts, frontMatter } from "./Header.ts"
import type { Line, Names, Reading, Row, Talk, Turn } from "./Interview.ts"
import { castOf } from "./Roster.ts"
import { cellsOf, type TalkColumns, talkColumns, turnsOf } from "./TalkTable.ts"
import { transcript } from "./Transcript.ts"
import { isDialogue, markedQuestions } from "./Unlabelled.ts"
import { soundsLikeTalk } from "./Voice.ts"

export { type TalkColumns, talkColumns } from "./TalkTable.ts"
export type { Line, Names, Reading, Role, Row, Speaker, Talk, Turn } from "./Interview.ts"

const linesOf = (text: string): ReadonlyArray<string> => text.split(/\r\n|[\n\r\u2028\u2029]/)

/** Turns that say who speaks, as JSON has them: an interview without looking for labels. */
export const fromTalk = (talk: Talk, names: Names): Reading => conversation(talk, names)

/** The rows of a table that is a conversation, as `talkColumns` tells. */
export const fromTable = (rows: ReadonlyArray<Row>, columns: TalkColumns, names: Names): Reading =>
  conversation({ header: [], turns: turnsOf(rows, columns) }, names)

const asDocument = (header: Talk["header"], lines: ReadonlyArray<string>, names: Names): Reading => {
  const document = documentRecord(header, lines, names)
  return { records: document === undefined ? [] : [document], warnings: [], speakers: [] }
}

/**
 * The lines of a document: a conversation, or prose with a field for each paragraph. No record where there are no words.
 *
 * @param header facts that stand elsewhere in the file, such as its properties
 */
export const fromLines = (given: ReadonlyArray<Line>, names: Names, header: Talk["header"] = []): Reading => {
  const front = frontMatter(given.slice(0, 200).map(({ text }) => text))
  // Blank lines where something else stood, so that the lines below keep their places.
  const lines = given.map((line, i) => (i < front.lines ? { ...line, text: "" } : line))
  const known = [...header, ...front.fields]
  const cast = castOf(known, [])
  const rows = cellsOf(lines)
  const columns = rows && talkColumns(rows.slice(0, 40).map(({ cells }) => cells))
  if (rows !== undefined && columns !== undefined)
    return conversation({ header: known, turns: turnsOf(rows, columns) }, names, cast)
  const found = transcript(lines) ?? markedQuestions(lines)
  if (found !== undefined) {
    const talk = { header: [...known, ...found.header], turns: found.turns }
    return conversation(talk, names, [...found.cast, ...cast], found.assumed)
  }
  const texts = lines.map(({ text }) => text)
  if (isDialogue(texts)) return refused(unsaid)
  const above = facts(texts)
  // One line with a colon is how many a sentence begins; two are a header.
  const isHeader = above.fields.length > 1
  return asDocument([...known, ...(isHeader ? above.fields : [])], isHeader ? texts.slice(above.lines) : texts, names)
}

/** A text: its lines, each with its number. */
export const fromText = (text: string, names: Names): Reading =>
  fromLines(
    linesOf(text).map((line, i) => ({ text: line, place: `line ${i + 1}` })),
    names
  )

/** Sentences put together again from what was shown, for subtitles that do not tell who speaks. */
const paragraphs = (cues: ReadonlyArray<string>): ReadonlyArray<string> => {
  const out: Array<string> = []
  let parts: Array<string> = []
  let length = 0
  for (const text of cues) {
    parts.push(text)
    length += text.length
    if (length > 200 && /[.!?\u2026]["'\u201d\u2019]?$/.test(text)) {
      out.push(parts.join(" "), "")
      parts = []
      length = 0
    }
  }
  return [...out, parts.join(" ")]
}

const oneVoice =
  "nothing in it tells who speaks, so that it is read as one document. If more than one person speaks, export it again with the names of speakers."

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
    return conversation({ header, turns }, names)
  }
  // Without voices the words themselves may say who speaks.
  const lines = cues.flatMap(({ line, text }) =>
    text.split("\n").map((one, i) => ({ text: one, place: `line ${line + i}` }))
  )
  const found = transcript(lines)
  if (found !== undefined)
    return conversation({ header: [...header, ...found.header], turns: found.turns }, names, found.cast, found.assumed)
  const shown = cues.map((cue) => cue.text.replaceAll("\n", " "))
  const changes = lines.filter((line) => /^(?:-|>>)\s?\S/.test(line.text)).length
  if (changes > 1 || soundsLikeTalk(shown.join(" "))) return refused(unsaid)
  return { ...asDocument(header, paragraphs(shown), names), warnings: [warningOf(names, oneVoice)] }
}
