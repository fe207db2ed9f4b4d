/**
 * People: by what stands around a name, by what its column is called, by contact details next to it, and by the words themselves,
 * which are known as names or are no words of the language.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { isContactHeader, isNameHeader, nameInCell, namesBesideContacts } from "../names/NameColumns.ts"
import { FAMILY, GIVEN, lookUp } from "../lexicon/Lexicon.ts"
import { wordsOf } from "../names/NameForm.ts"
import type { Range } from "../names/NameReader.ts"
import { namesByRule, type NameRule } from "../names/NameRules.ts"
import { readTokens, spansOf } from "../names/Analysis.ts"

const span = (range: Range, score: number, rule: string): Span => ({ ...range, type: "PERSON", score, rule })

// Told in so many words who somebody is.
const told = new Set(
  "self-named self-named-lower name-label name-of title speaker-label code-and-name name-and-age kinship kinship-abroad person-called".split(
    " "
  )
)

/** A name by its context: sure where it was told, else to be weighed. */
const byRule = (text: string, range: Range, { name, score }: NameRule): Span => {
  const read = span(range, score, name)
  if (told.has(name)) return read
  const words = wordsOf(text.slice(range.start, range.end)).map(({ folded }) => folded)
  const named = words.some((word) => (lookUp(word) & (GIVEN | FAMILY)) !== 0)
  return {
    ...read,
    clues: { weight: (named ? 1.6 : 0.3) + 2, spelling: 0, thing: 0, spreads: true, strange: false, words }
  }
}

/** Names of people. */
export const PersonRecogniser: Recogniser = {
  name: "PersonRecogniser",
  types: ["PERSON"],
  sharesWords: true,
  recognise: (text, context) => {
    const tokens = readTokens(text)
    const found = (tokens.length === 0 ? [] : namesByRule(text, tokens)).map(({ start, end, rule }) =>
      byRule(text, { start, end }, rule)
    )
    const header = context?.field
    if (header !== undefined && isNameHeader(header)) {
      const cell = nameInCell(text, true)
      if (cell !== undefined) found.push(span(cell, 0.95, "name-column"))
    }
    if (header !== undefined && isContactHeader(header)) {
      for (const range of namesBesideContacts(text)) found.push(span(range, 0.8, "beside-contact"))
    }
    // Where a rule of the context read a name, it read it whole.
    const givenAway = spansOf(text, "PERSON", header)
    if (found.length === 0 || givenAway.length === 0) return [...found, ...givenAway]
    const covered = new Uint8Array(text.length)
    for (const { start, end } of found) covered.fill(1, start, end)
    return [...found, ...givenAway.filter(({ start, end }) => covered.subarray(start, end).includes(0))]
  }
}
