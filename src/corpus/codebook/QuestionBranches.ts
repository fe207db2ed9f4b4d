/**
 * Columns of one question that hold the answers of different people: branches of a questionnaire.
 */
import type { AnswerCount, ColumnAnswers } from "./ColumnAnswers.ts"
import { folded } from "./PlainText.ts"
import type { Member } from "./QuestionGroup.ts"

/**
 * Columns of the same words: the same question in branches of the questionnaire, where nobody answered two of them, and boxes for
 * who chose "Other". Nothing where people answered several.
 */
export const branchesOf = (
  members: ReadonlyArray<Member>
): { readonly branches: ReadonlyArray<Member>; readonly open: ReadonlyArray<Member> } | undefined => {
  const branches: Array<Member> = []
  const open: Array<Member> = []
  for (const member of members) {
    const { column } = member.answers
    const both = branches.flatMap((before) => overlapOf(before.answers, column.codes))
    if (both.length <= member.answers.answered * 0.02) branches.push(member)
    else if (
      both.filter((answer) => /^(?:other|sonstig|ander|autre|otr)/.test(folded(answer))).length >=
      both.length * 0.6
    )
      open.push(member)
    else return undefined
  }
  return { branches, open }
}

/** What those who answered another column said here. */
const overlapOf = ({ column, missing }: ColumnAnswers, codes: Int32Array): ReadonlyArray<string> =>
  Array.from(column.codes).flatMap((code, row) => {
    const answer = column.values[code]
    return answer === undefined || (codes[row] ?? -1) === -1 || missing.includes(answer) ? [] : [answer]
  })

/** The answers of branches as those of one column, for all that looks at answers only. */
export const pooled = (members: ReadonlyArray<Member>): ColumnAnswers => {
  const [first] = members
  if (first === undefined) throw new Error("a question has columns")
  const answers = union(members)
  const answered = answers.reduce((sum, { count }) => sum + count, 0)
  const mean = (of: (column: ColumnAnswers) => number) =>
    members.reduce((sum, member) => sum + of(member.answers) * member.answers.answered, 0) / Math.max(1, answered)
  return {
    ...first.answers,
    answers,
    answered,
    distinct: answers.length,
    numeric: mean(({ numeric }) => numeric),
    numbers: [...new Set(members.flatMap((member) => member.answers.numbers))].toSorted((a, b) => a - b),
    isWhole: members.every((member) => member.answers.isWhole),
    longerThan: (words) => mean((column) => column.longerThan(words))
  }
}

/** The answers of several columns as those of one. */
export const union = (members: ReadonlyArray<Member>): ReadonlyArray<AnswerCount> => {
  const all = new Map<string, { answer: string; count: number }>()
  for (const { answers } of members) {
    for (const { answer, count } of answers.answers) {
      const known = all.get(folded(answer))
      if (known === undefined) all.set(folded(answer), { answer, count })
      else known.count += count
    }
  }
  return [...all.values()].toSorted((a, b) => b.count - a.count)
}
