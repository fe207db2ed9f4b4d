/**
 * Names, acronyms, quotations and placeholders of a claim that stand nowhere in what it cites.
 *
 * A name is seen by its capital, so one that begins a sentence is not found, nor any in German, where every noun has one. Numbers
 * are checked in `Figures`.
 */
import { fold } from "./ClaimWords.ts"
import { english, german } from "./WordRoles.ts"
import type { PreparedText } from "./PreparedText.ts"

const always: ReadonlySet<string> = new Set(
  (
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january " +
    "february march april may june july august september october november december christmas easter ok"
  ).split(" ")
)

const placeholder = /\[[A-Z][A-Z0-9_]*[a-z]?\]/g
const token = /[\p{L}\p{M}\p{N}]+/gu
const anyCapital = /\p{Lu}/u
const firstCapital = /^\p{Lu}/u
const twoCapitals = /\p{Lu}.*\p{Lu}/u
const quotation = /“([^”]*)(?:”|$)|„([^“”]*)(?:[“”]|$)|«([^»]*)(?:»|$)|"([^"]*)(?:"|$)|‘(.+?)’(?!\p{L})/gu
const sentenceEnd = /[.!?…:\n•][^\p{L}\p{N}]*$/u
const letter = /[\p{L}\p{M}\p{N}]/u

const mayBeGerman = ({ languages }: PreparedText): boolean => (languages & german) !== 0 && (languages & english) === 0

/** Case, spacing and the kind of quotation marks do not count in a quotation. */
const alike = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[“”„«»"‘’]/gu, "'")
    .replace(/\s+/gu, " ")
    .trim()

const nothing: ReadonlySet<string> = new Set()

// A capital at the very start is none to check, unless another follows.
const mayNeedCheck = /[“„«"‘[]|(?!^)\p{Lu}/u

/**
 * The names, acronyms, quotations and placeholders of a claim that stand in no cited text. `also` holds in lower case what may be
 * named besides, such as the persona's invented name.
 */
export const unknownWords = (
  claim: PreparedText,
  cited: ReadonlyArray<PreparedText>,
  also: ReadonlySet<string> = nothing
): ReadonlyArray<string> => {
  if (!mayNeedCheck.test(claim.text)) return []
  const unknown: Array<string> = []
  const text = claim.text.replace(placeholder, (name) => {
    if (!cited.some((source) => source.text.includes(name))) unknown.push(name)
    return "_"
  })
  for (const match of text.matchAll(quotation)) {
    const quoted = match.slice(1).find((part) => part !== undefined) ?? ""
    if (!isQuoted(quoted, cited)) unknown.push(match[0])
  }
  const capitalsTell = !(mayBeGerman(claim) || ((claim.languages & german) !== 0 && cited.some(mayBeGerman)))
  const isKnown = (word: string): boolean =>
    always.has(word) || also.has(word) || cited.some(({ words }) => words.includes(word))
  let end = 0
  for (const match of text.matchAll(token)) {
    const [word] = match
    const between = text.slice(end, match.index)
    const begins = end === 0 || sentenceEnd.test(between) || /[“„«"‘]$/u.test(between)
    end = match.index + word.length
    if (word.length === 1 || !anyCapital.test(word)) continue
    const isName = twoCapitals.test(word) || (capitalsTell && !begins && firstCapital.test(word))
    if (!isName) continue
    const folded = fold(word)
    if (!isKnown(folded) && !(folded.endsWith("s") && isKnown(folded.slice(0, -1)))) unknown.push(word)
  }
  return unknown
}

/** Whether the parts of a quotation, which an ellipsis may join, stand in one text in whole words. */
const isQuoted = (quoted: string, cited: ReadonlyArray<PreparedText>): boolean => {
  const parts = alike(quoted)
    .split(/\[?…\]?|\[?\.\.\.\]?/u)
    .map((part) => part.replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/gu, ""))
    .filter((part) => part !== "")
  return cited.some((source) => {
    const text = alike(source.text)
    return parts.every((part) => standsIn(part, text))
  })
}

const standsIn = (part: string, text: string): boolean => {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!letter.test(text[at - 1] ?? " ") && !letter.test(text[at + part.length] ?? " ")) return true
  }
  return false
}
