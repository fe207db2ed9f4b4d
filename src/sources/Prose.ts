/**
 * Texts (plain, Markdown, HTML, subtitles) to records: a conversation gives one for each participant, anything else is a document.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { type Cue, parse as parseCues } from "./Cues.ts"
import { record as documentRecord } from "./Document.ts"
import { facts, frontMatter } from "./Header.ts"
import { toText } from "./Html.ts"
import { records as interviewRecords, type Turn } from "./Interview.ts"
import { type Records, type TextSource, whole } from "./Source.ts"
import { because, malformed, NoRecords } from "./SourceError.ts"
import { interview } from "./Transcript.ts"

interface Names {
  readonly file: string
  readonly label: string
}

const linesOf = (text: string): ReadonlyArray<string> => text.split(/\r\n|[\n\r\u2028\u2029]/)

const nobody = () => false

/** Blank lines where something else stood, so that the lines below keep their numbers. */
const blanked = (lines: ReadonlyArray<string>, count: number): ReadonlyArray<string> => [
  ...Array.from({ length: count }, () => ""),
  ...lines.slice(count)
]

/** The records of a text. */
export const fromText = (text: string, names: Names): ReadonlyArray<ResearchRecord> => {
  const all = linesOf(text)
  const front = frontMatter(all)
  const lines = blanked(all, front.lines)
  const conversation = interview(lines)
  if (conversation !== undefined) {
    return interviewRecords({ header: [...front.fields, ...conversation.header], turns: conversation.turns }, names)
  }
  const above = facts(lines, nobody)
  // One line with a colon is how many a sentence begins; two are a header.
  const isHeader = above.fields.length > 1
  const body = isHeader ? lines.slice(above.lines) : lines
  const document = documentRecord([...front.fields, ...(isHeader ? above.fields : [])], body, names)
  return document === undefined ? [] : [document]
}

/** Sentences put together again out of cues, for subtitles that do not tell who speaks. */
const sentences = (cues: ReadonlyArray<Cue>): ReadonlyArray<string> => {
  const out: Array<string> = []
  for (const { text } of cues) {
    const last = out.at(-1)
    if (last === undefined || (/[.!?\u2026]["'\u201d\u2019]?$/.test(last) && last.length > 200)) out.push(text)
    else out[out.length - 1] = `${last} ${text}`
  }
  return out
}

/** The turns of cues that tell who speaks; one without a speaker goes on with the last. */
const turns = (cues: ReadonlyArray<Cue>): ReadonlyArray<Turn> => {
  const out: Array<Turn> = []
  for (const { line, speaker, text } of cues) {
    const name = speaker ?? out.at(-1)?.speaker
    if (name !== undefined) out.push({ speaker: name, text, place: `line ${line}` })
  }
  return out
}

/** The records of a subtitle file. */
export const fromCues = (text: string, names: Names): ReadonlyArray<ResearchRecord> => {
  const { cues, notes } = parseCues(linesOf(text))
  const header = notes.flatMap((note) => facts(note, nobody).fields)
  if (cues.some((cue) => cue.speaker !== undefined)) return interviewRecords({ header, turns: turns(cues) }, names)
  // Without voices the words themselves may say who speaks. The numbers of lines would be those of cues: the file's are put back.
  const conversation = interview(cues.map((cue) => cue.text))
  if (conversation !== undefined) {
    const placed = conversation.turns.map((turn) => {
      const cue = cues[Number(turn.place.replace("line ", "")) - 1]
      return cue === undefined ? turn : { ...turn, place: `line ${cue.line}` }
    })
    return interviewRecords({ header: [...header, ...conversation.header], turns: placed }, names)
  }
  if (cues.length === 0) return []
  const document = documentRecord(
    header,
    sentences(cues).flatMap((line) => [line, ""]),
    names
  )
  return document === undefined ? [] : [document]
}

const reader =
  (what: string, read: (text: string, names: Names) => ReadonlyArray<ResearchRecord>) =>
  (source: TextSource): Records =>
    Stream.fromIterableEffect(
      Effect.flatMap(whole(source), (text) => {
        const records = read(text, source)
        const none = () => Effect.fail(because(new NoRecords({ file: source.file, what })))
        return records.length === 0 ? none() : Effect.succeed(records)
      })
    )

/** Reads plain text and Markdown. */
export const text = reader("has no words to read", fromText)

/** Reads WebVTT and SubRip. */
export const cues = reader("has no cues with words in them", fromCues)

/** Reads HTML. */
export const html = (source: TextSource): Records =>
  Stream.fromIterableEffect(
    Effect.gen(function* () {
      const markup = yield* whole(source)
      const converted = yield* Effect.try({
        try: () => toText(markup),
        catch: () =>
          malformed(
            source.file,
            null,
            "is not HTML that can be read. Save the page again, or copy its text into a .txt file."
          )
      })
      const records = fromText(converted, source)
      if (records.length === 0) {
        return yield* because(new NoRecords({ file: source.file, what: "has no words to read" }))
      }
      // The lines of the converted text are not those of the file.
      return records.map((record) => ({ ...record, source: { ...record.source, place: "page" } }))
    })
  )
