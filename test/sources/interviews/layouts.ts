/**
 * The ways in which people and tools lay out a transcript, to be tried on any interview.
 */

/** Who says what, and a time for it. */
export interface Said {
  readonly who: string
  readonly text: string
  /** In seconds. */
  readonly at: number
}

/** A layout: its name and how it writes. */
export interface Layout {
  readonly name: string
  /** Whether it goes with labels of one letter. */
  readonly initials?: boolean
  readonly kind?: "captions"
  readonly write: (said: ReadonlyArray<Said>) => string
}

const two = (n: number) => String(n).padStart(2, "0")
/** A time as `00:01:07`. */
export const clock = (at: number): string =>
  `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`
const short = (at: number) => `${Math.floor(at / 60)}:${two(at % 60)}`

/** Breaks a text into lines of some forty characters, as narrow pages do. */
export const wrapped = (text: string, indent = ""): string => {
  if (!text.includes(" ")) return text
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length > 44) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}

const each =
  (write: (one: Said, i: number) => string, between = "\n\n", above = "", below = "") =>
  (said: ReadonlyArray<Said>) =>
    `${above}${said.map(write).join(between)}${below}\n`

/** The layouts. */
export const layouts: ReadonlyArray<Layout> = [
  { name: "a colon", initials: true, write: each(({ who, text }) => `${who}: ${text}`, "\n") },
  {
    name: "a colon, lines wrapped and indented",
    initials: true,
    write: each(({ who, text }) => `${who}: ${wrapped(text, "     ")}`)
  },
  { name: "the label on a line of its own with a colon", write: each(({ who, text }) => `${who}:\n${wrapped(text)}`) },
  {
    name: "a name in bold on a line of its own",
    write: each(({ who, text }) => `**${who}**\n\n${wrapped(text)}`, "\n\n", "# Interview 4\n\n")
  },
  { name: "a heading for each turn", write: each(({ who, text }) => `### ${who}\n\n${text}`) },
  { name: "a name in bold before the words", write: each(({ who, text }) => `**${who}** ${text}`) },
  { name: "a bold colon", initials: true, write: each(({ who, text }) => `**${who}:** ${text}`) },
  { name: "a bare name on a line of its own", write: each(({ who, text }) => `${who}\n${text}`) },
  { name: "capitals and a colon", write: each(({ who, text }) => `${who.toUpperCase()}: ${wrapped(text)}`) },
  { name: "brackets around the label", initials: true, write: each(({ who, text }) => `[${who}] ${text}`, "\n") },
  {
    name: "round brackets on a line of their own",
    initials: true,
    write: each(({ who, text }) => `(${who})\n${text}`)
  },
  { name: "a tab behind the label", initials: true, write: each(({ who, text }) => `${who}\t${text}`, "\n") },
  {
    name: "a tab and a colon",
    initials: true,
    write: each(({ who, text }) => `${who}:\t${wrapped(text, "\t")}`, "\n")
  },
  { name: "a dash behind the label", write: each(({ who, text }) => `${who} – ${text}`) },
  { name: "a list", write: each(({ who, text }) => `- ${who}: ${text}`, "\n") },
  { name: "numbered turns", write: each(({ who, text }, i) => `${i + 1}. ${who}: ${text}`, "\n") },
  { name: "a quotation in Markdown", write: each(({ who, text }) => `> **${who}**: ${text}`, "\n>\n") },
  {
    name: "[00:00:02] before the label",
    initials: true,
    write: each(({ who, text, at }) => `[${clock(at)}] ${who}: ${wrapped(text)}`)
  },
  {
    name: "00:00:02 before the label",
    initials: true,
    write: each(({ who, text, at }) => `${clock(at)} ${who}: ${text}`, "\n")
  },
  {
    name: "a time and the name above the words",
    write: each(({ who, text, at }) => `${clock(at)} ${who}\n${wrapped(text)}`)
  },
  { name: "the name and a time above the words", write: each(({ who, text, at }) => `${who}   ${short(at)}\n${text}`) },
  {
    name: "the name and a time in brackets above the words",
    write: each(({ who, text, at }) => `${who} (${clock(at)})\n${wrapped(text)}`)
  },
  {
    name: "a time with frames and a dash above the words",
    write: each(({ who, text, at }) => `${clock(at)}:12 - ${who}\n${text}`)
  },
  { name: "a time between name and words", write: each(({ who, text, at }) => `${who} [${clock(at)}] ${text}`) },
  {
    name: "a time at the end of each turn",
    initials: true,
    write: each(({ who, text, at }) => `${who}: ${text} #${clock(at)}-5#`, "\n")
  },
  { name: "a time below each turn", write: each(({ who, text, at }) => `${who}: ${text}\n[${clock(at)}]`) },
  {
    name: "a range of times above the name",
    write: each(({ who, text, at }) => `${clock(at)} --> ${clock(at + 4)}\n${who}\n${wrapped(text)}`)
  },
  {
    name: "a chat with dates",
    write: each(
      ({ who, text, at }) => `[12/03/2026, 14:${two(at % 60)}:07] ${who}: ${text}`,
      "\n",
      "[12/03/2026, 14:00:01] The chat was encrypted.\n"
    )
  },
  {
    name: "a chat of a phone in another country",
    write: each(
      ({ who, text, at }) => `12.03.26, 14:${two(at % 60)} - ${who}: ${text}`,
      "\n",
      "12.03.26, 13:59 - Nachrichten sind verschlüsselt.\n"
    )
  },
  { name: "a chat of a team", write: each(({ who, text, at }) => `${who}  2:${two(at % 60)} PM\n${text}`) },
  {
    name: "a chat of a meeting",
    write: each(({ who, text, at }) => `${clock(at)} From ${who} to Everyone:\n\t${text}`, "\n")
  },
  { name: "a chat of players", write: each(({ who, text, at }) => `${who} — Today at 14:${two(at % 60)}\n${text}`) },
  {
    name: "pages with numbers and running heads",
    initials: true,
    write: each(
      ({ who, text }, i) =>
        `${who}: ${wrapped(text)}${i % 3 === 2 ? `\n\nProject Heron, interview 4\n\nPage ${(i + 1) / 3} of 3\n` : ""}`
    )
  },
  {
    name: "numbered lines",
    initials: true,
    write: (said) =>
      said
        .map(({ who, text }) => `${who}: ${wrapped(text)}`)
        .join("\n")
        .split("\n")
        .map((line, i) => `${i + 1}  ${line}\n`)
        .join("")
  },
  {
    name: "a foot by the tool",
    write: each(
      ({ who, text }) => `${who}: ${text}`,
      "\n\n",
      "Interview recording 4\n12 March 2026\n\n",
      "\n\nTranscribed by https://scribe.example\n"
    )
  },
  {
    name: "noises and times inside the words",
    write: each(
      ({ who, text, at }) => `${who}: ${text.replace(/(?<=[.。؟?]) (?=\S)/, ` [laughs] [${clock(at + 1)}] (pause) `)}`
    )
  },
  {
    name: "Markdown tables",
    write: each(({ who, text }) => `| ${who} | ${text} |`, "\n", "| Speaker | Text |\n|---|---|\n")
  },
  {
    name: "WebVTT with voices",
    kind: "captions",
    write: each(
      ({ who, text, at }) => `${clock(at)}.000 --> ${clock(at + 3)}.500\n<v ${who}>${wrapped(text)}</v>`,
      "\n\n",
      "WEBVTT\n\n"
    )
  },
  {
    name: "WebVTT with colons",
    kind: "captions",
    write: each(
      ({ who, text, at }, i) => `${i + 1}\n${clock(at)}.000 --> ${clock(at + 3)}.500\n${who}: ${wrapped(text)}`,
      "\n\n",
      "WEBVTT\n\n"
    )
  },
  {
    name: "SubRip with the name in each cue",
    kind: "captions",
    write: (said) => {
      let n = 0
      return said
        .flatMap(({ who, text, at }) =>
          wrapped(text)
            .split("\n")
            .map((line) => `${++n}\n${clock(at)},000 --> ${clock(at + 1)},500\n${who}: ${line}\n\n`)
        )
        .join("")
    }
  },
  {
    name: "SubRip with names in brackets",
    kind: "captions",
    write: each(
      ({ who, text, at }, i) => `${i + 1}\n${clock(at)},000 --> ${clock(at + 3)},500\n[${who}]\n${wrapped(text)}`
    )
  },
  {
    name: "SBV",
    kind: "captions",
    write: each(
      ({ who, text, at }) => `${clock(at).slice(1)}.000,${clock(at + 3).slice(1)}.500\n${who}: ${wrapped(text)}`
    )
  },
  {
    name: "WebVTT with the name before the time",
    kind: "captions",
    write: each(
      ({ who, text, at }, i) => `${i + 1} "${who}" (41${i})\n${clock(at)}.000 --> ${clock(at + 3)}.500\n${text}`,
      "\n\n",
      "WEBVTT\n\n"
    )
  }
]
