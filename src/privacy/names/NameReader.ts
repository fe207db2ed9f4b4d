/**
 * Reads a name that begins at, or ends before, a place in a text, by the shape of its words. It never reads further than a few
 * words, so that reading at every place of a text stays linear.
 */
import { fold } from "./NameForm.ts"
import { notNames, particles, titles } from "./NameWords.ts"

/** Where a name stands. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** How freely to read. */
export interface Reading {
  /** Whether `SMITH` may be a name; elsewhere capitals are taken for an abbreviation. */
  readonly capitals?: boolean
  /** Most words with a capital letter to take. */
  readonly most?: number
}

const word = /[\p{L}\p{M}](?:[\p{L}\p{M}'’-]{0,40}[\p{L}\p{M}])?/uy
const gap = /[ \u00a0]{1,2}/y
// A capital in the middle marks a product (LinkedIn, iPhone), save after the beginnings of names (McDonald, O'Neil, DiCaprio).
const innerCapital = /\p{Ll}\p{Lu}/u
const innerCapitalOfNames = /^(?:Mc|Mac|Fitz|De|Del|Di|Du|La|Le|Van|Von)\p{Lu}/u
const possessive = /['’]s$/iu

// "Frau Lohmanns Abteilung", "mevrouw Jansen van de Coöperatie": nouns of German, and what organisations begin with.
const noName =
  /^(?:\p{Lu}\p{Ll}+(?:ung|heit|keit|schaft|tion|tät)|(?:Volks|Raiffeisen)?[Bb]ank|Sparkasse|Stadtwerke|Verein|Firma|Stiftung|Co(?:ö|o)peratie|Vereniging|Stichting|Caisse|Banque|Mutuelle|Société|Banco|Caja|Cooperativa|Banca|Cassa|Società|Caixa|Sociedade)$/u

const at = (pattern: RegExp, text: string, index: number): string | undefined => {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0]
}

const isInitial = (token: string): boolean => /^\p{Lu}$/u.test(token)

/** Whether a single word may be a part of a name. */
export const isNameWord = (token: string, reading: Reading = {}): boolean => {
  if (!/^[\p{Lu}\p{Lt}\p{Lo}]/u.test(token)) return false
  if (innerCapital.test(token) && !innerCapitalOfNames.test(token)) return false
  const letters = token.replace(/[^\p{L}]/gu, "")
  if (letters.length > 1 && reading.capitals !== true && letters === letters.toUpperCase() && /\p{Lu}/u.test(letters)) {
    return false
  }
  const folded = fold(token)
  // "I'm" and "We've" begin with a word that is no name.
  return !notNames.has(folded) && !notNames.has(folded.replace(/['’].*$/u, "")) && !titles.has(folded)
}

/** The name that begins at an index, or nothing. The possessive `'s` is left out. */
export const readName = (text: string, index: number, reading: Reading = {}): Range | undefined => {
  const most = reading.most ?? 3
  let end = -1
  let cursor = index
  let taken = 0
  let small = 0
  while (taken < most) {
    const token = at(word, text, cursor)
    if (token === undefined) break
    const bare = token.replace(possessive, "")
    const after = cursor + token.length
    const dot = text[after] === "." ? 1 : 0
    // "I" and "A" are words unless a dot follows.
    if (isInitial(bare) && (dot === 1 || !notNames.has(fold(bare)))) {
      // An initial counts when a name goes before or follows it: "J. Baker", "Marcus T."
      if (taken > 0) end = after
      cursor = after + dot
      if (taken === 0 && !readsOn(text, cursor, reading)) break
    } else if (taken > 0 && noName.test(bare)) {
      break
    } else if (isNameWord(bare, reading)) {
      end = cursor + bare.length
      if (bare.length < token.length) break
      cursor = after
    } else if (taken > 0 && small < 2 && particles.has(token)) {
      small++
      cursor = after
      const space = at(gap, text, cursor)
      if (space === undefined) break
      cursor += space.length
      continue
    } else break
    taken++
    const space = at(gap, text, cursor)
    if (space === undefined) break
    cursor += space.length
  }
  return end > index ? { start: index, end } : undefined
}

const readsOn = (text: string, index: number, reading: Reading): boolean => {
  const start = index + (at(gap, text, index)?.length ?? 0)
  const next = at(word, text, start)
  return next !== undefined && (isNameWord(next, reading) || isInitial(next))
}

const separator = /(?:, and |, & |, | and | & | und | et | y )/y

/** The names of a list that begins at an index: `Tom, Lily and Ann`. After the first, each must end where a list would. */
export const readNames = (text: string, index: number, reading: Reading = {}): ReadonlyArray<Range> => {
  const names: Array<Range> = []
  let next = readName(text, index, reading)
  while (next !== undefined && names.length < 12) {
    names.push(next)
    const between = at(separator, text, next.end)
    if (between === undefined) break
    const following = readName(text, next.end + between.length, reading)
    next = following !== undefined && endsAsName(text, following.end) ? following : undefined
  }
  return names
}

const nameEnd = /(?:$|[,.;:!?)\]"”\n\r]| and | & | who | who[’']s | is | was | und | et | y |[’']s )/y

/** Whether what follows a word suits a name: punctuation, a list going on, or a clause about a person. */
export const endsAsName = (text: string, index: number): boolean => at(nameEnd, text, index) !== undefined

/** Whether a word at an index has its capital from opening a sentence. */
export const opensSentence = (text: string, index: number): boolean => {
  let i = index - 1
  // Bounded, so that a long run of blanks is not walked again for every word.
  while (i >= 0 && index - i < 8 && (text[i] === " " || text[i] === "“" || text[i] === '"')) i--
  return i < 0 || /[.!?:;\n\r*•>\]-]/.test(text[i] ?? "")
}

// Three words with their blanks; a longer tail is not needed.
const tail = 90

/** The name that ends right before an index (blanks between allowed), or nothing. */
export const readNameBefore = (text: string, index: number, reading: Reading = {}): Range | undefined => {
  let end = index
  while (end > 0 && index - end < 2 && text[end - 1] === " ") end--
  const from = Math.max(0, end - tail)
  const before = text.slice(from, end)
  let best: Range | undefined
  const most = reading.most ?? 3
  const starts = Array.from(before.matchAll(/(?<![\p{L}\p{M}\p{N}'’-])[\p{Lu}\p{Lo}]/gu), (match) => match.index)
  for (const start of starts.slice(-most)) {
    const name = readName(before, start, reading)
    if (name !== undefined && name.end === before.length) {
      best = { start: from + name.start, end }
      break
    }
  }
  return best
}
