/**
 * Counting respondents by an answer, in a segment and among all. Whoever did not answer, or was not asked, is in no base.
 */
import { Struct } from "effect"
import type { Count, NumberRange, Share } from "../../domain/Evidence.ts"
import type { Demographic } from "../../domain/Codebook.ts"
import type { ColumnProfile } from "../../domain/Segment.ts"
import { type AnswerTable, type ChoiceColumn, demographicRoles, type NumberColumn } from "../AnswerTable.ts"
import { demographicNames } from "../codebook/QuestionLabel.ts"
import type { Corpus } from "../Corpus.ts"
import { shortLabels } from "./QuestionNames.ts"

/** A count that has no id yet. */
export type Uncounted = Omit<Count, "id">

/** Columns by name, and who the respondents are. */
export interface Counting {
  readonly choices: ReadonlyMap<string, ChoiceColumn>
  readonly numbers: ReadonlyMap<string, NumberColumn>
  readonly profiles: ReadonlyMap<string, ColumnProfile>
  /** What each column is called in a few words. */
  readonly shortLabels: ReadonlyMap<string, string>
  /** What several columns say of who somebody is. */
  readonly sharedRoles: ReadonlySet<ColumnProfile["role"]>
  /** Places of all respondents in the corpus. */
  readonly everyone: ReadonlyArray<number>
  readonly table: AnswerTable
}

/** What is counted in a corpus. In a study without a table, interviews are the respondents. */
export const of = ({ codebook, columns, records, table }: Corpus): Counting => {
  const rows = records.flatMap(({ kind }, place) => (kind === "row" ? [place] : []))
  return {
    choices: new Map(table.choices.map((column) => [column.profile.name, column])),
    numbers: new Map(table.numbers.map((column) => [column.profile.name, column])),
    profiles: new Map(columns.map((column) => [column.name, column])),
    sharedRoles: shared(columns),
    shortLabels: shortLabels({ codebook, columns }),
    everyone: rows.length > 0 ? rows : records.map((_, place) => place),
    table
  }
}

/** How many of these people a test holds for; `undefined` where somebody is in no base. */
export const share = (people: ReadonlyArray<number>, test: (place: number) => boolean | undefined): Share => {
  let matched = 0
  let of = 0
  for (const place of people) {
    const holds = test(place)
    if (holds === undefined) continue
    of++
    if (holds) matched++
  }
  return { matched, of }
}

/** What a count decides of a respondent; undefined for whoever did not answer. */
export type Decides = (place: number) => boolean | undefined

/** Whether somebody gave one of these answers. */
export const byAnswers = ({ answers, codes }: ChoiceColumn, wanted: ReadonlyArray<string>): Decides => {
  const among = new Set(wanted.map((answer) => answers.indexOf(answer)))
  return (place) => codes[place]?.some((code) => among.has(code))
}

/** Whether somebody's number lies in the range. */
export const byRange =
  ({ values }: NumberColumn, { max = Infinity, min = -Infinity }: NumberRange): Decides =>
  (place) => {
    const value = values[place] ?? Number.NaN
    return Number.isNaN(value) ? undefined : value >= min && value <= max
  }

const demographics = new Map(Struct.keys(demographicRoles).map((name) => [demographicRoles[name], name]))

const yesOrNo = new Set("yes no true false ja nein oui non si no sim não nee tak nie".split(" "))

/** Roles that several columns have, such as the degree and the subject of a study: which one is meant only the question tells. */
const shared = (columns: ReadonlyArray<ColumnProfile>): ReadonlySet<ColumnProfile["role"]> => {
  const own = columns.filter((column) => column.kind !== "text" && demographicOf(column) !== null)
  return new Set(own.map(({ role }) => role).filter((role, at, all) => all.indexOf(role) !== at))
}

/** What a column says of who somebody is. Yes and no say that something applies, and not what somebody is. */
export const demographicOf = ({ answers, role }: Pick<ColumnProfile, "answers" | "role">): Demographic | null =>
  answers.slice(0, 2).some(({ answer }) => yesOrNo.has(answer.toLowerCase())) ? null : (demographics.get(role) ?? null)

/** The question of a count. */
export const asked = ({ sharedRoles }: Pick<Counting, "sharedRoles">, profile: ColumnProfile, option?: string) => {
  const item = profile.item ?? option
  const demographic = demographicOf(profile)
  // Where the file has no question, its name is all that can be said.
  const isNamed = demographic !== null && profile.label === demographicNames[demographic]
  return {
    question: profile.question,
    label: profile.label,
    ...(item !== undefined && { item }),
    demographic: sharedRoles.has(profile.role) && !isNamed ? null : demographic,
    isMultiple: profile.kind === "multi"
  }
}

/** Those who gave one of these answers; undefined where the column is not one of answers. */
export const ofAnswers = (
  counting: Counting,
  name: string,
  answers: ReadonlyArray<string>,
  members: ReadonlyArray<number>
): Uncounted | undefined => {
  const column = counting.choices.get(name)
  if (column === undefined) return undefined
  const decides = byAnswers(column, answers)
  const option = column.profile.isOneHot === true && answers.length === 1 ? answers[0] : undefined
  return {
    ...asked(counting, column.profile, option),
    operator: answers.length === 1 ? "is" : "any-of",
    answers,
    group: share(members, decides),
    everyone: share(counting.everyone, decides)
  }
}

/** Those whose number lies in a range; undefined where the column is not one of numbers. */
export const ofRange = (
  counting: Counting,
  name: string,
  range: NumberRange,
  members: ReadonlyArray<number>
): Uncounted | undefined => {
  const column = counting.numbers.get(name)
  if (column === undefined) return undefined
  const decides = byRange(column, range)
  return {
    ...asked(counting, column.profile),
    operator: "range",
    range,
    group: share(members, decides),
    everyone: share(counting.everyone, decides)
  }
}

/** How one of these counts decides of a respondent. */
export const decider = (counting: Counting, name: string, count: Pick<Count, "answers" | "range">): Decides => {
  const choice = counting.choices.get(name)
  const number = counting.numbers.get(name)
  if (choice !== undefined) return byAnswers(choice, count.answers ?? [])
  return number === undefined ? () => undefined : byRange(number, count.range ?? {})
}
