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
    .replace(/[łøæœß’đıς]/g, (letter) => special[letter] ?? letter)
}

/** Ends of English words that leave the word the same one; a consonant may be doubled before them. */
const endings = new Set(["", "s", "e", "es", "d", "ed", "er", "ers", "ing"])

/**
 * Whether two words are forms of one: `plan` and `planning`, `nut` and `nuts`. Both in lower case and without accents.
 * Longer words share five letters; short ones four, or three before an ending.
 */
export const isSameWord = (a: string, b: string): boolean => {
  if (a.charCodeAt(0) !== b.charCodeAt(0)) return false
  if (a === b) return true
  const least = Math.min(a.length, b.length)
  let shared = 1
  while (shared < least && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++
  if (shared >= 5) return true
  if (shared === 4 && a.length <= 6 && b.length <= 6) return true
  if (shared === least - 1 && (isOfY(a, b, shared) || isOfY(b, a, shared))) return true
  return shared >= 3 ? isEnding(a, shared) && isEnding(b, shared) : shared === 2 && (a === `${b}s` || b === `${a}s`)
}

/** `fly` and `flies`. */
const isOfY = (base: string, form: string, shared: number): boolean =>
  shared === base.length - 1 && base[shared] === "y" && (form.slice(shared) === "ies" || form.slice(shared) === "ied")

const isEnding = (word: string, from: number): boolean =>
  endings.has(word.slice(from)) || (word[from] === word[from - 1] && endings.has(word.slice(from + 1)))

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

/** Where a sequence of words stands in another at or after a place; -1 if nowhere. */
export const placeOf = (some: ReadonlyArray<string>, all: ReadonlyArray<string>, from: number): number => {
  const [first] = some
  if (first === undefined) return -1
  for (let at = all.indexOf(first, from); at >= 0; at = all.indexOf(first, at + 1)) {
    if (at + some.length > all.length) return -1
    let next = 1
    while (next < some.length && some[next] === all[at + next]) next++
    if (next === some.length) return at
  }
  return -1
}
