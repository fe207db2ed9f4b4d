/**
 * Names in cases: German "Sebastians" of "Sebastian", Polish "Agnieszki" and "w Kielcach" of "Agnieszka" and "Kielce".
 */
import { COUNTRY, FAMILY, foreign, GIVEN, languages, lookUp, TOWN } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"

const name = GIVEN | FAMILY | TOWN | COUNTRY

/** Endings of Polish names, folded, the longest first, and what stands in their place when nobody inflects them. */
const polish: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  ["iego", ["i"]],
  ["iemu", ["i"]],
  ["skiej", ["ska"]],
  ["ckiej", ["cka"]],
  ["owie", ["ow", "owa", "owo"]],
  ["cie", ["t", "ta"]],
  ["dzie", ["d", "da"]],
  ["ach", ["e", "y", "i", "a"]],
  ["ami", ["e", "y", "a"]],
  ["owi", [""]],
  ["iem", ["", "ek"]],
  ["kiem", ["ek"]],
  ["im", ["i"]],
  ["ym", ["y"]],
  ["em", ["", "o"]],
  ["ej", ["a"]],
  ["ie", ["", "a", "o"]],
  ["ii", ["ia"]],
  ["iu", ["", "ie", "ia"]],
  ["ka", ["ek"]],
  ["ia", [""]],
  ["a", ["", "o"]],
  ["u", ["", "o"]],
  ["y", ["a"]],
  ["i", ["a", "ia"]],
  ["e", ["a", ""]],
  ["o", ["a"]]
]

/** What the lexicon knows of the name that a word is a form of; 0 where it knows none. */
const bitsBehind = (folded: string, language: string): number => {
  if (folded.length < 5) return 0
  if (language === "de") {
    const bare = folded.endsWith("s") ? lookUp(folded.slice(0, -1)) : 0
    return (bare & foreign(0)) === 0 ? bare & name : 0
  }
  for (const [ending, bare] of polish) {
    if (!folded.endsWith(ending)) continue
    const stem = folded.slice(0, -ending.length)
    if (stem.length < 3) continue
    for (const end of bare) {
      const bits = lookUp(stem + end) & name
      if (bits !== 0) return bits
    }
  }
  return 0
}

/** The tokens, where a word is a form of a name with what is known of that name. */
export const knownInflected = (tokens: ReadonlyArray<Token>, language: string): ReadonlyArray<Token> => {
  if (language !== "de" && language !== "pl") return tokens
  const own = foreign(languages.indexOf(language))
  return tokens.map((token) => {
    if (token.kind !== "word" || (token.bits & (name | own)) !== 0) return token
    const bits = bitsBehind(token.folded, language)
    return bits === 0 ? token : { ...token, bits: token.bits | bits }
  })
}
