/**
 * What the words before it say is somebody's, though it has no form of its own: numbers that an organisation gave to one person,
 * addresses that are spelled out, telephone numbers in words.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { caseless, matchesOf } from "./Expressions.ts"

const holders =
  "employee|staff|personnel|payroll|worker|customer|client|member(?:ship)?|subscriber|account|patient|student|pupil|matriculation|candidate|applicant|policy|policyholder|claim|case|ticket|booking|reservation|order|" +
  "invoice|parcel|tracking|loyalty(?: card)?|library(?: card)?|badge|card|hospital|medical record|insurance|licen[cs]e|passport|national|identity|tax(?:payer)?|social security|nhs|ni|voter|visa|registration"
const verbs = "(?: (?:is|was|no\\.?|number))?[:#]? {0,2}"
// With a word for numbers any number is meant, without it only one that has the form of a reference.
const numbered = caseless(
  `(?<![\\p{L}\\p{N}])(?:(?:${holders})[ _-]?(?:ids?|no|nr|number|num|code|ref(?:erence)?|#)\\.?|mrn|(?:my|your|our) (?:id|reference)(?: (?:no|number))?)${verbs}(?=[\\p{L}\\p{N}/-]{0,8}\\d)`,
  "giu"
)
const bare = caseless(
  `(?<![\\p{L}\\p{N}])(?:policy|claim|ticket|loyalty card|library card|membership|sort code|account|booking)${verbs}(?=[A-Z]{0,4}[-/]?\\d|[\\d]?[A-Z\\d]{2,5}-)`,
  "giu"
)
const value =
  /^(?=[^\s]*\d)(?:[A-Z]{1,5}[-/ ])?[A-Z0-9]*\d[A-Z0-9]*(?:[-/](?=[A-Z]{0,6}\d)[A-Z0-9]{2,8}| (?=[A-Z]{0,3}\d)[A-Z0-9]{2,4}(?![A-Z0-9])){0,5}(?![\p{L}\p{N}])/iu
const year = /^(?:19|20)\d\d$/

const at = "(?: at | ?[([]at[)\\]] ?|@)"
const dot = "(?: dot | ?[([]dot[)\\]] ?|\\.)"
const part = "[\\p{L}\\p{N}_-]{1,30}"
const spelled = caseless(
  `(?<![\\p{L}\\p{N}._-])${part}(?:(?:\\.| dot )${part}){0,3}${at}[\\p{L}\\p{N}-]{2,40}(?:${dot}[\\p{L}-]{2,20}){0,1}${dot}(?:com|org|net|edu|gov|info|io|co|uk|de|fr|es|it|nl|pt|pl|eu|ie|au|ca|in|us)(?![\\p{L}\\p{N}])`,
  "giu"
)
const inWords = / dot |[([](?:dot|at)[)\]]/i

const digit = "(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)"
const spoken = caseless(`(?<![\\p{L}\\p{N}])${digit}(?:[ ,-]{1,2}${digit}){6,16}(?![\\p{L}\\p{N}])`, "giu")

/** Numbers, addresses and telephone numbers that are announced or written in words. */
export const AnnouncedRecogniser: Recogniser = {
  name: "AnnouncedRecogniser",
  types: ["ID_NUMBER", "EMAIL_ADDRESS", "PHONE_NUMBER"],
  recognise: (text) => {
    const spans: Array<Span> = []
    // A number of a known form is more than one that is merely announced.
    const add = (start: number, end: number, type: string, rule: string) =>
      spans.push({ start, end, type, score: 0.6, rule })
    const announced = (expression: RegExp, fewest: number) => {
      for (const match of matchesOf(text, expression)) {
        const start = match.index + match[0].length
        const read = value.exec(text.slice(start, start + 40))?.[0]
        if (read === undefined || read.replace(/\D/g, "").length < fewest || year.test(read)) continue
        add(start, start + read.length, "ID_NUMBER", "announced")
      }
    }
    if (/\d/.test(text)) {
      announced(numbered, 3)
      announced(bare, 4)
    }
    if (inWords.test(text))
      for (const match of matchesOf(text, spelled))
        if (inWords.test(match[0])) add(match.index, match.index + match[0].length, "EMAIL_ADDRESS", "spelled")
    if (/double|zero|nought|oh |nine|seven/i.test(text))
      for (const match of matchesOf(text, spoken))
        add(match.index, match.index + match[0].length, "PHONE_NUMBER", "spoken")
    return spans
  }
}
