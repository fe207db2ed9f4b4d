/**
 * Organisations by the shape of their names: words with capitals that end in what the organisation is ("Royal Preston Hospital",
 * "First National Bank of Omaha") or that an ampersand joins ("Dale & Sons").
 */
import { GIVEN } from "../lexicon/Lexicon.ts"
import { beforeNames } from "./Context.ts"
import { possible } from "./NameEvidence.ts"
import { generalWords, kindred } from "./PlaceWords.ts"
import type { Token } from "./NameTokens.ts"
import { FUNCTION, INSTITUTION } from "./WordKinds.ts"

/** Whether a word has a capital that could belong to a name: all capitals only as a short abbreviation, "NHS". */
const isLarge = (token: Token | undefined): token is Token =>
  token?.kind === "word" &&
  (token.case === "capital" || token.case === "mixed" || (token.case === "upper" && token.text.length < 5)) &&
  (token.kinds & FUNCTION) === 0

const servesSomething = new Set(
  "institute centre center society foundation association department agency council campaign committee school trust college academy".split(
    " "
  )
)

// "of", "for the" between the words of a name; more than two words are no longer that.
const overSmall = (tokens: ReadonlyArray<Token>, at: number): number => {
  const token = tokens[at]
  if (token?.folded === "&" || token?.folded === "and") return at + 1
  if (token?.folded !== "of" && !(token?.folded === "for" && servesSomething.has(tokens[at - 1]?.folded ?? "")))
    return at
  return tokens[at + 1]?.folded === "the" ? at + 2 : at + 1
}

// No organisation has more words in its name.
const longest = 7

/** The last token of an institution that begins at a token, or -1. */
export const institutionAt = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number): number => {
  if (!isLarge(tokens[first])) return -1
  let last = -1
  let telling = false
  let i = first
  for (let words = 0; words < longest; words++) {
    const token = tokens[i]
    if (!isLarge(token)) break
    const kind = (token.kinds & INSTITUTION) !== 0 && token.case !== "upper"
    if (kind && (telling || i > first + 1)) last = i
    // "University of Leeds", "Ministry of Health"
    else if (kind && tokens[i + 1]?.folded === "of" && isLarge(tokens[i + 2])) last = i + 2
    else if (!kind && !generalWords.has(token.folded)) telling = true
    // "King's College London", "Bank of Omaha"
    if (last >= 0 && last < i && (evidence[i] ?? 0) >= possible) last = i
    const dot = tokens[i + 1]?.text === "." && (token.folded === "st" || token.text.length === 1) ? 1 : 0
    const follows = i + 1 + dot
    const over = overSmall(tokens, follows)
    if (over > follows && !isLarge(tokens[over])) break
    i = over
  }
  return last
}

/** The last token of a firm of two or more that an ampersand joins, "Brockhurst, Lamb & Pereira", or -1. */
export const partnersAt = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number): number => {
  let i = first
  for (let words = 0; words < longest; words++) {
    const token = tokens[i]
    const next = tokens[i + 1]
    if (!isLarge(token) || next === undefined) return -1
    if (next.text === "&") {
      const last = i + 2
      const partner = tokens[last]
      if (!isLarge(partner)) return -1
      const couple = (token.bits & GIVEN) !== 0 && (partner.bits & GIVEN) !== 0
      const named = (evidence[i] ?? 0) > 0.41 || (evidence[last] ?? 0) > 0.41
      const introduced = beforeNames.has(tokens[first - 1]?.folded ?? "")
      if (!kindred.has(partner.folded) && !introduced && (couple || !named)) return -1
      let end = last
      while (end - last < 2 && isLarge(tokens[end + 1]) && (evidence[end + 1] ?? 0) >= possible) end++
      return end
    }
    i += next.text === "," ? 2 : 1
    if (next.text !== "," && next.kind !== "word") return -1
  }
  return -1
}

// Institutions that are no verb and no thing that a name could stand next to by chance.
const plainInstitutions = new Set(
  (
    "hospital hospice clinic infirmary surgery university college school academy institute council trust foundation charity society association federation agency ministry " +
    "department nursery church cathedral museum gallery theatre theater library hotel inn brewery bakery pharmacy opticians solicitors logistics insurance brewing biotech " +
    "biologics therapeutics robotics analytics pharmaceuticals industries enterprises airlines airways technologies ltd inc bank primary elementary"
  ).split(" ")
)

/** Whether an organisation ends with the word after a name in text without capitals, or with nothing else: "ashgrove trust". */
export const endsInstitution = (tokens: ReadonlyArray<Token>, last: number): boolean => {
  const name = tokens[last]
  const word = tokens[last + 1]
  // "maya's school" is not called so.
  return (
    name !== undefined &&
    word?.kind === "word" &&
    word.case === name.case &&
    word.case !== "capital" &&
    word.start === name.end + 1 &&
    plainInstitutions.has(word.folded)
  )
}
