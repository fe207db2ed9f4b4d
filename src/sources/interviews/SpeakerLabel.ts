/**
 * The labels that tell in a transcript who speaks, in the ways that people and tools write them: `Interviewer:`, `**P3**`,
 * `[00:03:12] Maria:`, `Maria (00:12)` above the words, `[MK] well`, `Q. Why?`.
 */
import { leaningOf } from "./RoleWords.ts"
import { besideLabel, inBrackets, takeLeading, takeTrailing } from "./Stamps.ts"

/**
 * How labels are told from words. `colon`: by a colon. `above`: by a time or on a line of their own with one. `alone`: on a line of
 * their own. The others by what they stand in or before.
 */
export type Style =
  "colon" | "above" | "alone" | "timed" | "bracket" | "bold" | "dash" | "tab" | "dot" | "mark" | "word"

/** A line that may begin with who speaks. */
export interface LabelledLine {
  readonly style: Style
  readonly label: string
  readonly text: string
}

/** A line, with what it begins with taken off. */
export interface ParsedLine {
  readonly stamp: "none" | "bracketed" | "bare" | "dated"
  /** Without the time it begins with. */
  readonly rest: string
  readonly labels: ReadonlyArray<LabelledLine>
}

const name = String.raw`[\p{L}_][\p{L}\p{M}\p{N} .,'\u2019_#/&()@-]{0,45}?`
const strong = String.raw`(?:\*\*|__|\*|_)?`

// No digit and no slash after the colon: "at 10:30" and "https://" name nobody.
const colon = new RegExp(
  String.raw`^${strong}\s*([[(<])?\s*(${name})\s*[\])>]?\s*${strong}\s*(?:${besideLabel})?\s*${strong}\s*[:\uff1a](?![\d/])\s*${strong}(?:\s*${inBrackets})?\s*(.*)$`,
  "su"
)
const timed = new RegExp(
  String.raw`^${strong}(${name})${strong}[:,]?\s+${inBrackets}\s*[:\u2013\u2014-]?\s*(\S.*)$`,
  "su"
)
const bracket = new RegExp(String.raw`^(?:\[(${name})\]|\((${name})\)|<(${name})>)\s*[-\u2013\u2014:]?\s*(.*)$`, "su")
const bold = new RegExp(String.raw`^(\*\*|__|\*|_)(${name})[:.]?\1[\s:.\u2013\u2014-]+(\S.*)$`, "su")
const dash = new RegExp(
  String.raw`^${strong}(${name})${strong}(?:\s+(?:[-\u2013\u2014]|--|=>)\s+|\s?[\u2013\u2014]\s?)(\S.*)$`,
  "su"
)
const tab = new RegExp(String.raw`^${strong}(${name})${strong}(?:\s*\t\s*| {3,}|\s*\|\s*)(\S.*)$`, "su")
const dot = /^(\p{Lu}[\p{Lu}\p{N}]{0,3}|\p{Lu}[\p{Lu}\p{N} '-]{2,30})\.(?:\s*[-\u2013\u2014])?\s+(\S.*)$/su
const mark = new RegExp(String.raw`^(${name})[)>\u00bb/]\s+(\S.*)$`, "su")
const word = /^((?:\p{Lu}{3,20}|\p{Lu}\p{L}{2,20})(?:[ _]?\d{1,3})?)\s+(\S.*)$/su
const alone = new RegExp(String.raw`^(?:#{1,6}\s+)?${strong}\s*([[(])?(${name})[\])]?\s*${strong}\s*$`, "su")
const list = /^\s*(?:[-*+>\u2022\u25aa]\s+|>>+\s*|\|\s*)/
const numbering = /^\s*\d{1,4}(?:[.)]\s+|\s+(?=\p{Lu}))/u

// "From Ada to Everyone", as chats of meetings write in many languages.
const addressed =
  /^(?:from|von|de|da|van|fr\u00e5n|fra|od|\u043e\u0442)\s+(.+?)\s+(?:to|an|\u00e0|a|para|aan|till|til|do|\u043a\u043e|\u043a)\s+\S.*$/iu

/** A label as a person would write it. */
const tidy = (label: string): string => {
  const bare = label.replace(/^[\s*_]+|[\s*_,]+$/g, "")
  const name = (addressed.exec(bare)?.[1] ?? bare).replace(/^(\p{L}{1,3}\d{0,2})\.$/u, "$1")
  // The closing bracket of "P1 (Ana):" was taken for one around the label.
  if (name.includes("(") && !name.includes(")")) return `${name})`
  return name.includes(")") && !name.includes("(") ? name.replace(/\)/g, "").trim() : name
}

const isShort = (label: string): boolean => label !== "" && label.split(/\s+/).length <= 5

const particles = new Set(
  "de da do dos das del della di du des la le van von der den zu zur ten ter y e i el al bin ibn af and und et och og &".split(
    " "
  )
)
const unspacedScript = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/
const caseless = /^[^\p{Lu}\p{Ll}]+$/u

/** Whether a label is written as a name or a role is: what stands before a dash or on a line of its own often is none. */
export const isNameLike = (label: string): boolean => {
  const bare = label.replace(/[([].*$/, "").trim()
  if (bare === "" || bare.length > 40 || /[,;!?\u2026]|\.$|\.\s\p{Ll}/u.test(bare.replace(/\b\p{L}{1,3}\.$/u, "")))
    return false
  if (leaningOf(label).weight !== 0 || leaningOf(label).aside) return true
  if (unspacedScript.test(bare)) return bare.length <= 8
  const parts = bare.split(/[\s_]+/)
  if (caseless.test(bare)) return parts.length <= 3
  return (
    parts.length <= 4 && parts.every((part, i) => /^["']?[\p{Lu}\d#]/u.test(part) || (i > 0 && particles.has(part)))
  )
}

/** Whether a word is a label without any mark behind it: `INTERVIEWER`, `Moderator`, `Speaker 2`. */
const saysWho = (label: string): boolean =>
  leaningOf(label).certain ||
  /^\p{Lu}{3,}(?:[ _]?\d+)?$/u.test(label) ||
  /^(?:speaker|sprecher(?:in)?|locuteur|hablante|orador) ?_?\d+$/i.test(label)

const found = (style: Style, label: string | undefined, text: string | undefined): ReadonlyArray<LabelledLine> => {
  const own = tidy(label ?? "")
  return isShort(own) ? [{ style, label: own, text: (text ?? "").trim() }] : []
}

const nothing: ParsedLine = { stamp: "none", rest: "", labels: [] }

/** Reads the beginning of a line in every way it may name who speaks; only the transcript as a whole can tell which is meant. */
export const parseLine = (line: string): ParsedLine => {
  if (line === "") return nothing
  let rest = line
  let stamp: ParsedLine["stamp"] = "none"
  // A mark of a list, a number and a time may stand before the label, in any order.
  for (let i = 0; i < 4; i++) {
    const taken = takeLeading(rest)
    if (taken.stamp !== "none") {
      rest = taken.rest
      stamp = stamp === "none" ? taken.stamp : stamp
      continue
    }
    const bare = rest.replace(list, "").replace(numbering, "")
    if (bare === rest) break
    rest = bare
  }
  rest = rest.trimStart()
  if (rest === "" || !/^[\p{L}_*#([<]/u.test(rest)) return { stamp, rest, labels: [] }
  const labels: Array<LabelledLine> = []
  const untimed = takeTrailing(rest)
  if (untimed !== undefined || stamp !== "none") {
    const own = alone.exec(untimed ?? rest)
    if (own !== null) labels.push(...found("above", own[2], ""))
  }
  const told = colon.exec(rest)
  if (told !== null) labels.push(...found("colon", told[2], told[3]))
  for (const [style, pattern] of [
    ["timed", timed],
    ["tab", tab],
    ["dash", dash],
    ["dot", dot],
    ["mark", mark],
    ["word", word]
  ] as const) {
    const match = pattern.exec(rest)
    if (match !== null && (style !== "word" || saysWho(match[1] ?? "")))
      labels.push(...found(style, match[1], match[2]))
  }
  const inside = bracket.exec(rest)
  if (inside !== null) labels.push(...found("bracket", inside[1] ?? inside[2] ?? inside[3], inside[4]))
  const heavy = bold.exec(rest)
  if (heavy !== null) labels.push(...found("bold", heavy[2], heavy[3]))
  const single = rest.length > 60 ? null : alone.exec(rest)
  if (single !== null) labels.push(...found("alone", single[2], ""))
  return { stamp, rest, labels }
}

/** Reads a line as one that begins with who speaks and a colon, or with who speaks and a time. */
export const parse = (line: string): LabelledLine | undefined => {
  const { labels, rest } = parseLine(line)
  // A placeholder such as "[PERSON_1]" is put back as a whole.
  if (rest.startsWith("[")) return undefined
  return labels.find(({ style }) => style === "above") ?? labels.find(({ style }) => style === "colon")
}

/** What two ways to write the same speaker have in common. "Q1" and "A2" number questions and answers, not people. */
export const speakerKey = (speaker: string): string =>
  speaker
    .toLowerCase()
    .replace(/[\s_.]+/g, " ")
    .trim()
    .replace(/^([qa]) ?\d+$/, "$1")

/** Whether a label says by itself that this is who asks. */
export const isInterviewerLabel = (speaker: string): boolean => leaningOf(speaker).weight >= 2

/** Whether a label says by itself that this is who answers. */
export const isParticipantLabel = (speaker: string): boolean => leaningOf(speaker).weight <= -1

const remarks: ReadonlySet<string> = new Set(
  [
    "note notes nb ps remark remarks comment comments summary example examples tip todo warning caution caveat reminder",
    "update edit observation observations context conclusion conclusions source sources http https re fwd also but so and or",
    "because first second third finally yes no anyway result results reason reasons pros cons key legend"
  ].flatMap((line) => line.split(" "))
)

const facts: ReadonlySet<string> = new Set(
  [
    "date time duration title subject location place setting transcript recording age occupation gender file project language",
    "datum zeit dauer titel ort alter beruf geschlecht datei projekt sprache lieu durée âge profession sexe fichier langue",
    "fecha hora duración lugar edad profesión género archivo idioma data ora durata luogo età professione local duração idade profissão",
    "name email phone city town address website education income job role status version participants speakers attendees keywords"
  ].flatMap((line) => line.split(" "))
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
  const parts = ` ${key.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")} `
  return wanted !== "" && (key === wanted || parts.includes(` ${wanted} `))
}
