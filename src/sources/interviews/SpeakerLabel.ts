/**
 * The labels that tell in a transcript who speaks: `Interviewer:`, `**P3:**`, `[00:03:12] Maria:`.
 */

/** A line that may begin with who speaks. */
export interface LabelledLine {
  readonly label: string
  readonly text: string
}

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`
const leadingTime = new RegExp(
  String.raw`^\s*(?:[-*+>]\s+)?(?:[[(]${clock}[\])]|${clock}(?=\s))\s*(?:[-\u2013\u2014]\s+)?`
)
const name = String.raw`\p{L}[\p{L}\p{M}\p{N} .'\u2019_#/&()-]{0,39}?`
const time = String.raw`(?:[[(]?${clock}[\])]?)`

// No digit and no slash after the colon: "at 10:30" and "https://" name nobody.
const label = new RegExp(
  String.raw`^\s*(?:[-*+>]\s+)?(\*\*|__)?\s*(${name})\s*(?:\*\*|__)?\s*${time}?\s*(?:\*\*|__)?\s*[:\uff1a](?![\d/])\s*(?:\*\*|__)?\s*(.*)$`,
  "su"
)

// A name and a time on a line of their own, what was said on the next: as Otter and others export.
const timed = new RegExp(String.raw`^\s*(?:\*\*|__)?(${name})(?:\*\*|__)?\s+${time}\s*$`, "u")

/** A line without the time it begins with. */
export const withoutTime = (line: string): string => line.replace(leadingTime, "")

/** Reads a line as one that begins with who speaks; whether it does, only the transcript as a whole can tell. */
export const parse = (line: string): LabelledLine | undefined => {
  const bare = withoutTime(line)
  const [, own] = timed.exec(bare) ?? []
  if (own !== undefined) return { label: own.trim(), text: "" }
  const [, , found, text] = label.exec(bare) ?? []
  if (found === undefined || text === undefined || found.trim().split(/\s+/).length > 5) return undefined
  return { label: found.trim(), text: text.trim() }
}

/** What two ways to write the same speaker have in common. "Q1" and "A2" number questions and answers, not people. */
export const speakerKey = (speaker: string): string =>
  speaker
    .toLowerCase()
    .replace(/[\s_.]+/g, " ")
    .trim()
    .replace(/^([qa]) ?\d+$/, "$1")

const asks =
  /^(?:(?:the |ux |user |lead )?(?:interviewer|moderator|researcher|facilitator)|int|i|iv|q|mod|host)(?: ?#?\d{1,2})?(?: ?\(.*\)| ?[-/] ?.+)?$/

const answers =
  /^(?:participant|respondent|interviewee|informant|subject|user|customer|client|guest|expert|speaker|p|r|a|res|resp|part)(?: ?#?-?\d{0,3}[a-z]?)?(?: ?\(.*\))?$/

/** Whether a label says by itself that this is who asks. */
export const isInterviewerLabel = (speaker: string): boolean => asks.test(speakerKey(speaker))

/** Whether a label says by itself that this is who answers. */
export const isParticipantLabel = (speaker: string): boolean => answers.test(speakerKey(speaker))

const remarks: ReadonlySet<string> = new Set(
  [
    "note notes nb ps remark remarks comment comments summary example examples tip todo warning caution caveat reminder",
    "update edit observation observations context conclusion conclusions source sources http https re fwd also but so and or",
    "because first second third finally yes no anyway result results reason reasons pros cons"
  ].flatMap((line) => line.split(" "))
)

const facts: ReadonlySet<string> = new Set(
  "date time duration title subject location place setting transcript recording age occupation gender".split(" ")
)

/** Whether a label is a word that people put before a remark (`Note: …`), which is neither a speaker nor a fact. */
export const isRemark = (label: string): boolean =>
  remarks.has(speakerKey(label)) || /^(?:e g|i e|p s)$/.test(speakerKey(label))

/** Whether a label cannot be somebody's name, however often it comes. */
export const isNobody = (label: string): boolean => isRemark(label) || facts.has(speakerKey(label))

/** Whether a speaker goes by a name: the whole label, or one part of it (`Kim` for `Interviewer Kim`). */
export const isCalled = (label: string, name: string): boolean => {
  const key = speakerKey(label)
  const wanted = speakerKey(name)
  return wanted !== "" && (key === wanted || ` ${key.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")} `.includes(` ${wanted} `))
}
