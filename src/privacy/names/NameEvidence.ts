/**
 * How much each word of a text looks like a name of something, from 0 to 1: by the lexicon, by how it is written, and by the words
 * next to it. What it is a name of is decided later.
 */
import {
  COUNTRY,
  FAMILY,
  foreign,
  frequency,
  GIVEN,
  languages,
  lookUp,
  NAME,
  PEOPLE,
  PROPER,
  TOWN,
  WORD
} from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"
import { CONTRACTION, EVERYDAY, NOT_NAME, NUMBERED, PLACE, PLAIN, tells, TITLE } from "./WordKinds.ts"
import { type Writing, writtenSmall } from "./Writing.ts"

/** From here on a word is taken for a name by itself. */
export const certain = 0.6
/** From here on a word goes along with a name next to it. */
export const possible = 0.3

/** Whether a word that is in no list is made of one that is: `reorderable`. */
const derived = ({ folded, kinds }: Token): boolean => {
  if ((kinds & CONTRACTION) !== 0) return true
  return folded.includes("-") && folded.split("-").every((part) => part.length < 3 || /^\d/.test(part))
}

const isWord = (token: Token, language: number): boolean =>
  (language >= 0 && (token.bits & foreign(language)) !== 0) ||
  // Elsewhere "Mark" and "Grace" are names.
  ((token.bits & WORD) !== 0 && (language < 0 || (token.bits & GIVEN) === 0)) ||
  derived(token)

const isName = (bits: number): boolean => (bits & (GIVEN | FAMILY | TOWN | COUNTRY | PROPER)) !== 0

/** Whether a word is a common one of the text's own language, if that is not English. */
const isOwnWord = (token: Token, language: number): boolean => language >= 0 && (token.bits & foreign(language)) !== 0

/** Where a token stands in its sentence. */
interface Place {
  readonly opens: boolean
  /** Whether an article stands right before it. */
  readonly article: boolean
}

// Places among the words that no name begins with are none of a person, but names all the same.
const ignored = ({ folded, kinds }: Token): boolean =>
  (kinds & (TITLE | CONTRACTION)) !== 0 || (kinds & (NOT_NAME | PLACE)) === NOT_NAME || folded.length < 2

const isArticle = (token: Token | undefined): boolean =>
  token?.folded === "the" || token?.folded === "a" || token?.folded === "an"

const ofCapital = (token: Token, language: number, place: Place): number => {
  const { bits } = token
  const word = isWord(token, language)
  if ((bits & PEOPLE) !== 0 && (bits & (GIVEN | FAMILY)) === 0) return 0
  // "E Lei?", "Wie geht es Ihnen?"
  if (language >= 0 && (token.kinds & tells(language + 1)) !== 0) return 0
  if (languages[language] === "de") {
    // All nouns have capitals, so only names that are known count.
    if ((bits & (GIVEN | FAMILY | TOWN | COUNTRY)) === 0) return isOwnWord(token, language) ? 0.04 : 0.2
    return word ? (place.opens ? 0.2 : 0.35) : (bits & NAME) === FAMILY ? 0.5 : 0.85
  }
  const capitalised = (bits & PROPER) !== 0
  const everyday = language < 0 && (token.kinds & EVERYDAY) !== 0
  if (place.opens) {
    if (isOwnWord(token, language)) return (bits & (GIVEN | FAMILY)) !== 0 ? 0.25 : 0.04
    if (capitalised && isName(bits) && !everyday) return 0.9
    if (word) return isName(bits) ? (everyday ? 0.25 : 0.45) : 0.1
    if (language >= 0) return isName(bits) ? 0.8 : 0.3
    return isName(bits) ? 0.95 : 0.75
  }
  if (capitalised) return 0.95
  // "The Rose", "a Mark": an article before an everyday word.
  if (place.article && everyday) return 0.4
  if (word) return isName(bits) ? 0.65 : 0.4
  return isName(bits) ? 1 : 0.85
}

const ofCapitals = (token: Token, language: number): number => {
  if (isWord(token, language) && (token.bits & PROPER) === 0) return isName(token.bits) ? 0.3 : 0.05
  if ((token.bits & (GIVEN | FAMILY | TOWN | COUNTRY)) !== 0) return token.text.length > 3 ? 0.9 : 0.3
  // A short one is an abbreviation.
  return token.text.length > 5 ? 0.8 : token.text.length > 4 ? 0.5 : 0.2
}

/** Whether an unknown word is a common one with two letters swapped, or with one held down: "desinged", "sooo". */
const isMistyped = (folded: string): boolean => {
  if (/(.)\1\1/.test(folded)) return true
  if (folded.length < 4 || folded.length > 12) return false
  for (let i = 0; i < folded.length - 1; i++) {
    if (folded[i] === folded[i + 1]) continue
    const bits = lookUp(`${folded.slice(0, i)}${folded[i + 1]}${folded[i]}${folded.slice(i + 2)}`)
    if ((bits & WORD) !== 0 && frequency(bits) >= 4) return true
  }
  return false
}

/** Without capitals only the lexicon speaks. */
const ofPlain = (token: Token, language: number): number => {
  const { bits } = token
  if ((bits & PEOPLE) !== 0 && (bits & (GIVEN | FAMILY)) === 0) return 0
  if (isOwnWord(token, language)) return isName(bits) ? 0.2 : 0.02
  if ((token.kinds & PLAIN) !== 0) return 0.02
  const everyday = (token.kinds & EVERYDAY) !== 0
  // "dal", "ng": a short family name by itself is as often a dish or a slip of the keyboard.
  if ((bits & (FAMILY | GIVEN | TOWN | COUNTRY)) === FAMILY && token.folded.length < 4) return 0.5
  if ((bits & PROPER) !== 0 && isName(bits)) return everyday ? 0.35 : 0.8
  if (isWord(token, language)) {
    // A word of which films know little, and many people are called so.
    return isName(bits) ? (frequency(bits) <= 3 && !everyday ? 0.5 : 0.3) : 0.02
  }
  if (isName(bits)) return 0.85
  if (language >= 0 || isMistyped(token.folded)) return 0.2
  return token.folded.length > 2 ? 0.7 : 0.3
}

// A sentence may begin after them.
const opening = new Set('.!?:•*>\u2013\u2014"“„«(][-')

const isInitial = (token: Token | undefined): boolean =>
  token?.kind === "word" && token.text.length === 1 && token.case === "capital" && token.text !== "I"

// Used again for the next text, because a new one takes longer to get than to fill. It holds numbers, and nothing of what was read.
let room = new Float32Array(64)

/** The evidence of each token, by its place in the list, until the next text is read; 0 for what is no word. */
export const evidenceOf = (tokens: ReadonlyArray<Token>, { style, language }: Writing): Float32Array => {
  if (room.length < tokens.length) room = new Float32Array(2 * tokens.length)
  const evidence = room.subarray(0, tokens.length).fill(0)
  const tongue = languages.findIndex((known) => known === language)
  const small = style === "normal" ? writtenSmall(tokens) : undefined
  let opens = true
  for (const [i, token] of tokens.entries()) {
    if (token.kind === "line") opens = true
    else if (token.kind === "mark") {
      // "O. F. Wainwright": the dot of an initial ends no sentence.
      if (opening.has(token.text)) opens = !(token.text === "." && isInitial(tokens[i - 1]))
    } else if (token.kind === "number") {
      // "2. Then", "3 Then": a number neither opens nor ends a sentence.
      opens = opens && token.end - token.start < 4
    } else {
      // Most words by far: one in small letters among capitals is a name only if somebody is called so.
      if (style === "normal" && token.case === "lower" && (token.bits & GIVEN) === 0 && small?.[i] !== 1) {
        opens = false
        continue
      }
      evidence[i] =
        language === "other"
          ? 0
          : valueOf(
              token,
              small?.[i] === 1 ? "lower" : style,
              tongue,
              { opens, article: isArticle(tokens[i - 1]) },
              tokens,
              i
            )
      opens = false
    }
  }
  return evidence
}

// "Will they", "Will this"
const asks = new Set(
  "i you he she it we they the this that these those there my your our their anyone anybody someone somebody be not a an".split(
    " "
  )
)

const willOf = (place: Place, before: Token | undefined, after: Token | undefined): number => {
  if (place.opens) return 0.25
  if (before?.case === "lower") return 0.65
  return asks.has(after?.folded ?? "") || after?.case === "capital" ? 0 : 0.65
}

const identifier = new Set("@_/#")

const valueOf = (
  token: Token,
  style: Writing["style"],
  language: number,
  place: Place,
  tokens: ReadonlyArray<Token>,
  i: number
): number => {
  const before = tokens[i - 1]
  // "Ask Will": the capital tells it from the verb, unless each word has one.
  if (token.folded === "will" && token.case === "capital" && style === "normal")
    return willOf(place, before, tokens[i + 1])
  if (ignored(token)) return 0
  // "P07", "Q3b": the code of something. "Asset4" is a name.
  // "NL88RABO0113127049", "KX9P2L": more digits than a name has.
  if (
    (token.kinds & NUMBERED) !== 0 &&
    (token.text.replace(/\P{L}/gu, "").length < 4 || /\d{3}|\d\D{1,40}\d/.test(token.text))
  )
    return 0
  const after = tokens[i + 1]
  // So is "27ABCDE1234".
  if (token.joined && before?.kind === "number") return 0
  // Parts of addresses of the net, file names, placeholders.
  if (token.joined && before !== undefined && (identifier.has(before.text) || (before.text === "." && before.joined)))
    return 0
  if (after?.joined === true && identifier.has(after.text)) return 0
  if (after?.joined === true && after.text === "." && tokens[i + 2]?.joined === true && tokens[i + 2]?.kind === "word")
    return 0
  if (token.case === "none") return 0.8
  if (style !== "normal") return ofPlain(token, language)
  switch (token.case) {
    case "capital":
      return ofCapital(token, language, place)
    case "upper":
      return ofCapitals(token, language)
    case "mixed":
      return /^(?:Mc|Mac|O['’]|D['’]|Di|De|La|Le|Van|Fitz)\p{Lu}/u.test(token.text)
        ? 0.9
        : isName(token.bits) && (token.bits & WORD) === 0 && /^\p{Lu}/u.test(token.text)
          ? 0.8
          : 0.25
    case "lower":
      // "amy" among words with capitals, where no word is spelled so.
      return (token.bits & GIVEN) !== 0 && (token.bits & (PROPER | WORD)) === PROPER && token.folded.length > 3
        ? 0.65
        : 0
  }
}
