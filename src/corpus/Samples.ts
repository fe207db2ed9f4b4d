/**
 * Which records each draft of a segment is made from.
 *
 * Every draft looks at the neighbourhood of another record of the segment: the people in a sample are alike, so that a persona made from
 * it is coherent, and the samples differ, so that drafts of one segment do.
 */
import { Array, Order } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import { derive, generator } from "../domain/Seed.ts"
import type { Corpus } from "./Corpus.ts"
import * as Distance from "./Distance.ts"
import { memoise } from "./Memoise.ts"
import type { SegmentGroup } from "./Segments.ts"

/** What a sample may hold. */
export interface SampleOptions {
  /** The most records, at least 1. */
  readonly maxRecords: number
  /** The most bytes (UTF-8) of names, questions and answers, so that a sample fits the context of a model. */
  readonly maxBytes: number
  readonly seed: number
}

/** Of a larger segment, only so many records (seeded) are drawn on: what finding a sample costs has a bound. */
const largestPool = 1500

/** The outermost of a segment are nobody's neighbours: they are in samples, but no sample is made around them at first. */
const centralShare = 0.9

const smallest = 3

/**
 * The samples of a segment by the draft's number within it, from 0. The first is around the medoid, each next one around the
 * record farthest from all before; when there are no more, it goes round again with a neighbourhood of another size. A sample begins with the
 * record it is made around, its nearest follow. Records that would make it too large are passed over.
 *
 * A sample is never empty: where a single record is too large, whole fields are dropped from its end, never all of them.
 */
export const make = (
  corpus: Corpus,
  group: Pick<SegmentGroup, "members">,
  options: SampleOptions
): ((draft: number) => ReadonlyArray<AnonymisedRecord>) => {
  const distance = Distance.of(corpus)
  const pool = choosePool(group.members, options.seed)
  const seeds = farthestFirst(pool, distance, options.seed)
  const sizes = neighbourhoodSizes(pool.length, options.maxRecords)
  const sample = (turn: number): ReadonlyArray<AnonymisedRecord> => {
    const size = sizes[Math.floor(turn / seeds.total)] ?? 1
    const near = nearest(pool, seeds.at(turn % seeds.total), distance)
    return fit(
      near.slice(0, size).flatMap((place) => corpus.records[place] ?? []),
      options.maxBytes
    )
  }
  const turns = seeds.total * sizes.length
  const known = new Map<number, ReadonlyArray<AnonymisedRecord>>()
  return (draft) => {
    if (pool.length === 0) return []
    const turn = draft % turns
    const made = known.get(turn) ?? sample(turn)
    if (pool.length <= fewRecords) known.set(turn, made)
    return made
  }
}

/** A long run comes back to the samples of a small segment again and again: there they are kept. */
const fewRecords = 100

/** How many bytes of a budget a record takes: its names, questions, speakers and answers in UTF-8. */
export const bytesOf = memoise((record: AnonymisedRecord): number =>
  record.fields.reduce((sum, field) => sum + fieldBytes(field), 0)
)

const encoder = new TextEncoder()

const fieldBytes = ({ name, question, speaker, text }: AnonymisedRecord["fields"][number]): number =>
  encoder.encode(`${name}${question ?? ""}${speaker ?? ""}${text}`).length

/** Around the medoid all, in a fixed order; of more than can be looked at, the medoid and a seeded choice of the others. */
const choosePool = (members: ReadonlyArray<number>, seed: number): ReadonlyArray<number> => {
  if (members.length <= largestPool) return members
  const random = generator(derive(seed, "pool"))
  const marked = members.map((member, index) => ({ index, member, mark: index === 0 ? -1 : random() }))
  const drawn = Array.sort(
    marked,
    Order.mapInput(Order.Number, (entry: { readonly mark: number }) => entry.mark)
  ).slice(0, largestPool)
  return Array.sort(
    drawn,
    Order.mapInput(Order.Number, (entry: { readonly index: number }) => entry.index)
  ).map(({ member }) => member)
}

/** The sizes of neighbourhoods round by round: a quarter of the segment first, then those closest to that. */
const neighbourhoodSizes = (members: number, maxRecords: number): ReadonlyArray<number> => {
  const most = Math.max(1, Math.min(members, Math.floor(maxRecords)))
  const least = Math.min(smallest, most)
  const first = Math.min(most, Math.max(least, Math.ceil(members / 4)))
  return Array.sort(
    Array.range(least, most),
    Order.combine(
      Order.mapInput(Order.Number, (size: number) => Math.abs(size - first)),
      Order.flip(Order.Number)
    )
  )
}

/**
 * The records to make samples around, found one after the other as they are asked for. Ties, which closed answers make often,
 * are decided by the seed.
 */
const farthestFirst = (pool: ReadonlyArray<number>, distance: Distance.Distance, seed: number) => {
  const total = Math.max(1, Math.ceil(pool.length * centralShare))
  const random = generator(derive(seed, "ties", pool[0] ?? 0))
  const candidates = pool.slice(0, total).map((place) => ({ place, tie: random(), away: Infinity }))
  const found: Array<number> = []
  const none = { place: pool[0] ?? 0, tie: 0, away: 0 }
  const add = (place: number) => {
    found.push(place)
    // A found one is at no distance from itself or from its equals; below that it is never found again.
    for (const candidate of candidates) {
      candidate.away = candidate.place === place ? -1 : Math.min(candidate.away, distance(candidate.place, place))
    }
  }
  const next = (): number =>
    candidates.reduce(
      (a, b) => (b.away > a.away || (b.away === a.away && b.tie < a.tie) ? b : a),
      candidates[0] ?? none
    ).place
  return {
    total,
    at: (index: number): number => {
      while (found.length <= index) add(found.length === 0 ? (pool[0] ?? 0) : next())
      return found[index] ?? 0
    }
  }
}

interface Near {
  readonly place: number
  readonly index: number
  readonly away: number
}

const nearest = (pool: ReadonlyArray<number>, seed: number, distance: Distance.Distance): ReadonlyArray<number> =>
  Array.sort(
    pool.map((place, index) => ({ place, index, away: place === seed ? -1 : distance(place, seed) })),
    Order.combine(
      Order.mapInput(Order.Number, (entry: Near) => entry.away),
      Order.mapInput(Order.Number, (entry: Near) => entry.index)
    )
  ).map(({ place }) => place)

const fit = (records: ReadonlyArray<AnonymisedRecord>, maxBytes: number): ReadonlyArray<AnonymisedRecord> => {
  const kept: Array<AnonymisedRecord> = []
  let used = 0
  for (const [index, record] of records.entries()) {
    const fitting = index === 0 ? shorten(record, maxBytes) : record
    const bytes = bytesOf(fitting)
    if (index > 0 && used + bytes > maxBytes) continue
    kept.push(fitting)
    used += bytes
  }
  return kept
}

const shorten = (record: AnonymisedRecord, maxBytes: number): AnonymisedRecord => {
  if (bytesOf(record) <= maxBytes) return record
  let used = 0
  const end = record.fields.findIndex((field, index) => {
    used += fieldBytes(field)
    return used > maxBytes && index > 0
  })
  return end === -1 ? record : { ...record, fields: record.fields.slice(0, end) }
}
