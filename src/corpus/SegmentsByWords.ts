/**
 * Segments by what people say: of interviews, and of respondents without closed answers. Nothing can be tested then.
 *
 * Spherical k-means over TF-IDF vectors (Dhillon and Modha 2001), the best of a few seeded starts.
 */
import { Array, Order } from "effect"
import { derive, generator } from "../domain/Seed.ts"
import type { Corpus } from "./Corpus.ts"
import * as MinimumSize from "./segments/MinimumSize.ts"
import * as Sampling from "./segments/Sampling.ts"
import { membersOf } from "./segments/SegmentSearch.ts"
import type { Sliced } from "./Sliced.ts"
import * as TextVectors from "./TextVectors.ts"

const starts = 5
const mostRounds = 10

/** What a comparison of one text with one middle takes, in steps of an inner loop. */
const comparison = 100

/** A direction in the space of words, of length 1; of length 0 where nothing was said. */
type Middle = Float64Array

/** How much each text is like each middle, and the most similar one of each. */
interface Likeness {
  readonly labels: Int32Array
  /** Text by text, a middle each: 1 - cosine. */
  readonly costs: Float32Array
  readonly cost: number
}

/**
 * Divides people by their words: the largest segment first, the most central person of each first. No segment has fewer than
 * `minSize`; `segments` × `minSize` must not exceed the people. The same for the same texts and seed.
 */
export function* divide(
  corpus: Corpus,
  places: ReadonlyArray<number>,
  options: { readonly segments: number; readonly minSize: number; readonly seed: number }
): Sliced<ReadonlyArray<ReadonlyArray<number>>> {
  const { segments, minSize } = options
  const { vectors: all, vocabulary } = TextVectors.of(corpus.table.texts)
  const vectors = places.flatMap((place) => all[place] ?? [])
  const spoken = [...vectors.keys()].filter((at) => (vectors[at]?.terms.length ?? 0) > 0)
  let best: Likeness | undefined
  for (let start = 0; start < starts; start++) {
    const drawn = [...Sampling.shuffle(Int32Array.from(spoken), generator(derive(options.seed, "words", start)))]
    let middles: ReadonlyArray<Middle> = Array.makeBy(segments, (k) =>
      middleOf(vectors, drawn.slice(k, k + 1), vocabulary.length)
    )
    let found = yield* likeness(vectors, middles)
    for (let round = 0; round < mostRounds; round++) {
      const members = membersOf(found.labels, segments)
      // A middle that lost all its people stays where it is.
      middles = middles.map((middle, k) =>
        members[k]?.length === 0 ? middle : middleOf(vectors, members[k] ?? [], vocabulary.length)
      )
      const next = yield* likeness(vectors, middles)
      if (next.cost > found.cost - 1e-9) break
      found = next
    }
    if (best === undefined || found.cost < best.cost) best = found
  }
  if (best === undefined) return []
  const { costs } = best
  const labels = yield* MinimumSize.enforce(best, segments, minSize)
  const groups = membersOf(labels, segments)
  const largest = Order.mapInput(Order.flip(Order.Number), (k: number) => groups[k]?.length ?? 0)
  return Array.sort([...groups.keys()], largest).map((k) =>
    Array.sort(
      groups[k] ?? [],
      Order.mapInput(Order.Number, (at: number) => costs[at * segments + k] ?? 0)
    ).map((at) => places[at] ?? 0)
  )
}

const middleOf = (
  vectors: ReadonlyArray<TextVectors.TextVector>,
  members: ReadonlyArray<number>,
  words: number
): Middle => {
  const mean = TextVectors.mean(
    members.flatMap((member) => vectors[member] ?? []),
    words
  )
  const length = Math.sqrt(mean.reduce((sum, weight) => sum + weight * weight, 0))
  return length === 0 ? mean : mean.map((weight) => weight / length)
}

function* likeness(vectors: ReadonlyArray<TextVectors.TextVector>, middles: ReadonlyArray<Middle>): Sliced<Likeness> {
  const labels = new Int32Array(vectors.length)
  const costs = new Float32Array(vectors.length * middles.length)
  let cost = 0
  for (const [at, vector] of vectors.entries()) {
    let least = Infinity
    for (const [k, middle] of middles.entries()) {
      const apart = 1 - TextVectors.dot(vector, middle)
      costs[at * middles.length + k] = apart
      if (apart < least) {
        least = apart
        labels[at] = k
      }
    }
    cost += least
    yield comparison * middles.length
  }
  return { labels, costs, cost }
}

/** For each group the words that weigh more in its free text than in everybody's. */
export const tellingTerms = (
  corpus: Corpus,
  groups: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyArray<ReadonlyArray<string>> => {
  const { vectors, vocabulary } = TextVectors.of(corpus.table.texts)
  const overall = TextVectors.mean(vectors, vocabulary.length)
  return groups.map((members) => {
    const own = TextVectors.mean(
      members.flatMap((member) => vectors[member] ?? []),
      vocabulary.length
    )
    const lift = (term: number) => (own[term] ?? 0) - (groups.length > 1 ? (overall[term] ?? 0) : 0)
    return Array.sort(
      vocabulary.map((word, term) => ({ word, lift: lift(term) })),
      Order.mapInput(Order.flip(Order.Number), (entry: { readonly lift: number }) => entry.lift)
    )
      .filter((entry) => entry.lift > 0)
      .slice(0, 4)
      .map(({ word }) => word)
  })
}
