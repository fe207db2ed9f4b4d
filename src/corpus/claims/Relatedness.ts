/**
 * Whether a claim is about what it cites, as far as their words show: evidence of another person, another question or in another
 * language shares none.
 */
import { isPlain } from "../../domain/Words.ts"
import { isSameWord } from "./ClaimWords.ts"
import type { PreparedText, TellingWord } from "./PreparedText.ts"

/** A word as a list of a study's common words holds it: its first five letters, in lower case and without accents. */
export const stem = (word: string): string => word.slice(0, 5)

/**
 * Whether a claim shares a telling word with one of its sources. Where it has other telling words, one that is common in all of the
 * study (`common`, as `stem` gives them) counts only if more than half of the claim's words are shared. A claim without a telling
 * word has to be the source, word for word.
 */
export const isAbout = (
  claim: PreparedText,
  sources: ReadonlyArray<PreparedText>,
  common: ReadonlySet<string> = new Set()
): boolean => {
  if (claim.telling.length === 0) return sources.some(({ words }) => isEqual(claim.words, words))
  const strong = claim.telling.filter(
    ({ word }) => !isPlain(word) && !(word.endsWith("s") && isPlain(word.slice(0, -1)))
  )
  const counted = strong.length > 0 ? strong : claim.telling
  let shared = 0
  for (const { word } of counted) {
    if (!sources.some(({ telling }) => stands(word, telling))) continue
    if (!common.has(stem(word))) return true
    shared++
  }
  return shared * 2 > counted.length
}

const stands = (word: string, telling: ReadonlyArray<TellingWord>): boolean =>
  telling.some(
    (other) => isSameWord(word, other.word) || (other.opposite !== undefined && isSameWord(word, other.opposite))
  )

const isEqual = (some: ReadonlyArray<string>, others: ReadonlyArray<string>): boolean =>
  some.length === others.length && some.every((word, at) => word === others[at])
