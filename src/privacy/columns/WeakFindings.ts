/**
 * Which findings rest on so little that a column may decide about them.
 */
import type { Span } from "../Recogniser.ts"

// Numbers with a word between them, which the format of some address allows.
const looseAddress = new Set(
  "number-name-number numbers-and-names region-and-code country-and-code unit before-flat cue".split(" ")
)

/** Whether a number is taken for somebody's by its shape alone: no check digit, no country code, no word about it. */
const looseNumber = new Set(["shape", "shape-alone", "alone", "local", "labelled", "national-shape"])

/** Whether a finding was put together out of numbers and words that merely stand together. */
export const isReadFromNeighbours = ({ rule, type }: Span): boolean => type === "ADDRESS" && looseAddress.has(rule)

/** Whether a number has nothing but its digits to speak for it. */
export const isLooseNumber = ({ rule, type }: Span): boolean =>
  looseNumber.has(rule) && type !== "CRYPTO" && type !== "SECRET"

// Read off the words themselves rather than off what stands around them, and names that were learnt elsewhere in the run.
const ofWords = new Set(
  "given-name family-name proper-noun unknown-word person-cue capitals known-in-run known-in-record roster-part".split(
    " "
  )
)

/** Whether somebody's name was read off the words themselves. */
export const isNameOfWords = ({ rule, type }: Span): boolean => type === "PERSON" && ofWords.has(rule)
