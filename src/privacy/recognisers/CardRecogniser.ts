/**
 * Payment cards: the prefix and length of a card scheme, and the Luhn checksum (ISO/IEC 7812-1). One in ten random numbers of the
 * right beginning passes the checksum, so columns of identifiers are left alone.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { luhn } from "./Checksums.ts"
import { caseless } from "./Expressions.ts"
import { digitRows, holdsOwnNumbers, joined } from "./DigitGroups.ts"

/** First digits and lengths by scheme, from the schemes' published ranges: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro, Dankort. */
const schemes: ReadonlyArray<readonly [prefix: RegExp, lengths: ReadonlyArray<number>]> = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:30[0-5]|36|38|39)/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^(?:2131|1800)/, [15]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:5018|5019|5020|5038|5893|6304|6759|676[1-3])/, [12, 13, 14, 15, 16, 17, 18, 19]]
]

// Twelve digits are also telephone numbers, dates with times and what shops count by.
const words = caseless(
  /(?<!\p{L})(?:cards?|credit|debit|maestro|visa|karten?|kreditkarte|carte|tarjeta|carta|kaart|cart(?:ã|a)o|kart[ay])(?!\p{L})/iu
)

/** Whether a number is that of a card; one shorter than 13 digits only in a text that speaks of cards. */
const isCard = (number: string, text: string): boolean =>
  schemes.some(([prefix, lengths]) => lengths.includes(number.length) && prefix.test(number)) &&
  luhn(number) &&
  (number.length > 12 || words.test(text))

/** Numbers of payment cards. */
export const CardRecogniser: Recogniser = {
  name: "CardRecogniser",
  types: ["CREDIT_CARD"],
  recognise: (text, context) => {
    if (holdsOwnNumbers(context?.field)) return []
    const spans: Array<Span> = []
    for (const groups of digitRows(text)) {
      for (let from = 0; from < groups.length; from++) {
        // Cards are written in one group, or in three to five of at most six digits.
        for (const size of [1, 3, 4, 5]) {
          const stretch = groups.slice(from, from + size)
          const [first, last] = [stretch[0], stretch.at(-1)]
          if (first === undefined || last === undefined || stretch.length < size) break
          const number = joined(stretch)
          if (number.length < 12 || number.length > 19) continue
          if (last.end - first.start > 27 || (size > 1 && stretch.some((group) => group.digits.length > 7))) continue
          if (/[./()]/.test(text.slice(first.start, last.end)) || /[\p{L}\p{N}_]/u.test(text[first.start - 1] ?? ""))
            continue
          if (!isCard(number, text)) continue
          spans.push({ start: first.start, end: last.end, type: "CREDIT_CARD", score: 0.95, rule: "luhn" })
          from += size - 1
          break
        }
      }
    }
    return spans
  }
}
