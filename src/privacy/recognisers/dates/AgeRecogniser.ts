/**
 * Ages of people. Only the number is marked: the words around it are of use, and alike for everybody.
 */
import { matchesOf, caseless } from "../Expressions.ts"
import type { Recogniser, Span } from "../../Recogniser.ts"

const number = "(1[01]\\d|[1-9]\\d?)"
const written: ReadonlyArray<readonly [rule: string, pattern: RegExp, score: number]> = [
  [
    "years-old",
    new RegExp(
      `(?<![\\p{L}\\p{N}.,/-])${number}(?=[ -]?(?:years?[ -]?old|yrs?[ -]old|years? of age|y\\/?o(?!\\p{L})|-?year-old|ans(?= |[.,;!?)]|$)(?! d['’e])|jahre alt|jährige?[rns]?|años|anni(?!\\p{L})|jaar oud|anos(?!\\p{L})|lat(?!\\p{L})|letni))`,
      "giu"
    ),
    0.75
  ],
  [
    "aged",
    new RegExp(
      `(?<!\\p{L})(?:aged?|age (?:of|is)|age:|alter:?|im alter von|âge ?:|âgée? de|edad:?|de edad|età:?|leeftijd:?|idade:?|wiek:?|turn(?:ed|ing)|just turned) ${number}(?![\\p{L}\\p{N}:%]|[.,-]\\d)`,
      "giu"
    ),
    0.7
  ],
  [
    "i-am",
    new RegExp(
      `(?<!\\p{L})(?:i am|i['’]m|im|ich bin|j['’]ai|tengo|ho|ik ben|tenho|mam) ${number}(?=[.!?;)]|,(?! \\p{N})|$| and (?:i|my|a|an|live|work|have)(?!\\p{L})| (?:jahre|ans|años|anni|jaar|anos|lat|years)(?!\\p{L}))`,
      "giu"
    ),
    0.6
  ],
  [
    "birth-year",
    /(?<!\p{L})(?:born|geboren|né|née|nacid[oa]|nat[oa]|nascid[oa]|urodzon[ya]) (?:back )?(?:in|im jahr|en|nel|em|w|in het jaar) ((?:19|20)\d{2})(?!\p{N})/giu,
    0.75
  ]
]

const rules = written.map(([rule, pattern, score]) => [rule, caseless(pattern), score] as const)

const ageHeader = /(?:^|[^\p{L}])(?:age|alter|âge|edad|età|leeftijd|idade|wiek)(?:$|[^\p{L}])|how old/iu
const ageCell = new RegExp(`^\\s*${number}\\s*$`)

/** Ages in seven languages, and columns of ages. */
export const AgeRecogniser: Recogniser = {
  describes: true,
  name: "AgeRecogniser",
  types: ["AGE"],
  recognise: (text, context) => {
    const spans: Array<Span> = []
    if (!/\d/.test(text)) return spans
    for (const [rule, pattern, score] of rules) {
      for (const match of matchesOf(text, pattern)) {
        const digits = match[1] ?? ""
        const start = match.index + match[0].lastIndexOf(digits)
        spans.push({ start, end: start + digits.length, type: "AGE", score, rule })
      }
    }
    const cell = context?.field !== undefined && ageHeader.test(context.field) ? ageCell.exec(text)?.[1] : undefined
    if (cell !== undefined) {
      const start = text.indexOf(cell)
      spans.push({ start, end: start + cell.length, type: "AGE", score: 0.8, rule: "age-column" })
    }
    return spans
  }
}
