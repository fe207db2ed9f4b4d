/**
 * What a column is about, guessed from its header and question, and from its answers where these give it away.
 */
import { Array, Option } from "effect"
import { roleOf } from "../domain/ColumnHeader.ts"
import type { ColumnRole } from "../domain/Stratum.ts"
import { parseAge } from "./Answers.ts"

const genders =
  /^(?:f|m|(?:fe)?male|wom[ae]n|m[ae]n|non-?\s?binary|diverse?|männlich|weiblich|divers|homme|femme|hombre|mujer|masculino|femenino)$/i
const degrees =
  /\b(?:bachelor|master'?s?|ph\.?d|doctora(?:te|l)|graduate degree|high school|college|university|diploma|abitur|realschule|licence|baccalauréat|bachillerato|licenciatura)\b/i
const moneyBand = /[$€£¥].*(?:-|–|to|\+)|(?:under|over|below|above|less|more).*[$€£¥]/i

/** The role of a column with this name and question, given its distinct answers. */
export const detect = (name: string, question: string, answers: ReadonlyArray<string>): ColumnRole =>
  roleOf(name, question).pipe(
    Option.orElse(() => fromAnswers(answers)),
    Option.getOrElse((): ColumnRole => "other")
  )

const fromAnswers = (answers: ReadonlyArray<string>): Option.Option<ColumnRole> => {
  const share = (test: (answer: string) => boolean) => answers.filter(test).length / Math.max(1, answers.length)
  if (answers.length === 0 || answers.length > 50) return Option.none()
  if (answers.length >= 2 && share((answer) => genders.test(answer.trim())) >= 0.5) return Option.some("gender")
  if (share((answer) => answer.length <= 60 && degrees.test(answer)) > 0.5) return Option.some("education")
  if (answers.length >= 3 && share((answer) => answer.length <= 60 && moneyBand.test(answer)) > 0.5)
    return Option.some("income")
  return looksLikeAgeBands(answers) ? Option.some("age") : Option.none()
}

// Hours and team sizes come in bands too; theirs start lower or end higher than those of grown people.
const looksLikeAgeBands = (answers: ReadonlyArray<string>): boolean => {
  const ages = Array.getSomes(answers.map(parseAge))
  const bands = ages.filter((age) => age.max !== age.min)
  const starts = bands.filter((age) => age.min > 0).map((age) => age.min)
  return (
    bands.length >= 3 &&
    ages.length === answers.length &&
    Math.min(...starts) >= 12 &&
    Math.max(...starts) <= 90 &&
    Math.max(...starts) >= 40
  )
}
