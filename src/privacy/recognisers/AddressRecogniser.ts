/**
 * Postal addresses that their shape betrays: a house number before a street of the English-speaking countries, a German street with
 * its number, British postcodes. Town and postcode next to them belong to the address.
 */
import type { Recogniser, Span } from "../Recogniser.ts"

const streetWords =
  "(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Boulevard|Blvd|Way|Terrace|Close|Crescent|Square|Gardens|Grove|Mews|Yard|Row|Rise|Hill|Walk|Parade|Highway|Parkway|Circle|Trail)"

const street = new RegExp(
  `(?<![\\p{L}\\p{N}.,£$€-])\\d{1,5}[A-Za-z]? (?:[NSEW]\\.? |North |South |East |West )?(?:\\p{Lu}[\\p{L}'’-]{1,20} ){1,3}${streetWords}(?![\\p{L}\\p{N}])\\.?`,
  "gu"
)
const germanStreet =
  /(?<![\p{L}\p{N}-])\p{Lu}[\p{L}-]{1,30}(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm) \d{1,4} ?[a-z]?(?![\p{L}\p{N}])/gu
// The second half never holds C I K M O V; the blank between the halves is asked for, so that product codes do not match.
const postcode = /(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\p{N}])/gu

const unit = /^,? (?:Apt|Apartment|Flat|Unit|Suite|Ste|#)\.? ?[\p{L}\p{N}-]{1,6}/u
const town = /^(?:,\s|,?\n)(?:\p{Lu}[\p{L}'’.-]{1,20}[ -]?){1,3}(?=$|[,.;)\n]| [A-Z]{1,2}\d)/u
const stateAndZip = /^,? [A-Z]{2},? \d{5}(?:-\d{4})?(?!\d)/u
const codeAndTown = /^,?\s\d{5} \p{Lu}[\p{L}-]{1,30}/u
const britishCode = /^,?\s[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\p{N}])/u

/** Goes on over what follows an address, one kind after the other. */
const extended = (text: string, end: number): number =>
  [unit, town, stateAndZip, codeAndTown, britishCode].reduce(
    (to, part) => to + (part.exec(text.slice(to, to + 80))?.[0].length ?? 0),
    end
  )

const line = /^(?:\p{Lu}[\p{L}'’-]{1,20}|\d{1,4}[a-z]?)$/u
const smallWord = /^(?:under|upon|on|in|the|le|of)$/

/** Where the capitalised lines right before a postcode begin: "The Old Chapel, Nether Sallow, MB11 3DU". */
const linesBefore = (text: string, postcode: number): number => {
  const from = Math.max(0, postcode - 100)
  let start = postcode
  // The borders between lines from right to left; the front of the text is one as well.
  const borders = Array.from(
    text.slice(from, postcode).matchAll(/[,\n]/gu),
    (match) => from + match.index + 1
  ).toReversed()
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
  }
  return start
}

const span = (start: number, end: number, score: number, rule: string): Span => ({
  start,
  end,
  type: "ADDRESS",
  score,
  rule
})

/** Postal addresses of the United Kingdom, Ireland, North America and Germany, by shape. */
export const AddressRecogniser: Recogniser = {
  name: "AddressRecogniser",
  types: ["ADDRESS"],
  recognise: (text) => {
    if (!/\d/.test(text)) return []
    const spans: Array<Span> = []
    for (const match of text.matchAll(street)) {
      spans.push(span(match.index, extended(text, match.index + match[0].length), 0.85, "street"))
    }
    for (const match of text.matchAll(germanStreet)) {
      spans.push(span(match.index, extended(text, match.index + match[0].length), 0.85, "german-street"))
    }
    for (const match of text.matchAll(postcode)) {
      spans.push(span(linesBefore(text, match.index), match.index + match[0].length, 0.85, "postcode"))
    }
    return spans
  }
}
