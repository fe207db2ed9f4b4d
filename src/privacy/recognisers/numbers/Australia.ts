/**
 * Australia (taxpayers, businesses, companies, Medicare) and New Zealand (taxpayers).
 */
import { weighted } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** Services Australia: the ninth digit checks the first eight, the tenth counts the cards issued. */
const medicare = (number: string): boolean =>
  weighted(number.slice(0, 8), [1, 3, 7, 9]) % 10 === Number(number[8]) && number[9] !== "0"

export const au: ReadonlyArray<Scheme> = [
  {
    type: "AU_TFN",
    shape: /\d{3}~\d{3}~\d{2,3}/,
    valid: by("au/tfn"),
    words: /\b(?:tfn|tax file)\b/iu,
    alone: "always"
  },
  {
    type: "AU_ABN",
    shape: /\d{2}~\d{3}~\d{3}~\d{3}/,
    valid: by("au/abn"),
    words: /\b(?:abn\b|australian business|business number)/iu,
    alone: "always"
  },
  {
    type: "AU_ACN",
    shape: /\d{3}~\d{3}~\d{3}/,
    valid: by("au/acn"),
    words: /\b(?:acn\b|australian company|company number)/iu,
    alone: "grouped"
  },
  {
    type: "AU_MEDICARE",
    shape: /[2-6]\d{3}~\d{5}~\d/,
    valid: medicare,
    words: /\bmedicare\b/iu,
    alone: "always"
  }
]

export const nz: ReadonlyArray<Scheme> = [
  { type: "NZ_TAX_ID", shape: /\d{2,3}~\d{3}~\d{3}/, valid: by("nz/ird"), words: /\b(?:ird|inland revenue)\b/iu }
]
