/**
 * Firms, authorities and institutions, by the words of their names and what stands before them.
 */
import { spansOf } from "../names/Analysis.ts"
import type { Recogniser } from "../Recogniser.ts"

/** Organisations. */
export const OrganisationRecogniser: Recogniser = {
  name: "OrganisationRecogniser",
  types: ["ORGANIZATION"],
  sharesWords: true,
  recognise: (text, context) => spansOf(text, "ORGANIZATION", context?.field)
}
