/**
 * Columns that are made from others: codes of an answer that is there in words, and bands or groups of an answer. One column is
 * a function of another where every answer there goes with one answer here.
 */
import type { ColumnAnswers } from "./ColumnAnswers.ts"
import { marksOf } from "./ColumnAnswers.ts"
import type { Sliced } from "../Sliced.ts"
import { headerWords, isSentence } from "./PlainText.ts"
import { isRating } from "./QuestionGroup.ts"

/** Fewer repetitions than this may be chance. */
const fewestRepeats = 15

const made = /^(?:new|recoded?|derived|computed|calculated|calc)\b|\b(?:recoded?|derived|computed|dummy)$/

/** What nobody answers: a figure made from answers. */
const figure = /^(?:scores?|ratio|total|subtotal|sum|average|avg|mean|percentile|zscore)$/
const sum = /^(?:total|subtotal|sum|average|avg|mean)$/

/** A figure from answers. A sum has what it sums up beside it, under the same first word; a score that is a rating was given. */
const isFigureOf = (
  named: ReadonlyArray<string>,
  column: ColumnAnswers,
  leads: ReadonlyMap<string, number>
): boolean => {
  const last = named.at(-1) ?? ""
  if (!figure.test(last)) return false
  const lead = withoutNumber(named[0] ?? "")
  if (sum.test(last)) return named.length === 1 || (leads.get(lead) ?? 0) > 1
  return named.length > 1 || !isRating(column)
}

const withoutNumber = (word: string): string => word.replace(/(?<!\d)\d+$/, "")

/** Whether a column marks an option of a list that stands, options joined, in the column that its name begins with. */
const isDummy = (column: ColumnAnswers, byName: ReadonlyMap<string, ColumnAnswers>): boolean => {
  const { name } = column.column
  const marks = marksOf(column)
  if (marks === undefined || marks.unticked === "" || name.length > longestName) return false
  for (let at = name.length - 1; at > 0; at--) {
    if (!/[/._:[ -]/.test(name.charAt(at))) continue
    const source = byName.get(name.slice(0, at))
    const option = plain(name.slice(at))
    if (source !== undefined && source !== column && option !== " ")
      return marksOption(column, source, option, marks.unticked)
  }
  return false
}

const longestName = 200

/** Words with a space on both sides. */
const plain = (text: string): string => ` ${headerWords(text).join(" ")} `

const marksOption = (column: ColumnAnswers, source: ColumnAnswers, option: string, unticked: string): boolean => {
  const holds = source.column.values.map((value) => value.length < 2000 && plain(value).includes(option))
  const isYes = column.column.values.map((value) => value !== unticked && !column.missing.includes(value))
  let both = 0
  let alike = 0
  let yes = 0
  for (const [row, code] of column.column.codes.entries()) {
    const from = source.column.codes[row] ?? -1
    if (code === -1 || from === -1) continue
    both++
    if (isYes[code] === true) yes++
    if (isYes[code] === holds[from]) alike++
  }
  return both >= 8 && yes > 0 && yes < both && alike >= both * 0.98
}

/** Which of these columns are made from others. `headers`: the words of each, empty where there are only codes. */
export function* computed(
  columns: ReadonlyArray<ColumnAnswers>,
  headers: ReadonlyArray<string>
): Sliced<ReadonlySet<ColumnAnswers>> {
  const found = new Set<ColumnAnswers>()
  const isShort = columns.map(({ column }, i) => !isSentence(headers[i] || column.name) && headers[i] === "")
  const byName = new Map(columns.map((column) => [column.column.name, column]))
  const leads = new Map<string, number>()
  for (const { column } of columns) {
    const lead = withoutNumber(headerWords(column.name)[0] ?? "")
    leads.set(lead, (leads.get(lead) ?? 0) + 1)
  }
  for (const [b, made_] of columns.entries()) {
    yield 100 * columns.length
    const last = (headers[b] ?? "").split(/[:\])–-]\s*/).at(-1) ?? ""
    const named = headerWords(made_.column.name)
    const isFigure =
      named.length <= 4 && made_.numeric === 1 && !made_.column.name.includes("?") && isFigureOf(named, made_, leads)
    const isScored = made_.numeric === 1 && figure.test((headers[b] ?? "").trim().toLowerCase())
    if (made.test(named.join(" ")) || last.startsWith("NEW_") || isFigure || isScored || isDummy(made_, byName)) {
      found.add(made_)
      continue
    }
    if (!isShort[b] || made_.distinct < 2 || made_.distinct > 30) continue
    const from = columns.findIndex((source, a) => a !== b && !found.has(source) && isMadeFrom(made_, source, a < b))
    if (from !== -1) found.add(made_)
  }
  // Between computed columns, one whose source is not in the file is computed too.
  const recode = /^[a-z]+_?\d$/
  for (const [i, column] of columns.entries()) {
    const [before, after] = [columns[i - 1], columns[i + 1]]
    if (before === undefined || after === undefined || found.has(column) || !recode.test(column.column.name)) continue
    if (found.has(before) && found.has(after) && recode.test(before.column.name)) found.add(column)
  }
  return found
}

const isMadeFrom = (made: ColumnAnswers, source: ColumnAnswers, isAfter: boolean): boolean => {
  if (source.distinct < made.distinct || Math.abs(source.answered - made.answered) > made.answered * 0.05 + 1)
    return false
  // The same name with another ending, as in `mood_text` and `mood_code`, needs little more to tell.
  const isNamesake = areNamesakes(source.column.name, made.column.name)
  if (source.answered - source.distinct < (isNamesake ? 3 : fewestRepeats)) return false
  const isRenamed = source.distinct === made.distinct
  // Of codes and words for the same answers, the codes are made; a coarser one is made where it comes later.
  if (
    isRenamed &&
    !(isCode(made) && !isCode(source) && (isNamesake || areCodes(made))) &&
    !(isAfter && marksOf(source) !== undefined && marksOf(made) === undefined && made.distinct === 2)
  )
    return false
  if (!isRenamed && (!isAfter || marksOf(made) !== undefined || made.numeric === 1)) return false
  return isFunctionOf(made, source, isNamesake ? 8 : 20)
}

/** Whether numbers could count the answers of a list, from 0 or 1. */
const areCodes = ({ distinct, numbers }: ColumnAnswers): boolean =>
  (numbers[0] ?? -1) >= 0 && (numbers[0] ?? 9) <= 2 && (numbers.at(-1) ?? 99) <= distinct * 2

const isCode = ({ answers, numeric }: ColumnAnswers): boolean =>
  numeric === 1 || answers.slice(0, 50).every(({ answer }) => /^\d+(?:[,;| ]+\d+)*$/.test(answer))

const areNamesakes = (a: string, b: string): boolean => {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared >= 4 && shared >= 0.6 * Math.min(a.length, b.length) && /[_. -]/.test(a.slice(shared - 1, shared))
}

/** Whether the first rows tell already that one is no function of the other: of thousands of columns, all pairs are looked at. */
const differSoon = (made: ColumnAnswers, source: ColumnAnswers): boolean => {
  if (made.missing.length > 0 || source.missing.length > 0) return false
  const [to, from] = [made.column.codes, source.column.codes]
  for (let row = 1; row < 12; row++) {
    if (to[row] === -1 || from[row] === -1) continue
    for (let before = 0; before < row; before++)
      if (from[before] === from[row] && to[before] !== to[row] && to[before] !== -1) return true
  }
  return false
}

const isFunctionOf = (made: ColumnAnswers, source: ColumnAnswers, fewest: number): boolean => {
  if (differSoon(made, source)) return false
  const gone = (column: ColumnAnswers) => new Set(column.missing.map((text) => column.column.values.indexOf(text)))
  const [noMade, noSource] = [gone(made), gone(source)]
  const image = new Int32Array(source.column.values.length).fill(-1)
  const seen = new Set<number>()
  let apart = 0
  let both = 0
  const most = made.answered * 0.03 + 1
  for (let row = 0; row < made.column.codes.length; row++) {
    const to = made.column.codes[row] ?? -1
    const from = source.column.codes[row] ?? -1
    const hasTo = to !== -1 && !noMade.has(to)
    const hasFrom = from !== -1 && !noSource.has(from)
    if (hasTo !== hasFrom && ++apart > most) return false
    if (!hasTo || !hasFrom) continue
    both++
    seen.add(to)
    const before = image[from] ?? -1
    if (before === -1) image[from] = to
    else if (before !== to) return false
  }
  return both >= fewest && seen.size >= 2
}
