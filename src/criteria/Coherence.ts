/**
 * Coherence: do the parts fit together? Rules do not judge it: what they could count is counted by the evidence gate.
 */
import type { Criterion } from "./Criterion.ts"

/** Do the parts fit together? */
export const coherence: Criterion = {
  name: "coherence",
  weight: 1,
  question: "Do the parts fit together?",
  anchors: {
    one: "parts contradict each other",
    three: "no contradiction, but parts seem to be of different people",
    five: "every part fits every other; one person speaks out of it"
  }
}
