/**
 * Which names of a record are looked for in all others of the run, those before it included.
 *
 * A full name is, however it was found. A part of a name, and a name of one word, is where it was found with confidence (a column of
 * names, a speaker, "my name is") and is no word, town or country besides: then it is somebody in small letters too. "Baker" and "Will" may be
 * anybody elsewhere.
 */
import { isWordToo } from "./columns/Cell.ts"
import { COUNTRY, FAMILY, GIVEN, lookUp, TOWN } from "./lexicon/Lexicon.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { partsOf, wordsOf } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"
import { notNames, particles, roles } from "./names/NameWords.ts"
import type { Span } from "./Recogniser.ts"

// These say who is meant, whatever the name is.
const sure = new Set("name-column column-vote beside-contact self-named name-label roster roster-part".split(" "))
// These may stand before other things, so that the word must be known as a name.
const likely = new Set("self-named-lower i-am sign-off speaker-label title dear known-in-record".split(" "))

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

/** The names of a text that are looked for in other texts. What rests on a capital or a spelling alone is masked where it stands. */
export const spreading = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<string> =>
  spans
    .filter(({ clues, type }) => type === "PERSON" && clues?.spreads !== false)
    .map((span) => text.slice(span.start, span.end))

/** The names that all records of a run are searched for. */
export interface RunNames extends KnownNames.KnownNames {
  /** Learns a name from a record, or beforehand (0); parts of it only where it was found with confidence. */
  readonly learn: (parts: ReadonlyArray<string>, confident: boolean, record?: number) => void
  /** Where names stand that were learnt after a record was read. */
  readonly findLate: (text: string, record: number) => ReadonlyArray<Range>
}

/** No names. */
export const make = (): RunNames => {
  const names = KnownNames.make()
  const since = new Map<string, number>()
  const add = (parts: ReadonlyArray<string>, record: number) => {
    const key = parts.join(" ")
    if (!since.has(key)) since.set(key, record)
    names.add(parts, true)
  }
  const learn = (parts: ReadonlyArray<string>, confident: boolean, record = 0) => {
    if (parts.length > 1) add(parts, record)
    if (confident) for (const part of parts) if (isNameOnly(part)) add([part], record)
  }
  const learntIn = (text: string, { start, end }: Range): number =>
    since.get(
      wordsOf(text.slice(start, end))
        .map(({ folded }) => folded)
        .join(" ")
    ) ?? 0
  return {
    ...names,
    learn,
    findLate: (text, record) => names.find(text).filter((range) => learntIn(text, range) > record)
  }
}
