/**
 * The words that say that an address comes next: "my address is", "wohnhaft in", "deliver it to".
 */
import { endingIn, caseless } from "../Expressions.ts"

/** What announces an address. */
const nouns =
  "address(?:es)?|adresse|anschrift|direcci(?:ó|o)n|indirizzo|adres|endere(?:ç|c)o|morada|domicil\\p{L}{1,4}|offices?"
const verbs =
  "lives?|living|resid(?:es?|ing)|located|sent|send|ship(?:ped)?|mail(?:ed)?|deliver(?:ed)?|moved|meet|taxi|return(?:ed)?|bring|arrived|stay(?:ing)?|it['’]s|wohn\\p{L}{1,6}|vivo|abito|woon|moro|habite|mieszkam"
const links = "(?: (?:is|are|was|it|one|me|now|new|at|to|in|on|here|there|they|ist|est|es|è|en|a|à|w)| a new one|[:,])"
const introduction = endingIn(
  caseless(
    `(?<!\\p{L})(?:(?:${nouns})(?:${links}{0,4}|(?: \\p{L}{1,12}){0,4} (?:to|at|is|with))|(?:${verbs})(?: \\p{L}{1,12}){0,4} (?:to|at|in|en|a|à|w|with))[:\\s>?]{1,8}`
  )
)

/** Whether words announce an address right before a place of a text. */
export const isIntroduced = (text: string, start: number): boolean => introduction(text, start) !== undefined
