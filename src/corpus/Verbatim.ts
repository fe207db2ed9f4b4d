/**
 * Finding a passage in a source: word for word, or but for case, spacing, accents, quotation marks, dashes and ellipses; always
 * returning the source's own words.
 *
 * Only whole words are returned: `able to log in` out of `unable to log in` becomes `unable to log in`, because a passage that
 * cuts a word can say the opposite of its source. Every step is a single pass over the source.
 */

import { memoise } from "./Memoise.ts"

/** A text prepared for searching: folded, and for each folded character where it came from. */
export interface Folded {
  readonly source: string
  readonly text: string
  /** For each folded character the place of its source character, and at last the length of the source. */
  readonly places: ReadonlyArray<number>
}

const quotes = /^['"`´‘’‚‛“”„‟«»‹›′″]$/
const dashes = /^[-‐‑‒–—―−]$/
const invisible = /^[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]$/u

/** Folds a text. Runs of white space become one space; combining and invisible characters go. */
export const fold = (source: string): Folded => {
  const parts: Array<string> = []
  const places: Array<number> = []
  let place = 0
  let spaced = true
  for (const char of source) {
    const folded = foldCharacter(char)
    const isSpace = folded === " "
    if (!(isSpace && spaced)) {
      parts.push(folded)
      for (let i = 0; i < folded.length; i++) places.push(place)
    }
    if (folded !== "") spaced = isSpace
    place += char.length
  }
  places.push(source.length)
  return { source, text: parts.join(""), places }
}

const foldCharacter = (char: string): string => foldedAscii[char.charCodeAt(0)] ?? foldAny(char)

const foldAny = (char: string): string => {
  if (/^\s$/.test(char)) return " "
  if (quotes.test(char)) return "'"
  if (dashes.test(char)) return "-"
  const plain = Array.from(char.normalize("NFKD"))
    .filter((part) => !invisible.test(part))
    .join("")
  return plain.toLowerCase().replace(/\s+/g, " ")
}

// Nearly all of most texts: looked up, because every field of a sample may have to be folded for one bad quote.
const foldedAscii: ReadonlyArray<string> = Array.from({ length: 128 }, (_, code) => foldAny(String.fromCharCode(code)))

/** How many occurrences are tried for one that is whole words before the first is widened. */
const mostOccurrences = 16

/** The passage as it stands in the source, widened to whole words; undefined where it does not stand there. */
export const find = (source: string, passage: string): string | undefined => {
  const starts = occurrences(source, passage)
  const whole = starts.find((start) => !cutsWord(source, start) && !cutsWord(source, start + passage.length))
  const start = whole ?? starts[0]
  return start === undefined ? undefined : widened(source, start, start + passage.length)
}

/** The same, but for case, spacing, accents, quotation marks, dashes, ellipses, and marks around the passage. */
export const findFolded = (source: Folded, passage: Folded): string | undefined => {
  for (const needle of [passage.text.trim(), coreOf(passage)]) {
    const [start] = occurrences(source.text, needle)
    if (start === undefined) continue
    const first = source.places[start] ?? 0
    const last = start + needle.length - 1
    return widened(source.source, first, endOf(source, last)).trim()
  }
  return undefined
}

const coreOf = memoise(({ text }: Folded) => core(text))

/** What two texts are equal by, but for case, spacing, accents and marks around them. */
export const key = (text: string): string => core(fold(text).text)

// Where the source character behind a folded one ends: one character may fold to several.
const endOf = ({ places, source }: Folded, last: number): number => {
  const place = places[last] ?? source.length
  return place + (String.fromCodePoint(source.codePointAt(place) ?? 0x20).length || 1)
}

const occurrences = (text: string, passage: string): ReadonlyArray<number> => {
  const starts: Array<number> = []
  if (passage === "") return starts
  let start = text.indexOf(passage)
  while (start !== -1 && starts.length < mostOccurrences) {
    starts.push(start)
    start = text.indexOf(passage, start + 1)
  }
  return starts
}

/** Without the quotation marks, dots and other marks around a folded passage. */
const core = (text: string): string => {
  const letter = /[\p{L}\p{N}]/u
  const all = Array.from(text)
  const first = all.findIndex((char) => letter.test(char))
  const last = all.findLastIndex((char) => letter.test(char))
  return first === -1 ? "" : all.slice(first, last + 1).join("")
}

const widened = (source: string, start: number, end: number): string => {
  let from = start
  let to = end
  while (cutsWord(source, from)) from--
  while (cutsWord(source, to)) to++
  return source.slice(from, to)
}

const inWord = /^[\p{L}\p{M}\p{N}_]$/u
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const joiner = /^['’-]$/

/** Whether a cut before this place goes through a word: through `don't` and `non-smoker` too, and never between Chinese characters. */
const cutsWord = (text: string, place: number): boolean => {
  if (place <= 0 || place >= text.length) return false
  const before = characterBefore(text, place)
  const after = characterAt(text, place)
  if (isLowSurrogate(text.charCodeAt(place)) && isHighSurrogate(text.charCodeAt(place - 1))) return true
  if (/^\p{M}$/u.test(after)) return true
  if (isWord(before) && isWord(after)) return !(unspaced.test(before) && unspaced.test(after))
  if (joiner.test(after)) return isWord(before) && isWord(characterAt(text, place + 1))
  if (joiner.test(before)) return isWord(after) && isWord(characterBefore(text, place - 1))
  return false
}

const isWord = (char: string): boolean => inWord.test(char)
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

const characterAt = (text: string, place: number): string => {
  const code = text.codePointAt(place)
  return code === undefined ? "" : String.fromCodePoint(code)
}

const characterBefore = (text: string, place: number): string =>
  isLowSurrogate(text.charCodeAt(place - 1)) ? text.slice(Math.max(0, place - 2), place) : text.slice(place - 1, place)

/**
 * Whether a passage says enough to be a quote out of a longer text: at least 3 words and 12 characters, where a character of
 * a script written without spaces counts as a word and as two characters.
 */
export const isSubstantial = (passage: string): boolean => {
  let words = 0
  let width = 0
  let inside = false
  for (const char of passage.trim()) {
    const dense = unspaced.test(char)
    const letter: boolean = isWord(char) || (inside && joiner.test(char))
    if (dense || (letter && !inside)) words++
    inside = letter && !dense
    width += dense ? 2 : 1
    if (words >= 3 && width >= 12) return true
  }
  return false
}

/** A quote as it stands in a text, in the text's own spelling; undefined where it does not, or is too short to be found by chance. */
export const stretchOf = (source: string, quote: string): string | undefined => {
  if (source === quote) return source
  if (key(source) === key(quote) && key(quote) !== "") return source
  if (!isSubstantial(quote)) return undefined
  const found = find(source, quote) ?? findFolded(fold(source), fold(quote))
  return found !== undefined && isSubstantial(found) ? found : undefined
}
