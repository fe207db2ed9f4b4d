/**
 * The answers of a corpus as numbers, a column for each variable of its codebook: what distances, traits and distributions are
 * computed from.
 */
import { Array, Option, Order } from "effect"
import type { Demographic, Question } from "../domain/Codebook.ts"
import type { ColumnProfile, ColumnRole } from "../domain/Segment.ts"
import type { Cells, Variable } from "./codebook/Variables.ts"
import { parseNumber } from "./Answers.ts"
import { asksFor, asksWhy, isOwnHabit } from "./codebook/AskedFor.ts"
import * as HeaderCodes from "./codebook/HeaderCodes.ts"
import { demographicNames } from "./codebook/QuestionLabel.ts"
import { clean, cut } from "./ColumnLabel.ts"
import * as Sliced from "./Sliced.ts"
import * as Tally from "./Tally.ts"

/** A `closed` or `multi` column. */
export interface ChoiceColumn {
  readonly profile: ColumnProfile
  /** The key of its question; items of a grid share it. */
  readonly question: string
  readonly isOrdered: boolean
  /** All answers; an answer's place is its code. In order where they have one, else the most frequent first. */
  readonly answers: ReadonlyArray<string>
  /** For each record the codes of its answers, none where it chose no option; null where it did not answer or was not asked. */
  readonly codes: ReadonlyArray<ReadonlyArray<number> | null>
}

/** A `number` column. */
export interface NumberColumn {
  readonly profile: ColumnProfile
  /** The key of its question; items of a grid share it. */
  readonly question: string
  /** For each record its number, or NaN. */
  readonly values: Float64Array
}

/** The answers of a corpus. */
export interface AnswerTable {
  /** All columns, in the order of the codebook. */
  readonly columns: ReadonlyArray<ColumnProfile>
  readonly choices: ReadonlyArray<ChoiceColumn>
  readonly numbers: ReadonlyArray<NumberColumn>
  /** For each record all its free text. */
  readonly texts: ReadonlyArray<string>
  /** For each record how much it weighs in shares, 1 on average; null where all weigh alike. Counts are of people. */
  readonly weights: Float64Array | null
  /** For each record to how many columns, `text` ones included, it has an answer. */
  readonly answered: ReadonlyArray<number>
}

/** The most answers that a profile lists. */
const mostAnswers = 50

/** A variable on its way to a column: what each record said. */
interface Heard {
  readonly variable: Variable
  /** Whether its header is the name of a variable. */
  readonly isCode: boolean
  readonly said: Array<ReturnType<Variable["read"]>>
}

/**
 * The table of these records, each given by its cells.
 *
 * @param speech for each record what it says beside the variables, such as the turns of an interview
 */
export function* make(
  variables: ReadonlyArray<Variable>,
  records: ReadonlyArray<Cells>,
  speech: ReadonlyArray<string>,
  weightColumn: string | null = null
): Sliced.Sliced<AnswerTable> {
  const codes = HeaderCodes.of([...new Set(variables.map(({ question }) => question))])
  const heard: Array<Heard> = []
  for (const variable of variables) {
    const isCode = codes.has(variable.question.key)
    heard.push({ variable, isCode, said: yield* Sliced.map(records, 100, variable.read) })
  }
  const closed = heard.filter(({ variable }) => variable.kind === "closed" || variable.kind === "multi")
  const choices: Array<ChoiceColumn> = []
  for (const one of closed) {
    choices.push(choiceColumn(one))
    yield 200 * records.length
  }
  const numbers = heard.filter(({ variable }) => variable.kind === "number").map(numberColumn)
  const texts = heard.filter(({ variable }) => variable.kind === "text")
  const profiles = new Map(
    [...choices, ...numbers].map(({ profile }): [string, ColumnProfile] => [profile.name, profile])
  )
  for (const one of texts) profiles.set(one.variable.name, { ...head(one), kind: "text", answers: [], numbers: null })
  return {
    columns: variables.flatMap(({ name }) => profiles.get(name) ?? []),
    choices,
    numbers,
    weights: weightColumn === null ? null : weightsIn(records, weightColumn),
    texts: records.map((_, index) =>
      [
        ...texts.flatMap(({ said }) => {
          const one = said[index]
          return one?.kind === "text" ? [one.text] : []
        }),
        ...(speech[index] === undefined || speech[index] === "" ? [] : [speech[index]])
      ].join("\n")
    ),
    answered: records.map((_, index) => Array.countBy(heard, ({ said }) => said[index] !== undefined))
  }
}

const head = ({ isCode, said, variable }: Heard): Omit<ColumnProfile, "kind" | "answers" | "numbers"> => ({
  name: variable.name,
  question: variable.question.key,
  ...(variable.item !== undefined && { item: variable.item }),
  ...(variable.question.layout === "one-hot" && { isOneHot: true }),
  ...(isCode && variable.question.demographic === null && { isCode }),
  label:
    isCode && variable.question.demographic !== null
      ? demographicNames[variable.question.demographic]
      : labelOf(variable),
  role: roleOf(variable),
  answered: Array.countBy(said, (one) => one !== undefined)
})

/** The weights of records, scaled to 1 on average. A record without one weighs as much as the average. */
const weightsIn = (records: ReadonlyArray<Cells>, column: string): Float64Array | null => {
  const given = records.map((cells) => Option.getOrUndefined(parseNumber(cells.get(column) ?? "")))
  const known = given.filter((weight) => weight !== undefined && weight >= 0).map(Number)
  const mean = known.reduce((sum, weight) => sum + weight, 0) / Math.max(1, known.length)
  return mean > 0
    ? Float64Array.from(given, (weight) => (weight === undefined || weight < 0 ? 1 : weight / mean))
    : null
}

/** What was asked, where that is short enough to be read in a line; else the label of the codebook. */
const labelOf = ({ kind, label, text }: Variable): string => {
  const asked = clean(text)
  if (asked.length <= longestLabel && asked !== "") return asked
  // Words are understood by what they answer, even where not all of it can be told.
  return kind === "text" && asked !== "" ? cut(asked, longestLabel) : label
}

const longestLabel = 160

const choiceColumn = (heard: Heard): ChoiceColumn => {
  const { said, variable } = heard
  const given = said.map((one) => (one?.kind === "options" ? one.options : null))
  const counted = Tally.make(given.flatMap((options) => options ?? []))
  const answers = inOrder(variable.question, counted).map(({ answer }) => answer)
  const code = coder(answers)
  return {
    profile: {
      ...head(heard),
      kind: variable.kind === "multi" ? "multi" : "closed",
      answers: counted.filter((entry) => !isFreeText(entry)).slice(0, mostAnswers),
      numbers: null
    },
    question: questionOf(variable),
    isOrdered: variable.question.direction !== undefined,
    answers,
    codes: given.map((options) => (options === null ? null : Array.dedupe(Array.getSomes(options.map(code)))))
  }
}

/** Answers with an order in that order, what has no place in it behind. */
const inOrder = <A extends { readonly answer: string }>(
  { direction, kind, options }: Question,
  counted: ReadonlyArray<A>
): ReadonlyArray<A> => {
  if (direction === undefined) return counted
  const places = new Map((options ?? []).map((option, place) => [Tally.key(option), place]))
  const isNumeric = options === undefined && (kind === "scale" || kind === "rank")
  const place = ({ answer }: A) => (isNumeric ? Number(answer) : (places.get(Tally.key(answer)) ?? Infinity))
  return Array.sort(counted, Order.mapInput(Order.Number, place))
}

// What a single person wrote at length into the "Other" of a closed question is free text.
const isFreeText = (entry: { readonly answer: string; readonly count: number }): boolean =>
  entry.count === 1 && entry.answer.length > 60

const numberColumn = (heard: Heard): NumberColumn => {
  const values = Float64Array.from(heard.said, (one) => (one?.kind === "number" ? one.value : Number.NaN))
  return {
    profile: { ...head(heard), kind: "number", answers: [], numbers: summary(values) },
    question: questionOf(heard.variable),
    values
  }
}

/** A question that is asked again is the same question. */
const questionOf = ({ question }: Variable): string => question.repeatOf ?? question.key

const summary = (values: Float64Array): ColumnProfile["numbers"] => {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted()
  const [min] = sorted
  if (min === undefined) return null
  const middle = (sorted.length - 1) / 2
  const low = sorted[Math.floor(middle)] ?? min
  const high = sorted[Math.ceil(middle)] ?? min
  return {
    min,
    median: (low + high) / 2,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    max: sorted.at(-1) ?? min
  }
}

/** The role of each demographic. */
export const demographicRoles: Readonly<Record<Demographic, ColumnRole>> = {
  age: "age",
  gender: "gender",
  occupation: "occupation",
  education: "education",
  income: "income",
  household: "household",
  region: "location"
}

/**
 * What a column is about. A rating or a yes-no says how somebody answers, and no goal or problem of theirs: "No" to "Any concerns?" is
 * no concern.
 */
const roleOf = ({ box = "", item = "", kind, question, text }: Variable): ColumnRole => {
  // A comment beside a question does not answer it.
  if (asksFor(box) === "other") return "other"
  if (question.demographic !== null) return demographicRoles[question.demographic]
  const isNamed = kind === "text" || kind === "multi"
  switch (question.asks) {
    case "goal":
      return isNamed ? "goal" : "other"
    case "pain":
      return isNamed ? "painPoint" : "other"
    case "behaviour":
      return isOwnHabit(item) ? "behaviour" : "other"
    case "opinion":
      return isNamed && asksWhy(text) ? "motivation" : "other"
    case "fact":
    case "other":
      return "other"
  }
}

/** The code of an answer in a column with these answers, whatever its case and spacing. */
export const coder = (answers: ReadonlyArray<string>): ((answer: string) => Option.Option<number>) => {
  const codes = new Map(answers.map((answer, code) => [Tally.key(answer), code]))
  return (answer) => Option.fromUndefinedOr(codes.get(Tally.key(answer)))
}
