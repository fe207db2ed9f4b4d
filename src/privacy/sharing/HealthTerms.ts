/**
 * Words of health in texts, and how many respondents use each: a shared result leaves out the words that few of them use.
 */
import type { ResearchRecord } from "../../domain/ResearchRecord.ts"
import { fold, type Word } from "../names/NameForm.ts"
import { healthTerms } from "./HealthTermLists.ts"

/** A term where it stands. */
export interface HealthMention {
  /** As it stands in the list, such as `migraine*`: the forms of a word are one term. */
  readonly term: string
  readonly start: number
  readonly end: number
}

/** Finds words of health in a text: disjoint, in order. */
export type HealthFinder = (text: string) => ReadonlyArray<HealthMention>

interface Term {
  readonly term: string
  readonly words: ReadonlyArray<(folded: string) => boolean>
}

/** So many letters of a term with a star find it; fewer are looked for in every word. */
const keyLength = 3

/**
 * A finder of the terms of the package and of one's own. A star stands for any letters at the beginning or end of a word; case and
 * accents do not matter.
 *
 * @example
 * ```ts
 * import { HealthTerms } from "effect-persona/privacy"
 *
 * const find = HealthTerms.finder(["long haul*"])
 *
 * find("Insulin, and I'm a long-hauler.").map(({ term }) => term) // => ["insulin*", "long haul*"]
 * ```
 */
export const finder = (own: ReadonlyArray<string> = []): HealthFinder => {
  const byWord = new Map<string, Array<Term>>()
  const byStart = new Map<string, Array<Term>>()
  const byEnd = new Map<string, Array<Term>>()
  const anywhere: Array<Term> = []
  const add = (into: Map<string, Array<Term>>, key: string, term: Term) => {
    const terms = into.get(key)
    if (terms === undefined) into.set(key, [term])
    else terms.push(term)
  }
  for (const term of new Set([...Object.values(healthTerms).flatMap((list) => list.split(",")), ...own])) {
    const written = term.trim()
    const patterns = written.split(/[^\p{L}\p{M}\p{N}*]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
    const [first] = patterns
    if (first === undefined) continue
    const entry = { term: written, words: patterns.map(matching) }
    const letters = foldedOf(first)
    if (!first.includes("*")) add(byWord, letters, entry)
    else if (letters.length < keyLength || /^\*.*\*$/u.test(first)) anywhere.push(entry)
    else if (first.endsWith("*")) add(byStart, letters.slice(0, keyLength), entry)
    else add(byEnd, letters.slice(-keyLength), entry)
  }
  return (text) => {
    const words = wordsOf(text)
    const found: Array<HealthMention> = []
    for (let at = 0; at < words.length;) {
      const { folded = "" } = words[at] ?? {}
      const candidates = [
        byWord.get(folded),
        byStart.get(folded.slice(0, keyLength)),
        byEnd.get(folded.slice(-keyLength)),
        anywhere
      ]
      let best: Term | undefined
      for (const terms of candidates)
        for (const term of terms ?? [])
          if (stands(text, words, at, term) && term.words.length > (best?.words.length ?? 0)) best = term
      const last = words[at + (best?.words.length ?? 1) - 1]
      if (best !== undefined && last !== undefined)
        found.push({ term: best.term, start: words[at]?.start ?? 0, end: last.end })
      at += best?.words.length ?? 1
    }
    return found
  }
}

const foldedOf = (pattern: string): string => fold(pattern.replaceAll("*", ""))

const words = /[\p{L}\p{M}\p{N}]+/gu

const wordsOf = (text: string): ReadonlyArray<Word> =>
  Array.from(text.matchAll(words), ({ 0: word, index }) => ({
    folded: fold(word),
    start: index,
    end: index + word.length
  }))

/** Whether a folded word is of the pattern. */
const matching = (pattern: string): ((folded: string) => boolean) => {
  const letters = foldedOf(pattern)
  const isOpenBefore = pattern.startsWith("*")
  const isOpenAfter = pattern.endsWith("*")
  if (isOpenBefore) return isOpenAfter ? (word) => word.includes(letters) : (word) => word.endsWith(letters)
  return isOpenAfter ? (word) => word.startsWith(letters) : (word) => word === letters
}

const between = /^[\s'’-]{1,3}$/u

const stands = (text: string, words: ReadonlyArray<Word>, at: number, { words: patterns }: Term): boolean =>
  patterns.every((isOfIt, offset) => {
    const word = words[at + offset]
    if (word === undefined || !isOfIt(word.folded)) return false
    const before = words[at + offset - 1]
    return offset === 0 || (before !== undefined && between.test(text.slice(before.end, word.start)))
  })

/** Of fewer respondents a word of health may tell who they are. */
export const fewest = 3

/** How many respondents used which term, counted as they are read. */
export interface HealthUse {
  /** Counts the answers of a respondent. The same record again counts once. */
  readonly read: (record: ResearchRecord) => void
  /** The terms that at least `fewest` respondents used. */
  readonly common: () => ReadonlyArray<string>
  /** The terms that were given beside those of the package. */
  readonly own: ReadonlyArray<string>
}

/**
 * Counts who uses which term.
 *
 * @internal
 */
export const counting = (own: ReadonlyArray<string> = []): HealthUse => {
  const find = finder(own)
  const users = new Map<string, Set<string>>()
  return {
    read: ({ fields, id }) => {
      for (const { text } of fields)
        for (const { term } of find(text)) {
          const ids = users.get(term)
          if (ids === undefined) users.set(term, new Set([id]))
          // Enough are enough.
          else if (ids.size < fewest) ids.add(id)
        }
    },
    common: () => [...users].flatMap(([term, ids]) => (ids.size >= fewest ? [term] : [])).toSorted(),
    own: [...own]
  }
}
