/**
 * The form of a name that two mentions of it share: no case, no accents, no titles, cut into its parts.
 */
import { titles } from "./NameWords.ts"

// Most words: no need to take them apart.
const plain = /^[A-Za-z]*$/
const marks = /\p{M}+/gu

/** A word without case and accents. */
export const fold = (word: string): string =>
  plain.test(word)
    ? word.toLowerCase()
    : word
        .normalize("NFD")
        .replace(marks, "")
        .toLowerCase()
        .replaceAll("ß", "ss")
        .replaceAll("ø", "o")
        .replaceAll("ł", "l")

const words = /[\p{L}\p{M}]+/gu

/** A word and where it stands. */
export interface Word {
  readonly folded: string
  readonly start: number
  readonly end: number
}

/** The words of a text, folded: runs of letters, so that `O'Neil` and `Jean-Luc` are two words each. */
export const wordsOf = (text: string): ReadonlyArray<Word> =>
  Array.from(text.matchAll(words), (match) => ({
    folded: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length
  }))

/** The folded parts of a name, titles left out, family name last: `Okafor, Dr Maya` is `maya okafor`. */
export const partsOf = (name: string): ReadonlyArray<string> => {
  const comma = name.indexOf(",")
  const ordered = comma < 0 ? name : `${name.slice(comma + 1)} ${name.slice(0, comma)}`
  const parts = wordsOf(ordered).map((word) => word.folded)
  const named = parts.filter((part) => !titles.has(part))
  return named.length > 0 ? named : parts
}

const fitsWord = (part: string, word: string): boolean =>
  part === word || ((part.length === 1 || word.length === 1) && part[0] === word[0])

/** Whether every part is a different part of the full name, an initial standing for any part it begins. */
export const fits = (parts: ReadonlyArray<string>, full: ReadonlyArray<string>): boolean => {
  if (parts.length > full.length) return false
  const left = [...full]
  // Whole parts choose first, so that the "t" of "t tom" does not take the "tom" away.
  return parts
    .toSorted((a, b) => b.length - a.length)
    .every((part) => {
      const exact = left.indexOf(part)
      const at = exact >= 0 ? exact : left.findIndex((word) => fitsWord(part, word))
      if (at < 0) return false
      left.splice(at, 1)
      return true
    })
}
