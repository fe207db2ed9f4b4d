/**
 * Subtitle files (WebVTT, SubRip and SBV) to what was shown, when and by whom.
 */

/** A subtitle file, read. */
export interface Captions {
  /** The lines of each note, such as `Age: 37`, and of what stands below the title. */
  readonly notes: ReadonlyArray<ReadonlyArray<string>>
  /** What was said, a cue or a voice in it each. */
  readonly cues: ReadonlyArray<Cue>
}

/** What is shown at once. */
export interface Cue {
  /** Where the file tells who speaks. */
  readonly speaker: string | undefined
  /** With the breaks of its lines. */
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
    .replace(/[^\S\n]+/g, " ")
    .split("\n")
    .map((line) => line.trim())
    // An empty dash is shown where the other speaker is silent.
    .filter((line) => line !== "" && line !== "-")
    .join("\n")

const voice = /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/g

/** The voices of a cue: `<v Maria>Hello</v>` is Maria's; what stands before the first is nobody's. */
const voices = (payload: string, line: number, named: string | undefined): Array<Cue> => {
  const marks = [...payload.matchAll(voice)]
  const parts = [
    { speaker: named, text: payload.slice(0, marks[0]?.index ?? payload.length) },
    ...marks.map((mark, i) => ({
      speaker: words(mark[1] ?? ""),
      text: payload.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? payload.length)
    }))
  ]
  return parts.map((part) => ({ ...part, text: words(part.text), line })).filter((cue) => cue.text !== "")
}

const isTiming = (line: string): boolean =>
  /^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->/.test(line) ||
  /^\s*\d+:\d{2}:\d{2}\.\d{3},\d+:\d{2}:\d{2}\.\d{3}\s*$/.test(line)

// Webex writes who speaks before the time: `12 "Maria Lopez" (3142)`.
const identifier = /^\s*\d+\s+"([^"]{1,60})"/

/** Reads a subtitle file of any of these kinds. */
export const parse = (lines: ReadonlyArray<string>): Captions => {
  const notes: Array<ReadonlyArray<string>> = []
  const cues: Array<Cue> = []
  let i = 0
  while (i < lines.length) {
    const start = i
    while (i < lines.length && lines[i]?.trim() !== "") i++
    const block = lines.slice(start, i)
    i++
    const timing = block.findIndex(isTiming)
    if (timing >= 0) {
      const named = identifier.exec(block[timing - 1] ?? "")?.[1]
      cues.push(...voices(block.slice(timing + 1).join("\n"), start + timing + 2, named))
    } else if (/^(?:WEBVTT|NOTE)(?:\s|$)/.test(block[0] ?? "")) {
      const above = [(block[0] ?? "").replace(/^WEBVTT.*|^NOTE\s*/, ""), ...block.slice(1)]
      // What players are told is nothing about the person.
      notes.push(above.filter((line) => !/^(?:Kind|Language|X-TIMESTAMP-MAP)\s*[:=]/i.test(line)))
    } else if (cues.length > 0 && block.length > 0 && !/^(?:STYLE|REGION)\b/.test(block[0] ?? "")) {
      // A blank line inside a cue: some tools write one between two voices.
      cues.push(...voices(block.join("\n"), start + 1, undefined))
    }
  }
  return { notes, cues }
}
