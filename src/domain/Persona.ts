/**
 * A persona: a short portrait of the people of one segment, in which every claim cites what supports it.
 */
import { Schema } from "effect"
import { Demographic } from "./Codebook.ts"
import { Count, Passage } from "./Evidence.ts"

const Text = Schema.NonEmptyString
const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Ids = Schema.Array(Schema.NonEmptyString)

/** An answer of the respondent who stands for the segment. Filled in by code, never written by a model. */
export const Fact = Schema.Struct({
  label: Text,
  value: Text,
  /** What it says of who somebody is; null for other facts. */
  demographic: Schema.NullOr(Demographic),
  /** The id of the count of those who answered the same. */
  count: Schema.NonEmptyString
})

/** An answer of the respondent who stands for the segment. */
export interface Fact extends Schema.Schema.Type<typeof Fact> {}

/**
 * How many people support a claim. `cited`: different respondents whose passages it cites, of those who answered such a question;
 * `mentions`: who use the word; `answered`: who gave the answer.
 */
export const Support = Schema.Struct({
  respondents: Natural,
  of: Natural,
  /** Interviews and documents that it cites; they are not among the respondents. */
  interviews: Natural,
  kind: Schema.Literals(["cited", "mentions", "answered"])
})

/** How many people support a claim. */
export interface Support extends Schema.Schema.Type<typeof Support> {}

/** A sentence and what supports it. */
export const Claim = Schema.Struct({
  /** Unique in its persona and never used again, such as `goals-1`. */
  id: Schema.NonEmptyString,
  text: Text,
  /** Ids of passages and counts of the persona; at least one. */
  evidence: Ids,
  support: Schema.NullOr(Support)
})

/** A sentence and what supports it. */
export interface Claim extends Schema.Schema.Type<typeof Claim> {}

/** A passage, or a stretch of one. */
export const Quote = Schema.Struct({ id: Schema.NonEmptyString, text: Text, passage: Schema.NonEmptyString })

/** A passage, or a stretch of one. */
export interface Quote extends Schema.Schema.Type<typeof Quote> {}

/** Whom a persona stands for. */
export const PersonaSegment = Schema.Struct({
  id: Schema.NonEmptyString,
  label: Schema.String,
  /** Respondents of the segment, and all respondents. In a study of interviews alone: interviews. */
  size: Natural,
  of: Natural,
  /** Their share of all, 0 to 1; of the weights where the data are weighted. */
  share: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })),
  /** Interviews and documents that joined it; they are in no base. */
  interviews: Natural
})

/** Whom a persona stands for. */
export interface PersonaSegment extends Schema.Schema.Type<typeof PersonaSegment> {}

/** The lists of claims beside the bio. */
export const claimLists = ["goals", "painPoints", "behaviours", "motivations"] as const

/** A list of claims beside the bio. */
export type ClaimList = (typeof claimLists)[number]

/** All lists of claims, in reading order. */
export const claimFields = ["bio", ...claimLists] as const

/** A list of claims. */
export type ClaimField = (typeof claimFields)[number]

/** A persona. */
export const Persona = Schema.Struct({
  /** Letters, digits and hyphens. */
  id: Schema.NonEmptyString,
  /** An invented first name. */
  name: Text,
  /** What holds for most of them, in a few words; different for each persona of a set. */
  title: Text,
  segment: PersonaSegment,
  /** The id of the respondent who stands for the segment. */
  anchor: Schema.String,
  facts: Schema.Array(Fact),
  /** How many respondents of the segment share all facts together. */
  sharedBy: Natural,
  /** Two to four sentences. */
  bio: Schema.Array(Claim),
  goals: Schema.Array(Claim),
  painPoints: Schema.Array(Claim),
  behaviours: Schema.Array(Claim),
  motivations: Schema.Array(Claim),
  quotes: Schema.Array(Quote),
  /** Ids of the counts that are higher than among all respondents beyond chance. */
  contrasts: Ids,
  /** What the study did not ask, or nobody of the segment said, in sentences. */
  unknowns: Schema.Array(Schema.String),
  /** What is cited. */
  passages: Schema.Array(Passage),
  counts: Schema.Array(Count)
})

/** A persona. */
export interface Persona extends Schema.Schema.Type<typeof Persona> {}

/** A sentence as it was drafted, with the ids of what it cites. */
export const DraftClaim = Schema.Struct({
  /** Set where the claim is one of a persona already. */
  id: Schema.optionalKey(Schema.NonEmptyString),
  text: Text,
  evidence: Schema.Array(Schema.String)
})

/** A sentence as it was drafted. */
export interface DraftClaim extends Schema.Schema.Type<typeof DraftClaim> {}

/** A quote as it was drafted. */
export const DraftQuote = Schema.Struct({
  id: Schema.optionalKey(Schema.NonEmptyString),
  text: Text,
  passage: Schema.String
})

/** A quote as it was drafted. */
export interface DraftQuote extends Schema.Schema.Type<typeof DraftQuote> {}

/** What a draft generator writes. Name, facts, shares and whom it stands for are filled in by code. */
export const PersonaContent = Schema.Struct({
  title: Text,
  bio: Schema.Array(DraftClaim),
  goals: Schema.Array(DraftClaim),
  painPoints: Schema.Array(DraftClaim),
  behaviours: Schema.Array(DraftClaim),
  motivations: Schema.Array(DraftClaim),
  quotes: Schema.Array(DraftQuote)
})

/** What a draft generator writes. */
export interface PersonaContent extends Schema.Schema.Type<typeof PersonaContent> {}

/**
 * Every claim of a persona, in reading order.
 *
 * @internal
 */
export const claimsOf = <C>(content: Readonly<Record<ClaimField, ReadonlyArray<C>>>): ReadonlyArray<C> =>
  claimFields.flatMap((field) => content[field])

/**
 * All text of a persona that a person reads, without its evidence: what similarity is measured on.
 *
 * @internal
 */
export const readableText = (persona: Persona): string =>
  [
    persona.title,
    ...persona.facts.map(({ value }) => value),
    ...claimsOf(persona).map(({ text }) => text),
    ...persona.quotes.map(({ text }) => text)
  ].join("\n")
