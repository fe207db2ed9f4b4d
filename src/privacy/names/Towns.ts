/**
 * Towns of several words, which the table of the lexicon holds as a whole: "Torres Vedras", "Talavera de la Reina".
 */
import { lookUp, TOWN, TOWN_START } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"
import type { Writing } from "./Writing.ts"

// No town in the table has more words.
const most = 5

/** The last token of the town of several words that begins at a token, or -1. For texts in other languages than English. */
export const townAt = (tokens: ReadonlyArray<Token>, first: number, { language, style }: Writing): number => {
  const opening = tokens[first]
  if (opening === undefined || (opening.bits & TOWN_START) === 0 || language === "en") return -1
  const cased = style === "normal"
  if (cased && opening.case === "lower") return -1
  let name = opening.folded
  let last = -1
  for (let i = first + 1; i < first + most; i++) {
    const token = tokens[i]
    if (token?.kind !== "word" || token.joined) break
    name += ` ${token.folded}`
    if ((!cased || token.case !== "lower") && (lookUp(name) & TOWN) !== 0) last = i
  }
  return last
}
