/**
 * How a text is written: its language, and whether its capitals tell anything.
 */
import { everydayWords } from "./NameWords.ts"
import type { Token } from "./Tokens.ts"

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

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "))

/** Words that are frequent in one language and rare in the others, folded. */
const tellTale: ReadonlyArray<readonly [string, ReadonlySet<string>]> = [
  [
    "en",
    set(
      "the and is to of you that it with was have are this my your we they for please can what how not but at from on be his her who"
    )
  ],
  [
    "de",
    set(
      "der die das und nicht ich ist ein eine einen mit auf fur den dem wir sie haben wurde auch sind war bei von zu mein meine habe uns nach bitte wie aber oder vom im zum am"
    )
  ],
  [
    "fr",
    set(
      "le les des est une dans pour que qui pas vous nous je avec sur au aux du et mon ma votre suis ai sont mais ce cette elle ils j'ai c'est chez ou"
    )
  ],
  [
    "es",
    set(
      "el los las es una que por para con del mi su se yo pero muy como esta soy tengo nos al y en donde fue ha hola gracias le cuando mas"
    )
  ],
  [
    "it",
    set(
      "il gli di che e un per con del della sono mi non ho ma anche nel come alla dal ha si questo mia mio al lo nella delle quando"
    )
  ],
  [
    "nl",
    set(
      "de het een en van ik is dat niet met voor zijn op mijn aan ook maar naar heeft wij heb bij om er was we te wordt uit onze"
    )
  ],
  [
    "pt",
    set(
      "o os um uma que nao com para por do da em meu minha eu mas muito como na no foi esta sou tenho ao seu sua ele ela isso voce"
    )
  ],
  [
    "pl",
    set(
      "i w na nie jest sie z do to ze jak mam moj moja ja ale po dla od jestem czy mi przez byl tak co pani pan mnie za juz"
    )
  ]
]

const languageOf = (words: ReadonlyArray<Token>): string => {
  const caseless = words.filter((word) => /^[^\p{Script=Latin}]/u.test(word.text)).length
  if (caseless * 2 > words.length) return "other"
  let best = "en"
  let most = 0
  for (const [language, tells] of tellTale) {
    let hits = 0
    for (const word of words) if (tells.has(word.folded)) hits++
    if (hits > most) {
      best = language
      most = hits
    }
  }
  return most >= 2 ? best : "en"
}

/** Words that hold nothing: too common to be a name in any style of writing. */
export const isEveryday = (folded: string): boolean => everydayWords.has(folded)

/** How a text is written. */
export const writingOf = (tokens: ReadonlyArray<Token>): Writing => {
  const words = tokens.filter((token) => token.kind === "word")
  // Long texts are judged by their beginning.
  const sample = words.length > 400 ? words.slice(0, 400) : words
  const language = languageOf(sample)
  const telling = sample.filter((word) => word.text.length > 1 && word.case !== "none")
  const share = (written: (word: Token) => boolean): number => telling.filter(written).length / telling.length
  if (telling.length < 3) {
    const shouted = telling.length > 0 && telling.every((word) => word.case === "upper")
    return { style: shouted ? "upper" : "normal", language }
  }
  if (share((word) => word.case === "upper") > 0.7) return { style: "upper", language }
  if (telling.every((word) => word.case === "lower")) return { style: "lower", language }
  return { style: "normal", language }
}
