/**
 * Reading numbers as people write them in a form.
 */
import { Option } from "effect"

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
