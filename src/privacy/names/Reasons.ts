/**
 * What speaks for a mention and against it, each clue once: what its own words say, what the words around it say, and how words that no
 * list knows are spelled.
 */
import { COUNTRY, FAMILY, frequency, GIVEN, PROPER, TOWN, WORD } from "../lexicon/Lexicon.ts"
import { spelledAsName } from "../lexicon/Spelling.ts"
import { certain } from "./NameEvidence.ts"
import type { Token } from "./NameTokens.ts"
import { isFullName, isMonth, supportOf, thingness } from "./NameSupport.ts"
import { CALENDAR, FUNCTION, INSTITUTION, NOT_NAME, ROLE } from "./WordKinds.ts"

/** What speaks for a mention, less what speaks against it. */
export interface Reasons {
  /** What its own words say: a name in full much, a word that no list knows little. */
  readonly base: number
  /** What the words around it say. */
  readonly support: number
  /** How its unknown words are spelled: below 0 rather like a brand, above rather like a name. */
  readonly spelling: number
  /** What speaks of a thing. */
  readonly thing: number
}

/** A family name that is no word besides. */
const isFamilyOnly = (token: Token | undefined): boolean =>
  token !== undefined &&
  token.case !== "lower" &&
  token.text.length > 3 &&
  (token.bits & FAMILY) !== 0 &&
  (token.bits & (WORD | PROPER)) !== WORD

const joints = new Set([",", "and", "&", "or"])

/** Whether a mention is in a list with a name that is known as one. */
const inCompany = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number, last: number): boolean => {
  const isNamed = (at: number): boolean => {
    const token = tokens[at]
    return (
      token?.kind === "word" &&
      (evidence[at] ?? 0) >= certain &&
      (token.bits & (GIVEN | FAMILY)) !== 0 &&
      (token.bits & WORD) === 0
    )
  }
  const links = (at: number): boolean => joints.has(tokens[at]?.folded ?? "")
  if (links(first - 1) && (isNamed(first - 2) || (tokens[first - 2]?.text === "," && isNamed(first - 3)))) return true
  return links(last + 1) && (isNamed(last + 2) || (links(last + 2) && isNamed(last + 3)))
}

/** What the words around a mention say, a known name beside it included. */
export const supportFor = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number, last: number): number =>
  supportOf(tokens, first, last) + (inCompany(tokens, evidence, first, last) ? 1.5 : 0)

const baseOf = (tokens: ReadonlyArray<Token>, first: number, last: number, why: string): number => {
  switch (why) {
    case "organisation-word":
      return 2.2
    case "organisation-cue":
      return 0.6
    case "long":
      return 0.2
    case "given-name":
      return isFullName(tokens, first, last) ? 3 : 1.6
    case "family-name":
      return isFullName(tokens, first, last) ? 2.6 : first === last && isFamilyOnly(tokens[first]) ? 1 : 0.4
    default:
      return isFullName(tokens, first, last) ? 2 : 0.3
  }
}

/** The spelling of the words that are in no list of names, in the mean; common words among them count against it. */
const spellingOf = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  let sum = 0
  let unknown = 0
  let plain = 0
  for (let i = first; i <= last; i++) {
    const token = tokens[i]
    // "Baldur's Gate": nobody's name goes on after the possessive.
    if (i > first && (token?.start ?? 0) - (tokens[i - 1]?.end ?? 0) > 2) plain++
    if (token?.kind !== "word" || token.text.length < 2 || (token.bits & (GIVEN | FAMILY)) !== 0) continue
    sum += Math.max(-4, Math.min(4, spelledAsName(token.text)))
    unknown++
    if ((token.bits & (WORD | PROPER)) === WORD) plain++
  }
  return unknown === 0 ? -plain : Math.max(-2, Math.min(2, sum / unknown)) - plain
}

/** What the spelling of a mention is worth; without a capital it has to be more like a name. */
const spelledOf = (tokens: ReadonlyArray<Token>, first: number, last: number): number =>
  tokens[first]?.case === "lower" ? spellingOf(tokens, first, last) * 0.35 - 0.3 : spellingOf(tokens, first, last) * 0.5

/** What a mention was taken for, and what speaks for it around. */
export interface Taken {
  readonly type: string
  readonly why: string
  readonly support: number
  readonly english: boolean
}

/** What speaks for a mention; nothing where that is not weighed: titles say enough, and places are kept. */
export const reasonsFor = (
  tokens: ReadonlyArray<Token>,
  first: number,
  last: number,
  { english, support, type, why }: Taken
): Reasons | undefined => {
  if (why === "title" || why === "street-name" || type === "LOCATION") return undefined
  const isPerson = type === "PERSON"
  return {
    base: baseOf(tokens, first, last, why) - (isPerson && isMonth(tokens, first, last) ? 2 : 0),
    support,
    spelling: isPerson ? spelledOf(tokens, first, last) : 0,
    thing: isPerson && english ? thingness(tokens, first, last) : 0
  }
}

/** Whether a word could be somebody's name although a dictionary has it: a rare one, or one that people are called by. */
const mayBeName = (token: Token | undefined): token is Token =>
  token?.kind === "word" &&
  token.text.length > 1 &&
  (token.kinds & (NOT_NAME | ROLE | FUNCTION | CALENDAR | INSTITUTION)) === 0 &&
  ((token.bits & GIVEN) !== 0 || frequency(token.bits) <= 3)

/**
 * A name at a token that the words around it give away, whatever dictionaries say: "Jay Pearce lives", "my sister tilly does", "Rose from
 * support". Gives its last token.
 */
export const proposedAt = (
  tokens: ReadonlyArray<Token>,
  evidence: Float32Array,
  first: number
): { readonly last: number; readonly reasons: Reasons } | undefined => {
  const token = tokens[first]
  if (!mayBeName(token) || ((token.bits & (TOWN | COUNTRY)) !== 0 && (token.bits & GIVEN) === 0)) return undefined
  const large = token.case === "capital"
  if (!large && token.case !== "lower") return undefined
  let last = first
  if (large) while (last - first < 2 && tokens[last + 1]?.case === "capital" && mayBeName(tokens[last + 1])) last++
  if ((evidence[first] ?? 0) >= certain && last === first) return undefined
  const named = (token.bits & GIVEN) !== 0
  const pair = last > first && (((tokens[last]?.bits ?? 0) & FAMILY) !== 0 || named)
  const support = supportOf(tokens, first, last)
  if (support < (large ? (pair ? 1 : 2) : named ? 2.5 : 3.5)) return undefined
  return { last, reasons: { base: named ? 1.6 : 0.3, support, spelling: 0, thing: 0 } }
}
