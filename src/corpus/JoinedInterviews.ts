/**
 * Which segment of respondents each interview is heard in: the facts that its participant states decide first, words after. None
 * joins a segment that it contradicts.
 */
import { Array, Order } from "effect"
import type { AnchorFact } from "../domain/Segment.ts"
import type { Corpus } from "./Corpus.ts"
import * as StatedFacts from "./StatedFacts.ts"
import * as TextVectors from "./TextVectors.ts"

/** A segment of respondents, as far as interviews are compared with it. */
export interface SegmentOfRespondents {
  /** Places in `corpus.records`. */
  readonly members: ReadonlyArray<number>
  /** What is shown of who they are. */
  readonly facts: ReadonlyArray<Pick<AnchorFact, "column" | "range" | "value">>
}

/** Where interviews went, by their places in `corpus.records`. */
export interface JoinedInterviews {
  /** Those of each segment. */
  readonly joined: ReadonlyArray<ReadonlyArray<number>>
  /** Those that fit none: every segment contradicts them, or none shares a fact or a telling word with them. */
  readonly left: ReadonlyArray<number>
}

/** An answer that more than this part of a segment gave is one of its own. */
const most = 0.5

/** Joins interviews and documents to the segments of a survey. */
export const of = (corpus: Corpus, segments: ReadonlyArray<SegmentOfRespondents>): JoinedInterviews => {
  const joined: ReadonlyArray<globalThis.Array<number>> = segments.map(() => [])
  const left: globalThis.Array<number> = []
  const others = corpus.records.flatMap((record, place) => (record.kind === "row" ? [] : [{ place, record }]))
  if (others.length === 0) return { joined, left }
  const { vectors, vocabulary } = TextVectors.of(corpus.table.texts)
  const middles = segments.map(({ members }) =>
    TextVectors.mean(
      members.flatMap((member) => vectors[member] ?? []),
      vocabulary.length
    )
  )
  for (const { place, record } of others) {
    const stated = StatedFacts.of(corpus, record)
    const vector = vectors[place]
    const fits = segments.flatMap((segment, index): ReadonlyArray<Fit> => {
      const facts = agreeing(stated, segment)
      const words = vector === undefined ? 0 : TextVectors.dot(vector, middles[index] ?? new Float64Array())
      return facts === undefined || facts + words === 0 ? [] : [{ index, facts, words }]
    })
    const [best] = Array.sort(fits, byFit)
    if (best === undefined) left.push(place)
    else joined[best.index]?.push(place)
  }
  return { joined, left }
}

/** How well an interview fits a segment: the facts that they share, then their words. */
interface Fit {
  readonly index: number
  readonly facts: number
  readonly words: number
}

const byFit = Order.combine(
  Order.mapInput(Order.flip(Order.Number), ({ facts }: Fit) => facts),
  Order.mapInput(Order.flip(Order.Number), ({ words }: Fit) => words)
)

/**
 * How many of the stated facts are those of a segment; undefined where it shows another answer to the same question, or none of
 * its respondents gave that answer although others did.
 */
const agreeing = (
  stated: ReadonlyArray<StatedFacts.StatedFact>,
  { facts, members }: SegmentOfRespondents
): number | undefined => {
  let agreed = 0
  for (const { column, is, isRare, shareOf } of stated) {
    const shown = facts.filter((fact) => fact.column === column)
    const share = shareOf(members)
    if (shown.some((fact) => !is(fact)) || (share === 0 && !isRare)) return undefined
    if (shown.length > 0 || (share ?? 0) > most) agreed++
  }
  return agreed
}
