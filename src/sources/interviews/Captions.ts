/**
 * Subtitle files (WebVTT and SubRip) to the lines of a transcript.
 */

/** A subtitle file, read. */
export interface Cues {
  /** The lines of each note, such as `Age: 37`, and of what stands below the title. */
  readonly notes: ReadonlyArray<ReadonlyArray<string>>
  /** What was said, a cue or a voice in it each. */
  readonly cues: ReadonlyArray<Cue>
}

/** What is shown at once. */
export interface Cue {
  /** Where the file tells who speaks. */
  readonly speaker: string | undefined
  readonly text: string
  /** From 1. */
  readonly line: number
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&nbsp;", " "],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&lrm;", ""],
  ["&rlm;", ""]
])

/** Words without the marks of print, position and time: `<i>`, `{\an8}`, `<00:00:01.000>`. */
const words = (text: string): string =>
  text
    .replace(/<[^<>]*>|\{\\[^{}]*\}/g, "")
    .replace(/&(?:amp|lt|gt|nbsp|quot|#39|lrm|rlm);/g, (entity) => entities.get(entity) ?? entity)
    .replace(/\s+/g, " ")
    .trim()

const voice = /<v(?:\.[^\s>]*)?\s+([^>]+)>/g

/** The voices of a cue: `<v Maria>Hello</v>` is Maria's; what stands before the first is nobody's. */
const voices = (payload: string, line: number): Array<Cue> => {
  const marks = [...payload.matchAll(voice)]
  const parts = [
    { speaker: undefined, text: payload.slice(0, marks[0]?.index ?? payload.length) },
    ...marks.map((mark, i) => ({
      speaker: words(mark[1] ?? ""),
      text: payload.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? payload.length)
    }))
  ]
  return parts.map((part) => ({ ...part, text: words(part.text), line })).filter((cue) => cue.text !== "")
}

const isTiming = (line: string): boolean => /^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->/.test(line)

/** Reads a subtitle file of either kind. */
export const parse = (lines: ReadonlyArray<string>): Cues => {
  const notes: Array<ReadonlyArray<string>> = []
  const cues: Array<Cue> = []
  let i = 0
  while (i < lines.length) {
    const start = i
    const end = lines.findIndex((line, at) => at >= start && line.trim() === "")
    const block = lines.slice(start, end === -1 ? lines.length : end)
    i = start + block.length + 1
    const timing = block.findIndex(isTiming)
    if (timing >= 0) {
      cues.push(...voices(block.slice(timing + 1).join("\n"), start + timing + 2))
    } else if (/^(?:WEBVTT|NOTE)(?:\s|$)/.test(block[0] ?? "")) {
      const above = [(block[0] ?? "").replace(/^WEBVTT.*|^NOTE\s*/, ""), ...block.slice(1)]
      // What players are told is nothing about the person.
      notes.push(above.filter((line) => !/^(?:Kind|Language|X-TIMESTAMP-MAP)\s*[:=]/i.test(line)))
    }
  }
  return { notes, cues }
}
