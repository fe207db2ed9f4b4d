/**
 * Countries and regions of several words, which no single word gives away. One-word names are in the lexicon.
 */
import type { Token } from "./NameTokens.ts"
import { longCountries } from "./PlaceWords.ts"
import { COUNTRY_START } from "./WordKinds.ts"

const byFirst = new Map<string, Array<ReadonlyArray<string>>>()
for (const name of longCountries) {
  const words = name.split(" ")
  // A token is without its possessive.
  const first = (words[0] ?? "").replace(/'s$/, "")
  const sharing = byFirst.get(first) ?? []
  sharing.push(words)
  byFirst.set(first, sharing)
}
for (const sharing of byFirst.values()) sharing.sort((a, b) => b.length - a.length)

/** The last token of the country that begins at a token, or -1. */
export const countryAt = (tokens: ReadonlyArray<Token>, at: number): number => {
  const token = tokens[at]
  if (token === undefined || (token.kinds & COUNTRY_START) === 0) return -1
  for (const words of byFirst.get(token.folded) ?? []) {
    let i = at
    const fits = words.every((word, k) => {
      if (k === 0) return true
      i++
      // "Guinea-Bissau" may be one token or two words; "St. Louis" has a dot.
      if (tokens[i]?.text === "." || tokens[i]?.text === "-") i++
      return tokens[i]?.folded === word
    })
    if (fits) return i
  }
  return -1
}
