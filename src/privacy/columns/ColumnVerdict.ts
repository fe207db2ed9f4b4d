/**
 * What a column of a table holds, told by all its cells together. A cell in doubt is decided by the others: among telephone numbers
 * a strange one is a telephone number, and among favourite herbs Basil is nobody.
 *
 * The vote adds to what is found in the cells, and takes away only what rests on a capital, on a word that is also a name, or on
 * numbers that merely stand together. What a checksum, a numbering plan or a form such as that of an e-mail address shows is out
 * of its reach, and so are full names.
 */
import { Option } from "effect"
import { roleOf } from "../../domain/ColumnHeader.ts"
import { isNameHeader } from "../names/NameColumns.ts"
import type { ColumnVerdict, Span } from "../Recogniser.ts"
import { isAboutThings } from "../names/Analysis.ts"
import { holdsOwnNumbers } from "../recognisers/DigitGroups.ts"
import * as Answers from "./AnswerCounts.ts"
import { isCode, knownAsName, knownAsPlace, longestCell, nameness, saysNothing, shapeOf } from "./Cell.ts"
import { isLooseNumber, isReadFromNeighbours } from "./WeakFindings.ts"

// Fewer different cells are no column to speak of.
const fewest = 3
/** The share of cells that must hold a kind of data by themselves. */
const most = 0.7
// A lexicon knows not every name, and each counts for less than one whole cell, so names need less.
const mostNames = 0.55

/** What only describes somebody, or has a vote of its own, or is found by itself or not at all. */
const notVoted = new Set("PERSON ORGANIZATION NRP TITLE AGE DATE TIME DATE_OF_BIRTH CUSTOM SECRET".split(" "))

/** The type that a cell is as a whole, by what is found in it. */
const typeOf = (cell: string, spans: ReadonlyArray<Span>, own: boolean): string | undefined => {
  const letters = cell.replace(/[^\p{L}\p{N}]/gu, "").length
  const codes = isCode(cell)
  const whole = spans.filter(
    (span) =>
      !notVoted.has(span.type) &&
      !(codes && isReadFromNeighbours(span)) &&
      // Numbers without a mark of their own under a header such as "Respondent ID" are the researcher's.
      ((span.type === "PHONE_NUMBER" && !own) || !isLooseNumber(span)) &&
      cell.slice(span.start, span.end).replace(/[^\p{L}\p{N}]/gu, "").length >= letters * 0.8
  )
  return whole.toSorted((a, b) => b.score - a.score)[0]?.type
}

const asksForWork = (header: string): boolean => {
  const [name = "", question = ""] = header.split("\n", 2)
  return !isNameHeader(header) && Option.contains(roleOf(name, question), "occupation")
}

/** Every so-manieth, so that a sorted column is judged by all of it. */
const spread = <A>(all: ReadonlyArray<A>, count: number): ReadonlyArray<A> =>
  all.length <= count
    ? all
    : Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]).flatMap((one) =>
        one === undefined ? [] : [one]
      )

// So many cells tell as much as all of them.
const sample = 150

/**
 * Judges a column.
 *
 * @param header the header, and on a further line its question
 * @param find what is found in cells by themselves
 */
export const judge = (
  header: string,
  answers: Answers.Answers,
  find: (texts: ReadonlyArray<string>) => ReadonlyArray<ReadonlyArray<Span>>
): ColumnVerdict => {
  const { cells: all, choices, often } = Answers.tally(answers)
  const cells = spread(
    all.filter((cell) => !saysNothing(cell)),
    sample
  )
  const brief = cells.filter((cell) => cell.trim().split(/\s+/).length <= 3).length >= cells.length * 0.8
  const codes = cells.length > 0 && cells.filter(isCode).length >= cells.length * 0.8
  const mean = (of: (cell: string) => number) =>
    cells.reduce((sum, cell) => sum + of(cell), 0) / Math.max(1, cells.length)
  const options = choices.size > 0 ? [...choices].filter((choice) => !saysNothing(choice)) : cells
  // "Koch" and "Baker" are what people do where the header says so.
  const things = isAboutThings(header) || asksForWork(header)
  const named = things ? 0 : options.reduce((sum, option) => sum + knownAsName(option), 0) / Math.max(1, options.length)
  const none = {
    seen: all.length,
    share: 0,
    named,
    shapes: new Set<string>(),
    choices,
    often,
    codes,
    brief
  }
  if (cells.length < fewest) return none
  const names = things ? 0 : mean((cell) => nameness(cell, choices.size === 0))
  const places = mean((cell) => (knownAsPlace(cell) ? 1 : 0))
  if (places >= most && places > names) return { ...none, holds: "LOCATION", share: places, codes: false }
  if (names >= mostNames) return { ...none, holds: "PERSON", share: names, codes: false }
  const own = holdsOwnNumbers(header)
  const votes = new Map<string, Array<string>>()
  const short = cells.filter((cell) => cell.length <= longestCell)
  for (const [i, spans] of find(short).entries()) {
    const cell = short[i] ?? ""
    const type = typeOf(cell, spans, own)
    if (type !== undefined) votes.set(type, [...(votes.get(type) ?? []), cell])
  }
  const [winner] = [...votes].toSorted(([, a], [, b]) => b.length - a.length)
  const share = Math.max(names, (winner?.[1].length ?? 0) / cells.length)
  if (winner === undefined || winner[1].length < cells.length * most) return { ...none, share }
  return { ...none, holds: winner[0], share, shapes: new Set(winner[1].map(shapeOf)), codes: false }
}
