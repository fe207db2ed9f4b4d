/**
 * The United Kingdom: National Insurance and taxpayers (HMRC), the NHS, driving licences (DVLA).
 */
import { isDayOfYear, weighted } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** NHS data dictionary: modulus 11, ten is never given out. */
const nhs = (number: string): boolean => {
  const check = 11 - (weighted(number.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check === 11 ? 0 : check) === Number(number[9]) && !/^(\d)\1*$/.test(number)
}

/** DVLA: five of the surname, the decade, the month (50 more for women), the day, the year, initials. */
const licence = (number: string): boolean =>
  isDayOfYear(Number(number.slice(6, 8)) % 50, Number(number.slice(8, 10))) && /^[A-Z]+9*$/.test(number.slice(0, 5))

export const gb: ReadonlyArray<Scheme> = [
  {
    type: "UK_NINO",
    shape: /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]~\d{2}~\d{2}~\d{2}~[A-D]/,
    valid: by("gb/nino"),
    words: /\b(?:nino|ni (?:no|number)|national insurance)/iu,
    telling: "always"
  },
  {
    type: "UK_NHS",
    shape: /\d{3}~\d{3}~\d{4}/,
    valid: nhs,
    words: /\bnhs\b|national health|health service/iu,
    alone: "always"
  },
  {
    type: "UK_DRIVING_LICENCE",
    shape: /[A-Z9]{5}~?\d{6}~?[A-Z9]{2}[A-Z\d]~?[A-Z]{2}/,
    valid: licence,
    words: /\b(?:driv\w+ licen[sc]e|dvla|licence (?:no|number))/iu,
    telling: "always"
  },
  {
    type: "UK_TAX_ID",
    shape: /\d{5}~\d{5}K?/,
    valid: by("gb/utr"),
    words: /\b(?:utr|unique taxpayer|self[ -]assessment)\b/iu
  },
  {
    type: "UK_VAT_ID",
    shape: /(?:GB~)?\d{3}~\d{4}~\d{2}(?:~\d{3})?/,
    valid: by("gb/vat"),
    words: /\bvat\b/iu
  }
]
