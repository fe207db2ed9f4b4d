/**
 * What a claim of a persona may cite: counted answers, and passages of what participants said.
 */
import { Schema } from "effect"
import { Demographic } from "./Codebook.ts"

const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** How many of how many: of those who answered. */
export const Share = Schema.Struct({ matched: Natural, of: Natural })

/** How many of how many. */
export interface Share extends Schema.Schema.Type<typeof Share> {}

/** A range of numbers; both ends belong to it, and an end that is left out is open. */
export const NumberRange = Schema.Struct({
  min: Schema.optionalKey(Schema.Finite),
  max: Schema.optionalKey(Schema.Finite)
})

/** A range of numbers. */
export interface NumberRange extends Schema.Schema.Type<typeof NumberRange> {}

/**
 * Respondents counted by an answer. `is`: who gave the one of `answers`, or chose it among others; `any-of`: who gave one of
 * `answers`; `range`: whose number lies in `range`; `mentions`: whose words hold one of `terms`, as a whole word in any case.
 */
export const Count = Schema.Struct({
  /** Unique in a result, such as `c3`. */
  id: Schema.NonEmptyString,
  /** The key of the question in the codebook. */
  question: Schema.String,
  /** What was asked, for a reader. */
  label: Schema.String,
  /** The item of a grid, or the option of a question with a column an option. */
  item: Schema.optionalKey(Schema.String),
  /** What the question says of who somebody is; null for other questions. */
  demographic: Schema.NullOr(Demographic),
  /** Whether several answers could be chosen. */
  isMultiple: Schema.Boolean,
  operator: Schema.Literals(["is", "any-of", "range", "mentions"]),
  answers: Schema.optionalKey(Schema.Array(Schema.String)),
  range: Schema.optionalKey(NumberRange),
  terms: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Respondents of the segment. Interviews are in no count. */
  group: Share,
  /** All respondents. */
  everyone: Share
})

/** Respondents counted by an answer. */
export interface Count extends Schema.Schema.Type<typeof Count> {}

/** Words of a participant, letter for letter but for personal data. */
export const Passage = Schema.Struct({
  /** Unique in a result, such as `p7`. */
  id: Schema.NonEmptyString,
  recordId: Schema.String,
  /** The column that it stands in, or the turn of an interview. */
  field: Schema.String,
  /** What was asked, where that is known. */
  question: Schema.optionalKey(Schema.String),
  text: Schema.NonEmptyString,
  /** Set where more stood before or after it in the answer. */
  cutBefore: Schema.optionalKey(Schema.Literal(true)),
  cutAfter: Schema.optionalKey(Schema.Literal(true)),
  /** `repaired`: a draft quoted it with another case, spacing or quotation marks, and the source's own words were put in. */
  status: Schema.Literals(["verified", "repaired"])
})

/** Words of a participant. */
export interface Passage extends Schema.Schema.Type<typeof Passage> {}
