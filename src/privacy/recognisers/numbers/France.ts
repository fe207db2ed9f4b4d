/**
 * France (people, taxpayers, companies) and Belgium (people).
 */
import { by, type Scheme } from "./Scheme.ts"

export const fr: ReadonlyArray<Scheme> = [
  {
    type: "FR_NIR",
    shape: /[1-478]~\d{2}~(?:0[1-9]|[1-4]\d|[5-9]\d)~(?:\d{2}|2[AB])~\d{3}~\d{3}~\d{2}/,
    valid: by("fr/nir"),
    words: /s(?:é|e)curit(?:é|e) sociale|\bnir\b|\bn(?:°|o|um(?:é|e)ro) (?:de )?s(?:é|e)cu|\binsee\b/iu,
    telling: "grouped",
    alone: "always"
  },
  {
    type: "FR_TAX_ID",
    shape: /[0-3]\d~\d{2}~\d{3}~\d{3}~\d{3}/,
    words: /num(?:é|e)ro fiscal|\bspi\b|identifiant fiscal|\bnif\b/iu
  },
  {
    type: "FR_SIRET",
    shape: /\d{3}~\d{3}~\d{3}~\d{5}/,
    valid: by("fr/siret"),
    words: /\bsiret\b/iu
  },
  { type: "FR_SIREN", shape: /\d{3}~\d{3}~\d{3}/, valid: by("fr/siren"), words: /\bsiren\b|\brcs\b/iu },
  {
    type: "FR_VAT_ID",
    shape: /FR~[A-HJ-NP-Z\d]{2}~\d{3}~\d{3}~\d{3}/,
    valid: by("fr/tva"),
    words: /\btva\b|\bvat\b/iu,
    telling: "always"
  }
]

export const be: ReadonlyArray<Scheme> = [
  {
    type: "BE_NATIONAL_ID",
    shape: /\d{2}~\d{2}~\d{2}~\d{3}~\d{2}/,
    valid: by("be/nn"),
    words: /rijksregister|registre national|national register|\binsz\b|\bniss\b/iu,
    telling: "grouped",
    alone: "always",
    mixed: true
  }
]
