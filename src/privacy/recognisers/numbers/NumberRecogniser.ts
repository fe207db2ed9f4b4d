/**
 * Finds the numbers of many schemes in one pass.
 *
 * Most of a text has no digits, so the text is cut into stretches around its digits first, and only those are compared with the
 * shapes, of which most are left out by the number of digits they need. One in ten numbers passes a check digit by chance; therefore
 * a number that passes is believed only if its shape is telling, if words or a header announce it, or if it stands alone; the shapes
 * for which neither is the case are not looked for, and check digits are counted last, because they take longest.
 */
import type { Recogniser, RecogniserContext, Span } from "../../Recogniser.ts"
import { holdsOwnNumbers } from "../DigitGroups.ts"
import { matchesOf, caseless } from "../Expressions.ts"
import type { Scheme } from "./Scheme.ts"

interface Prepared extends Scheme {
  readonly pattern: RegExp
  /** How many separators a number has when all are written. */
  readonly separators: number
  readonly fewestDigits: number
}

/** The parts of an expression between the bars that are in no group. */
const alternatives = (source: string): ReadonlyArray<string> => {
  const parts = [""]
  let depth = 0
  for (const character of source.replaceAll(/\[[^\]]*\]|\\[^d]/g, "_")) {
    if (character === "(") depth++
    if (character === ")") depth--
    if (character === "|" && depth === 0) parts.push("")
    else if (depth === 0) parts[parts.length - 1] += character
  }
  return parts
}

/** How many digits a shape needs at least, those in groups left out: one that is too low only costs time. */
const fewestDigits = (shape: string): number =>
  Math.min(
    ...alternatives(shape).map((part) => {
      let count = 0
      for (const match of part.matchAll(/\\d(?:\{(\d+)[^}]*\}|[?*])?/g)) {
        count += match[1] === undefined ? (match[0].length > 2 ? 0 : 1) : Number(match[1])
      }
      return Math.max(4, count)
    })
  )

const prepare = (scheme: Scheme): Prepared => {
  const source = scheme.shape.source
  // A number never begins within a word. It may begin with a digit right after one, where a blank is missing: "is199003052397".
  const before = "(?<![0-9_]|[0-9][.,:/-]|[A-Za-z](?=[A-Za-z]))"
  return {
    ...scheme,
    words: caseless(scheme.words),
    pattern: new RegExp(`${before}(?:${source.replaceAll("~", "[ .\\u00a0-]?")})(?![A-Za-z0-9_]|[.,:/-][0-9])`, "gi"),
    separators: source.split("~").length - 1,
    fewestDigits: fewestDigits(source)
  }
}

interface Stretch {
  readonly start: number
  readonly end: number
  readonly digits: number
}

// Languages without blanks between words write a number right after a letter, those of Latin letters do not.
const latin = /[\p{Script=Latin}\p{N}_]/u
// What may stand between the digits of one number: letters, separators. In running text words are longer than this.
const between = /^[A-Za-z .:/\u00a0-]{0,7}$/
const reach = /[A-Za-z0-9 ./-]{0,10}$/
const reachAfter = /^[A-Za-z0-9 ./-]{0,6}/

const digits = /\d+/g

/** The stretches of a text that could hold numbers. */
const stretchesOf = (text: string): ReadonlyArray<Stretch> => {
  const stretches: Array<{ start: number; end: number; digits: number }> = []
  let last: { start: number; end: number; digits: number } | undefined
  for (const match of matchesOf(text, digits)) {
    const end = match.index + match[0].length
    if (last !== undefined && match.index - last.end <= 7 && between.test(text.slice(last.end, match.index))) {
      last.end = end
      last.digits += match[0].length
    } else {
      last = { start: match.index, end, digits: match[0].length }
      stretches.push(last)
    }
  }
  return stretches
    .filter((stretch) => stretch.digits >= 4)
    .map(({ start, end, digits }) => {
      const before = reach.exec(text.slice(Math.max(0, start - 10), start))?.[0] ?? ""
      // A word that is cut in the middle belongs to no number.
      const cut = latin.test(text[start - before.length - 1] ?? "")
        ? (/^[A-Za-z0-9]*(?=[ ./-])/.exec(before)?.[0].length ?? 0)
        : 0
      return {
        start: start - before.length + cut,
        end: end + (reachAfter.exec(text.slice(end, end + 6))?.[0].length ?? 0),
        digits
      }
    })
}

const separator = /[ .:/\u00a0-]/g
const partOfNumber = /^(?:[A-Za-z.:/-]{0,6}[0-9][A-Za-z0-9.:/-]*|[A-Za-z]{1,2}-?|\.)$/

/** Whether a text is nothing but numbers: every word of it has a digit, or is a short part of one. */
const isAlone = (text: string, context: RecogniserContext | undefined): boolean => {
  if (context?.field !== undefined || text.length > 200) return false
  const words = text.trim().split(/[\s,;]+/)
  return words.length <= 12 && words.every((word) => word === "" || partOfNumber.test(word))
}

/** Makes a recogniser of numbering schemes. */
export const make = (name: string, schemes: ReadonlyArray<Scheme>): Recogniser => {
  const prepared = schemes.map(prepare)
  const telling = prepared.filter((scheme) => scheme.telling !== undefined)
  const standing = prepared.filter((scheme) => scheme.telling !== undefined || scheme.alone !== undefined)
  const announcement = caseless(schemes.map(({ words }) => words.source).join("|"))
  return {
    name,
    types: [...new Set(schemes.map((scheme) => scheme.type))],
    recognise: (text, context) => {
      const found: Array<Span> = []
      if (!/\d/.test(text)) return found
      const stretches = stretchesOf(text)
      if (stretches.length === 0) return found
      const header = context?.field
      const ownNumbers = holdsOwnNumbers(header)
      const alone = isAlone(text, context)
      // Few shapes have so few digits that it is quicker not to ask whether words announce any.
      const announced =
        stretches.every(({ digits }) => digits < 7) ||
        announcement.test(text) ||
        (header !== undefined && announcement.test(header))
      const believable = announced ? prepared : alone ? standing : telling
      for (const stretch of stretches) {
        const part = text.slice(stretch.start, stretch.end)
        for (const scheme of believable) {
          if (stretch.digits < scheme.fewestDigits) continue
          for (const match of matchesOf(part, scheme.pattern)) {
            const start = stretch.start + match.index
            const written = match[0]
            const separators = written.match(separator) ?? []
            if (scheme.mixed !== true && new Set(separators).size > 1) continue
            const end = start + written.length
            // The stretch may begin or end within a word.
            if (match.index === 0 && latin.test(text[start - 1] ?? "")) continue
            if (end === stretch.end && latin.test(text[end] ?? "")) continue
            // A number with blanks in it would be cut out of a longer row of groups.
            if (/[ \u00a0]/.test(written)) {
              if (/[0-9][ \u00a0]$/.test(text.slice(Math.max(0, start - 2), start))) continue
              if (/^[ \u00a0][0-9]/.test(text.slice(end, end + 2))) continue
            }
            const grouped = scheme.separators > 0 && separators.length >= scheme.separators
            const glued = /[A-Za-z]/.test(text[start - 1] ?? "")
            if (glued && !/(?<![A-Za-z])[a-z]{2,12}$/.test(text.slice(Math.max(0, start - 13), start))) continue
            const checked = scheme.valid === undefined ? "shape" : "checksum"
            const add = (score: number, rule: string): void => {
              const number = written.replace(separator, "").toUpperCase()
              if (scheme.valid?.(number, written.toUpperCase()) === false) return
              found.push({ start, end, type: scheme.type, score, rule })
            }
            // Words count within sixty characters before a number and forty after it.
            if (
              announced &&
              (scheme.words.test(text.slice(Math.max(0, start - 60), start)) ||
                scheme.words.test(text.slice(end, end + 40)) ||
                (header !== undefined && scheme.words.test(header)))
            ) {
              add(checked === "checksum" ? 0.95 : 0.8, `${checked}-in-context`)
            } else if (ownNumbers || (glued && scheme.telling !== "always")) {
              continue
            } else if (scheme.telling === "always" || (scheme.telling === "grouped" && grouped)) {
              add(checked === "checksum" ? 0.9 : 0.75, checked)
            } else if (alone && (scheme.alone === "always" || (scheme.alone === "grouped" && grouped))) {
              add(checked === "checksum" ? 0.75 : 0.6, `${checked}-alone`)
            }
          }
        }
      }
      return found.toSorted((a, b) => a.start - b.start || a.end - b.end)
    }
  }
}
