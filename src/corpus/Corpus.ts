/**
 * The anonymised records of a run as a whole.
 */
import { Array, Effect, Order, Schema, Stream } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import { derive, generator } from "../domain/Seed.ts"
import type { ColumnProfile } from "../domain/Stratum.ts"
import * as ColumnProfiler from "./ColumnProfiler.ts"

/** Records that cannot make up a corpus. */
export class CorpusError extends Schema.TaggedError<CorpusError>()("CorpusError", {
  reason: Schema.Literals(["NoRecords", "DuplicateId"]),
  message: Schema.String
}) {}

/** The anonymised records of a run as a whole. */
export interface Corpus {
  readonly records: ReadonlyArray<AnonymisedRecord>
  /** How many records were read; more than `records` holds where only a sample of them was kept. */
  readonly total: number
  readonly columns: ReadonlyArray<ColumnProfile>
  readonly byId: (id: string) => AnonymisedRecord | undefined
  /** 32 hexadecimal digits over ids and answers in their order: the same data again has the same fingerprint. No secret rests on it. */
  readonly fingerprint: string
}

/** How records are gathered into a corpus. */
export interface CollectOptions {
  /** The most records to keep, at least 1. Of more, an even random sample is kept. */
  readonly maxRecords: number
  readonly seed: number
}

/** The corpus of these records. Where ids repeat, `byId` gives the first. */
export const make = (records: ReadonlyArray<AnonymisedRecord>, options?: { readonly total?: number }): Corpus => {
  const index = new Map<string, AnonymisedRecord>()
  for (const record of records) if (!index.has(record.id)) index.set(record.id, record)
  return {
    records,
    total: Math.max(options?.total ?? 0, records.length),
    columns: ColumnProfiler.profile(records),
    byId: (id) => index.get(id),
    fingerprint: fingerprint(records)
  }
}

/**
 * Gathers a stream of records into a corpus. Memory is flat: of more than `maxRecords` a reservoir sample is kept, in which every
 * record has the same chance, and which is the same for the same data and seed. The order of the source is kept.
 *
 * Fails with a `CorpusError` where there is no record, or where two of the kept ones have the same id.
 */
export const collect = Effect.fnUntraced(function* <E, R>(
  stream: Stream.Stream<AnonymisedRecord, E, R>,
  options: CollectOptions
) {
  const reservoir = yield* Stream.runFold(stream, () => empty(options.seed), keep(Math.max(1, options.maxRecords)))
  if (reservoir.kept.length === 0) {
    return yield* new CorpusError({
      reason: "NoRecords",
      message:
        "The research data holds no record with an answer. Check that the files have rows under their header, or speech."
    })
  }
  const records = Array.sort(reservoir.kept, byPosition).map(({ record }) => record)
  const ids = new Set<string>()
  for (const { id } of records) {
    if (ids.has(id)) {
      return yield* new CorpusError({
        reason: "DuplicateId",
        message: `Two records have the id ${id}, so that evidence could not be told apart. Give each record an id of its own; if a file was named twice, name it once.`
      })
    }
    ids.add(id)
  }
  return make(records, { total: reservoir.total })
})

interface Kept {
  readonly position: number
  readonly record: AnonymisedRecord
}

const byPosition = Order.mapInput(Order.Number, (kept: Kept) => kept.position)

/** Algorithm R (Vitter 1985), changed in place: the fold owns it and nobody else sees it. */
interface Reservoir {
  readonly kept: Array<Kept>
  readonly random: () => number
  total: number
}

const empty = (seed: number): Reservoir => ({ kept: [], random: generator(derive(seed, "reservoir")), total: 0 })

const keep =
  (maxRecords: number) =>
  (reservoir: Reservoir, record: AnonymisedRecord): Reservoir => {
    const position = reservoir.total++
    if (position < maxRecords) reservoir.kept.push({ position, record })
    else {
      const slot = Math.floor(reservoir.random() * (position + 1))
      if (slot < maxRecords) reservoir.kept[slot] = { position, record }
    }
    return reservoir
  }

// Four running 32-bit hashes that start apart: differing data agrees in all of them about once in 2^128.
const fingerprint = (records: ReadonlyArray<AnonymisedRecord>): string => {
  const text = ({ fields, id, kind }: AnonymisedRecord) =>
    JSON.stringify([id, kind, fields.map(({ name, question, speaker, text }) => [name, question, speaker, text])])
  const start: ReadonlyArray<number> = [1, 2, 3, 4]
  return records
    .reduce((hashes, record) => {
      const content = text(record)
      return hashes.map((hash, lane) => derive(hash, lane, content))
    }, start)
    .map((hash) => hash.toString(16).padStart(8, "0"))
    .join("")
}
