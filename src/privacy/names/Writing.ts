/**
 * How a text is written: its language, and whether its capitals tell anything.
 */
import { FOREIGN, foreign, languages, WORD } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"

/** What capitals are worth in a text. */
export type Style =
  /** A capital inside of a sentence marks a name. */
  | "normal"
  /** No capitals at all. */
  | "lower"
  /** Nothing but capitals, or a capital on every word. */
  | "upper"

/** How a text is written. */
export interface Writing {
  readonly style: Style
  /** `en`, one of `Lexicon.languages`, or `other` for a script that is not Latin. */
  readonly language: string
}

/** Words that are frequent in one language and rare in the others, folded. */
const tellTale: ReadonlyArray<readonly [language: string, words: string]> = [
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

/** The languages that a word tells of, as places in `tellTale`. */
const toldBy = new Map<string, Array<number>>()
for (const [place, [, words]] of tellTale.entries()) {
  for (const word of words.split(" ")) {
    const places = toldBy.get(word)
    if (places === undefined) toldBy.set(word, [place])
    else places.push(place)
  }
}

/** Whether a word is one of the small words of the language at a place of `tellTale`. */
export const isTelling = (folded: string, place: number): boolean => toldBy.get(folded)?.includes(place) === true

/** Letters of few languages, by the places of these in `tellTale`. */
const ownLetters: ReadonlyArray<readonly [place: number, letters: RegExp]> = [
  [1, /[äöüß]/],
  [2, /[àâèêëîïûùœç]/],
  [3, /[ñ]|[íóú]/],
  [4, /[àèìòù]/],
  [6, /[ãõâêç]/],
  [7, /[ąćęłńśźż]/]
]

const beyondLatin = /^[^\p{Script=Latin}]/u

// A telling word is worth as much as three that are merely common in the language.
const telling = 3

const languageOf = (words: ReadonlyArray<Token>): string => {
  const caseless = words.filter(({ text }) => text.charCodeAt(0) > 127 && beyondLatin.test(text)).length
  if (caseless * 2 > words.length) return "other"
  const points = tellTale.map(() => 0)
  const add = (place: number, worth: number) => (points[place] = (points[place] ?? 0) + worth)
  for (const { text, folded, bits, case: word } of words) {
    for (const place of toldBy.get(folded) ?? []) add(place, telling)
    // Names travel, words with the letters of a language do not.
    if (word === "lower" && text !== folded && folded.length > 1)
      for (const [place, letters] of ownLetters) if (letters.test(text)) add(place, 2)
    if ((bits & FOREIGN) === 0) {
      if ((bits & WORD) !== 0) add(0, 1)
    } else if ((bits & WORD) === 0) {
      for (let i = 0; i < languages.length; i++) if ((bits & foreign(i)) !== 0) add(i + 1, 1)
    }
  }
  let best = 0
  // A lone "de" or "la" may stand in a name; in a short note without a word of English it takes less.
  const enough = points[0] === 0 ? telling + 1 : 2 * telling + 1
  for (const [place, all] of points.entries()) if (all > (points[best] ?? 0)) best = place
  return (points[best] ?? 0) >= enough ? (tellTale[best]?.[0] ?? "en") : "en"
}

/** How a text is written. */
export const writingOf = (tokens: ReadonlyArray<Token>): Writing => {
  const sample: Array<Token> = []
  for (const token of tokens) {
    // Long texts are judged by their beginning.
    if (sample.length === 400) break
    if (token.kind === "word") sample.push(token)
  }
  const language = languageOf(sample)
  let telling = 0
  let upper = 0
  let lower = 0
  for (const word of sample) {
    if (word.text.length < 2 || word.case === "none") continue
    telling++
    if (word.case === "upper") upper++
    if (word.case === "lower") lower++
  }
  if (telling < 3) return { style: telling > 0 && upper === telling ? "upper" : "normal", language }
  if (upper > 0.7 * telling) return { style: "upper", language }
  return { style: lower === telling ? "lower" : "normal", language }
}

// "i", "i'm" written small.
const smallSelf = new Set(["i", "i'm", "i've", "i'll", "i'd", "im", "ive"])

/** Words that a line needs so that its lack of capitals tells something. */
const fewest = 5

/**
 * The tokens of lines that somebody wrote without capitals in a text that has some: what follows "P3:", or says "i". There a name has
 * no capital either.
 */
export const writtenSmall = (tokens: ReadonlyArray<Token>): Uint8Array => {
  const small = new Uint8Array(tokens.length)
  let first = 0
  for (let i = 0; i <= tokens.length; i++) {
    if (i < tokens.length && tokens[i]?.kind !== "line") continue
    let start = first
    for (let at = first; at < Math.min(i, first + 5); at++) if (tokens[at]?.text === ":") start = at + 1
    let lower = 0
    let large = 0
    let self = start > first
    for (let at = start; at < i; at++) {
      const token = tokens[at]
      if (token?.kind !== "word" || token.case === "none") continue
      if (token.case === "lower") lower++
      else large++
      self ||= token.case === "lower" && smallSelf.has(token.folded)
    }
    if (self && large === 0 && lower >= fewest) small.fill(1, start, i)
    first = i + 1
  }
  return small
}
