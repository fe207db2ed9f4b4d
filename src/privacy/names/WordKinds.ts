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
  isStreetName,
  legalForms,
  longCountries,
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
/** In no list, but the name of a street in one word: `Hauptstrasse`. */
export const STREET_NAME = 1 << 21
/** The first word of a country or region of several. */
export const COUNTRY_START = 1 << 22

/** Words that are frequent in one language and rare in the others, folded. */
export const tellTale: ReadonlyArray<readonly [language: string, words: string]> = [
  [
    "en",
    "the and is to of you that it with was have are this my your we they for please can what how not but at from on be his her who apt suite street road lives box office"
  ],
  [
    "de",
    "der die das und nicht ich ist ein eine einen mit auf fur den dem wir sie haben wurde auch sind war bei von zu mein meine habe uns nach bitte wie aber oder vom im zum am geburtsdatum anschrift wohnort geb hausarzt patientin strasse plz telefon frau herr buro handy ansprechpartner"
  ],
  [
    "fr",
    "le les des est une dans pour que qui pas vous nous je avec sur au aux du et mon ma votre suis ai sont mais ce cette elle ils j'ai c'est chez ou nom prenom naissance adresse telephone numero nee ne ma mme prix bureau"
  ],
  [
    "es",
    "el los las es una que por para con del mi su se yo pero muy como esta soy tengo nos al y en donde fue ha hola gracias le cuando mas nombre apellidos fecha nacimiento domicilio telefono paciente asistentes lista"
  ],
  [
    "it",
    "il gli di che e un per con del della sono mi non ho ma anche nel come alla dal ha si questo mia mio al lo nella delle quando lei nome cognome nascita residenza indirizzo telefono codice paziente lista"
  ],
  [
    "nl",
    "de het een en van ik is dat niet met voor zijn op mijn aan ook maar naar heeft wij heb bij om er was we te wordt uit onze naam geboortedatum adres woonplaats telefoon geb huisarts mevrouw"
  ],
  [
    "pt",
    "o os um uma que nao com para por do da em meu minha eu mas muito como na no foi esta sou tenho ao seu sua ele ela isso voce nome morada nascimento telefone utente lista dona senhor"
  ],
  [
    "pl",
    "i w na nie jest sie z do to ze jak mam moj moja ja ale po dla od jestem czy mi przez byl tak co pani pan mnie za juz imie nazwisko pacjent lekarz ur urodzenia adres telefon ulica ul lista"
  ]
]

/** Frequent in the language at a place of `tellTale`, and rare in the others. */
export const tells = (place: number): number => 1 << (23 + place)
/** Frequent in some language of `tellTale`. */
export const TELLS = 255 << 23

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
  [CALENDAR, [...months.keys(), ...weekdays].map(fold)],
  ...tellTale.map(([, words], place) => [tells(place), words.split(" ")] as const),
  [COUNTRY_START, longCountries.map((name) => name.split(/'s | /, 1)[0] ?? "")]
]

const kinds = new Map<string, number>()
for (const [bit, words] of lists) for (const word of words) kinds.set(word, (kinds.get(word) ?? 0) | bit)

/** The bits of the lists that hold a folded word, and of how it ends; 0 for most. */
export const kindsOf = (folded: string): number => (kinds.get(folded) ?? 0) | (isStreetName(folded) ? STREET_NAME : 0)

// "We'll", "I'd", "don't": what is before the apostrophe is the word.
const contraction = /['](?:s|d|m|re|ve|ll|t|em)$/

/** The bits of the form of a word. */
export const formOf = (folded: string): number =>
  (/['-]/.test(folded) ? COMPOUND | (contraction.test(folded) ? CONTRACTION : 0) : 0) |
  (/\p{N}/u.test(folded) ? NUMBERED : 0)
