/**
 * Puts words that look like names together into mentions, and says of what: of a person, an organisation or a place.
 */
import { COUNTRY, FAMILY, GIVEN, PROPER, TOWN } from "../lexicon/Lexicon.ts"
import { countryAt } from "./Countries.ts"
import { certain, possible } from "./Evidence.ts"
import { notNames, particles, roles, titles } from "./NameWords.ts"
import {
  legalForms,
  organisationEnds,
  organisationStarts,
  placeCues,
  placeParticles,
  streetWords
} from "./PlaceWords.ts"
import type { Token } from "./Tokens.ts"

/** Names of something, from one token to another (both included). */
export interface Mention {
  readonly first: number
  readonly last: number
  readonly type: "PERSON" | "ORGANIZATION" | "LOCATION" | "ADDRESS"
  readonly score: number
  /** What made it one: the lexicon, an unknown word, a capital, and what gave the type. */
  readonly rule: string
}

const isInitial = (token: Token | undefined): boolean =>
  token?.kind === "word" &&
  token.text.length === 1 &&
  token.case === "capital" &&
  token.folded !== "i" &&
  token.folded !== "a"

/** The place of the word that goes on a mention after a token, over initials, their dots and the small words of names. */
const next = (tokens: ReadonlyArray<Token>, evidence: Float32Array, at: number, floor: number): number => {
  let i = at + 1
  // At most a dot, an initial with its dot, or two small words stand between.
  for (let steps = 0; steps < 5; steps++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line") return -1
    if (token.kind === "word" && (evidence[i] ?? 0) >= floor) return i
    const previous = tokens[i - 1]
    const passes =
      (token.kind === "mark" && token.text === "." && isInitial(previous)) ||
      isInitial(token) ||
      (token.kind === "word" &&
        (token.case === "lower" || token.text.length < 4) &&
        (particles.has(token.folded) || placeParticles.has(token.folded)) &&
        token.folded !== "and" &&
        token.folded !== "y" &&
        token.folded !== "i" &&
        token.folded !== "an" &&
        token.folded !== "am" &&
        token.folded !== "on")
    if (!passes) return -1
    i++
  }
  return -1
}

const saysPerson = new Set(
  "said says told asked replied explained lives lived works worked thinks wants likes loves recommended suggested texted called emailed shouted wrote laughed smiled spent listed directed sings sang starred played married".split(
    " "
  )
)
const beforePerson = new Set(
  "by with meet met dear hi hello hey thanks cc and said says called named user daughter son brother sister husband wife friend colleague boss partner mother father mum mom dad".split(
    " "
  )
)
const beforeOrganisation = new Set(
  "at for join joined joining employer company firm agency startup client competitor leave left quit founded acquired".split(
    " "
  )
)

/** What stands after the name of a person and belongs to it. */
const credentials = new Set("phd md dds dvm jr sr ii iii iv esq msc mba cbe obe mbe rn cpa bsc dphil frcs".split(" "))

/** The last token of the letters after a name: "PhD", ", MD", "Jr.". */
const overCredentials = (tokens: ReadonlyArray<Token>, last: number): number => {
  const at = tokens[last + 1]?.text === "," ? last + 2 : last + 1
  const token = tokens[at]
  return token?.kind === "word" && credentials.has(token.folded) ? at : last
}

const bitsIn = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  let bits = 0
  for (let i = first; i <= last; i++) bits |= tokens[i]?.bits ?? 0
  return bits
}

const typeOf = (tokens: ReadonlyArray<Token>, first: number, last: number): readonly [Mention["type"], string] => {
  const opening = tokens[first]
  const closing = tokens[last]
  const bits = bitsIn(tokens, first, last)
  const before = tokens[first - 1]?.folded ?? ""
  const after = tokens[last + 1]?.folded ?? ""
  const length = last - first
  if (closing !== undefined && length > 0 && streetWords.has(closing.folded)) return ["ADDRESS", "street-name"]
  if (closing !== undefined && length > 0 && organisationEnds.has(closing.folded))
    return ["ORGANIZATION", "organisation-word"]
  if (opening !== undefined && length > 0 && organisationStarts.has(opening.folded))
    return ["ORGANIZATION", "organisation-word"]
  if (titles.has(before) || (before === "." && titles.has(tokens[first - 2]?.folded ?? ""))) return ["PERSON", "title"]
  if ((bits & COUNTRY) !== 0 && (bits & (GIVEN | FAMILY)) === 0) return ["LOCATION", "country"]
  if (placeCues.has(before) && ((bits & (TOWN | COUNTRY)) !== 0 || (bits & GIVEN) === 0))
    return ["LOCATION", "place-cue"]
  if ((bits & TOWN) !== 0 && (bits & GIVEN) === 0 && ((bits & FAMILY) === 0 || length === 0))
    return ["LOCATION", "town"]
  if ((bits & (GIVEN | FAMILY)) !== 0) return ["PERSON", (bits & GIVEN) !== 0 ? "given-name" : "family-name"]
  if (saysPerson.has(after) || beforePerson.has(before)) return ["PERSON", "person-cue"]
  if (beforeOrganisation.has(before)) return ["ORGANIZATION", "organisation-cue"]
  if (length === 0 && opening?.case === "upper") return ["LOCATION", "capitals"]
  if (length > 1) return ["ORGANIZATION", "long"]
  return (bits & PROPER) !== 0 ? ["PERSON", "proper-noun"] : ["PERSON", "unknown-word"]
}

/** The last token of a firm that begins at a token: up to five words with a legal form after them, "Smith & Sons Ltd.". */
const firmAt = (tokens: ReadonlyArray<Token>, first: number): number => {
  const opening = tokens[first]
  if (opening?.kind !== "word" || legalForms.has(opening.folded) || notNames.has(opening.folded)) return -1
  const shape = opening.case === "lower" ? "lower" : "capital"
  for (let i = first + 1; i < first + 9; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line" || token.kind === "number") return -1
    if (token.kind === "mark") {
      if (token.text !== "," && token.text !== "&" && token.text !== "." && token.text !== "-") return -1
      continue
    }
    if (legalForms.has(token.folded) && (token.case !== "lower" || shape === "lower")) return i
    const small = token.folded === "and" || token.folded === "of" || token.folded === "und"
    // Without capitals only the word before the legal form is sure to belong.
    if (!small && (token.case === "lower" || shape === "lower")) return -1
  }
  return -1
}

/** What names in a list add to a doubtful one: "Sousa and Ball". */
const companyOf = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number, last: number): number => {
  if (tokens[first]?.case === "lower") return 0
  const links = (token: Token | undefined) => token?.text === "," || token?.folded === "and" || token?.text === "&"
  const before = links(tokens[first - 1]) && (evidence[first - 2] ?? 0) >= 0.8
  const after = links(tokens[last + 1]) && (evidence[last + 2] ?? 0) >= 0.8
  return before || after ? 0.25 : 0
}

const beforeNames = new Set(
  "at for from by with of to via than join joined joining leave left founded acquired called named employer company firm agency client competitor works worked".split(
    " "
  )
)

/**
 * Whether everyday words with capitals are rather the name of something, "at Simple Energy", than words that somebody wrote large,
 * "more Gluten Free options": by what stands before them, what they end with, or a line of their own.
 */
const namesSomething = (tokens: ReadonlyArray<Token>, first: number, last: number): boolean => {
  if (last - first > 1) return true
  const before = tokens[first - 1]
  const after = tokens[last + 1]
  const own = before?.folded === "the" ? tokens[first - 2] : before
  if (before === undefined || before.kind === "line" || after?.folded === "office") return true
  return (own !== undefined && beforeNames.has(own.folded)) || organisationEnds.has(tokens[last]?.folded ?? "")
}

// More words than any name has: "Tom Tom Tom …" is not one name.
const longest = 8

/** The mentions in a text, in order. */
export const mentionsIn = (tokens: ReadonlyArray<Token>, evidence: Float32Array): ReadonlyArray<Mention> => {
  const mentions: Array<Mention> = []
  for (let i = 0; i < tokens.length; i++) {
    const country = countryAt(tokens, i)
    if (country >= 0) {
      mentions.push({ first: i, last: country, type: "LOCATION", score: 0.9, rule: "country" })
      i = country
      continue
    }
    const firm = firmAt(tokens, i)
    if (firm >= 0) {
      mentions.push({ first: i, last: firm, type: "ORGANIZATION", score: 0.9, rule: "legal-form" })
      i = firm
      continue
    }
    if ((evidence[i] ?? 0) < possible) continue
    let last = i
    let strongest = evidence[i] ?? 0
    let words = 1
    // "Country Club", "Open Data": words with capitals that stand together inside of a sentence are a name of something.
    for (let j = next(tokens, evidence, i, possible); j >= 0; j = next(tokens, evidence, last, possible)) {
      last = j
      if (++words === longest) break
      strongest = Math.max(strongest, evidence[j] ?? 0)
    }
    const together = words > 1 && (strongest > 0.41 || namesSomething(tokens, i, last)) ? strongest + 0.25 : strongest
    const score = Math.min(1, together + contextOf(tokens, i, last) + companyOf(tokens, evidence, i, last))
    if (score >= certain && !roles.has(tokens[i]?.folded ?? "")) {
      const [type, why] = typeOf(tokens, i, last)
      if (type === "PERSON") last = overCredentials(tokens, last)
      mentions.push({ first: i, last, type, score: Math.min(0.95, score * 0.9), rule: why })
    }
    i = last
  }
  return mentions
}

/** What the words around a doubtful mention add. */
const contextOf = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  const before = tokens[first - 1]
  const after = tokens[last + 1]
  const bits = bitsIn(tokens, first, last)
  if (
    before !== undefined &&
    (titles.has(before.folded) || (before.text === "." && titles.has(tokens[first - 2]?.folded ?? "")))
  )
    return 0.6
  let added = 0
  if (before !== undefined && placeCues.has(before.folded) && (bits & (TOWN | COUNTRY)) !== 0) added += 0.3
  if (before !== undefined && beforePerson.has(before.folded) && (bits & (GIVEN | FAMILY)) !== 0) added += 0.2
  if (after !== undefined && saysPerson.has(after.folded) && (bits & (GIVEN | FAMILY)) !== 0) added += 0.3
  // Nothing else in the line.
  if (
    (before === undefined || before.kind === "line") &&
    (after === undefined || after.kind === "line") &&
    (bits & (GIVEN | FAMILY | TOWN | COUNTRY)) !== 0
  )
    added += 0.2
  return added
}
