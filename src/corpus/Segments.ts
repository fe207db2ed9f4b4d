/**
 * Groups of like records that together represent all of them.
 *
 * The groups are found around medoids (real records) under Gower's distance: on all records where there are few, else on a seeded sample
 * whose medoids then draw in all others (CLARA; Kaufman and Rousseeuw 1990), so that time grows with the records and not
 * with their square.
 */
import { Array, Order } from "effect"
import { derive, generator } from "../domain/Seed.ts"
import type { Segment } from "../domain/Segment.ts"
import type { Corpus } from "./Corpus.ts"
import * as Distance from "./Distance.ts"
import * as KMedoids from "./KMedoids.ts"
import * as SegmentLabel from "./SegmentLabel.ts"
import * as SegmentTraits from "./SegmentTraits.ts"
import * as TextVectors from "./TextVectors.ts"

/** The most records that are compared each with each: 9 MB of distances. */
const largestSample = 1500

/** A segment and who belongs to it. */
export interface SegmentGroup {
  readonly segment: Segment
  /** Places in `corpus.records`, the most central first; the first is the medoid or answered the same. Never empty. */
  readonly members: ReadonlyArray<number>
}

/** How a corpus is divided. */
export interface SegmentsOptions {
  /** How many segments, at least 1. There are fewer where fewer records differ. */
  readonly segments: number
  readonly seed: number
}

/**
 * Divides a corpus into segments, the largest first: every record is in exactly one. The same for the same records and seed. A
 * corpus without records has no segments.
 */
export const make = (corpus: Corpus, options: SegmentsOptions): ReadonlyArray<SegmentGroup> => {
  const groups = divide(corpus, options)
  const table = corpus.table
  const traits = SegmentTraits.make(table, groups)
  const terms = tellingTerms(TextVectors.of(table.texts), groups)
  const answerable = corpus.columns.filter(({ kind }) => kind !== "identifier").length
  const labels = SegmentLabel.make(
    corpus.columns,
    groups.map((members, index) => ({
      traits: traits[index] ?? { typical: [], distinctive: [] },
      terms: terms[index] ?? [],
      answered: mean(members.map((member) => table.answered[member] ?? 0)) / Math.max(1, answerable)
    }))
  )
  return groups.map((members, index) => ({
    segment: {
      id: `s${index + 1}`,
      label: labels[index] ?? "",
      size: members.length,
      share: members.length / corpus.records.length,
      typical: traits[index]?.typical ?? [],
      distinctive: traits[index]?.distinctive ?? []
    },
    members
  }))
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

interface Placed {
  readonly place: number
  readonly distance: number
}

const mostCentral = Order.combine(
  Order.mapInput(Order.Number, (placed: Placed) => placed.distance),
  Order.mapInput(Order.Number, (placed: Placed) => placed.place)
)

const divide = (corpus: Corpus, options: SegmentsOptions): ReadonlyArray<ReadonlyArray<number>> => {
  const distance = Distance.of(corpus)
  const sampled = sample(corpus.records.length, options.seed)
  const between = (a: number, b: number) => distance(sampled[a] ?? 0, sampled[b] ?? 0)
  const distances = KMedoids.matrix(sampled.length, between)
  const centres = KMedoids.medoids(distances, Math.max(1, Math.floor(options.segments))).map(
    (item) => sampled[item] ?? 0
  )
  const groups: ReadonlyArray<Array<Placed>> = centres.map(() => [])
  for (let place = 0; place < corpus.records.length; place++) {
    let best: Placed = { place, distance: Infinity }
    let nearest = 0
    for (const [index, centre] of centres.entries()) {
      const candidate = { place, distance: distance(place, centre) }
      if (candidate.distance < best.distance) {
        best = candidate
        nearest = index
      }
    }
    groups[nearest]?.push(best)
  }
  return Array.sort(
    groups.map((group) => Array.sort(group, mostCentral).map(({ place }) => place)),
    Order.combine(
      Order.mapInput(Order.flip(Order.Number), (members: ReadonlyArray<number>) => members.length),
      Order.mapInput(Order.Number, (members: ReadonlyArray<number>) => members[0] ?? 0)
    )
  )
}

/** All places, or an even sample of them in ascending order. */
const sample = (size: number, seed: number): ReadonlyArray<number> => {
  const places = Array.makeBy(size, (place) => place)
  if (size <= largestSample) return size === 0 ? [] : places
  const random = generator(derive(seed, "segments"))
  for (let i = 0; i < largestSample; i++) {
    const other = i + Math.floor(random() * (size - i))
    const moved = places[i] ?? 0
    places[i] = places[other] ?? 0
    places[other] = moved
  }
  return Array.sort(places.slice(0, largestSample), Order.Number)
}

/** For each group the words that weigh more in its free text than in everybody's. */
const tellingTerms = (
  { vectors, vocabulary }: TextVectors.TextVectors,
  groups: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyArray<ReadonlyArray<string>> => {
  const weights = (members: ReadonlyArray<number>): Float64Array => {
    const sum = new Float64Array(vocabulary.length)
    for (const member of members) {
      const vector = vectors[member]
      if (vector === undefined) continue
      for (const [at, term] of vector.terms.entries()) {
        sum[term] = (sum[term] ?? 0) + (vector.weights[at] ?? 0) / members.length
      }
    }
    return sum
  }
  const overall = weights(vectors.map((_, index) => index))
  return groups.map((members) => {
    const own = weights(members)
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
