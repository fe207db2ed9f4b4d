/**
 * The Nordic countries: national numbers that begin with the day of birth, and companies.
 */
import { isDayOfYear, luhn } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** Skatteverket: year, month, day (60 more for a coordination number), three digits and their Luhn digit. */
const personnummer = (number: string): boolean => {
  const ten = number.slice(-10)
  const day = Number(ten.slice(4, 6))
  return isDayOfYear(Number(ten.slice(2, 4)), day > 60 ? day - 60 : day) && luhn(ten)
}

/** Bolagsverket: the third digit is 2 or more, so that no number can be a person's. */
const company = (number: string): boolean => Number(number[2]) >= 2 && luhn(number)

const finnish = /hetu\b|henkil(?:ö|o)tunnus|personbeteckning|\bfinnish (?:id|personal)/iu

export const nordic: ReadonlyArray<Scheme> = [
  {
    type: "SE_PERSONNUMMER",
    shape: /(?:18|19|20)?\d{6}~\d{4}/,
    valid: personnummer,
    words: /personnummer|\bpnr\b|personal identity|samordningsnummer|\bswedish id/iu,
    telling: "grouped",
    alone: "always"
  },
  {
    type: "SE_ORGANISATIONSNUMMER",
    shape: /\d{6}-?\d{4}/,
    valid: company,
    words: /organisationsnummer|\borg\.?-?(?:nr|nummer)/iu,
    alone: "always"
  },
  {
    type: "FI_PERSONAL_IDENTITY_CODE",
    shape: /\d{6}[-+A-FU-Y]\d{3}[\dA-Y]/,
    valid: (_, written) => by("fi/hetu")(written),
    words: finnish,
    telling: "always"
  },
  {
    type: "NO_NATIONAL_ID",
    shape: /\d{6}~\d{5}/,
    valid: by("no/fodselsnummer"),
    words: /f(?:ø|o)dselsnummer|personnummer|d-nummer|\bnorwegian id/iu,
    telling: "grouped",
    alone: "always"
  },
  {
    type: "DK_CPR",
    shape: /\d{6}-?\d{4}/,
    valid: (number) => isDayOfYear(Number(number.slice(2, 4)), Number(number.slice(0, 2))) || by("dk/cpr")(number),
    words: /\bcpr\b|personnummer|\bdanish id/iu
  },
  {
    type: "IS_KENNITALA",
    shape: /\d{6}-?\d{4}/,
    valid: by("is/kennitala"),
    words: /kennitala|\bicelandic id/iu,
    alone: "grouped"
  }
]
