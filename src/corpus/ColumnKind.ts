/**
 * What kind of answers a column holds, told from the answers themselves.
 */
import { Array, Option, Order } from "effect"
import { attributeRoles, type ColumnKind, type ColumnRole } from "../domain/Stratum.ts"
import { parseNumber, type Separator, separators, split } from "./Answers.ts"
import * as Tally from "./Tally.ts"

/** More different answers than this are no list that somebody chose from. */
const mostChoices = 50

/** What kind of answers a column holds, and what joins those of a `multi` column. */
export type Detected =
  { readonly kind: Exclude<ColumnKind, "multi"> } | { readonly kind: "multi"; readonly separator: Separator }

/** The kind of a column with this name, role and all its answers in the order of the records. */
export const detect = (name: string, role: ColumnRole, answers: ReadonlyArray<string>): Detected => {
  const distinct = new Set(answers.map(Tally.key)).size
  if (isContact(name, answers)) return { kind: "identifier" }
  if (shareOf(answers, (answer) => Option.isSome(parseNumber(answer))) >= 0.9) {
    return { kind: isNumberedKey(name, role, answers, distinct) ? "identifier" : "number" }
  }
  if (isCode(name, answers, distinct)) return { kind: "identifier" }
  const separator = separatorOf(answers)
  if (separator !== undefined) return { kind: "multi", separator }
  return { kind: isClosed(role, answers, distinct) ? "closed" : "text" }
}

const shareOf = (answers: ReadonlyArray<string>, test: (answer: string) => boolean): number =>
  answers.filter(test).length / Math.max(1, answers.length)

const contactHeader = new RegExp(
  "^(?:your |work |home |business |contact |primary )?(?:e-?mail|phone|mobile|telephone|cell(?:phone)?|ip|url|website|linkedin|contact|telefon)" +
    "(?: (?:address|addresse|adresse|number|no|nr|details|profile|info))?$|" +
    "^(?:your |first |last |full |given |family |participant |respondent )?name$|^(?:surname|nachname|vorname|nom|prénom|nombre|apellidos?)$|" +
    "timestamp|zeitstempel|horodateur|marca temporal|^date$|^(?:start|end|created|submitted|submission|completed|recorded|response) ?(?:at|date|time)$",
  "i"
)

// Wholly an address, a moment, or a placeholder that stands for one, such as `[EMAIL_ADDRESS_12]`.
const contactValue =
  /^(?:[^\s@]{1,64}@[^\s@]{1,255}|https?:\/\/\S+|\+?[\d() .-]{9,20}|\d{1,3}(?:\.\d{1,3}){3}|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?: \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)?|[<[{(]{1,2}[A-Z][A-Z_]*[ _-]?\d*[a-z]{0,3}[>\]})]{1,2})$/

const isContact = (name: string, answers: ReadonlyArray<string>): boolean => {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")
  const short = shareOf(answers, (answer) => answer.length <= 60) >= 0.9
  if (spaced.length <= 40 && short && contactHeader.test(spaced)) return true
  const looksAlike = shareOf(answers, (answer) => answer.length <= 320 && contactValue.test(answer)) >= 0.9
  return looksAlike && shareOf(answers, (answer) => Option.isSome(parseNumber(answer))) < 0.9
}

const idHeader =
  /(?:^|[^a-z])(?:id|uuid|guid|token|no\.?|nr\.?|number|#)$|(?:[a-z]ID|Id)$|^(?:id|#|row|index)\b|respondent|collector/i

// A key is a number that nobody shares and that was dealt out rather than answered: long and of one length, or counting up.
const isNumberedKey = (name: string, role: ColumnRole, answers: ReadonlyArray<string>, distinct: number): boolean => {
  if (role === "location") return true
  const whole = answers.every((answer) => /^\d+$/.test(answer))
  if (!whole || role !== "other" || distinct < answers.length * 0.95) return false
  const numbers = answers.map(Number)
  const oneLength = answers.every((answer) => answer.length === answers[0]?.length && answer.length >= 6)
  const countsUp = answers.length >= 5 && numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1)
  return countsUp || (oneLength && answers.length >= 3) || (idHeader.test(name) && answers.length >= 2)
}

const isCode = (name: string, answers: ReadonlyArray<string>, distinct: number): boolean => {
  const codes = shareOf(answers, (answer) => answer.length <= 40 && /^\S*\d\S*$/.test(answer))
  const unique = distinct >= answers.length * 0.95
  return codes >= 0.9 && unique && (answers.length >= 10 || idHeader.test(name))
}

/**
 * What joins the choices of a column, or undefined where it holds single answers. Choices recombine: they are fewer than the
 * combinations in which they come, which the parts of a sentence or of `Paris, France` are not.
 */
export const separatorOf = (answers: ReadonlyArray<string>): Separator | undefined => {
  const distinct = new Set(answers).size
  return separators.find((separator) => {
    const cells = answers.map((answer) => split(answer, separator))
    const joined = cells.filter((cell) => cell.length > 1).length
    if (joined < 2 || joined < answers.length * 0.1) return false
    const parts = cells.flat()
    const vocabulary = new Set(parts).size
    const short = shareOf(parts, (part) => part.length <= 60) >= 0.95
    const limit = separator === "," ? distinct - 1 : distinct
    return short && vocabulary <= mostChoices && vocabulary <= limit && parts.length >= vocabulary * 2
  })
}

// Few records say little about repetition, so there a short answer passes for a choice.
const isClosed = (role: ColumnRole, answers: ReadonlyArray<string>, distinct: number): boolean => {
  if (answers.length === 0) return false
  const lengths = Array.sort(
    answers.map((answer) => answer.length),
    Order.Number
  )
  const long = lengths[Math.floor((lengths.length - 1) * 0.95)] ?? 0
  if (attributeRoles.has(role)) return long <= 60
  if (distinct <= mostChoices && answers.length >= distinct * 2) return true
  const brief = (answer: string) => answer.length <= 40 && answer.split(/\s+/, 6).length <= 5
  return answers.length < 10 && answers.every(brief)
}
