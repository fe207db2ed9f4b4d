/** Coded answers row by row, as the kernels read them. */
import { Array } from "effect"
import type { CodedAnswers } from "./CodedAnswers.ts"
import * as Sampling from "./Sampling.ts"
import { type Sliced, sliceWork } from "../Sliced.ts"

/** What the rows of a matrix have in common. */
export interface AnswerShape {
  readonly items: number
  /** Where the levels of an item begin in a table over all levels; the last entry is their number. */
  readonly offsets: Int32Array
  /** The items of each question. */
  readonly questions: ReadonlyArray<ReadonlyArray<number>>
  readonly ordinal: ReadonlyArray<boolean>
  /** The demographic items, at most 30: facts are compared as bits of one number. */
  readonly demographics: ReadonlyArray<number>
}

/** Some or all respondents of a table. */
export interface AnswerMatrix {
  readonly shape: AnswerShape
  readonly rows: number
  /** Row by row, an item each: its offset + its code, or -1 where there is no answer. */
  readonly cells: Int32Array
}

const mostDemographics = 30

/** The whole table. */
export const make = function* (answers: CodedAnswers): Sliced<AnswerMatrix> {
  const items = answers.items.length
  const offsets = new Int32Array(items + 1)
  answers.items.forEach(({ levels }, item) => (offsets[item + 1] = (offsets[item] ?? 0) + levels))
  const byQuestion = new Map<string, Array<number>>()
  for (const [item, { question }] of answers.items.entries())
    byQuestion.set(question, [...(byQuestion.get(question) ?? []), item])
  const shape: AnswerShape = {
    items,
    offsets,
    questions: [...byQuestion.values()],
    ordinal: answers.items.map(({ ordinal }) => ordinal),
    demographics: answers.items
      .flatMap(({ demographic }, item) => (demographic ? [item] : []))
      .slice(0, mostDemographics)
  }
  const cells = new Int32Array(answers.size * items)
  for (const [from, to] of blocks(answers.size, 4 * items)) {
    for (const [item, { codes }] of answers.items.entries()) {
      const offset = offsets[item] ?? 0
      for (let row = from, cell = from * items + item; row < to; row++, cell += items) {
        const code = codes[row] ?? -1
        cells[cell] = code < 0 ? -1 : offset + code
      }
    }
    yield 4 * (to - from) * items
  }
  return { shape, rows: answers.size, cells }
}

/** The given rows, in the given order; a row may come more than once. */
export const select = ({ shape, cells }: AnswerMatrix, rows: ArrayLike<number>): AnswerMatrix => {
  const { items } = shape
  const chosen = new Int32Array(rows.length * items)
  for (let to = 0; to < rows.length; to++) {
    const from = (rows[to] ?? 0) * items
    chosen.set(cells.subarray(from, from + items), to * items)
  }
  return { shape, rows: rows.length, cells: chosen }
}

/** Blocks of rows, so that work on `perRow` steps a row stays within a slice. */
export const blocks = (rows: number, perRow: number): ReadonlyArray<readonly [from: number, to: number]> => {
  const size = Math.max(1, Math.floor(sliceWork / Math.max(1, perRow)))
  return Array.makeBy(Math.ceil(rows / size), (block) => [block * size, Math.min(rows, (block + 1) * size)] as const)
}

/**
 * The same answers with every question shuffled on its own, as a whole and among those who answered it: what hangs together
 * inside a question stays, what goes across questions is chance, and who stopped early stays where they were.
 */
export const shuffleQuestions = ({ shape, rows, cells }: AnswerMatrix, random: () => number): AnswerMatrix => {
  const { items } = shape
  const shuffled = cells.slice()
  const places = new Int32Array(rows)
  for (const question of shape.questions) {
    let answered = 0
    for (let row = 0; row < rows; row++) {
      let any = false
      for (const item of question) any ||= (cells[row * items + item] ?? -1) >= 0
      if (any) {
        places[answered] = row
        answered++
      }
    }
    const order = Sampling.shuffle(places.slice(0, answered), random)
    for (let at = 0; at < answered; at++) {
      const to = (places[at] ?? 0) * items
      const from = (order[at] ?? 0) * items
      for (const item of question) shuffled[to + item] = cells[from + item] ?? -1
    }
  }
  return { shape, rows, cells: shuffled }
}
