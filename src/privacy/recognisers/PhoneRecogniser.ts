/**
 * Telephone numbers: candidates by shape, then the numbering plans of libphonenumber for several countries.
 *
 * A plan alone says little: most numbers of nine or ten digits are valid somewhere. So a number must look dialled (a `+`, a leading
 * zero, the American 3-3-4), or the words or the column around it must speak of telephones. Dates, prices, years and the numbers of
 * respondents have neither.
 */
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { Recogniser, Span } from "../Recogniser.ts"
import { caseless } from "./Expressions.ts"
import { type DigitGroup, digitRows, holdsOwnNumbers, joined } from "./DigitGroups.ts"

/** Where numbers without a country code are looked up, in this order. */
const trunkCountries: ReadonlyArray<CountryCode> = [
  "GB",
  "DE",
  "FR",
  "IE",
  "AU",
  "NL",
  "IT",
  "BE",
  "CH",
  "AT",
  "SE",
  "IN",
  "NZ",
  "ZA"
]
const plainCountries: ReadonlyArray<CountryCode> = [
  "US",
  "ES",
  "IT",
  "PT",
  "PL",
  "DK",
  "NO",
  "IN",
  "MX",
  "BR",
  "CN",
  "TR"
]
// Plans so sparse that a text of nothing but ten digits that fit is a telephone number rather than anything else: one in twenty of
// ten digits fits Turkey's, two in five that of the United States.
const bareCountries: ReadonlyArray<CountryCode> = ["TR"]

const speaksOfPhones = caseless(
  /(?:phone|mobile|cell|tel|telephone|call|ring|text|txt|whatsapp|sms|fax|dial|reach|contact|handy|telefon|rufnummer|appel|téléphone|portable|móvil|teléfono|joindre|ll(?:á|a)m|cellulare|chiam|telemóvel|celular|ligue|bel mij|zadzwo|komórk|mobiel|büro|bureau|oficina|ufficio|kantoor|escrit(?:ó|o)rio|biuro|gsm|kom\.|durchwahl|erreich|bleep|number is|number:)\P{L}{0,12}(?:\p{L}{1,8}\P{L}{1,3}){0,3}$/iu
)
const phoneHeader =
  /phone|mobile|cell|landline|emergency|next of kin|(?<![a-z])ice(?![a-z])|(?<![a-z])tel(?![a-z])|whatsapp|contact|reach you|call you|fax|handy|telefon|rufnummer|mobil|cellulare|telemóvel|celular|komórk|móvil|teléfono|téléphone/i

const validIn = (number: string, countries: ReadonlyArray<CountryCode>): boolean =>
  countries.some((country) => parsePhoneNumberFromString(number, country)?.isValid() === true)

const possibleIn = (number: string, countries: ReadonlyArray<CountryCode>): boolean =>
  countries.some((country) => parsePhoneNumberFromString(number, country)?.isPossible() === true)

const year = /^(?:19|20)\d\d$/

/** 2024-05-12, 12.05.2024, 2019 2020 2021, and the date at the front of a timestamp. */
const isDated = (groups: ReadonlyArray<DigitGroup>): boolean => {
  const [a, b, c] = groups.map((group) => group.digits)
  if (a === undefined || b === undefined) return false
  if (year.test(a) && (year.test(b) || (b.length <= 2 && (c?.length ?? 2) <= 2))) return true
  return c !== undefined && a.length <= 2 && b.length <= 2 && year.test(c) && Number(a) <= 31 && Number(b) <= 31
}

/** Groupings that are written on paper in one country and hardly anywhere else, so that a valid number is one. */
const nationalShapes: ReadonlyArray<readonly [shape: RegExp, country: CountryCode]> = [
  [/^3-2-2-2$/, "ES"],
  [/^3-3-2-2$/, "TR"],
  [/^3-(?:7|3-4)$/, "IT"]
]

interface Candidate {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly groups: ReadonlyArray<DigitGroup>
  /** Words or a header speak of telephones. */
  readonly context: boolean
  /** "office", "fax" or the like stands right behind it. */
  readonly labelled: boolean
  /** The text is nothing but this number, and nothing is known of it. */
  readonly alone: boolean
}

const judge = ({
  text,
  start,
  end,
  groups,
  context,
  labelled,
  alone
}: Candidate): readonly [score: number, rule: string] | undefined => {
  const number = joined(groups)
  const shape = groups.map((group) => group.digits.length).join("-")
  if (text[start] === "+" || (number.startsWith("00") && number.length > 10)) {
    const international = `+${number.replace(/^00/, "").replace(/^(\d{1,3})\(0\)/, "$1")}`
    // Numbers reserved for fiction are possible, not valid.
    const parsed = parsePhoneNumberFromString(international)
    if (parsed?.isValid() === true) return [0.95, "international"]
    return parsed?.isPossible() === true && groups.length > 1 ? [0.8, "international-shape"] : undefined
  }
  if (isDated(groups)) return undefined
  const american = shape === "3-3-4" || shape === "1-3-3-4"
  if (american && /^1?[2-9]\d{2}[2-9]\d{6}$/.test(number)) return [validIn(number, ["US"]) ? 0.9 : 0.7, "american"]
  if (number.startsWith("0") && number.length >= 9 && number.length <= 12) {
    const written = text.slice(start, end)
    // 0.123456789 is a fraction.
    if (written.startsWith("0.")) return undefined
    const ukMobile = /^07\d{9}$/.test(number)
    if (ukMobile || (validIn(number, trunkCountries) && (number.length >= 10 || context))) return [0.85, "national"]
    if (context && groups.length > 1 && possibleIn(number, trunkCountries)) return [0.7, "national-shape"]
    return undefined
  }
  const national = nationalShapes.find(([written]) => written.test(shape))
  if (national !== undefined && (national[1] !== "IT" || number.startsWith("3")) && validIn(number, [national[1]]))
    return [0.75, "national-shape"]
  if (alone && number.length === 10 && groups.length === 1 && validIn(number, bareCountries)) return [0.6, "alone"]
  if (!context) return undefined
  if (shape === "2-2-2" || (labelled && groups.length > 1)) return [0.6, "labelled"]
  if (number.length < 7 || number.length > 13) return undefined
  if (american || (number.length >= 8 && number.length <= 11)) {
    return (groups.length > 1 ? possibleIn : validIn)(number, plainCountries) ? [0.75, "in-context"] : undefined
  }
  return shape === "3-4" ? [0.6, "local"] : undefined
}

const currency = /[£$€¥₹#]\s?$/u
const unit = caseless(/^\s?(?:%|€|£|\$|(?:kg|km|ml|mb|gb)(?!\p{L}))/iu)
const extension = caseless(/^,? ?(?:x|ext\.?|extension|Durchwahl) ?\d{1,6}(?!\d)/iu)
const namesPhone = caseless(/^\P{L}{0,3}(?:phone|mobile|cell|office|home|work|fax|tel)(?!\p{L})/iu)

/** The number that begins with a digit group, the longest that is one, and how many groups it takes. */
const numberAt = (
  text: string,
  groups: ReadonlyArray<DigitGroup>,
  header: boolean,
  unknown: boolean
): [Span, number] | undefined => {
  // Most numbers of a text are short and have no others beside them.
  if (joined(groups).length < 6) return undefined
  let start = groups[0]?.start ?? 0
  if (text[start - 1] === "(") start--
  if (text[start - 1] === "+") start--
  const lead = text.slice(Math.max(0, start - 2), start)
  if (/[\p{L}\p{N}_@/=-]$/u.test(lead) || /\d[.,:]$/.test(lead) || currency.test(lead)) return undefined
  const announced = header || speaksOfPhones.test(text.slice(Math.max(0, start - 40), start))
  // E.164 allows 15 digits; nobody writes them in more than seven groups.
  for (let size = Math.min(groups.length, 7); size > 0; size--) {
    const stretch = groups.slice(0, size)
    const end = stretch.at(-1)?.end ?? start
    const digits = joined(stretch).length
    if (digits < 6 || digits > 15) continue
    const rest = text.slice(end, end + 24)
    const extended = extension.exec(rest)?.[0].length ?? 0
    if (extended === 0 && (/^(?:[\p{L}_@]|[:,]\d)/u.test(rest) || unit.test(rest))) continue
    const labelled = namesPhone.test(rest)
    const alone = unknown && text.trim().length === end - start
    const verdict = judge({ text, start, end, groups: stretch, context: announced || labelled, labelled, alone })
    if (verdict === undefined) continue
    return [{ start, end: end + extended, type: "PHONE_NUMBER", score: verdict[0], rule: verdict[1] }, size]
  }
  return undefined
}

/** Telephone numbers of many countries. */
export const PhoneRecogniser: Recogniser = {
  name: "PhoneRecogniser",
  types: ["PHONE_NUMBER"],
  recognise: (text, context) => {
    const spans: Array<Span> = []
    const ownNumbers = holdsOwnNumbers(context?.field)
    const header = context?.field !== undefined && phoneHeader.test(context.field)
    for (const groups of digitRows(text)) {
      for (let from = 0; from < groups.length; from++) {
        const found = numberAt(text, groups.slice(from, from + 7), header, context?.field === undefined)
        if (found === undefined || (ownNumbers && text[found[0].start] !== "+")) continue
        spans.push(found[0])
        from += found[1] - 1
      }
    }
    return spans
  }
}
