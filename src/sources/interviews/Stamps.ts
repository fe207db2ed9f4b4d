/**
 * Times that tools write beside the words: `[00:03:12]`, `00:01 - 00:04`, `12/03/2026, 14:02`, `0 minutes 2 seconds`.
 */

const clock = String.raw`\d{1,3}:\d{2}(?::\d{2}){0,2}(?:[.,]\d{1,3})?Z?(?:\s?[AaPp]\.?[Mm]\b\.?)?`
const unit = String.raw`(?:hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|Stunden?|Minuten?|Sekunden?|heures?|secondes?|horas?|minutos?|segundos?|or[ae]|minut[oi]|second[oi]|uur|seconden|timm(?:e|ar)|timer?|minutt?(?:er)?|sekund(?:er)?|godzin[ay]?|minut[ay]?|sekund[ay]?|hodin[ay]?|vte\u0159in[ay]?|[hms])(?!\p{L})`
const length = String.raw`\d{1,3}\s?${unit}(?:[\s,]{0,2}\d{1,3}\s?${unit}){0,2}`
const day = String.raw`(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.?\s\p{L}{3,9}\.?,?\s\d{4}|\p{L}{3,9}\s\d{1,2},?\s\d{4}|(?:[Tt]oday|[Yy]esterday|[Hh]eute|[Gg]estern)(?:\s(?:at|um))?)`
const time = String.raw`(?:${day}(?:,?\s{1,2}|T)(?:at\s)?)?${clock}`
const span = String.raw`${time}(?:\s{0,2}(?:-->|\u2192|[-\u2013\u2014]|to)\s{0,2}${time})?`
const bare = String.raw`(?:${length}\s?(?:${clock})?|${span})`
const bracketed = String.raw`(?:[[({<]\s{0,2}(?:${bare}|\d+(?:\.\d+)?\s?s)\s{0,2}[\])}>]|#\s?${clock}(?:-\d+)?\s?#)`

const leadingBracketed = new RegExp(String.raw`^\s*${bracketed}\s*(?:[-\u2013\u2014|\u00b7]\s+)?`, "u")
const leadingBare = new RegExp(String.raw`^\s*${bare}(?:\s*$|\s+(?:[-\u2013\u2014|\u00b7]\s+)?|\s*\|\s*)`, "u")
const dated = new RegExp(String.raw`^\s*[[(]?${day}`, "u")
const trailing = new RegExp(String.raw`^(.*?)[\s,|\u00b7\u2013\u2014-]*\s(?:${bracketed}|${bare})\s*$`, "su")
// In round brackets people also write verses and hours of the day: only those with seconds are a tool's.
const inside = new RegExp(
  String.raw`\s*(?:[[<{]\s?(?:${bare}|\d+(?:\.\d+)?\s?s)\s?[\]>}]|\(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\)|#\s?${clock}(?:-\d+)?\s?#)`,
  "gu"
)

/** A line without the time it begins with. */
export interface Stamped {
  readonly rest: string
  /** How the time was written; `dated` with a day, as chats do. */
  readonly stamp: "none" | "bracketed" | "bare" | "dated"
}

/** Takes the time off the beginning of a line. */
export const takeLeading = (line: string): Stamped => {
  if (!/^\s*(?:[[({<#]\s?)?[\dA-Za-z]/.test(line)) return { rest: line, stamp: "none" }
  const found = leadingBracketed.exec(line) ?? leadingBare.exec(line)
  if (found === null) return { rest: line, stamp: "none" }
  const stamp = dated.test(line) ? "dated" : /^\s*[[({<#]/.test(line) ? "bracketed" : "bare"
  return { rest: line.slice(found[0].length), stamp }
}

/** A short line without the time at its end; nothing where it has none. */
export const takeTrailing = (line: string): string | undefined =>
  line.length > 120 || !/\d/.test(line) ? undefined : trailing.exec(line)?.[1]?.trim()

const dayOnly = new RegExp(String.raw`^\s*[-\u2013\u2014=*\s]*(?:\p{L}{3,10},?\s)?${day}[-\u2013\u2014=*\s]*$`, "u")

/** Whether a line is a time or a day and nothing else. */
export const isStampOnly = (line: string): boolean => {
  if (line.length > 60) return false
  let rest = line
  for (let i = 0; i < 3; i++) {
    const taken = takeLeading(rest)
    if (taken.stamp === "none") return i === 0 && dayOnly.test(line)
    rest = taken.rest.trim()
    if (rest === "") return true
  }
  return false
}

/** Words without the times in brackets between them. */
export const withoutInside = (text: string): string => (/\d/.test(text) ? text.replace(inside, "") : text)

/** A time that stands between a label and its colon or its words. */
export const besideLabel = String.raw`(?:${bracketed}|${clock})`

/** A time in brackets, which may stand between a label and its words. */
export const inBrackets = bracketed
