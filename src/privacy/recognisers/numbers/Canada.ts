/**
 * Canada: the social insurance number. Those beginning with 0 are not given out, nor with 8 (account numbers of businesses do).
 */
import { luhn } from "../Checksums.ts"
import type { Scheme } from "./Scheme.ts"

export const ca: ReadonlyArray<Scheme> = [
  {
    type: "CA_SIN",
    shape: /[1-79]\d{2}~\d{3}~\d{3}/,
    valid: (number) => luhn(number) && !/^(\d)\1*$/.test(number),
    words: /\b(?:sin\b|social insurance|nas\b|assurance sociale)/iu,
    alone: "grouped"
  }
]
