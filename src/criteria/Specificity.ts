/**
 * Specificity: is it concrete? Rules do not judge it.
 */
import type { Criterion } from "./Criterion.ts"

/** Is it concrete? */
export const specificity: Criterion = {
  name: "specificity",
  weight: 1,
  question: "Is it concrete?",
  anchors: {
    one: "true of nearly anybody",
    three: "some concrete details among general statements",
    five: "situations, habits and numbers throughout"
  }
}
