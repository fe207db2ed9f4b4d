/**
 * A text as tokens: words with what the lexicon knows of them, numbers, line ends and marks.
 */
import { lookUp } from "../lexicon/Lexicon.ts"
import { DIGIT, kindAt, LETTER, LINE, NUMERAL, SPACE, widthAt } from "./Characters.ts"
import { fold } from "./NameForm.ts"
import { formOf, kindsOf } from "./WordKinds.ts"
import { remembered } from "../WorkingMemory.ts"

/** How a word is written. */
export type Case =
  /** All small letters. */
  | "lower"
  /** A capital first. */
  | "capital"
  /** Capitals only, two or more. */
  | "upper"
  /** Capitals inside: `iPhone`, `McKay`. */
  | "mixed"
  /** A script without cases. */
  | "none"

/** A word, a number, the end of a line or a mark. */
export interface Token {
  readonly kind: "word" | "number" | "line" | "mark"
  readonly start: number
  readonly end: number
  readonly text: string
  /** Small letters without accents and without the possessive `'s`; of a mark or number, the text. */
  readonly folded: string
  /** What the lexicon knows, see `Lexicon`; 0 for marks and numbers. */
  readonly bits: number
  /** The hand-written lists that hold it, see `WordKinds`; 0 for marks and numbers. */
  readonly kinds: number
  readonly case: Case
  /** Whether nothing stands between it and the token before. */
  readonly joined: boolean
}

const simple = /^(?:[A-Z][a-z'-]*|[a-z'-]+|[A-Z]+)$/

const caseOf = (word: string): Case => {
  if (simple.test(word)) {
    const first = word.charCodeAt(0)
    if (first >= 97 || first < 65) return "lower"
    if (word.length === 1) return "capital"
    const last = word.charCodeAt(word.length - 1)
    return last >= 65 && last <= 90 ? "upper" : "capital"
  }
  const bare = word.replace(/['’](?:s|S)$/, "")
  const lower = bare.toLowerCase()
  const upper = bare.toUpperCase()
  if (lower === upper) return "none"
  if (bare === lower) return "lower"
  const letters = Array.from(bare.matchAll(/\p{L}/gu), (match) => match[0])
  if (letters.length === 1) return "capital"
  if (bare === upper) return "upper"
  // Each part of a double name or after an apostrophe may begin with a capital: Jean-Luc, O'Neil, D'Angelo.
  return bare.split(/['’-]/u).every((part) => part.slice(1) === part.slice(1).toLowerCase()) ? "capital" : "mixed"
}

// A double word is known where its halves are: what both are, or that each is some word.
const bitsOf = (folded: string): number => {
  const known = lookUp(folded)
  if (known !== 0 || !/['-]/.test(folded)) return known
  const parts = folded.split(/['-]/).filter((part) => part.length > 1)
  return parts.length === 0 ? 0 : parts.map(lookUp).reduce((all, bits) => (all === 0 || bits === 0 ? 0 : all | bits))
}

const endOfRun = (text: string, start: number, digits: boolean): number => {
  let end = start
  for (;;) {
    const kind = kindAt(text, end)
    if (kind !== DIGIT && (digits || (kind !== LETTER && kind !== NUMERAL))) return end
    end += widthAt(text, end)
  }
}

// French and Italian words that lose their end before a vowel.
const elided = new Set("d l j m n s t c qu un all dell nell sull dall quell".split(" "))

/** Whether an apostrophe parts two words, "d'Alep", "L'idea", and is none within a name, "D'Angelo", "L'Aquila". */
const partsWords = (text: string, start: number, mark: number): boolean => {
  if (mark - start > 5) return false
  const written = text.slice(start, mark)
  const small = written.toLowerCase()
  if (!elided.has(small)) return false
  const next = text[mark + 1] ?? ""
  const large = next !== next.toLowerCase()
  return written === small ? large : !large && small !== "d" && small !== "j" && small !== "c" && small !== "m"
}

/** The end of a word: letters and numerals, with single apostrophes and hyphens between them. */
const endOfWord = (text: string, start: number): number => {
  let end = endOfRun(text, start, false)
  for (;;) {
    const mark = text[end]
    if ((mark !== "'" && mark !== "’" && mark !== "-") || kindAt(text, end + 1) !== LETTER) return end
    if (mark !== "-" && partsWords(text, start, end)) return end
    end = endOfRun(text, end + 1, false)
  }
}

/** The end of a number: digits, with single dots and commas between them, and one letter after them that is no word: `12b`. */
const endOfNumber = (text: string, start: number): number => {
  let end = endOfRun(text, start, true)
  while ((text[end] === "." || text[end] === ",") && kindAt(text, end + 1) === DIGIT)
    end = endOfRun(text, end + 1, true)
  if (kindAt(text, end) !== LETTER) return end
  const after = end + widthAt(text, end)
  return kindAt(text, after) === LETTER ? end : after
}

/** What a word is wherever it stands. */
type Word = Pick<Token, "text" | "folded" | "bits" | "kinds" | "case">

// Most words by far.
const plain = /^[A-Za-z]+$/

const wordOf = (written: string): Word => {
  if (plain.test(written)) {
    const folded = written.toLowerCase()
    return { text: written, folded, bits: lookUp(folded), kinds: kindsOf(folded), case: caseOf(written) }
  }
  const mark = written.at(-2)
  const owns = (mark === "'" || mark === "’") && (written.endsWith("s") || written.endsWith("S"))
  const text = owns ? written.slice(0, -2) : written
  const folded = fold(text).replaceAll("’", "'")
  return { text, folded, bits: bitsOf(folded), kinds: kindsOf(folded) | formOf(folded), case: caseOf(text) }
}

// Few words make up most of what people write.
const word = remembered(16_384, wordOf)

/** The tokens of a text, in order. */
export const tokensOf = (text: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let last = 0
  for (let start = 0; start < text.length;) {
    const kind = kindAt(text, start)
    if (kind === SPACE || kind === NUMERAL) {
      start += widthAt(text, start)
      continue
    }
    const joined = start === last && start > 0
    if (kind === LETTER) {
      last = endOfWord(text, start)
      const { text: bare, folded, bits, kinds, case: written } = word(text.slice(start, last))
      const end = start + bare.length
      tokens.push({ kind: "word", start, end, text: bare, folded, bits, kinds, case: written, joined })
    } else {
      last = kind === DIGIT ? endOfNumber(text, start) : start + widthAt(text, start)
      const written = text.slice(start, last)
      const named = kind === DIGIT ? "number" : kind === LINE ? "line" : "mark"
      tokens.push({
        kind: named,
        start,
        end: last,
        text: written,
        folded: written,
        bits: 0,
        kinds: 0,
        case: "none",
        joined
      })
    }
    start = last
  }
  return tokens
}
