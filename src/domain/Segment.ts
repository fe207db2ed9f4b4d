/**
 * A group of like records, and what its members say.
 */
import type { NumberRange } from "./Evidence.ts"

/** What kind of answers a column holds. */
export type ColumnKind = "closed" | "multi" | "number" | "text" | "identifier"

/** An answer and how many gave it. */
export interface AnswerCount {
  readonly answer: string
  readonly count: number
}

/** What the column is about, guessed from its header, question and answers; `other` where nothing was recognised. */
export type ColumnRole =
  | "age"
  | "gender"
  | "occupation"
  | "location"
  | "education"
  | "income"
  | "household"
  | "goal"
  | "painPoint"
  | "behaviour"
  | "motivation"
  | "other"

/** The roles that say who somebody is, rather than what they think or do. */
export const attributeRoles: ReadonlySet<ColumnRole> = new Set([
  "age",
  "gender",
  "occupation",
  "location",
  "education",
  "income",
  "household"
])

/** A column of the records as a whole. */
export interface ColumnProfile {
  /** The field name. */
  readonly name: string
  /** The question for a reader: the question text where there is one, else the name. */
  readonly label: string
  readonly kind: ColumnKind
  readonly role: ColumnRole
  /** The key of its question in the codebook; the kind of record for what is said in interviews and documents. */
  readonly question: string
  /** The item of a grid that it is. */
  readonly item?: string
  /** Whether each option has a column of its own. */
  readonly isOneHot?: boolean
  /** Whether it is known by the name of a variable only, which nobody would say. */
  readonly isCode?: boolean
  /** How many records answered. */
  readonly answered: number
  /** The answers of a `closed` or `multi` column, most frequent first, at most 50. */
  readonly answers: ReadonlyArray<AnswerCount>
  /** The answers of a `number` column in short. */
  readonly numbers: {
    readonly min: number
    readonly median: number
    readonly mean: number
    readonly max: number
  } | null
}

/** An answer that marks a segment. */
export interface Trait {
  readonly column: string
  readonly answer: string
  /** Set where the answer is a number. */
  readonly range?: NumberRange
  /** Share of the segment's answering members who gave it, 0 to 1. */
  readonly share: number
  /** Share of all answering records that gave it, 0 to 1. */
  readonly overallShare: number
}

/** An answer of the respondent who stands for a segment. */
export interface AnchorFact {
  readonly column: string
  /** The question for a reader. */
  readonly label: string
  readonly value: string
  readonly role: ColumnRole
  /** Set where the answer is a number. */
  readonly range?: NumberRange
}

/** A group of like records. */
export interface Segment {
  /** Stable for the same records and seed, such as `s1`. */
  readonly id: string
  /** What sets it apart, for a reader, such as `Age 18-29 · rents`. */
  readonly label: string
  /** How many respondents it has; where there are only interviews and documents, how many of these. */
  readonly size: number
  /** How many respondents there are in all. */
  readonly of: number
  /** Its share of all respondents, 0 to 1. */
  readonly share: number
  /** Interviews and documents that were joined to it by what they say; they are in no base. */
  readonly interviews: number
  /** The id of the respondent who stands for it. */
  readonly anchor: string
  /** Answers of that respondent that at least k members gave all together. */
  readonly facts: ReadonlyArray<AnchorFact>
  /** What its members typically answer, most telling first. */
  readonly typical: ReadonlyArray<Trait>
  /** What its members answer more often than others do, most telling first. */
  readonly distinctive: ReadonlyArray<Trait>
}
