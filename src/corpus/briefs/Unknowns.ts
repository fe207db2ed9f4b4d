/**
 * What a persona cannot say, because it was not asked or nobody of the segment answered.
 */
import { type ClaimList, claimLists } from "../../domain/Persona.ts"
import type { ColumnProfile, ColumnRole } from "../../domain/Segment.ts"

const names: Readonly<Record<ClaimList, string>> = {
  goals: "goals",
  painPoints: "pain points",
  behaviours: "habits",
  motivations: "reasons"
}

const demographics: ReadonlyArray<readonly [ColumnRole, string]> = [
  ["age", "age"],
  ["gender", "gender"],
  ["occupation", "occupation"],
  ["education", "education"],
  ["income", "income"],
  ["household", "household"],
  ["location", "place"]
]

/**
 * What is not known, in sentences.
 *
 * @param asked the lists that some question of the study asks for
 * @param told the lists that somebody of the segment says something for
 */
export const of = (
  columns: ReadonlyArray<ColumnProfile>,
  asked: ReadonlySet<ClaimList>,
  told: ReadonlySet<ClaimList>
): ReadonlyArray<string> => {
  const notAsked = [
    ...claimLists.filter((list) => !asked.has(list) && !told.has(list)).map((list) => names[list]),
    ...demographics.filter(([role]) => !columns.some((column) => column.role === role)).map(([, name]) => name)
  ]
  const silent = claimLists.filter((list) => asked.has(list) && !told.has(list)).map((list) => names[list])
  return [
    ...(notAsked.length === 0 ? [] : [`No question was recognised that asks for ${listOf(notAsked, "or")}.`]),
    ...(silent.length === 0 ? [] : [`Nobody of this group said anything about ${listOf(silent, "or")}.`])
  ]
}

const listOf = (items: ReadonlyArray<string>, joint: string): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${joint} ${items.at(-1)}`
