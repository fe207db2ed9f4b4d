/**
 * The words of claims and of what they cite, as the checks of the evidence gate compare them.
 */

// Scripts without spaces give runs of characters, of which each neighbouring pair counts as a word.
const wordForm = /[\p{L}\p{M}\p{N}]+/gu
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const ascii = /^[\u0000-\u007f]*$/
const special: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  "’": "'",
  đ: "d",
  ı: "i"
}

/** Lower case, without accents, with straight apostrophes. */
export const fold = (text: string): string => {
  const lower = text.toLowerCase()
  if (ascii.test(lower)) return lower
  return lower
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[łøæœß’đı]/g, (letter) => special[letter] ?? letter)
}

/**
 * Whether two words are forms of one: `plan` and `planning`, `nut` and `nuts`. Both in lower case and without accents.
 * Longer words share five letters, shorter ones four, or the one begins with the other.
 */
export const isSameWord = (a: string, b: string): boolean => {
  if (a.charCodeAt(0) !== b.charCodeAt(0)) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let shared = 1
  while (shared < short.length && short.charCodeAt(shared) === long.charCodeAt(shared)) shared++
  if (shared >= 5) return true
  if (shared === 4) return long.length <= 6 || (short.length === 4 && long.length <= 8)
  if (shared < short.length || shared < 2) return false
  return long.length - shared <= (shared === 3 ? 3 : 1) && (shared === 3 || long.endsWith("s"))
}

/** The ends of clauses between two words: `hard` ends a sentence, `soft` may stand inside a list. */
export type Gap = "none" | "soft" | "hard"

const gapOf = (text: string, from: number, to: number): Gap => {
  let gap: Gap = "none"
  for (let at = from; at < to; at++) {
    const char = text[at] ?? ""
    if (".!?;:\n…。！？".includes(char)) return "hard"
    if (",()–—/、，".includes(char)) gap = "soft"
  }
  return gap
}

export interface Tokens {
  readonly words: ReadonlyArray<string>
  /** What stands before each word. */
  readonly gaps: ReadonlyArray<Gap>
  /** Whether each word hangs on the one before it by an apostrophe. */
  readonly cut: ReadonlyArray<boolean>
  readonly closed: boolean
}

export const tokensOf = (text: string): Tokens => {
  const words: Array<string> = []
  const gaps: Array<Gap> = []
  const cut: Array<boolean> = []
  let end = 0
  const put = (word: string, gap: Gap, isCut: boolean) => {
    words.push(word)
    gaps.push(gap)
    cut.push(isCut)
  }
  for (const match of text.matchAll(wordForm)) {
    const [word] = match
    const gap = words.length === 0 ? "none" : gapOf(text, end, match.index)
    if (word.length > 2 && word.charCodeAt(0) > 0xe00 && unspaced.test(word)) {
      for (let at = 0; at + 1 < word.length; at++) put(word.slice(at, at + 2), at === 0 ? gap : "none", false)
    } else {
      put(word, gap, match.index === end + 1 && text[end] === "'")
    }
    end = match.index + word.length
  }
  return { words, gaps, cut, closed: gapOf(text, end, text.length) !== "none" }
}
