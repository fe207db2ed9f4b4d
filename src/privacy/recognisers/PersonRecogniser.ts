/**
 * People by context: what stands around a name, what its column is called, and contact details next to it. A name with nothing
 * around it to betray it is not found.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { isContactHeader, isNameHeader, nameInCell, namesBesideContacts } from "../names/NameColumns.ts"
import type { Range } from "../names/NameReader.ts"
import { nameRules } from "../names/NameRules.ts"

const span = (range: Range, score: number, rule: string): Span => ({ ...range, type: "PERSON", score, rule })

/** Names of people by context. */
export const PersonRecogniser: Recogniser = {
  name: "PersonRecogniser",
  types: ["PERSON"],
  recognise: (text, context) => {
    const found = nameRules.flatMap((rule) => rule.find(text).map((range) => span(range, rule.score, rule.name)))
    const header = context?.field
    if (header !== undefined && isNameHeader(header)) {
      const cell = nameInCell(text)
      if (cell !== undefined) found.push(span(cell, 0.95, "name-column"))
    }
    if (header !== undefined && isContactHeader(header)) {
      for (const range of namesBesideContacts(text)) found.push(span(range, 0.8, "beside-contact"))
    }
    return found
  }
}
