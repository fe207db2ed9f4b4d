/**
 * Realism: could this be a person? Rules do not judge it: facts are those of a real respondent.
 */
import type { Criterion } from "./Criterion.ts"

/** Could this be a real person? */
export const realism: Criterion = {
  name: "realism",
  weight: 1,
  question: "Could this be a real person?",
  anchors: {
    one: "a caricature or a list of answers",
    three: "believable, but smooth: no tension, no limits",
    five: "a whole person with circumstances, limits and trade-offs"
  }
}
