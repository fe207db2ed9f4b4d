/**
 * What is found of personal data in a text, and the text without it.
 */

import { Schema } from "effect"

/** Words of health, as they stand in a list of terms such as `migraine*`. */
export const HealthTerms = Schema.Struct({
  /** Those that at least three respondents used. */
  common: Schema.Array(Schema.String),
  /** Those that were looked for beside the ones that are known. */
  own: Schema.Array(Schema.String)
})

/** Words of health. */
export interface HealthTerms extends Schema.Schema.Type<typeof HealthTerms> {}

/** A stretch of text that looks like personal data. Offsets are UTF-16 code units, as in JavaScript strings. */
export interface PersonalData {
  readonly start: number
  readonly end: number
  /** Such as `PERSON`, `EMAIL_ADDRESS`, `PHONE_NUMBER`. */
  readonly type: string
  /** How sure the recogniser is, 0 to 1. */
  readonly score: number
}

/** What is known about a text that is inspected. */
export interface Inspection {
  /**
   * Names that were made up, such as a persona's own. They are no personal data, unless a participant has the same given and
   * family name.
   */
  readonly fictitious?: ReadonlyArray<string>
}

/** A text without the personal data that was still in it. */
export interface Cleaned {
  readonly text: string
  /** The type of each stretch that was replaced; empty where nothing was found. */
  readonly replaced: ReadonlyArray<string>
}
