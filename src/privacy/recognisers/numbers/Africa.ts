/**
 * Africa: South Africa's and Nigeria's national numbers.
 */
import { verhoeff } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

export const africa: ReadonlyArray<Scheme> = [
  {
    type: "ZA_ID_NUMBER",
    shape: /\d{6} ?\d{4} ?[012]\d{2}/,
    valid: by("za/idnr"),
    words: /\b(?:rsa|sa|south african) id\b|\bid (?:no|number)|identity number/iu,
    alone: "always"
  },
  { type: "ZA_TAX_ID", shape: /\d{10}/, valid: by("za/tin"), words: /\bsars\b|tax (?:ref|number)/iu },
  {
    type: "NG_NIN",
    shape: /\d{11}/,
    valid: verhoeff,
    words: /\bnin\b|\bnimc\b|national identification/iu,
    alone: "always"
  }
]
