/** Coded answers row by row, as the kernels read them. */
import { Array } from "effect"
import type { CodedAnswers } from "./CodedAnswers.ts"
import { type Sliced, sliceWork } from "./Sliced.ts"

/** What the rows of a matrix have in common. */
export interface AnswerShape {
  readonly items: number
  /** Where the levels of an item begin in a table over all levels; the last entry is their number. */
  readonly offsets: Int32Array
  /** The items of each question. */
  readonly questions: ReadonlyArray<ReadonlyArray<number>>
  readonly ordinal: ReadonlyArray<boolean>
  readonly demographics: ReadonlyArray<number>
}

/** Some or all respondents of a table. */
export interface AnswerMatrix {
  readonly shape: AnswerShape
  readonly rows: number
  /** Row by row, an item each: its offset + its code, or -1 where there is no answer. */
  readonly cells: Int32Array
}

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
    demographics: answers.items.flatMap(({ demographic }, item) => (demographic ? [item] : []))
  }
  const cells = new Int32Array(answers.size * items)
  for (let item = 0; item < items; item++) {
    const codes = answers.items[item]?.codes ?? new Int16Array(0)
    const offset = offsets[item] ?? 0
    for (let row = 0, cell = item; row < answers.size; row++, cell += items) {
      const code = codes[row] ?? -1
      cells[cell] = code < 0 ? -1 : offset + code
    }
    yield 4 * answers.size
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
  for (const question of shape.questions) {
    const answered: Array<number> = []
    for (let row = 0; row < rows; row++)
      if (question.some((item) => (cells[row * items + item] ?? -1) >= 0)) answered.push(row)
    const order = answered.slice()
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(random() * (i + 1))
      const kept = order[i] ?? 0
      order[i] = order[other] ?? 0
      order[other] = kept
    }
    answered.forEach((to, i) => {
      const from = order[i] ?? to
      for (const item of question) shuffled[to * items + item] = cells[from * items + item] ?? -1
    })
  }
  return { shape, rows, cells: shuffled }
}
