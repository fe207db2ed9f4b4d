/**
 * Registration plates of vehicles. Most are so short that a product code has the same shape, so a plate needs either a shape that
 * says its country, or words that announce one.
 */
import { caseless, matchesOf } from "./Expressions.ts"
import type { Recogniser, RecogniserContext, Span } from "../Recogniser.ts"

interface Plate {
  readonly type: string
  readonly shape: RegExp
  /** The same in capitals only, which is quick and all that is looked for in running text. */
  readonly capitals: RegExp
  /** Whether the shape is enough; otherwise the text has to be the plate alone, or words have to announce it. */
  readonly telling: boolean
}

const plate = (type: string, source: string, telling: boolean): Plate => {
  const bounded = `(?<![\\p{L}\\p{N}_-])(?:${source})(?![\\p{L}\\p{N}_]|[-.][\\p{L}\\p{N}])`
  return { type, shape: caseless(bounded, "giu"), capitals: new RegExp(bounded, "gu"), telling }
}

const plates: ReadonlyArray<Plate> = [
  // Two letters for the office, the half-year (02 to 29, 51 to 79), three letters without I and Q.
  plate("UK_VEHICLE_REGISTRATION", "[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\\d|5[1-9]|[67]\\d) ?[A-HJ-PR-Z]{3}", true),
  // The forms before 2001: the year's letter comes first, or last.
  plate(
    "UK_VEHICLE_REGISTRATION",
    "[A-HJ-NPR-TV-Y]\\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\\d{1,3}[A-HJ-NPR-TV-Y]",
    false
  ),
  // District, one or two letters, up to four digits, E for electric and H for historic.
  plate("DE_KFZ", "[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?\\d{1,4}[EH]?", false),
  plate("DE_KFZ", "[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2} ?\\d{1,4}[EH]?", false),
  // The province (01 to 81), one to three letters, digits; seven or eight characters in all.
  plate(
    "TR_LICENSE_PLATE",
    "(?:0[1-9]|[1-7]\\d|8[01]) ?(?:[A-Z] ?\\d{4}|[A-Z]{2} ?\\d{3,4}|[A-Z]{3} ?\\d{2,4})",
    false
  ),
  plate("TR_LICENSE_PLATE", "(?:0[1-9]|[1-7]\\d|8[01]) [A-Z]{1,3} \\d{2,5}", false),
  // State or territory, district, series, number.
  plate(
    "IN_VEHICLE_REGISTRATION",
    "(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|T[NRSG]|U[APK]|WB)[ -]?\\d{1,2}[ -]?[A-Z]{1,3}[ -]?\\d{4}",
    true
  ),
  plate("NG_VEHICLE_REGISTRATION", "[A-Z]{3}-\\d{3}[A-Z]{2}", true),
  // France and Italy since 1994 and 2009: two letters, three digits, two letters.
  plate("FR_VEHICLE_REGISTRATION", "[A-HJ-NP-TV-Z]{2}-\\d{3}-[A-HJ-NP-TV-Z]{2}", true),
  plate("IT_VEHICLE_REGISTRATION", "[A-HJ-NPR-TV-Z]{2} ?\\d{3} ?[A-HJ-NPR-TV-Z]{2}", false),
  // Four digits and three consonants.
  plate("ES_VEHICLE_REGISTRATION", "\\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}", false),
  plate(
    "NL_VEHICLE_REGISTRATION",
    "[A-Z\\d]{2}-[A-Z\\d]{2}-[A-Z\\d]{2}|[A-Z\\d]-[A-Z]{3}-\\d{2,3}|\\d{2,3}-[A-Z]{3}-\\d|[A-Z]{2,3}-\\d{3}-[A-Z]|[A-Z]-\\d{3}-[A-Z]{2}",
    false
  ),
  plate("PL_VEHICLE_REGISTRATION", "[A-Z]{2,3} \\d{2,5}[A-Z]{0,2}", false),
  plate(
    "US_LICENSE_PLATE",
    "[A-Z]{2,3}[ -]?\\d{3,4}|\\d{3}[ -]?[A-Z]{3}|\\d[A-Z]{3}\\d{3}|[A-Z\\d]{2,4}[ -][A-Z\\d]{3,4}",
    false
  )
]

const words = caseless(
  /(?<!\p{L})(?:(?:licen[sc]e|number|registration|car|vehicle|bike) ?plates?|car reg|vehicles?|reg(?:istration)? (?:no|num|is|number)|(?:car|vehicle|bike)\P{L}{0,3}s? reg|kennzeichen|nummernschild|plaque d.immatriculation|immatriculation|matr(?:í|i)cula|targa|kenteken|tablica rejestracyjna|rejestracyjn|plaka)/iu
)

// "25 to 34" and "10 km 500" have the shape of plates and are ranges and measures.
const joinsNumbers =
  /\d ?(?:to|and|or|by|of|in|at|x|vs|am|pm|h|hrs?|min|s|sec|km|m|cm|mm|kg|g|mg|l|ml|mb|gb|bis|und|oder|mal|uhr|von|à|a|et|ou|sur|y|o|de|e|do|lub|i|z|tot|en|of|van|per|usd|eur|gbp|try|tl) ?\d/i

// Shapes that any short code has.
const nowhereAlone = new Set(["US_LICENSE_PLATE", "PL_VEHICLE_REGISTRATION"])

/** Vehicles by their plates. */
export const PlateRecogniser: Recogniser = {
  name: "PlateRecogniser",
  types: [...new Set(plates.map(({ type }) => type))],
  recognise: (text, context?: RecogniserContext) => {
    const spans: Array<Span> = []
    if (!/\d/.test(text) || text.length < 4) return spans
    const inHeader = context?.field !== undefined && words.test(context.field)
    // A word that announces plates is looked for once: most texts have none.
    const announced = inHeader || words.test(text)
    for (const { type, shape, capitals, telling } of plates) {
      const bare = context?.field === undefined && text.length <= 16
      if (!telling && !announced && !bare) continue
      for (const match of matchesOf(text, announced || bare ? shape : capitals)) {
        const start = match.index
        const end = start + match[0].length
        if (!/\d/.test(match[0]) || joinsNumbers.test(match[0])) continue
        const capital = match[0] === match[0].toUpperCase()
        // "my vehicle is 10": what any word and number make is a plate in capitals only.
        if (!capital && nowhereAlone.has(type) && match[0].includes(" ")) continue
        const span = (score: number, rule: string): Span => ({ start, end, type, score, rule })
        if (inHeader || words.test(text.slice(Math.max(0, start - 50), start))) spans.push(span(0.85, "in-context"))
        else if (bare && match[0].length === text.trim().length && !nowhereAlone.has(type) && (telling || capital))
          spans.push(span(0.6, "alone"))
        else if (telling && capital) spans.push(span(0.75, "shape"))
      }
    }
    return spans
  }
}
