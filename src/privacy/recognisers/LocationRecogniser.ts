/**
 * Towns, regions and countries, and postal addresses by the words and numbers they are made of.
 */
import { spansOf } from "../names/Analysis.ts"
import type { Recogniser } from "../Recogniser.ts"

/** Places, and addresses in the formats of many countries. */
export const LocationRecogniser: Recogniser = {
  name: "LocationRecogniser",
  types: ["LOCATION", "ADDRESS"],
  sharesWords: true,
  recognise: (text, context) => [
    ...spansOf(text, "LOCATION", context?.field),
    ...spansOf(text, "ADDRESS", context?.field)
  ]
}
