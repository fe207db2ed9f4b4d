/**
 * What a character is, by a table: telling it by regular expressions with Unicode properties takes most of the time of reading a
 * text.
 */

/** Kinds of characters. Digits are `0` to `9`; other numerals belong to words that have begun, and to nothing else. */
export const SPACE = 0
export const LETTER = 1
export const DIGIT = 2
export const NUMERAL = 3
export const LINE = 4
export const MARK = 5

// Latin, Greek and Cyrillic, which most texts are made of.
const tabled = 0x530

const ofCharacter = (character: string): number => {
  if (character === "\n") return LINE
  if (/^[\p{L}\p{M}]/u.test(character)) return LETTER
  if (/^[0-9]/.test(character)) return DIGIT
  if (/^\p{N}/u.test(character)) return NUMERAL
  return /^\s/u.test(character) ? SPACE : MARK
}

const table = Uint8Array.from({ length: tabled }, (_, code) => ofCharacter(String.fromCharCode(code)))

/** The kind of the character at an index. Half of a pair of surrogates counts as the whole. */
export const kindAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index)
  if (code < tabled) return table[code] ?? MARK
  return Number.isNaN(code) ? SPACE : ofCharacter(text.slice(index, index + 2))
}

/** How many code units the character at an index has. */
export const widthAt = (text: string, index: number): 1 | 2 => {
  const code = text.charCodeAt(index)
  if (code < 0xd800 || code > 0xdbff) return 1
  const low = text.charCodeAt(index + 1)
  return low >= 0xdc00 && low <= 0xdfff ? 2 : 1
}
