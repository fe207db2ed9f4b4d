/**
 * What the participant of an interview states of who they are, as answers to the questions of a survey: above the transcript
 * (`Age: 71`), where the interviewer asks for it, or as an age in their own words.
 */
import { Option } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import type { AnchorFact, ColumnProfile } from "../domain/Segment.ts"
import { parseNumber } from "./Answers.ts"
import { type ChoiceColumn, coder, demographicRoles, type NumberColumn } from "./AnswerTable.ts"
import { prepare } from "./claims/PreparedText.ts"
import { bandOf } from "./codebook/Bands.ts"
import { isPassage } from "./codebook/ColumnTable.ts"
import { demographicOf } from "./codebook/Demographics.ts"
import { folded } from "./codebook/PlainText.ts"
import type { Corpus } from "./Corpus.ts"
import { quantileBins } from "./segments/CodedAnswers.ts"

/** An answer that was stated. */
export interface StatedFact {
  /** The column of the question that it answers. */
  readonly column: string
  /** Whether a fact that is shown of the same column is that answer. */
  readonly is: (fact: Pick<AnchorFact, "range" | "value">) => boolean
  /** The part of these people who gave that answer; undefined where none of them answered. */
  readonly shareOf: (places: ReadonlyArray<number>) => number | undefined
  /** Whether hardly anybody of the survey gave it, as with job titles: then it sets apart nobody who did not. */
  readonly isRare: boolean
}

/** What a participant says to a question. */
interface Statement {
  readonly question: string
  readonly value: string
}

/** An answer that fewer of all respondents gave is rare. */
const fewestPeople = 3

/** Longer answers tell a story, and their words are no answer from a list. */
const mostWords = 12

/** The facts that the participant of this record states, one a column at most. None are those of a row. */
export const of = (corpus: Corpus, record: AnonymisedRecord): ReadonlyArray<StatedFact> => {
  if (record.kind === "row") return []
  const statements = [...written(record), ...asked(record), ...age(record)]
  const found = new Map<string, StatedFact>()
  for (const statement of statements) {
    const about = demographicOf({ text: statement.question, code: "", kind: "single", answers: [statement.value] })
    const isAsked = ({ label, name, question, role }: ColumnProfile): boolean =>
      [label, name, question].some((asked) => folded(asked) === folded(statement.question)) ||
      (about !== null && demographicRoles[about] === role)
    for (const column of corpus.table.choices) {
      const { name } = column.profile
      const fact = !found.has(name) && isAsked(column.profile) ? ofChoice(column, statement.value) : undefined
      if (fact !== undefined) found.set(name, fact)
    }
    for (const column of corpus.table.numbers) {
      const { name, role } = column.profile
      // Of other questions the units may differ: years are years.
      const isSame = role === "age" || folded(name) === folded(statement.question)
      const value = numberIn(statement.value)
      if (!found.has(name) && isSame && isAsked(column.profile) && value !== undefined)
        found.set(name, ofNumber(column, value))
    }
  }
  return [...found.values()]
}

/** What stands above a transcript. */
const written = (record: AnonymisedRecord): ReadonlyArray<Statement> =>
  record.fields
    .filter((field) => !isPassage(record, field))
    .map(({ name, question, text }) => ({ question: question ?? name, value: text }))

/** Short answers to an interviewer who asks for who somebody is. */
const asked = (record: AnonymisedRecord): ReadonlyArray<Statement> =>
  spoken(record).flatMap(({ question, text }) =>
    question !== undefined &&
    text.split(/\s+/).length <= mostWords &&
    demographicOf({ text: question, code: "", kind: "text", answers: [] }) !== null
      ? [{ question, value: text }]
      : []
  )

const spoken = (record: AnonymisedRecord): ReadonlyArray<Field> =>
  record.fields.filter((field) => isPassage(record, field))

const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
const ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
const numberWords = new RegExp(`\\b(${tens.join("|")})(?:[- ](${ones.join("|")}))?\\b`, "gi")

/** `I'm thirty-one,` and `Tengo 31 años`, but not `I'm 31 weeks pregnant`. */
const ownAge =
  /\b(?:(?:i['’]m|i am|ich bin|ik ben|jag är) (\d{2})(?= ?(?:[.,;!–—]|$|(?:and|years old|und|jahre alt|en|jaar)\b))|(?:j['’]ai|tengo|ho|tenho) (\d{2}) (?:ans|años|anni|anos)\b)/giu

/** The age that the participant gives; nothing where they give several. */
const age = (record: AnonymisedRecord): ReadonlyArray<Statement> => {
  const ages = new Set(
    spoken(record).flatMap(({ text }) =>
      Array.from(withDigits(text).matchAll(ownAge), ([, first, second]) => first ?? second ?? "")
    )
  )
  const [only] = ages
  return only === undefined || ages.size > 1 ? [] : [{ question: "Age", value: only }]
}

const withDigits = (text: string): string =>
  text.replace(numberWords, (_, ten: string, one: string | undefined) =>
    String(10 * (2 + tens.indexOf(ten.toLowerCase())) + 1 + (one === undefined ? -1 : ones.indexOf(one.toLowerCase())))
  )

/** The only number of a text. */
const numberIn = (text: string): number | undefined => {
  const whole = Option.getOrUndefined(parseNumber(text))
  if (whole !== undefined) return whole
  const found = new Set(withDigits(text).match(/\d+(?:[.,]\d+)?/g))
  const [only = ""] = found
  return found.size === 1 ? Option.getOrUndefined(parseNumber(only)) : undefined
}

/** The answer of a list that a statement is; of none of them where all are bands and the number lies in none. */
const ofChoice = (column: ChoiceColumn, value: string): StatedFact | undefined => {
  const { answers, codes, profile } = column
  const code = codeOf(column, value)
  if (code === undefined) return undefined
  const read = coder(answers)
  const given = codes.filter((each) => each?.includes(code)).length
  return {
    column: profile.name,
    isRare: code >= 0 && given < fewestPeople,
    is: (fact) => Option.getOrUndefined(read(fact.value)) === code,
    shareOf: (places) => shareOf(places, (place) => codes[place]?.includes(code))
  }
}

const codeOf = ({ answers, profile }: ChoiceColumn, value: string): number | undefined => {
  const exact = answers.findIndex((answer) => folded(answer) === folded(value))
  if (exact >= 0) return exact
  const bands = answers.map(bandOf)
  const number = numberIn(value)
  if (profile.role === "age" && number !== undefined && bands.filter((band) => band?.isPoint === false).length >= 2)
    return bands.findIndex((band) => band !== undefined && band.low <= number && number <= band.high)
  const said = prepare(value)
  const held = answers
    .map((answer, code) => ({ code, words: prepare(answer) }))
    .filter(({ words: { negation, words } }) => {
      // "Not a student" is no student.
      const isDenied = said.negation.some((each) => each !== 0) && negation.every((each) => each === 0)
      return !isDenied && words.length > 0 && words.every((word) => said.words.includes(word))
    })
    .toSorted((a, b) => b.words.words.length - a.words.words.length)
  const [longest, next] = held
  return longest === undefined || next?.words.words.length === longest.words.words.length ? undefined : longest.code
}

/** The same fifth of all answers counts as the same number. */
const ofNumber = ({ profile, values }: NumberColumn, value: number): StatedFact => {
  const { codes, edges } = quantileBins(values)
  const above = edges.findIndex((edge) => value <= edge)
  const bin = above < 0 ? edges.length : above
  return {
    column: profile.name,
    isRare: false,
    is: ({ range: { max = Infinity, min = -Infinity } = {} }) => value >= min && value <= max,
    shareOf: (places) =>
      shareOf(places, (place) => {
        const code = codes[place] ?? -1
        return code < 0 ? undefined : code === bin
      })
  }
}

const shareOf = (places: ReadonlyArray<number>, gave: (place: number) => boolean | undefined): number | undefined => {
  const answers = places.flatMap((place) => gave(place) ?? [])
  return answers.length === 0 ? undefined : answers.filter((holds) => holds).length / answers.length
}
