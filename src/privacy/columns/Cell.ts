/**
 * What a single cell of a table looks like: what the vote of its column is made of.
 */
import { COUNTRY, FAMILY, GIVEN, lookUp, PEOPLE, PROPER, TOWN, WORD } from "../lexicon/Lexicon.ts"
import { nameInCell } from "../names/NameColumns.ts"
import { wordsOf } from "../names/NameForm.ts"
import { everydayWords, particles, titles } from "../names/NameWords.ts"
import { CALENDAR, kindsOf } from "../names/WordKinds.ts"

/** Longer cells are prose, and prose is no kind of data. */
export const longestCell = 120

/** Runs of letters and digits as one sign each: `LS6 2AB` and `M1 1AE` are both `a9 9a`. */
export const shapeOf = (cell: string): string =>
  cell
    .trim()
    .replace(/[\p{L}\p{M}]+/gu, "a")
    .replace(/\p{N}+/gu, "9")
    .replace(/\s+/gu, " ")

const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i
// One word may stand before a number (`resp-0012`); all other letters are single ones or short. Digits are taken as a
// whole, since there are exponentially many ways of cutting them.
const code = /^(?:[\p{L}_]{4,12}[-_#:. ]{0,2})?(?=.*\d)(?:\d+(?!\d)|\p{L}{1,3}(?!\p{L})|[^\p{L}\p{N}]){1,64}$/u

/** Whether a cell is written like an identifier, a time or a plain number rather than in words. */
export const isCode = (cell: string): boolean => {
  const text = cell.trim()
  return text.length <= 64 && (code.test(text) || uuid.test(text) || /^(?=.*\d)[0-9a-f]{8,64}$/i.test(text))
}

/** Whether a cell is a UUID, in which digits may stand as in a telephone number. */
export const isUuid = (cell: string): boolean => uuid.test(cell.trim())

const nothing =
  /^(?:n\/?a|none|nil|no|yes|nothing|nobody|no one|other|same|don'?t know|idk|anonym\w*|(?:i )?(?:would )?(?:prefer|rather) not .*|unknown|withheld|redacted|test|[\p{P}\p{S}\s]+)$/iu

/** Whether a cell answers without telling anything, and so does not vote. */
export const saysNothing = (cell: string): boolean => nothing.test(cell.trim())

/** Whether a name is a word of every day besides: `Rose`, `Baker`. `Maya` and `York` stand in large dictionaries too, as names. */
export const isWordToo = (folded: string, bits: number): boolean =>
  everydayWords.has(folded) || (bits & PEOPLE) !== 0 || (bits & (WORD | PROPER)) === WORD

interface Weight {
  /** A word by itself. */
  readonly alone: boolean
  /** What no list knows: in a list of choices rather a brand. */
  readonly unknown: number
}

const ofWord = (folded: string, { alone, unknown }: Weight): number => {
  const bits = lookUp(folded)
  const word = isWordToo(folded, bits)
  // "Austin" and "Florence" by themselves are as often towns.
  if ((bits & GIVEN) !== 0) return word || (alone && (bits & (TOWN | COUNTRY)) !== 0) ? 0.5 : 1
  if ((bits & (TOWN | COUNTRY)) !== 0 && ((bits & FAMILY) === 0 || alone)) return 0
  if ((bits & FAMILY) !== 0) return word ? 0.3 : alone ? unknown + 0.25 : 0.9
  if (word || (bits & WORD) !== 0) return 0
  return alone ? unknown : 0.65
}

// "M. Okafor", "J. R. Hartley", "Okafor M."
const initialled = /^(?:(?:\p{Lu}\.\s{0,2}){1,3}\p{L}[\p{L}'’-]+|\p{L}[\p{L}'’-]+,?\s{1,2}(?:\p{Lu}\.\s?){1,3})$/u

/**
 * How much a cell looks like the name of somebody and nothing else, from 0 to 1, in any case.
 *
 * @param open whether the column is no list of choices
 */
export const nameness = (cell: string, open: boolean): number => {
  if (nameInCell(cell) === undefined) return 0
  const words = wordsOf(cell)
  const named = words.filter(({ folded }) => folded.length > 1 && !titles.has(folded) && !particles.has(folded))
  if (named.length === 0) return 0
  const weight = { alone: named.length === 1, unknown: open ? 0.5 : 0.25 }
  const values = named.map(({ folded }) => ofWord(folded, weight))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  // "Dr Hartley", and a given name before or after a family name.
  const titled = words.some(({ folded }) => titles.has(folded) && folded.length < 5)
  const given = named.length > 1 && values.includes(1)
  const told = titled || (named.length === 1 && initialled.test(cell.trim()))
  return Math.min(1, mean + (told ? 0.5 : 0) + (given ? 0.2 : 0))
}

/** Whether a cell consists of words that are towns, regions or countries. */
export const knownAsPlace = (cell: string): boolean => {
  const words = wordsOf(cell).filter(({ folded }) => folded.length > 2)
  return words.length > 0 && words.every(({ folded }) => (lookUp(folded) & (TOWN | COUNTRY)) !== 0)
}

/** How much a cell consists of words that are known as names of people, from 0 to 1. */
export const knownAsName = (cell: string): number => {
  const words = wordsOf(cell).filter(({ folded }) => folded.length > 1)
  const values = words.map(({ folded }) => {
    const bits = lookUp(folded)
    return (bits & (GIVEN | FAMILY)) === 0 ? 0 : isWordToo(folded, bits) ? 0.5 : 1
  })
  return values.length === 0 ? 0 : Math.min(...values)
}

/** Whether it is nothing but the name of a month or a day. */
export const isCalendar = (words: string): boolean =>
  wordsOf(words).every(({ folded }) => (kindsOf(folded) & CALENDAR) !== 0)

/** Whether every word is one of every day as well as perhaps a name. */
export const isEverydayName = (words: string): boolean =>
  wordsOf(words).every(({ folded }) => isWordToo(folded, lookUp(folded)))

/** Whether a word is somebody's given name, and no word, town or country besides. */
export const isGivenName = (word: string): boolean =>
  wordsOf(word).some(({ folded }) => {
    const bits = lookUp(folded)
    return (bits & GIVEN) !== 0 && (bits & (TOWN | COUNTRY)) === 0 && !isWordToo(folded, bits)
  })
