/**
 * Germany: taxpayers, pensions, health insurance and practices, identity cards and passports, companies.
 */
import { icaoDigit, weighted } from "../Checksums.ts"
import { by, type Scheme } from "./Scheme.ts"

/** § 290 SGB V: the letter counts as two digits, then every second digit is doubled and its digits added. */
const healthInsurance = (number: string): boolean => {
  const digits = `${String(number.charCodeAt(0) - 64).padStart(2, "0")}${number.slice(1)}`
  let sum = 0
  for (let i = 0; i < 10; i++) {
    const times = Number(digits[i]) * ((i % 2) + 1)
    sum += times > 9 ? times - 9 : times
  }
  return sum % 10 === Number(digits[10])
}

/** KBV: the seventh digit checks the first six, the last two are the field of medicine. */
const practitioner = (number: string): boolean =>
  (10 - (weighted(number.slice(0, 6), [4, 9]) % 10)) % 10 === Number(number[6]) && !number.endsWith("00")

// BSI TR-03116: serial numbers of documents hold no vowels, nor B, D, Q, S; they end in a check digit of their own or of the machine-readable zone.
const document = (number: string): boolean =>
  number.length === 10
    ? icaoDigit(number.slice(0, 9)) === Number(number[9])
    : icaoDigit(number.slice(0, 8)) === Number(number[8])

export const de: ReadonlyArray<Scheme> = [
  {
    type: "DE_TAX_ID",
    shape: /[1-9]\d~\d{3}~\d{3}~\d{3}/,
    valid: by("de/idnr"),
    words: /steuer-?(?:id|identifikation)|\bid-?nr|\btin\b|\bidentifikationsnummer/iu,
    alone: "always"
  },
  {
    type: "DE_TAX_NUMBER",
    shape: /\d{2,3}[/ ]\d{3,4}[/ ]\d{4,5}|\d{10,11}|\d{13}/,
    valid: by("de/stnr"),
    words: /steuer-?(?:nummer|nr)|\bst\.?-?nr|finanzamt/iu
  },
  {
    type: "DE_SOCIAL_SECURITY",
    shape: /\d{2}~\d{6}~[A-Z]~\d{3}/,
    valid: by("de/svnr"),
    words: /sozialversicherung|rentenversicherung|\b(?:sv|rv)-?(?:nr|nummer)|\brvnr|\bsvnr/iu,
    telling: "always"
  },
  {
    type: "DE_HEALTH_INSURANCE",
    shape: /[A-Z]\d{9}/,
    valid: healthInsurance,
    words: /krankenvers|krankenkasse|versicherten-?(?:nummer|nr)|\begk|\bkvnr|gesundheitskarte/iu,
    alone: "always"
  },
  {
    type: "DE_VAT_ID",
    shape: /DE~\d{3}~\d{3}~\d{3}/,
    valid: by("de/vat"),
    words: /ust-?id|umsatzsteuer|\bvat\b|mwst/iu,
    telling: "always"
  },
  {
    type: "DE_ID_CARD",
    shape: /[LMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8}\d?/,
    valid: (number) => /\d{2}/.test(number) && (document(number) || /^T\d{8}$/.test(number)),
    words: /personalausweis|ausweis-?(?:nummer|nr)|identity card|\bid card/iu,
    alone: "always"
  },
  {
    type: "DE_PASSPORT",
    shape: /[CFGHJK][CFGHJKLMNPRTVWXYZ\d]{8}\d?/,
    valid: (number) => /\d{2}/.test(number) && document(number),
    words: /reise?pass|passnummer|passport|pass-?nr/iu,
    alone: "always"
  },
  {
    type: "DE_LANR",
    shape: /\d{9}/,
    valid: practitioner,
    words: /\blanr|arzt-?(?:nummer|nr)/iu,
    alone: "always"
  },
  {
    type: "DE_BSNR",
    // The region of the association of doctors.
    shape: /(?:0[1-3]|17|20|38|46|5[12]|7[1-38]|8[38]|9[38]|35)\d{7}/,
    words: /\bbsnr|betriebsst(?:ä|ae)tten/iu
  },
  {
    type: "DE_HANDELSREGISTER",
    shape: /HR[AB] ?\d{1,6}(?: ?[A-Z]{1,2})?/,
    words: /handelsregister|amtsgericht|registergericht/iu,
    telling: "always"
  },
  {
    type: "DE_FUEHRERSCHEIN",
    shape: /[A-Z]\d{2}[A-Z\d]{6}\d[A-Z\d]/,
    words: /f(?:ü|ue)hrerschein/iu
  }
]

export const at: ReadonlyArray<Scheme> = [
  {
    type: "AT_SOCIAL_SECURITY",
    shape: /[1-9]\d{3} ?\d{6}/,
    // The fourth digit checks the others; a remainder of ten is never given out.
    valid: (number) =>
      weighted(number.slice(0, 3) + number.slice(4), [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11 === Number(number[3]),
    words: /sozialversicherung|\bsv-?(?:nr|nummer)|\bsvnr|versicherungsnummer/iu
  }
]

export const ch: ReadonlyArray<Scheme> = [
  {
    type: "CH_AHV",
    shape: /756~\d{4}~\d{4}~\d{2}/,
    // An EAN-13, whose check is the sum with every second digit tripled.
    valid: (number) => weighted(number, [1, 3]) % 10 === 0,
    words: /\bahv|\bavs\b|sozialversicherung/iu,
    telling: "always"
  }
]
