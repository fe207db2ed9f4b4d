/**
 * Counting answers that are the same but for case and spacing, as typed ones often are: `Student` and `student` are one answer.
 */
import { Array, Order } from "effect"
import type { AnswerCount } from "../domain/Segment.ts"

/** What the spellings of one answer have in common. */
export const key = (answer: string): string => answer.trim().replace(/\s+/g, " ").toLowerCase()

/** The different answers in their most frequent spelling, most frequent first, then in the order of first appearance. */
export const make = (answers: ReadonlyArray<string>): ReadonlyArray<AnswerCount> => {
  const spellings = new Map<string, Map<string, number>>()
  for (const answer of answers) {
    const known = spellings.get(key(answer)) ?? new Map<string, number>()
    known.set(answer, (known.get(answer) ?? 0) + 1)
    spellings.set(key(answer), known)
  }
  return byCount(
    [...spellings.values()].map((known) => {
      const [usual] = byCount([...known].map(([answer, count]) => ({ answer, count })))
      return { answer: usual?.answer ?? "", count: [...known.values()].reduce((a, b) => a + b, 0) }
    })
  )
}

const byCount = (counts: ReadonlyArray<AnswerCount>): ReadonlyArray<AnswerCount> =>
  Array.sort(
    counts,
    Order.mapInput(Order.flip(Order.Number), (entry: AnswerCount) => entry.count)
  )
