/**
 * Further ways in which columns show that they are one question: the words that end their headers (`Sync: Which do you use?`), and
 * amounts that share out a whole.
 */
import { Option } from "effect"
import { parseNumber } from "../Answers.ts"
import type { ColumnAnswers } from "./ColumnAnswers.ts"
import { headerWords } from "./PlainText.ts"
import type { Candidate, QuestionGroup } from "./QuestionGroup.ts"

const boundary = /:\s?|\s[-–—|]\s/g

/** The ends of a text that may be a question with an item before it, from long to short. */
const endsOf = (text: string): ReadonlyArray<string> =>
  text.length > 3000
    ? []
    : [...text.matchAll(boundary)]
        .slice(0, 5)
        .map((match) => text.slice(match.index))
        .filter((end) => end.includes("?") && end.split(" ").length >= 3)

/** Columns whose headers are an item and then the question that they share. */
export const byEnding = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const first = columns[0]?.header.text ?? ""
  for (const end of endsOf(first)) {
    const other = columns.findIndex(({ header }) => header.text.length <= end.length || !header.text.endsWith(end))
    const run = other === -1 ? columns : columns.slice(0, other)
    if (run.length < 2) continue
    return {
      text: end.replace(/^[\s:|–—-]+/, ""),
      code: "",
      members: run.map((column) => ({ ...column, item: column.header.text.slice(0, -end.length).trim() })),
      confidence: 0.85
    }
  }
  return undefined
}

/** Numbers under a shared first word that make up 100 together in nearly every row: shares of one whole. */
export const bySum = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const [lead = "", second] = headerWords(columns[0]?.header.code ?? "")
  if (lead.length < 3 || second === undefined || columns[0]?.header.text !== "") return undefined
  const other = columns.findIndex(
    ({ answers, header }) =>
      header.text !== "" || answers.numeric < 1 || answers.answered === 0 || headerWords(header.code)[0] !== lead
  )
  const run = other === -1 ? columns : columns.slice(0, other)
  if (run.length < 2 || !sumsUp(run.map(({ answers }) => answers))) return undefined
  return {
    text: "",
    code: lead,
    members: run.map((column) => ({ ...column, item: headerWords(column.header.code).slice(1).join(" ") })),
    confidence: 0.8
  }
}

const whole = 100

const sumsUp = (columns: ReadonlyArray<ColumnAnswers>): boolean => {
  const values = columns.map(({ column, missing }) =>
    column.values.map((value) => (missing.includes(value) ? 0 : Option.getOrElse(parseNumber(value), () => 0)))
  )
  let filled = 0
  let full = 0
  for (let row = 0; row < (columns[0]?.column.codes.length ?? 0); row++) {
    const sum = columns.reduce((all, { column }, i) => all + (values[i]?.[column.codes[row] ?? -1] ?? 0), 0)
    if (sum !== 0) filled++
    if (Math.abs(sum - whole) < 0.5) full++
  }
  return filled >= 5 && full >= filled * 0.9
}
