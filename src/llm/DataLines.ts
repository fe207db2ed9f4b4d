/**
 * The research data of a request as lines of a prompt: the columns, which are the same for every request of a run, the group,
 * and the records.
 */
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { ColumnProfile, Segment, Trait } from "../domain/Segment.ts"
import { json } from "./Delimit.ts"
import type { References } from "./References.ts"

// A profile with hundreds of columns would crowd out the records: beyond this, columns are named without their answers.
const mostProfileCharacters = 8_000
const mostAnswersShown = 8
const longestLabel = 240
const longestAnswer = 80

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`

const percent = (share: number): string => `${Math.round(share * 100)}%`

const answersOf = ({ answered, answers, numbers }: ColumnProfile): string => {
  if (numbers !== null) return `; from ${numbers.min} to ${numbers.max}, median ${numbers.median}`
  const shown = answers
    .slice(0, mostAnswersShown)
    .map(({ answer, count }) => `${json(cut(answer, longestAnswer))} ${percent(count / Math.max(1, answered))}`)
  return shown.length === 0 ? "" : `; answers ${shown.join(", ")}`
}

/** Every column but those of ids, with what all participants answered. */
export const columns = (profile: ReadonlyArray<ColumnProfile>): ReadonlyArray<string> => {
  let written = 0
  return profile.flatMap((column, index) => {
    if (column.kind === "identifier") return []
    const head = `c${index + 1}: ${json(cut(column.label, longestLabel))}, ${column.kind}`
    const line = written > mostProfileCharacters ? head : `${head}${answersOf(column)}`
    written += line.length
    return [line]
  })
}

/** What the group is and what sets it apart. */
export const group = (segment: Segment, profile: ReadonlyArray<ColumnProfile>): ReadonlyArray<string> => {
  const names = new Map(profile.map(({ name }, index) => [name, `c${index + 1}`]))
  const trait = ({ answer, column, overallShare, share }: Trait) =>
    `- ${names.get(column) ?? json(column)}: ${json(cut(answer, longestAnswer))}, ${percent(share)} of the group, ${percent(overallShare)} of all`
  return [
    `The group: ${json(segment.label)}, ${segment.size} participants, ${percent(segment.share)} of all.`,
    ...(segment.facts.length === 0
      ? []
      : [
          `Who the persona is, which is given and not to be changed: ${segment.facts.map(({ label, value }) => `${json(cut(label, longestAnswer))} ${json(cut(value, longestAnswer))}`).join(", ")}.`
        ]),
    ...(segment.distinctive.length === 0 ? [] : ["More frequent in the group than elsewhere:"]),
    ...segment.distinctive.slice(0, 8).map(trait),
    ...(segment.typical.length === 0 ? [] : ["Typical of the group:"]),
    ...segment.typical.slice(0, 8).map(trait)
  ]
}

/** One record with its answers, and in interviews what was asked. Ids of participants stay out. */
export const record = (
  one: AnonymisedRecord,
  name: string,
  references: References,
  profile: ReadonlyArray<ColumnProfile>
): string => {
  const ids = new Set(profile.filter(({ kind }) => kind === "identifier").map((column) => column.name))
  let asked: string | undefined
  const answers = one.fields.flatMap((field, position) => {
    if (ids.has(field.name)) return []
    const line = `  ${references.field(field, position)}: ${json(field.text)}`
    // The question of a survey stands with its column; that of an interview is the interviewer's and stands before what it led to.
    if (one.kind === "row" || field.question === undefined || field.question === asked) return [line]
    asked = field.question
    return [`  asked ${json(asked)}`, line]
  })
  return [name, ...answers].join("\n")
}
