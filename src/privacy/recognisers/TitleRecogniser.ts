/**
 * Titles before names. Alone they tell little, so they are looked for but not replaced unless asked for.
 */
import { everydayWords } from "../names/NameWords.ts"
import { matchesOf, caseless } from "./Expressions.ts"
import type { Recogniser, Span } from "../Recogniser.ts"

const title = caseless(
  /(?<![\p{L}\p{M}])(?:Mrs?|Ms|Mx|Miss|Drs?|Prof|Rev|Mme|Mlle|Sra|Srta|Dhr|Mevr|Herr|Frau|Señora?|Signora?|Pani?)(?:\.|(?= ))(?= {1,2}\p{L})/giu
)

/** Forms of address. */
export const TitleRecogniser: Recogniser = {
  describes: true,
  name: "TitleRecogniser",
  types: ["TITLE"],
  recognise: (text) =>
    matchesOf(text, title)
      .filter(
        (match) => !everydayWords.has(match[0].toLowerCase()) && (match[0].endsWith(".") || /^\p{Lu}/u.test(match[0]))
      )
      .map((match): Span => ({
        start: match.index,
        end: match.index + match[0].length,
        type: "TITLE",
        score: 0.6,
        rule: "title"
      }))
}
