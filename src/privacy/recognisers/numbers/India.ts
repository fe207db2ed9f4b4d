/**
 * India: Aadhaar, taxpayers (PAN), businesses (GSTIN), voters.
 */
import { verhoeff } from "../Checksums.ts"
import type { Scheme } from "./Scheme.ts"

export const india: ReadonlyArray<Scheme> = [
  {
    type: "IN_AADHAAR",
    shape: /[2-9]\d{3}[ :.-]?\d{4}[ :.-]?\d{4}/,
    valid: verhoeff,
    words: /aadhaa?r|\buidai?\b|आधार/iu,
    alone: "always"
  },
  {
    type: "IN_PAN",
    // The fourth letter is the kind of holder.
    shape: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/,
    words: /\bpan\b|permanent account|income tax/iu,
    telling: "always"
  },
  {
    type: "IN_GSTIN",
    // The state, the PAN of the business, the registration and a check character.
    shape: /(?:0[1-9]|[1-3]\d|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]/,
    words: /\bgst/iu,
    telling: "always"
  },
  { type: "IN_VOTER", shape: /[A-Z]{3}\d{7}/, words: /\bvote|\bepic\b|elector/iu }
]
