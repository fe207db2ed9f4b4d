/**
 * Usefulness: could a team act on it? Rules do not judge it.
 */
import type { Criterion } from "./Criterion.ts"

/** Could a team make decisions with it? */
export const usefulness: Criterion = {
  name: "usefulness",
  weight: 1,
  question: "Could a team make decisions with it?",
  anchors: {
    one: "nothing to act on",
    three: "some needs to act on, but vague in what to build or change",
    five: "needs and obstacles that tell a team what to do and what to leave"
  }
}
