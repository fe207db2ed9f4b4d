/**
 * Puts words that look like names together into mentions, and says of what: of a person, an organisation or a place.
 */
import { COUNTRY, FAMILY, GIVEN, PROPER, TOWN } from "../lexicon/Lexicon.ts"
import {
  beforeOrganisation,
  beforePerson,
  bitsIn,
  companyOf,
  contextOf,
  isEmployer,
  isOf,
  namesSomething,
  ofOrganisations,
  opensAsName,
  saysPerson,
  titled
} from "./Context.ts"
import { countryAt } from "./Countries.ts"
import { certain, possible } from "./NameEvidence.ts"
import { endsInstitution, institutionAt, partnersAt } from "./Institutions.ts"
import { wellKnownFirms } from "./NameWords.ts"
import { organisationAt } from "./Organisations.ts"
import type { Token } from "./NameTokens.ts"
import { proposedAt, type Reasons, reasonsFor, supportFor } from "./Reasons.ts"
import { townAt } from "./Towns.ts"
import {
  INSTITUTION,
  LEGAL_FORM,
  NOT_NAME,
  ORGANISATION_END,
  ORGANISATION_START,
  PARTICLE,
  PLACE_CUE,
  PLACE_PARTICLE,
  ROLE,
  STREET_WORD
} from "./WordKinds.ts"
import type { Writing } from "./Writing.ts"

/** Names of something, from one token to another (both included). */
export interface Mention {
  readonly first: number
  readonly last: number
  readonly type: "PERSON" | "ORGANIZATION" | "LOCATION" | "ADDRESS"
  readonly score: number
  /** What made it one: the lexicon, an unknown word, a capital, and what gave the type. */
  readonly rule: string
  /** What speaks for it, where that has to be weighed. */
  readonly clues?: Reasons
}

const isInitial = (token: Token | undefined): boolean =>
  token?.kind === "word" &&
  token.text.length === 1 &&
  token.case === "capital" &&
  token.folded !== "i" &&
  token.folded !== "a"

/** Where the initials right before a name begin, "J. R. Achterberg", "R J Coleclough"; else the name's own place. */
const withInitials = (tokens: ReadonlyArray<Token>, first: number): number => {
  let start = first
  for (let initials = 0; initials < 3; initials++) {
    const at = tokens[start - 1]?.text === "." ? start - 2 : start - 1
    if (!isInitial(tokens[at])) break
    start = at
  }
  return start
}

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
        (token.kinds & (PARTICLE | PLACE_PARTICLE)) !== 0 &&
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

/** What stands after the name of a person and belongs to it. */
const credentials = new Set("phd md dds dvm jr sr ii iii iv esq msc mba cbe obe mbe rn cpa bsc dphil frcs".split(" "))

/** The last token of the letters after a name: "PhD", ", MD", "Jr.". */
const overCredentials = (tokens: ReadonlyArray<Token>, last: number): number => {
  const at = tokens[last + 1]?.text === "," ? last + 2 : last + 1
  const token = tokens[at]
  return token?.kind === "word" && credentials.has(token.folded) ? at : last
}

const arriving = new Set(
  "arrived arrives arrive arriving landed landing stopped stops stop lived living station".split(" ")
)

// Kinds of streets that are much else as well: without a number "Baldur's Gate" is none.
const alsoThings = new Set(
  "gate close place court drive way rise row ring square circle loop route quay trail crossing".split(" ")
)

const typeOf = (tokens: ReadonlyArray<Token>, first: number, last: number): readonly [Mention["type"], string] => {
  const opening = tokens[first]
  const closing = tokens[last]
  const bits = bitsIn(tokens, first, last)
  const before = tokens[first - 1]?.folded ?? ""
  const after = tokens[last + 1]?.folded ?? ""
  const length = last - first
  if (closing !== undefined && length > 0 && (closing.kinds & STREET_WORD) !== 0 && !alsoThings.has(closing.folded))
    return ["ADDRESS", "street-name"]
  if (closing !== undefined && length > 0 && (closing.kinds & ORGANISATION_END) !== 0)
    return ["ORGANIZATION", "organisation-word"]
  if (opening !== undefined && length > 0 && (opening.kinds & ORGANISATION_START) !== 0)
    return ["ORGANIZATION", "organisation-word"]
  if (titled(tokens, first)) return ["PERSON", "title"]
  if ((bits & COUNTRY) !== 0 && (bits & (GIVEN | FAMILY)) === 0) return ["LOCATION", "country"]
  if (before === "at" && !arriving.has(tokens[first - 2]?.folded ?? "") && (bits & (TOWN | COUNTRY | GIVEN)) === 0)
    return ["ORGANIZATION", "organisation-cue"]
  if (ofOrganisations.has(after) && (bits & GIVEN) === 0) return ["ORGANIZATION", "organisation-cue"]
  if (isOf(tokens[first - 1], PLACE_CUE) && ((bits & (TOWN | COUNTRY)) !== 0 || (bits & GIVEN) === 0))
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
  if (opening?.kind !== "word" || (opening.kinds & (LEGAL_FORM | NOT_NAME)) !== 0) return -1
  const shape = opening.case === "lower" ? "lower" : "capital"
  for (let i = first + 1; i < first + 9; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line" || token.kind === "number") return -1
    if (token.kind === "mark") {
      if (token.text !== "," && token.text !== "&" && token.text !== "." && token.text !== "-") return -1
      continue
    }
    if ((token.kinds & LEGAL_FORM) !== 0 && (token.case !== "lower" || shape === "lower")) return i
    const small = token.folded === "and" || token.folded === "of" || token.folded === "und"
    // Without capitals only the word before the legal form is sure to belong.
    if (!small && (token.case === "lower" || shape === "lower")) return -1
  }
  return -1
}

/** "NHS", "MIT" next to words that are not all in capitals. */
const isAbbreviation = (tokens: ReadonlyArray<Token>, at: number): boolean =>
  tokens[at]?.case === "upper" && tokens[at].text.length > 1 && tokens[at - 1]?.case === "lower"

// More words than any name has: "Tom Tom Tom …" is not one name.
const longest = 8

/** The last token of an employer that is named by capitals or by a name that all know, with its town: "ETH Zurich". */
const employerAt = (tokens: ReadonlyArray<Token>, evidence: Float32Array, i: number): number => {
  if (!isEmployer(tokens, i)) return -1
  if (!isAbbreviation(tokens, i) && !wellKnownFirms.has(tokens[i]?.folded ?? "")) return -1
  return tokens[i + 1]?.case === "capital" && (evidence[i + 1] ?? 0) >= certain ? i + 1 : i
}

const mentionOf = (
  first: number,
  last: number,
  type: Mention["type"],
  score: number,
  rule: string
): Mention | undefined => (last < 0 ? undefined : { first, last, type, score, rule })

/**
 * The mention at a token that is recognised as a whole, by its words or by what joins them. `held` are the kinds of all words of the
 * text: where none is a legal form, no firm need be looked for word by word.
 */
const wholeAt = (
  tokens: ReadonlyArray<Token>,
  evidence: Float32Array,
  writing: Writing,
  held: number,
  i: number
): Mention | undefined => {
  const firm = (held & LEGAL_FORM) === 0 ? -1 : firmAt(tokens, i)
  const institution = (held & INSTITUTION) === 0 ? -1 : institutionAt(tokens, evidence, i)
  return (
    mentionOf(i, countryAt(tokens, i), "LOCATION", 0.9, "country") ??
    mentionOf(i, townAt(tokens, i, writing), "LOCATION", 0.85, "town") ??
    mentionOf(i, Math.max(firm, organisationAt(tokens, i, writing)), "ORGANIZATION", 0.9, "legal-form") ??
    mentionOf(i, institution, "ORGANIZATION", 0.8, "organisation-word") ??
    mentionOf(i, employerAt(tokens, evidence, i), "ORGANIZATION", 0.7, "employer") ??
    mentionOf(i, partnersAt(tokens, evidence, i), "ORGANIZATION", 0.8, "ampersand")
  )
}

/** The mentions in a text, in order. */
export const mentionsIn = (
  tokens: ReadonlyArray<Token>,
  evidence: Float32Array,
  writing: Writing
): ReadonlyArray<Mention> => {
  const mentions: Array<Mention> = []
  const held = tokens.reduce((all, { kinds }) => all | kinds, 0)
  for (let i = 0; i < tokens.length; i++) {
    const whole = wholeAt(tokens, evidence, writing, held, i)
    if (whole !== undefined) {
      const weighed = whole.rule === "organisation-word" || whole.rule === "ampersand"
      mentions.push(weighed ? { ...whole, clues: { base: 2.5, support: 0, spelling: 0, thing: 0 } } : whole)
      i = whole.last
      continue
    }
    const proposed = proposedAt(tokens, evidence, i)
    if (proposed !== undefined) {
      const first = withInitials(tokens, i)
      const last = overCredentials(tokens, proposed.last)
      mentions.push({ first, last, type: "PERSON", score: 0.8, rule: "supported", clues: proposed.reasons })
      i = last
      continue
    }
    if ((evidence[i] ?? 0) < possible && !opensAsName(tokens, evidence, i)) continue
    let last = i
    let strongest = evidence[i] ?? 0
    let words = 1
    // "Country Club", "Open Data": words with capitals that stand together inside of a sentence are a name of something.
    for (let j = next(tokens, evidence, i, possible); j >= 0; j = next(tokens, evidence, last, possible)) {
      last = j
      if (++words === longest) break
      strongest = Math.max(strongest, evidence[j] ?? 0)
    }
    if (endsInstitution(tokens, last)) {
      mentions.push({
        first: i,
        last: last + 1,
        type: "ORGANIZATION",
        score: 0.7,
        rule: "organisation-word",
        clues: { base: 2, support: 0, spelling: 0, thing: 0 }
      })
      i = last + 1
      continue
    }
    const together = words > 1 && (strongest > 0.41 || namesSomething(tokens, i, last)) ? strongest + 0.25 : strongest
    const score = Math.min(1, together + contextOf(tokens, i, last) + companyOf(tokens, evidence, i, last))
    if (score >= certain && !isOf(tokens[i], ROLE)) {
      const support = supportFor(tokens, evidence, i, last)
      const read = typeOf(tokens, i, last)
      const cued = read[1] === "place-cue" || read[1] === "organisation-cue"
      // "We met Wren in Priya's kitchen": what only people do outweighs the word before.
      const [type, why]: typeof read =
        cued && support >= 2 && (bitsIn(tokens, i, last) & (TOWN | COUNTRY)) === 0 ? ["PERSON", "person-cue"] : read
      const clues = reasonsFor(tokens, i, last, { type, why, support, english: writing.language === "en" })
      const first = type === "PERSON" ? withInitials(tokens, i) : i
      if (type === "PERSON") last = overCredentials(tokens, last)
      mentions.push({
        first,
        last,
        type,
        score: Math.min(0.95, score * 0.9),
        rule: why,
        ...(clues !== undefined && { clues })
      })
    }
    i = last
  }
  return mentions
}
