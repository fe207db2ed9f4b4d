/**
 * What in the source bears out a claim of a persona.
 */
import { Schema } from "effect"

/**
 * `verified`: the text stands in the field, word for word. `repaired`: it stood there but for case, spacing or quotation
 * marks, or in another field, and was replaced by the source's own words. `unverified`: it was not found.
 */
export const EvidenceStatus = Schema.Literals(["verified", "repaired", "unverified"])

/** Whether the text of an evidence was found in the source. */
export type EvidenceStatus = typeof EvidenceStatus.Type

/** A passage of the source and the claim that rests on it. */
export const Evidence = Schema.Struct({
  /** JSON Pointer to the claim in the persona, such as `/goals/0` or `/quotes/1`. */
  claim: Schema.String,
  recordId: Schema.String,
  field: Schema.String,
  /** The passage: a quote out of free text, or a whole closed answer. */
  text: Schema.String,
  kind: Schema.Literals(["quote", "answer"]),
  status: EvidenceStatus
})

/** A passage of the source and the claim that rests on it. */
export interface Evidence extends Schema.Schema.Type<typeof Evidence> {}
