/**
 * Postcodes whose shape says that they are one, and places next to them.
 */
import { matchesOf, caseless } from "../Expressions.ts"

/** A stretch of a text that belongs to an address, and which rule says so. */
export interface Range {
  readonly start: number
  readonly end: number
  readonly rule: string
}

// Royal Mail's postcode areas.
const areas =
  "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
// The second half never holds C I K M O V; the blank between the halves is asked for, so that product codes do not match.
const british = `(?:${areas})\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}`
const canadian = "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] \\d[ABCEGHJ-NPRSTV-Z]\\d"
const irish = "(?:[AC-FHKNPRTV-Y]\\d{2}|D6W) [\\dAC-FHKNPRTV-Y]{4}"
// A full stop ends a sentence, save after a few letters: "St. Gallen".
const placeWord = "\\p{Lu}(?:[\\p{L}'’-]{1,24}|\\p{L}{0,2}\\.)"
const place = `${placeWord}(?: ${placeWord}){0,2}`
// The Netherlands, Poland, Portugal, Brazil, and those with the country before them.
const withPlace = `(?:[1-9]\\d{3} (?!AM|PM)[A-Z]{2}|\\d{2}-\\d{3}|[1-9]\\d{3}-\\d{3}|\\d{5}-\\d{3}|(?:D|A|CH|F|B|L|I|E|PL|NL|DK|SE)-\\d{4,5}),? ${place}`
const states =
  "A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
const american = `${place},? (?:${states}),? \\d{5}(?:-\\d{4})?`

const bounded = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${source})(?![\\p{L}\\p{N}])`, "gu")
const postcode = bounded(`${british}|${canadian}|${irish}`)
const placed = bounded(withPlace)
const inState = bounded(american)

/** A postcode at the front of a text. */
export const codeAtFront = caseless(
  `^(?:${british}|${canadian}|${irish}|\\d{4} [A-Z]{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{3} \\d{2})(?![\\p{L}\\p{N}])`
)

const line = /^(?:\p{Lu}[\p{L}'’-]{1,20}|\d{1,4}[a-z]?)$/u
const smallWord = /^(?:under|upon|on|in|the|le|of)$/

/** Where the capitalised lines right before a postcode begin: "The Old Chapel, Nether Sallow, MB11 3DU". */
const linesBefore = (text: string, code: number): number => {
  const from = Math.max(0, code - 100)
  let start = code
  // The borders between lines from right to left; the front of the text is one as well.
  const borders = Array.from(text.slice(from, code).matchAll(/[,\n]/gu), (match) => from + match.index + 1).toReversed()
  if (from === 0) borders.push(0)
  for (const border of borders.slice(0, 5)) {
    const words = text
      .slice(border, start)
      .replace(/[\s,]+$/u, "")
      .trim()
      .split(" ")
      .filter(Boolean)
    if (words.length === 0) continue
    if (words.length > 4 || !words.every((word) => line.test(word) || smallWord.test(word))) break
    start = border + (text.slice(border, start).length - text.slice(border, start).trimStart().length)
    // What stands before a house and its street is who lives there.
    if (/^\d/.test(words[0] ?? "")) break
  }
  return start
}

// Without capitals: "so20 8eu", but not "w3 2nd".
const small = new RegExp(`(?<![a-z0-9-])(?:${british.replaceAll("\\d", "[0-9]")})(?![a-z0-9])`, "gi")
const ordinal = /\d(?:st|nd|rd|th)$/

/** Postcodes with the lines before them, or the place after them. */
export const postcodes = (text: string): ReadonlyArray<Range> => {
  const found: Array<Range> = []
  if (/[A-Z]\d/.test(text))
    for (const match of matchesOf(text, postcode))
      found.push({ start: linesBefore(text, match.index), end: match.index + match[0].length, rule: "postcode" })
  if (!/[A-Z]/.test(text))
    for (const match of text.matchAll(small))
      if (!ordinal.test(match[0]))
        found.push({ start: match.index, end: match.index + match[0].length, rule: "postcode" })
  // Nearly all of them have three digits together, "1012 AB", "28-120", and no other mark is looked for as quickly.
  for (const pattern of /\d{3}/.test(text) ? [placed, inState] : []) {
    for (const match of matchesOf(text, pattern)) {
      found.push({ start: match.index, end: match.index + match[0].length, rule: "postcode-and-place" })
    }
  }
  return found
}
