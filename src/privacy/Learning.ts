/**
 * Which names of a record are looked for in all others of the run, those before it included.
 *
 * A full name is, however it was found. A part of a name, and a name of one word, is where it was found with confidence (a column of
 * names, a speaker, "my name is") and is no word, town or country besides: then it is somebody in small letters too. "Baker" and "Will" may be
 * anybody elsewhere.
 */
import { isWordToo } from "./columns/Cell.ts"
import { COUNTRY, FAMILY, GIVEN, lookUp, TOWN } from "./lexicon/Lexicon.ts"
import type { KnownNames } from "./names/KnownNames.ts"
import { partsOf } from "./names/NameForm.ts"
import { notNames, particles, roles } from "./names/NameWords.ts"
import type { Span } from "./Recogniser.ts"

// These say who is meant, whatever the name is.
const sure = new Set("name-column column-vote beside-contact self-named name-label roster roster-part".split(" "))
// These may stand before other things, so that the word must be known as a name.
const likely = new Set("self-named-lower i-am its-me sign-off speaker-label title dear known-in-record".split(" "))

const isNameOnly = (part: string): boolean =>
  part.length > 2 &&
  !particles.has(part) &&
  !notNames.has(part) &&
  !roles.has(part) &&
  (lookUp(part) & (TOWN | COUNTRY)) === 0 &&
  !isWordToo(part, lookUp(part))

/** The names of a text that were found with confidence. */
export const confidentNames = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<string> =>
  spans.flatMap((span) => {
    if (span.type !== "PERSON") return []
    const name = text.slice(span.start, span.end)
    if (sure.has(span.rule)) return [name]
    const known = partsOf(name).every((part) => part.length < 2 || (lookUp(part) & (GIVEN | FAMILY)) !== 0)
    return likely.has(span.rule) && known ? [name] : []
  })

/** Adds a name to those of the run. */
export const learnName = (runNames: KnownNames, parts: ReadonlyArray<string>, confident: boolean): void => {
  if (parts.length > 1) runNames.add(parts, true)
  if (confident) for (const part of parts) if (isNameOnly(part)) runNames.add([part], true)
}
