/**
 * Who the rows are about: each of somebody else, or several of one person, as in diaries and experience sampling.
 */
import type { ColumnAnswers } from "./ColumnAnswers.ts"
import { headerWords } from "./PlainText.ts"

const person =
  /\b(?:respondent|participant|user|person|panelist|subject|proband|teilnehmer|repondant|participante|pid|alias|name|email|mail|connection|patient|student|employee|worker|member)\b/

/** The column that tells people apart where rows repeat them; nothing where each row is a person. */
export const respondentColumn = (ids: ReadonlyArray<ColumnAnswers>, rows: number): ColumnAnswers | undefined => {
  const repeating = ids.filter(
    ({ answered, distinct }) => answered >= rows * 0.9 && distinct >= 2 && distinct <= answered * 0.8
  )
  // Where an id is unique to each row and none names a person, what repeats is not a person but a place or a group.
  const isUniqueRow = ids.some(
    ({ answered, column, distinct }) =>
      distinct === answered &&
      answered >= rows * 0.9 &&
      /\b(?:respondent|participant|user|person)\b/.test(headerWords(column.name).join(" "))
  )
  if (isUniqueRow) return undefined
  return repeating.find(({ column }) => person.test(headerWords(column.name).join(" "))) ?? repeating[0]
}

/** How many people the rows are about. A row without an id is a person of its own. */
export const respondents = (column: ColumnAnswers | undefined, rows: number): number =>
  column === undefined ? rows : column.distinct + (rows - column.answered)
