/**
 * Reading single answers: choices joined in one cell, numbers as people write them, and age bands.
 */
import { Option } from "effect"
import type { Age } from "../domain/Persona.ts"

/** What joins the choices of a multiple-choice answer in one cell. */
export const separators = [";", "|", "\n", ","] as const

/** What joins the choices of a multiple-choice answer in one cell. */
export type Separator = (typeof separators)[number]

/**
 * The choices of an answer. Nothing is split within parentheses, and no comma between digits: `Other (chat, phone), Under $1,000`
 * has two choices.
 */
export const split = (text: string, separator: Separator): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === "(") depth++
    else if (char === ")") depth = Math.max(0, depth - 1)
    else if (char === separator && depth === 0 && !(separator === "," && betweenDigits(text, i))) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== "")
}

/** Everything that may count as one choice of an answer: the whole of it, and its parts by each separator. */
export const choices = (text: string): ReadonlyArray<string> => [
  text,
  ...separators.filter((separator) => text.includes(separator)).flatMap((separator) => split(text, separator))
]

const digit = /\d/
const betweenDigits = (text: string, index: number): boolean =>
  digit.test(text[index - 1] ?? "") && digit.test(text[index + 1] ?? "")

const numberPattern =
  /^(?:[$€£¥]|(?:USD|EUR|GBP|CHF) )?\s?([-+]?)\s?[$€£¥]?(\d[\d.,' \u00a0]*)\s?(?:%|[$€£¥]|USD|EUR|GBP|CHF|(k)|years?(?: old)?|yrs?(?: old)?|y\/o|Jahre(?: alt)?|ans|años|hours?|hrs?|h|minutes?|mins?|days?|(?:\/|out of|von|sur|de) ?(?:5|7|10|100))?$/i

/** A number as people write it in a form: `42`, `$50`, `1,200`, `12 %`, `7/10`, `34 years`, `1.200,50 €`. */
export const parseNumber = (text: string): Option.Option<number> => {
  if (text.length > 30) return Option.none()
  const match = numberPattern.exec(text.trim())
  const digits = match?.[2]
  if (match === null || digits === undefined) return Option.none()
  const plain = plainDigits(digits.replace(/[' \u00a0]/g, ""))
  const value = Number(plain) * (match[1] === "-" ? -1 : 1) * (match[3] === undefined ? 1 : 1000)
  return plain !== "" && Number.isFinite(value) ? Option.some(value) : Option.none()
}

/**
 * Whether the numbers of a column are written with a decimal comma: one has a comma before other than three digits, none has two
 * commas, or a comma before a point.
 */
export const hasDecimalComma = (cells: ReadonlyArray<string>): boolean =>
  cells.some((cell) => /^[-+]?\d+,(?:\d{1,2}|\d{4,})$/.test(cell)) && !cells.some((cell) => /\d,\d+[,.]\d/.test(cell))

/** A number written with a decimal comma, `1.200,5` or `18,25`, as one with a point. */
export const withPoint = (cell: string): string =>
  cell.replace(/\.(?=\d{3}(?:\D|$))/g, "").replace(/(\d),(?=\d)/, "$1.")

// Thousands separators go, the decimal separator becomes a point. One comma before three digits is read as thousands, one point
// as decimal: `1,200` is twelve hundred and `1.200` is one and a fifth, which English and spreadsheet exports agree on.
const plainDigits = (text: string): string => {
  const comma = text.lastIndexOf(",")
  const point = text.lastIndexOf(".")
  if (comma === -1) return /^\d{1,3}(?:\.\d{3}){2,}$/.test(text) ? text.replaceAll(".", "") : text
  if (point > comma) return text.replaceAll(",", "")
  if (point !== -1) return text.replaceAll(".", "").replace(",", ".")
  return /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".")
}

const bandPatterns: ReadonlyArray<readonly [RegExp, (a: number, b: number) => Age]> = [
  [/^(\d{1,3})\s?(?:-|–|—|to|bis|à|a)\s?(\d{1,3})$/i, (a, b) => ({ min: a, max: b })],
  [/^(?:>|over|above|older than|über|plus de|más de)\s?(\d{1,3})$/i, (a) => ({ min: a + 1, max: null })],
  [/^(?:>=|≥)\s?(\d{1,3})$/, (a) => ({ min: a, max: null })],
  [
    /^(\d{1,3})\s?(?:\+|(?:or|and|&) (?:older|over|above|more|up)|und älter|et plus|o más)$/i,
    (a) => ({ min: a, max: null })
  ],
  [/^(?:<|under|below|younger than|unter|moins de|menos de)\s?(\d{1,3})$/i, (a) => ({ min: 0, max: a - 1 })],
  [/^(?:<=|≤)\s?(\d{1,3})$/, (a) => ({ min: 0, max: a })],
  [/^(\d{1,3})$/, (a) => ({ min: a, max: a })]
]

const ageUnits = /\s?(?:years?(?: old| of age)?|yrs?(?: old)?|y\/o|jahre(?: alt)?|ans|años)\b/gi

/** An age, or a band of ages, as forms write it: `30-44`, `> 60`, `65+`, `under 18`, `25 to 34 years`, `41`. */
export const parseAge = (text: string): Option.Option<Age> => {
  if (text.length > 40) return Option.none()
  const plain = text.replace(ageUnits, "").trim()
  for (const [pattern, make] of bandPatterns) {
    const match = pattern.exec(plain)
    if (match !== null) {
      const age = make(Number(match[1]), Number(match[2] ?? match[1]))
      const sound = age.min >= 0 && age.min <= 130 && (age.max === null || (age.max >= age.min && age.max <= 130))
      return sound ? Option.some(age) : Option.none()
    }
  }
  return Option.none()
}
