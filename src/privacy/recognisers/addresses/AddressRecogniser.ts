/**
 * Postal addresses: streets by how they are written in many languages, boxes, flats, military post, postcodes whose shape tells, and
 * whatever stands next to them and belongs to them. Towns and countries by themselves are no addresses.
 */
import { matchesOf, caseless } from "../Expressions.ts"
import type { Recogniser, Span } from "../../Recogniser.ts"
import { resolve } from "../../Resolution.ts"
import { extendLeft, extendRight } from "./Extension.ts"
import { postcodes } from "./Postcodes.ts"
import { namedStreets, streets } from "./Streets.ts"

/** Military and diplomatic post of the United States: the unit or ship, then APO, FPO or DPO. */
const military = caseless(
  /(?<![\p{L}\p{N}])(?:(?:PSC \d{1,5},? Box \d{1,6}|Unit \d{1,6},? (?:Box \d{1,6})?|US(?:S|NS|CGC|NV) [\p{L}'’ -]{2,24}),?\s{1,3})?(?:APO|FPO|DPO),? A[AEP],? \d{5}(?!\d)/giu
)
/** "My zip code is 35649", "PLZ: 10115". */
const labelled = caseless(
  /(?<!\p{L})(?:zip(?: ?code)?|post(?:al)? ?code|plz|postleitzahl|code postal|c(?:ó|o)digo postal|postcode|kod pocztowy|cep)(?: (?:is|was|ist|est|es|to)|[:=#]){0,2} {0,2}([A-Z\d][A-Z\d-]{2,8}(?: \d[A-Z\d]{2})?)(?![\p{L}\p{N}])/giu
)
const scores: Readonly<Record<string, number>> = {
  "street-name": 0.6,
  "number-name-number": 0.7,
  unit: 0.7,
  corner: 0.8,
  "postcode-and-place": 0.8
}

/** Postal addresses in the main languages of Europe and the Americas. */
export const AddressRecogniser: Recogniser = {
  name: "AddressRecogniser",
  types: ["ADDRESS"],
  recognise: (text) => {
    const spans: Array<Span> = []
    const add = (start: number, end: number, rule: string) =>
      spans.push({ start, end, type: "ADDRESS", score: scores[rule] ?? 0.85, rule })
    for (const { start, end, rule } of namedStreets(text)) add(start, end, rule)
    if (!/\d/.test(text)) return spans
    // Looked at once: for each street it would take time in proportion to the square of the length.
    const lowerCase = !/\p{Lu}/u.test(text)
    for (const { start, end, rule } of streets(text, lowerCase)) {
      const from = extendLeft(text, start)
      add(from, extendRight(text, lowerCase, from, end), rule)
    }
    for (const { start, end, rule } of postcodes(text)) add(start, end, rule)
    if (/[AFD]PO/i.test(text)) {
      for (const match of matchesOf(text, military)) add(match.index, match.index + match[0].length, "military")
    }
    for (const match of /zip|post|plz|cep|kod/i.test(text) ? matchesOf(text, labelled) : []) {
      const code = match[1] ?? ""
      if (/\d/.test(code))
        add(match.index + match[0].length - code.length, match.index + match[0].length, "labelled-code")
    }
    return resolve(spans)
  }
}
