/** What changes from row to row of one respondent says how somebody was at the time, and not who they are. */
import type { ColumnAnswers } from "./ColumnAnswers.ts"

/** So many of those with several answers may differ by mistake, or have moved. */
const fewDiffer = 0.1

/** Whether respondents, who are told apart by `key`, answer differently from row to row. */
export const varies = ({ column, missing }: ColumnAnswers, key: ColumnAnswers): boolean => {
  const none = new Set(missing)
  const isAnswer = column.values.map((value) => !none.has(value))
  const first = new Map<number, number>()
  const repeated = new Set<number>()
  const differing = new Set<number>()
  for (const [row, respondent] of key.column.codes.entries()) {
    const code = column.codes[row] ?? -1
    if (respondent < 0 || isAnswer[code] !== true) continue
    const before = first.get(respondent)
    if (before === undefined) first.set(respondent, code)
    else repeated.add(respondent)
    if (before !== undefined && before !== code) differing.add(respondent)
  }
  return differing.size > repeated.size * fewDiffer
}
