/**
 * Nations, religions and parties of people, where they are said of somebody or answer a column that asks for them.
 */
import { PEOPLE } from "../lexicon/Lexicon.ts"
import { readTokens, spansOf } from "../names/Analysis.ts"
import type { Recogniser, Span } from "../Recogniser.ts"

const asks =
  /nationalit|citizenship|religio|\bfaith\b|denomination|ethnic|politic|\bvote|staatsangeh|konfession|nazionalit|nacionalidad|nacionalidade|narodowo|partei\b/i

/** What somebody belongs to: of use to research, and kept unless asked otherwise. */
export const NrpRecogniser: Recogniser = {
  describes: true,
  name: "NrpRecogniser",
  types: ["NRP"],
  sharesWords: true,
  recognise: (text, context) => {
    const field = context?.field
    if (field === undefined || text.length > 60 || !asks.test(field)) return spansOf(text, "NRP", field)
    return readTokens(text)
      .filter(({ kind, bits }) => kind === "word" && (bits & PEOPLE) !== 0)
      .map(({ start, end }): Span => ({ start, end, type: "NRP", score: 0.8, rule: "column" }))
  }
}
