/**
 * In which way a transcript writes its labels, and which of them are speakers.
 */
import {
  isInterviewerLabel,
  isNameLike,
  isNobody,
  isParticipantLabel,
  type LabelledLine,
  type ParsedLine,
  parseLine,
  speakerKey,
  type Style
} from "./SpeakerLabel.ts"

interface Found extends LabelledLine {
  readonly line: number
}

/** Lines, and what each may begin with. */
export interface Read {
  /** `undefined` where a page's furniture stood. */
  readonly lines: ReadonlyArray<string | undefined>
  readonly parsed: ReadonlyArray<ParsedLine>
  readonly byStyle: ReadonlyMap<Style, ReadonlyArray<Found>>
}

/** Reads what each line may begin with. */
export const readOf = (lines: ReadonlyArray<string | undefined>): Read => {
  const byStyle = new Map<Style, Array<Found>>()
  const parsed = lines.map((text, line) => {
    const one = parseLine(text ?? "")
    for (const label of one.labels) {
      const same = byStyle.get(label.style) ?? []
      byStyle.set(label.style, same)
      same.push({ ...label, line })
    }
    return one
  })
  return { lines, parsed, byStyle }
}

/** A transcript's own way to write labels. */
export interface Layout {
  readonly style: Style
  /** By key. */
  readonly speakers: ReadonlySet<string>
  /** Labels that are written wrongly, by key, and what was meant. */
  readonly slips: ReadonlyMap<string, string>
  /** The lines that begin with a speaker. */
  readonly starts: ReadonlyArray<number>
  readonly score: number
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ""

/** Whether a label says by itself what its person is there for. */
export const isRole = (label: string): boolean => isInterviewerLabel(label) || isParticipantLabel(label)

/** Whether a label can only be somebody who speaks: `Moderator`, `P3`, `Speaker 2`, `Unknown Speaker`. */
export const saysSpeaker = (label: string): boolean =>
  isRole(label) ||
  /^(?:speaker|sprecher(?:in)?|locuteur|hablante|orador|falante|parlante|spreker|talare|mluv\u010d\u00ed|\u0441\u043f\u0438\u043a\u0435\u0440|\u8bdd\u8005|\u8a71\u8005)[ _]?[\da-z]{0,2}$|^(?:unknown|unidentified) speaker$/i.test(
    label
  )

/** How far each way to write labels is to be believed: those that prose is full of count for less. */
const belief: ReadonlyArray<readonly [Style, number]> = [
  ["colon", 1],
  ["above", 1],
  ["timed", 1],
  ["bracket", 0.9],
  ["bold", 0.9],
  ["alone", 0.85],
  ["tab", 0.8],
  ["dash", 0.7],
  ["dot", 0.7],
  ["mark", 0.6],
  ["word", 0.6]
]
const loose: ReadonlySet<Style> = new Set(["alone", "bracket", "bold", "tab", "dash", "dot", "mark", "word"])

const labelOf = (line: ParsedLine | undefined, style: Style): LabelledLine | undefined =>
  line?.labels.find((label) => label.style === style)

/** How often each label comes, by key, from a line on. */
export const countsOf = (
  { byStyle }: Read,
  style: Style,
  from: number
): ReadonlyMap<string, { readonly count: number; readonly label: string; readonly line: number }> => {
  const counts = new Map<string, { count: number; label: string; line: number }>()
  for (const { label, line } of byStyle.get(style) ?? []) {
    if (line < from || isNobody(label) || (loose.has(style) && !isNameLike(label))) continue
    const key = speakerKey(label)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { count: 1, label, line })
    else known.count++
  }
  return counts
}

type Counts = ReturnType<typeof countsOf>

const shapeOf = (key: string): string => (key.length < 12 ? key.replace(/\d+/g, "9").replace(/^\p{L}(?=9)/u, "x") : key)

/** Whether a label that comes once is somebody: it is written as nobody else's words are. */
const isOnce = (parsed: ReadonlyArray<ParsedLine>, label: string, line: number, stamped: boolean): boolean =>
  isNameLike(label) &&
  ((stamped && parsed[line]?.stamp !== "none") || /^\p{Lu}[\p{L}.'\u2019-]*(?: \p{Lu}[\p{L}.'\u2019-]*)+$/u.test(label))

/**
 * The labels that speak: those that say so by themselves, those that come at least twice, and names that come once. What is not
 * written as a name must come as often as others do: "he said:" may begin several lines.
 */
const speakersOf = (parsed: ReadonlyArray<ParsedLine>, counts: Counts, style: Style): ReadonlySet<string> => {
  const most = [...counts.values()].reduce((most, { count }) => Math.max(most, count), 0)
  const times = [...counts.values()].reduce((sum, { count }) => sum + count, 0)
  const stamps = [...counts.values()].filter(({ line }) => parsed[line]?.stamp !== "none").length
  const stamped = style === "colon" && counts.size > 1 && stamps * 5 >= counts.size * 4
  const speakers = new Set<string>()
  const shapes = new Set([...counts].filter(([, { count }]) => count > 1).map(([key]) => shapeOf(key)))
  for (const [key, { count, label, line }] of counts) {
    const often = count > 1 && (isNameLike(label) || (count > 2 && count * 8 >= most))
    const once =
      count === 1 &&
      (style === "above" ? isNameLike(label) : times >= 6 && most > 2 && isOnce(parsed, label, line, stamped))
    // "F2" beside "F1" and "M2" is one more of them.
    const alike = /\d/.test(key) && shapes.has(shapeOf(key))
    if (often || once || alike || saysSpeaker(label)) speakers.add(key)
  }
  if (speakers.size === 0) for (const [key, { count }] of counts) if (count > 1) speakers.add(key)
  // Where only interviewers speak, labels that come once speak too: a participant may answer everything in one go.
  return speakers.size > 0 && [...speakers].every(isInterviewerLabel) ? new Set(counts.keys()) : speakers
}

/** Whether two words differ by one slip of the keyboard: a letter too many, too few, wrong, or two that changed places. */
const isSlip = (a: string, b: string): boolean => {
  if (a === b || Math.abs(a.length - b.length) > 1 || a.charAt(0) !== b.charAt(0)) return false
  let start = 0
  while (start < a.length && a.charAt(start) === b.charAt(start)) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return (
    left.length + right.length <= 1 ||
    (left.length === 1 && right.length === 1) ||
    (left.length === 2 && left === right.charAt(1) + right.charAt(0))
  )
}

const slipsOf = (counts: Counts, speakers: ReadonlySet<string>): ReadonlyMap<string, string> => {
  const slips = new Map<string, string>()
  const often = [...speakers].filter((key) => (counts.get(key)?.count ?? 0) > 2)
  if (often.length > 50) return slips
  for (const [key, { count }] of counts) {
    if (count > 1 || key.length < 5 || often.includes(key)) continue
    const meant = often.find(
      (other) => other.length > 4 && other.replace(/\D/g, "") === key.replace(/\D/g, "") && isSlip(key, other)
    )
    if (meant !== undefined) slips.set(key, meant)
  }
  return slips
}

const startsOf = (
  { byStyle, lines }: Read,
  style: Style,
  isSpeaker: (key: string) => boolean,
  from: number
): Array<Found> =>
  (byStyle.get(style) ?? []).filter(
    ({ label, line }) =>
      line >= from &&
      isSpeaker(speakerKey(label)) &&
      // On a line of its own a name is a label where words follow, and not another name.
      (style !== "alone" || !isBlank(lines[line + 1]) || !isBlank(lines[line + 2]))
  )

/** Whether three or more labels come round in one order, as in a form that was filled in several times. */
const isForm = (keys: ReadonlyArray<string>): boolean => {
  const period = new Set(keys).size
  return period > 2 && keys.length >= period * 3 && keys.every((key, i) => i < period || key === keys[i - period])
}

/** The labels of one style, from a line on. */
const layoutIn = (read: Read, style: Style, weight: number, from: number): Layout => {
  const counts = countsOf(read, style, from)
  const speakers = speakersOf(read.parsed, counts, style)
  const slips = slipsOf(counts, speakers)
  const starts = startsOf(read, style, (key) => speakers.has(key) || slips.has(key), from)
  const keys = starts.map(({ label }) => speakerKey(label))
  const often = [...speakers].filter((key) => (counts.get(key)?.count ?? 0) > 1).length
  const few = starts.length < 4 || starts.length < often * 2 || often < 2
  const scattered = loose.has(style) && few && !(speakers.size > 1 && [...speakers].every(saysSpeaker))
  // A register of many people is no conversation.
  const crowd = speakers.size > 50 && starts.length < speakers.size * 4
  const form = isForm(keys) && ![...speakers].some(saysSpeaker) && !starts.some(({ text }) => text.includes("?"))
  const score = scattered || crowd || form ? 0 : starts.length * weight
  return { style, speakers, slips, starts: starts.map(({ line }) => line), score }
}

/** A transcript's own way to write labels: the one that begins most lines. */
export const layoutOf = (read: Read): Layout =>
  belief.map(([style, weight]) => layoutIn(read, style, weight, 0)).reduce((a, b) => (b.score > a.score ? b : a))

/** The same without what stands above a line. */
export const layoutFrom = (read: Read, style: Style, from: number): Layout =>
  layoutIn(read, style, belief.find(([known]) => known === style)?.[1] ?? 1, from)

/** The label a line begins with, in the transcript's own way, or in another that leaves no doubt about a speaker known. */
export const startOf = (line: ParsedLine | undefined, { slips, speakers, style }: Layout): LabelledLine | undefined => {
  const own = labelOf(line, style)
  if (own !== undefined) {
    const key = speakerKey(own.label)
    if (speakers.has(key)) return own
    const meant = slips.get(key)
    if (meant !== undefined) return { ...own, label: meant }
  }
  return line?.labels.find(
    ({ label, style: other }) =>
      (other === "colon" ||
        other === "above" ||
        other === "bracket" ||
        (other === "alone" && (style === "above" || label.length > 3))) &&
      speakers.has(speakerKey(label)) &&
      label.length > 1
  )
}
