/**
 * A text as tokens: words with what the lexicon knows of them, numbers, line ends and marks.
 */
import { lookUp } from "../lexicon/Lexicon.ts"
import { fold } from "./NameForm.ts"

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
  readonly case: Case
  /** Whether nothing stands between it and the token before. */
  readonly joined: boolean
}

const pattern =
  /[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}][\p{L}\p{M}\p{N}]*)*|\d+(?:[.,]\d+)*[\p{L}\p{M}]?(?![\p{L}\p{M}])|\d+|\n|[^\s\p{L}\p{M}\p{N}]/gu

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

const possessive = /['’]s$/iu

/** The tokens of a text, in order. */
export const tokensOf = (text: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let last = 0
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const written = match[0]
    const start = match.index
    const joined = start === last && start > 0
    last = start + written.length
    const code = written.charCodeAt(0)
    const isNumber = code >= 48 && code <= 57
    if (isNumber) {
      tokens.push({ kind: "number", start, end: last, text: written, folded: written, bits: 0, case: "none", joined })
    } else if (code === 10) {
      tokens.push({ kind: "line", start, end: last, text: written, folded: written, bits: 0, case: "none", joined })
    } else if (
      code < 128 ? !((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) : !/^[\p{L}\p{M}]/u.test(written)
    ) {
      tokens.push({ kind: "mark", start, end: last, text: written, folded: written, bits: 0, case: "none", joined })
    } else {
      const owns = possessive.test(written)
      const bare = owns ? written.slice(0, -2) : written
      const folded = fold(bare).replaceAll("’", "'")
      tokens.push({
        kind: "word",
        start,
        end: start + bare.length,
        text: bare,
        folded,
        bits: bitsOf(folded),
        case: caseOf(bare),
        joined
      })
    }
  }
  return tokens
}
