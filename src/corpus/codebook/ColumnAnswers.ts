/**
 * What stands in a column, in short: its different answers without the codes for none, how many are numbers, how long they are.
 */
import { Option } from "effect"
import { hasDecimalComma, parseNumber, withPoint } from "../Answers.ts"
import type { CodedColumn } from "./ColumnTable.ts"
import { isMissing, numericCodes } from "./MissingCodes.ts"
import { folded, shown } from "./PlainText.ts"

/** An answer in its most frequent spelling. */
export interface AnswerCount {
  readonly answer: string
  readonly count: number
}

/** What stands in a column. */
export interface ColumnAnswers {
  readonly column: CodedColumn
  /** Most frequent first, at most 2,000; spellings that differ only in case or spacing are one. */
  readonly answers: ReadonlyArray<AnswerCount>
  /** Cells that mean that nobody answered, as they are written. */
  readonly missing: ReadonlyArray<string>
  /** How many cells hold an answer. */
  readonly answered: number
  /** How many different answers there are, spellings apart. */
  readonly distinct: number
  /** The share of answers that are numbers. */
  readonly numeric: number
  /** The different numbers among the answers, ascending. */
  readonly numbers: ReadonlyArray<number>
  /** Whether its numbers are written with a decimal comma. */
  readonly decimalComma: boolean
  /** Whether all numbers are whole. */
  readonly isWhole: boolean
  /** The share of answers of more than `words` words. */
  readonly longerThan: (words: number) => number
}

const mostValues = 2000

/** What stands in a column. Of very many different cells, the first thousands are looked at. */
export const of = (column: CodedColumn): ColumnAnswers => {
  const declared = new Set(column.told?.missing ?? [])
  const looked = column.values.slice(0, mostValues)
  const texts = looked.map(shown)
  const decimalComma = hasDecimalComma(texts)
  const parsed = texts.map((text) => Option.getOrUndefined(parseNumber(decimalComma ? withPoint(text) : text)))
  const numericShare = parsed.filter((number) => number !== undefined).length / Math.max(1, looked.length)
  const codes = new Set(
    numericShare >= 0.5 ? numericCodes([...new Set(parsed.filter((number) => number !== undefined))]) : []
  )
  const missing: Array<string> = []
  const byKey = new Map<string, { answer: string; count: number; most: number }>()
  const lengths: Array<readonly [words: number, count: number]> = []
  const numbers = new Set<number>()
  let answered = 0
  let numeric = 0
  let lookedAt = 0
  for (const [i, value] of looked.entries()) {
    const count = column.counts[i] ?? 0
    const number = parsed[i]
    if (declared.has(value) || isMissing(value) || (number !== undefined && codes.has(number))) {
      missing.push(value)
      continue
    }
    lookedAt += count
    const key = folded(value) || value
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { answer: shown(value), count, most: count })
    else {
      known.count += count
      if (count > known.most) {
        known.most = count
        known.answer = shown(value)
      }
    }
    if (number !== undefined) {
      numeric += count
      numbers.add(number)
    }
    lengths.push([value.length > 400 ? 60 : value.split(/\s+/).length, count])
  }
  for (const count of column.counts.slice(mostValues)) answered += count
  answered += lookedAt
  const sorted = [...numbers].toSorted((a, b) => a - b)
  return {
    column,
    answers: [...byKey.values()].map(({ answer, count }) => ({ answer, count })).toSorted((a, b) => b.count - a.count),
    missing,
    answered,
    distinct: byKey.size + Math.max(0, column.values.length - mostValues),
    numeric: numeric / Math.max(1, lookedAt),
    numbers: sorted,
    decimalComma,
    isWhole: sorted.every(Number.isInteger),
    longerThan: (words) =>
      lengths.reduce((sum, [length, count]) => sum + (length > words ? count : 0), 0) / Math.max(1, lookedAt)
  }
}

/** Marks that say that an option was not chosen. */
const notChosen = new Set(
  "0|0.0|no|n|false|not selected|unselected|not checked|unchecked|not ticked|not chosen|not mentioned|off|nein|nicht ausgewahlt|nicht gewahlt|nicht genannt|non|faux|non selectionne|falso|no seleccionado|nee".split(
    "|"
  )
)
const chosen = new Set(
  "1|1.0|yes|y|true|x|selected|checked|ticked|chosen|mentioned|on|ja|ausgewahlt|gewahlt|genannt|oui|vrai|selectionne|si|verdadero|seleccionado|✓|✔".split(
    "|"
  )
)

/** Whether an answer says no more than that the option was chosen. */
export const isTick = (answer: string): boolean => chosen.has(folded(answer))

/** How a column marks an option: what is written where it was chosen, and where it was not. Nothing where it holds more than marks. */
export const marksOf = (column: ColumnAnswers): Marks | undefined => {
  const before = marks.get(column)
  if (before !== undefined) return before.marks
  const found = findMarks(column)
  marks.set(column, { marks: found })
  return found
}

interface Marks {
  readonly ticked: string | undefined
  readonly unticked: string
}

// Columns are compared pair by pair, so what was found is kept as long as the column is.
const marks = new WeakMap<ColumnAnswers, { readonly marks: Marks | undefined }>()

const findMarks = ({ answers, column }: ColumnAnswers): Marks | undefined => {
  if (answers.length > 2) return undefined
  const [no, yes] = [
    answers.filter(({ answer }) => notChosen.has(folded(answer))),
    answers.filter(({ answer }) => !notChosen.has(folded(answer)))
  ]
  if (
    yes.length > 1 ||
    (yes[0] !== undefined && no[0] !== undefined && !isTick(yes[0].answer) && folded(no[0].answer) === "no")
  )
    return undefined
  const written =
    no[0] === undefined ? "" : (column.values.find((value) => folded(value) === folded(no[0]?.answer ?? "")) ?? "")
  return { ticked: yes[0]?.answer, unticked: written }
}
