/**
 * The United States: Social Security (SSA), taxpayers (IRS), health care (CMS, DEA) and banks (ABA).
 */
import { luhn, weighted } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** DEA: the first, third and fifth digit plus twice the others end in the seventh. */
const dea = (number: string): boolean => {
  const digits = number.slice(2)
  return weighted(digits.slice(0, 6), [1, 2]) % 10 === Number(digits[6])
}

/** ABA: the Federal Reserve districts, thrifts, electronic and traveller's cheques, then the check digit. */
const routing = (number: string): boolean => {
  const district = Number(number.slice(0, 2))
  const known =
    (district >= 1 && district <= 12) ||
    (district >= 21 && district <= 32) ||
    (district >= 61 && district <= 72) ||
    district === 80
  return known && weighted(number, [3, 7, 1]) % 10 === 0
}

const taxWords = /\b(?:itin|tax ?payer|tax id|individual tax)/iu

export const us: ReadonlyArray<Scheme> = [
  {
    type: "US_SSN",
    shape: /(?!000|666|9)\d{3}~(?!00)\d{2}~(?!0000)\d{4}/,
    words: /\b(?:ssn|ssid|ss ?#|social ?security|soc\.? sec)/iu,
    telling: "grouped",
    alone: "grouped"
  },
  {
    type: "US_ITIN",
    shape: /9\d{2}~(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])~\d{4}/,
    words: taxWords,
    telling: "grouped",
    alone: "grouped"
  },
  {
    type: "US_EIN",
    shape: /\d{2}-?\d{7}/,
    valid: by("us/ein"),
    words: /\b(?:f?ein\b|employer id|employer tax|federal (?:tax )?id)/iu
  },
  {
    type: "US_NPI",
    // 2 may come one day; all that were given out begin with 1.
    shape: /1\d{9}/,
    valid: (number) => luhn(`80840${number}`),
    words: /\b(?:npi|national provider|provider (?:id|number))/iu,
    alone: "always"
  },
  {
    type: "US_MBI",
    shape: /[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d~[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d~[AC-HJKMNP-RT-Y]{2}\d{2}/,
    words: /\b(?:mbi\b|medicare)/iu,
    telling: "always"
  },
  {
    type: "MEDICAL_LICENSE",
    shape: /[A-HJ-NPRSTUX][A-Z9]\d{7}/,
    valid: dea,
    words: /\b(?:dea\b|prescriber|medical licen[sc]e|physician licen[sc]e)/iu,
    alone: "always"
  },
  {
    type: "ABA_ROUTING_NUMBER",
    shape: /\d{4}-?\d{4}-?\d/,
    valid: routing,
    words: /\b(?:aba\b|routing|rtn\b)/iu,
    alone: "always"
  }
]
