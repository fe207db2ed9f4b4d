/**
 * Makes disjoint spans out of overlapping ones, so that a replacement never cuts another in two.
 *
 * Spans that overlap become one that covers all of them: nothing a recogniser marked is ever uncovered again. It takes its type
 * from the longest of them, then the surest, then the first by type and rule, so that the order of the recognisers never matters. What
 * was known by its own form (a number with its check digit, a card, an address of the web) counts twice as long as what was read
 * out of words: "tax number 123 456 789" is a tax number, although it may also be read as a street.
 */
import { Array, Order } from "effect"
import type { Span } from "./Recogniser.ts"

const length = (span: Span): number => span.end - span.start

/** What is read out of words and their neighbours. */
const readFromWords = new Set(["PERSON", "ORGANIZATION", "LOCATION", "ADDRESS", "NRP", "TITLE"])

const weight = (span: Span): number => length(span) * (readFromWords.has(span.type) ? 1 : 2)

const byPlace: Order.Order<Span> = Order.combine(
  Order.mapInput(Order.Number, (span: Span) => span.start),
  Order.mapInput(Order.Number, (span: Span) => -span.end)
)

const byMerit: Order.Order<Span> = Order.combineAll([
  Order.mapInput(Order.Number, (span: Span) => -weight(span)),
  Order.mapInput(Order.Number, (span: Span) => -span.score),
  Order.mapInput(Order.String, (span: Span) => span.type),
  Order.mapInput(Order.String, (span: Span) => span.rule)
])

/** The disjoint spans, in reading order, that cover what the given spans cover. Empty spans are dropped. */
export const resolve = (spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
  const resolved: Array<Span> = []
  let winner: Span | undefined
  let start = 0
  let end = 0
  const close = () => {
    if (winner !== undefined) resolved.push({ ...winner, start, end })
  }
  for (const span of Array.sort(spans, byPlace)) {
    if (length(span) <= 0) continue
    if (winner === undefined || span.start >= end) {
      close()
      winner = span
      start = span.start
      end = span.end
    } else {
      end = Math.max(end, span.end)
      if (byMerit(span, winner) < 0) winner = span
    }
  }
  close()
  return resolved
}
