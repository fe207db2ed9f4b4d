/**
 * Running recognisers over the cells of tables: short answers of a column come again and again, and are gone through once.
 */
import { detectAll, type DetectionInput } from "../Detection.ts"
import type { ColumnVerdict, Recogniser, Span } from "../Recogniser.ts"

/** What is found in each text. */
export type DetectAll = (inputs: ReadonlyArray<DetectionInput>) => ReadonlyArray<ReadonlyArray<Span>>

// What is remembered of a column: more than a list of choices has.
const mostKept = 500
const longestKept = 80

/** Recognisers that remember the short answers of columns. */
export const make = (recognisers: ReadonlyArray<Recogniser>): DetectAll => {
  const columns = new WeakMap<ColumnVerdict, Map<string, ReadonlyArray<Span>>>()

  const answersOf = ({ context, text }: DetectionInput) => {
    if (context?.column === undefined || text.length > longestKept) return undefined
    const known = columns.get(context.column) ?? new Map<string, ReadonlyArray<Span>>()
    columns.set(context.column, known)
    return known
  }

  return (inputs) => {
    const known = inputs.map((input) => (input.text === "" ? [] : answersOf(input)?.get(input.text)))
    const open = inputs.filter((_, i) => known[i] === undefined)
    const found = detectAll(recognisers, open)
    let next = 0
    return inputs.map((input, i) => {
      const before = known[i]
      if (before !== undefined) return before
      const spans = found[next++] ?? []
      const answers = answersOf(input)
      if (answers !== undefined && answers.size < mostKept) answers.set(input.text, spans)
      return spans
    })
  }
}
