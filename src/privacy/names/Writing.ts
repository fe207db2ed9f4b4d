/**
 * How a text is written: its language, and whether its capitals tell anything.
 */
import { FOREIGN, foreign, languages, WORD } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"
import { TELLS, tells, tellTale } from "./WordKinds.ts"

/** What capitals are worth in a text. */
export type Style =
  /** A capital inside of a sentence marks a name. */
  | "normal"
  /** No capitals at all. */
  | "lower"
  /** Nothing but capitals, or a capital on every word. */
  | "upper"

/** How a text is written. */
export interface Writing {
  readonly style: Style
  /** `en`, one of `Lexicon.languages`, or `other` for a script that is not Latin. */
  readonly language: string
}

/** Letters of few languages, by the places of these in `tellTale`. */
const ownLetters: ReadonlyArray<readonly [place: number, letters: RegExp]> = [
  [1, /[äöüß]/],
  [2, /[àâèêëîïûùœç]/],
  [3, /[ñ]|[íóú]/],
  [4, /[àèìòù]/],
  [6, /[ãõâêç]/],
  [7, /[ąćęłńśźż]/]
]

const beyondLatin = /^[^\p{Script=Latin}]/u

// A telling word is worth as much as three that are merely common in the language.
const telling = 3

const languageOf = (words: ReadonlyArray<Token>): string => {
  let caseless = 0
  const points = new Float64Array(tellTale.length)
  const add = (place: number, worth: number) => (points[place] = (points[place] ?? 0) + worth)
  for (const { text, folded, bits, case: word, kinds } of words) {
    if (text.charCodeAt(0) > 127 && beyondLatin.test(text)) caseless++
    if ((kinds & TELLS) !== 0)
      for (let place = 0; place < points.length; place++) if ((kinds & tells(place)) !== 0) add(place, telling)
    // Names travel, words with the letters of a language do not.
    if (word === "lower" && text !== folded && folded.length > 1)
      for (const [place, letters] of ownLetters) if (letters.test(text)) add(place, 2)
    if ((bits & FOREIGN) === 0) {
      if ((bits & WORD) !== 0) add(0, 1)
    } else if ((bits & WORD) === 0) {
      for (let i = 0; i < languages.length; i++) if ((bits & foreign(i)) !== 0) add(i + 1, 1)
    }
  }
  if (caseless * 2 > words.length) return "other"
  let best = 0
  // A lone "de" or "la" may stand in a name; in a short note without a word of English it takes less.
  const enough = points[0] === 0 ? telling + 1 : 2 * telling + 1
  for (let place = 1; place < points.length; place++) if ((points[place] ?? 0) > (points[best] ?? 0)) best = place
  return (points[best] ?? 0) >= enough ? (tellTale[best]?.[0] ?? "en") : "en"
}

/** How a text is written. */
export const writingOf = (tokens: ReadonlyArray<Token>): Writing => {
  const sample: Array<Token> = []
  let large = 0
  let upper = 0
  let lower = 0
  for (const token of tokens) {
    // Long texts are judged by their beginning.
    if (sample.length === 400) break
    if (token.kind !== "word") continue
    sample.push(token)
    if (token.text.length < 2) continue
    if (token.case === "upper") upper++
    else if (token.case === "lower") lower++
    else if (token.case !== "none") large++
  }
  const language = languageOf(sample)
  const all = large + upper + lower
  if (all < 3) return { style: all > 0 && upper === all ? "upper" : "normal", language }
  if (upper > 0.7 * all) return { style: "upper", language }
  return { style: lower === all ? "lower" : "normal", language }
}

// "i", "i'm" written small.
const smallSelf = new Set(["i", "i'm", "i've", "i'll", "i'd", "im", "ive"])

/** Words that a line needs so that its lack of capitals tells something. */
const fewest = 5

/**
 * The tokens of lines that somebody wrote without capitals in a text that has some: what follows "P3:", or says "i". There a name has
 * no capital either. Nothing where there are none.
 */
export const writtenSmall = (tokens: ReadonlyArray<Token>): Uint8Array | undefined => {
  let small: Uint8Array | undefined
  let first = 0
  for (let i = 0; i <= tokens.length; i++) {
    if (i < tokens.length && tokens[i]?.kind !== "line") continue
    let start = first
    for (let at = first; at < Math.min(i, first + 5); at++) if (tokens[at]?.text === ":") start = at + 1
    let lower = 0
    let large = 0
    let self = start > first
    for (let at = start; at < i; at++) {
      const token = tokens[at]
      if (token?.kind !== "word" || token.case === "none") continue
      if (token.case === "lower") lower++
      else large++
      self ||= token.case === "lower" && smallSelf.has(token.folded)
    }
    if (self && large === 0 && lower >= fewest) (small ??= new Uint8Array(tokens.length)).fill(1, start, i)
    first = i + 1
  }
  return small
}
