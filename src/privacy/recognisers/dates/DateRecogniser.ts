/**
 * Dates. Three types, so that an operator can tell them apart: `DATE_OF_BIRTH`, which with a postcode is enough to find most people;
 * `DATE`, a certain day; `TIME`, which thousands share: a weekday, a month, a year.
 */
import type { Recogniser, RecogniserContext, Span } from "../../Recogniser.ts"
import { readTokens } from "../../names/Analysis.ts"
import { CALENDAR, COMPOUND, NUMBERED } from "../../names/WordKinds.ts"
import { matchesOf, caseless } from "../Expressions.ts"
import { isDayOfYear } from "../Checksums.ts"
import { ambiguousMonths, months, weekdays } from "./Calendar.ts"

const birthWords = caseless(
  /\bborn\b|\bbirth(?:day|date)?\b|\bd\.?o\.?b\b|geboren|(?<!\p{L})geb\.|geburt|(?<!\p{L})n(?:é|ée|e)e? le\b|naissance|nacid|nacimiento|cumplea|(?<!\p{L})nat[oa] (?:il|a)\b|nascita|compleanno|geboorte|nascid[oa]|nascimento|urodz/iu
)

const clock =
  "(?:[T ,]{1,2}\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AaPp]\\.?[Mm]\\.?)?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?(?![\\p{L}\\p{N}]))?"
const yearFirst = new RegExp(
  `(?<![\\p{L}\\p{N}./-]|[.,:]\\d?)(?:1[89]|20)\\d{2}([./-])(\\d{1,2})\\1(\\d{1,2})${clock}(?![\\p{N}]|[./-]\\d|\\p{L}\\p{L})`,
  "gu"
)
const yearLast = new RegExp(
  `(?<![\\p{L}\\p{N}./-])(\\d{1,2})([./-])(\\d{1,2})\\2((?:1[89]|20)\\d{2}|\\d{2})${clock}(?![\\p{L}\\p{N}]|[./-]\\d)`,
  "gu"
)

const day = "(?:3[01]|[12]\\d|0?[1-9])"
const dayBefore = new RegExp(
  `(?<![\\p{L}\\p{N}.,/-])${day}(?:st|nd|rd|th|er|º|ª|\\.)?(?: of| de| del|[ -])?[ -]?$`,
  "iu"
)
const yearAfter = caseless(/^(?:\.?,?(?: of| de| del)?[ -]|['’])(?:(?:1[89]|20)\d{2}|['’]\d{2})(?![\p{L}\p{N}])/iu)
const shortYearAfter = /^[ -]\d{2}(?![\p{L}\p{N}:.,%])/u
const dayAfter = new RegExp(
  `^\\.?,?[ -](?:the )?${day}(?:st|nd|rd|th)?(?:,? (?:of )?(?:1[89]|20)\\d{2})?(?![\\p{L}\\p{N}:%]|[.,/]\\d)`,
  "iu"
)
// Words after which even "may" is a month.
const monthBefore = caseless(
  /(?<!\p{L})(?:in|since|until|till|during|by|last|next|this|early|mid|late|of|from|every|seit|bis|im|ab|en|desde|hasta|depuis|jusqu'en|dal|nel|fino a|sinds|tot|od|do|w)[ -]$/iu
)

/** The widest date around a month's name, and whether it names the day. */
const aroundMonth = (
  text: string,
  start: number,
  end: number,
  name: string
): (Omit<Span, "type"> & { exact: boolean }) | undefined => {
  const before = text.slice(Math.max(0, start - 14), start)
  const after = text.slice(end, end + 24)
  const dayLeft = dayBefore.exec(before)?.[0].length ?? 0
  const year = yearAfter.exec(after)?.[0].length ?? (dayLeft > 0 ? (shortYearAfter.exec(after)?.[0].length ?? 0) : 0)
  if (dayLeft > 0) return { start: start - dayLeft, end: end + year, score: 0.85, rule: "named-month", exact: true }
  const dayRight = dayAfter.exec(after)?.[0].length ?? 0
  // "May 20 people come": a number is a day only if the month stands with a capital or a year follows.
  const capital = /^\p{Lu}/u.test(text.slice(start, start + 1))
  if (dayRight > 0 && (capital || !ambiguousMonths.has(name))) {
    return { start, end: end + dayRight, score: 0.8, rule: "named-month", exact: true }
  }
  if (year > 0) return { start, end: end + year, score: 0.8, rule: "month-and-year", exact: false }
  const telling = !ambiguousMonths.has(name) && name.length > 3
  return telling || (monthBefore.test(before) && !/^ (?:\p{Ll}|be )/u.test(after) && (name.length > 3 || capital))
    ? { start, end, score: 0.6, rule: "month", exact: false }
    : undefined
}

const fromNumbers = (text: string): ReadonlyArray<Omit<Span, "type">> => {
  const found: Array<Omit<Span, "type">> = []
  const add = (match: RegExpExecArray, score: number) =>
    found.push({ start: match.index, end: match.index + match[0].length, score, rule: "numbers" })
  for (const match of matchesOf(text, yearFirst)) {
    if (isDayOfYear(Number(match[2]), Number(match[3]))) add(match, 0.9)
  }
  for (const match of matchesOf(text, yearLast)) {
    const [, first, mark, second, year = ""] = match
    const [a, b] = [Number(first), Number(second)]
    if (!isDayOfYear(a, b) && !isDayOfYear(b, a)) continue
    // 12-11-10 may be anything, and 1.2.34 a version.
    if (year.length === 2 && (mark === "-" || (mark === "." && (first?.length ?? 0) + (second?.length ?? 0) < 4)))
      continue
    add(match, year.length === 4 ? 0.9 : 0.75)
  }
  return found
}

const names = /\p{L}{3,12}(?:-feira)?/gu

/** The names of months and weekdays in a text; part of a word as well: "mid-January", "jan2024". */
const namedDays = (
  text: string
): ReadonlyArray<{ readonly start: number; readonly end: number; readonly name: string }> =>
  readTokens(text)
    .filter(({ kinds }) => (kinds & (CALENDAR | COMPOUND | NUMBERED)) !== 0)
    .flatMap((token) =>
      matchesOf(token.text, names).flatMap((match) => {
        const name = match[0].toLowerCase()
        const start = token.start + match.index
        const known = weekdays.has(name) || months.has(name)
        return known && !/\p{L}/u.test(text[start - 1] ?? "") ? [{ start, end: start + match[0].length, name }] : []
      })
    )

const onlyYear = /^\s*(?:19|20)\d{2}\s*$/

/** Dates in numbers and words, in fourteen languages. */
export const DateRecogniser: Recogniser = {
  describes: true,
  name: "DateRecogniser",
  types: ["DATE_OF_BIRTH", "DATE", "TIME"],
  sharesWords: true,
  recognise: (text, context?: RecogniserContext) => {
    const spans: Array<Span> = []
    const birthColumn = context?.field !== undefined && birthWords.test(context.field)
    const typeOf = (start: number): string =>
      birthColumn || birthWords.test(text.slice(Math.max(0, start - 40), start)) ? "DATE_OF_BIRTH" : "DATE"
    if (/\d[./-]\d/.test(text)) {
      for (const span of fromNumbers(text)) spans.push({ ...span, type: typeOf(span.start) })
    }
    for (const { start, end, name } of namedDays(text)) {
      if (weekdays.has(name)) {
        spans.push({ start, end, type: "TIME", score: 0.6, rule: "weekday" })
      } else {
        const date = aroundMonth(text, start, end, name)
        if (date === undefined) continue
        const { exact, ...span } = date
        spans.push({ ...span, type: exact ? typeOf(span.start) : "TIME" })
      }
    }
    if (context?.field === undefined && onlyYear.test(text)) {
      spans.push({ start: text.search(/\d/), end: text.trimEnd().length, type: "TIME", score: 0.5, rule: "year-alone" })
    }
    return spans
  }
}

/** Dates of birth alone: what is replaced unless asked otherwise. */
export const DateOfBirthRecogniser: Recogniser = {
  name: "DateOfBirthRecogniser",
  types: ["DATE_OF_BIRTH"],
  sharesWords: true,
  recognise: (text, context) =>
    /\d/.test(text) && ((context?.field !== undefined && birthWords.test(context.field)) || birthWords.test(text))
      ? DateRecogniser.recognise(text, context).filter((span) => span.type === "DATE_OF_BIRTH")
      : []
}
