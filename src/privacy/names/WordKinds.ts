/**
 * What the hand-written lists say of a word, in one look-up: a text is read word by word, and asking a dozen lists for each would take
 * most of the time.
 */
import { months, weekdays } from "../recognisers/dates/Calendar.ts"
import { fold } from "./NameForm.ts"
import { everydayWords, notNames, particles, plainWords, roles, titles } from "./NameWords.ts"
import {
  addressCues,
  functionWords,
  institutions,
  legalForms,
  organisationEnds,
  organisationStarts,
  placeCues,
  placeParticles,
  streetWords,
  unitWords
} from "./PlaceWords.ts"

/** Bits of `Token.kinds`, a list each. */
export const TITLE = 1
export const EVERYDAY = 1 << 1
export const NOT_NAME = 1 << 2
export const ROLE = 1 << 3
/** A small word inside of names of people or places. */
export const PARTICLE = 1 << 4
export const LEGAL_FORM = 1 << 5
export const ORGANISATION_END = 1 << 6
export const ORGANISATION_START = 1 << 7
export const PLACE_CUE = 1 << 8
export const PLACE_PARTICLE = 1 << 9
export const STREET_WORD = 1 << 10
export const UNIT_WORD = 1 << 11
export const ADDRESS_CUE = 1 << 12
/** Among `NOT_NAME`, but the name of a place. */
export const PLACE = 1 << 13
/** In no list, but of this form: `don't`, `we'll`. */
export const CONTRACTION = 1 << 14
/** In no list, but with a numeral in it: `P07`, `Asset4`. */
export const NUMBERED = 1 << 15
/** A common word that somebody is called by. */
export const PLAIN = 1 << 17
/** What an organisation is: `hospital`. */
export const INSTITUTION = 1 << 18
/** A word that begins sentences, and no name of an organisation. */
export const FUNCTION = 1 << 19
/** In no list, but of several words: `jean-luc`, `o'neil`. */
export const COMPOUND = 1 << 16

/** The name of a month or a weekday. */
export const CALENDAR = 1 << 20

const places = new Set(
  "london paris berlin madrid rome dublin england scotland wales ireland britain germany france spain italy".split(" ")
)

const lists: ReadonlyArray<readonly [bit: number, words: Iterable<string>]> = [
  [TITLE, titles],
  [EVERYDAY, everydayWords],
  [NOT_NAME, notNames],
  [ROLE, roles],
  [PARTICLE, particles],
  [LEGAL_FORM, legalForms],
  [ORGANISATION_END, organisationEnds],
  [ORGANISATION_START, organisationStarts],
  [PLACE_CUE, placeCues],
  [PLACE_PARTICLE, placeParticles],
  [STREET_WORD, streetWords],
  [UNIT_WORD, unitWords],
  [ADDRESS_CUE, addressCues],
  [PLACE, places],
  [PLAIN, plainWords],
  [INSTITUTION, institutions],
  [FUNCTION, functionWords],
  [CALENDAR, [...months.keys(), ...weekdays].map(fold)]
]

const kinds = new Map<string, number>()
for (const [bit, words] of lists) for (const word of words) kinds.set(word, (kinds.get(word) ?? 0) | bit)

/** The bits of the lists that hold a folded word; 0 for most. */
export const kindsOf = (folded: string): number => kinds.get(folded) ?? 0

// "We'll", "I'd", "don't": what is before the apostrophe is the word.
const contraction = /['](?:s|d|m|re|ve|ll|t|em)$/

/** The bits of the form of a word. */
export const formOf = (folded: string): number =>
  (/['-]/.test(folded) ? COMPOUND | (contraction.test(folded) ? CONTRACTION : 0) : 0) |
  (/\p{N}/u.test(folded) ? NUMBERED : 0)
