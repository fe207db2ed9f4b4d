/**
 * The Netherlands: the citizen service number and the VAT number.
 */
import { by, type Scheme } from "./Scheme.ts"

export const nl: ReadonlyArray<Scheme> = [
  {
    type: "NL_BSN",
    shape: /\d{4}~\d{2}~\d{3}|\d{8,9}/,
    valid: by("nl/bsn"),
    words: /\bbsn\b|burgerservice|sofi-?nummer/iu
  },
  {
    type: "NL_VAT_ID",
    shape: /NL~\d{9}~B\d{2}/,
    valid: by("nl/btw"),
    words: /\bbtw\b|\bvat\b/iu,
    telling: "always"
  }
]
