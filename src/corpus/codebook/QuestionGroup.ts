/**
 * Columns on their way to a question.
 */
import type { ColumnAnswers } from "./ColumnAnswers.ts"
import type { Header } from "./HeaderParts.ts"

/** A column on its way to a question. */
export interface Candidate {
  readonly answers: ColumnAnswers
  readonly header: Header
}

/** A column of a question, with the item that it stands for where the header tells it. */
export interface Member extends Candidate {
  readonly item: string | undefined
}

/** The columns of a question. */
export interface QuestionGroup {
  /** The question in words; empty where the file holds only codes. */
  readonly text: string
  /** What its columns' codes have in common; empty where they have none. */
  readonly code: string
  readonly members: ReadonlyArray<Member>
  /** How sure it is that these belong together, 0 to 1. */
  readonly confidence: number
}

/** Whether answers are whole numbers of a rating, such as 1 to 5 or 0 to 10. */
export const isRating = ({ isWhole, numbers, numeric }: ColumnAnswers): boolean => {
  const [low, high] = [numbers[0] ?? -1, numbers.at(-1) ?? 99]
  return numeric === 1 && isWhole && low >= -5 && high <= 10 && high >= 3 && numbers.length >= 3
}
