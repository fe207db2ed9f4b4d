/**
 * Segments by likeness alone, in words and answers: of interviews and documents, and of so few respondents that no test could tell
 * groups from chance. Where there are segments of respondents, interviews are joined to these.
 */
import { Array, Order } from "effect"
import { derive, generator } from "../domain/Seed.ts"
import type { Corpus } from "./Corpus.ts"
import * as Distance from "./Distance.ts"
import * as KMedoids from "./KMedoids.ts"
import * as TextVectors from "./TextVectors.ts"

/** The most records that are compared each with each: 9 MB of distances. */
const largestSample = 1500

interface Placed {
  readonly place: number
  readonly distance: number
}

const mostCentral = Order.combine(
  Order.mapInput(Order.Number, (placed: Placed) => placed.distance),
  Order.mapInput(Order.Number, (placed: Placed) => placed.place)
)

/** All records by how alike they are in words and answers: the largest group first, the most central record of each first. */
export const divide = (
  corpus: Corpus,
  options: { readonly segments: number; readonly seed: number }
): ReadonlyArray<ReadonlyArray<number>> => {
  const distance = Distance.of(corpus)
  const sampled = sample(corpus.records.length, options.seed)
  const between = (a: number, b: number) => distance(sampled[a] ?? 0, sampled[b] ?? 0)
  const distances = KMedoids.matrix(sampled.length, between)
  const wanted = Math.max(1, Math.floor(options.segments))
  const centres = KMedoids.medoids(distances, wanted).map((item) => sampled[item] ?? 0)
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

/** For each group of respondents the interviews that resemble it most in words; those that resemble none join the largest. */
export const join = (
  corpus: Corpus,
  groups: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyArray<ReadonlyArray<number>> => {
  const joined: ReadonlyArray<Array<number>> = groups.map(() => [])
  const others = corpus.records.flatMap(({ kind }, place) => (kind === "row" ? [] : [place]))
  if (others.length === 0) return joined
  const { vectors, vocabulary } = TextVectors.of(corpus.table.texts)
  const middles = groups.map((members) =>
    TextVectors.mean(
      members.flatMap((member) => vectors[member] ?? []),
      vocabulary.length
    )
  )
  for (const place of others) {
    const own = vectors[place]
    const likeness = middles.map((middle) => (own === undefined ? 0 : TextVectors.dot(own, middle)))
    const best = likeness.reduce((top, value, index) => (value > (likeness[top] ?? 0) ? index : top), 0)
    joined[best]?.push(place)
  }
  return joined
}
