/**
 * The anonymised records of a run as a whole.
 */
import { Array, Effect, Order, Schema, Stream } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import * as Fingerprint from "../domain/Fingerprint.ts"
import { derive, generator } from "../domain/Seed.ts"
import type { Codebook } from "../domain/Codebook.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import * as Answered from "./AnsweredRecords.ts"
import type * as AnswerTable from "./AnswerTable.ts"
import * as CodebookOf from "./codebook/index.ts"
import * as Sliced from "./Sliced.ts"

/** Records that cannot make up a corpus. */
export class CorpusError extends Schema.TaggedError<CorpusError>()("CorpusError", {
  reason: Schema.Literals(["NoRecords", "DuplicateId", "UnknownQuestion", "SegmentTooSmall", "TooManySegments"]),
  message: Schema.String
}) {}

/** The anonymised records of a run as a whole. */
export interface Corpus {
  /** One for each respondent, interview and document. A field of a respondent is the answer to a question of the codebook. */
  readonly records: ReadonlyArray<AnonymisedRecord>
  /** How many there were; more than `records` holds where only a sample of them was kept. */
  readonly total: number
  /** What each question is. */
  readonly codebook: Codebook
  readonly columns: ReadonlyArray<ColumnProfile>
  /** The answers as numbers. */
  readonly table: AnswerTable.AnswerTable
  readonly byId: (id: string) => AnonymisedRecord | undefined
  /** 32 hexadecimal digits over ids and answers in their order: the same data again has the same fingerprint. No secret rests on it. */
  readonly fingerprint: string
}

/** How records are kept. */
export interface CollectOptions {
  /** The most records to keep, at least 1. Of more, an even random sample is kept. */
  readonly maxRecords: number
  readonly seed: number
}

/** What a corpus is made with. */
export interface CorpusOptions {
  /** How many records there were, where only a sample of them is given. */
  readonly total?: number
  /** Left out, it is guessed from the records. */
  readonly codebook?: Codebook
}

/**
 * The corpus of these records, in which rows of one respondent are joined already. Where ids repeat, `byId` gives the first.
 */
export const make = (records: ReadonlyArray<AnonymisedRecord>, options: CorpusOptions = {}): Corpus =>
  Sliced.finish(steps(records, options.codebook ?? CodebookOf.of(records), options.total))

/** `make` with a codebook, leaving the event loop to others in between. */
export const making = (
  records: ReadonlyArray<AnonymisedRecord>,
  codebook: Codebook,
  total: number
): Effect.Effect<Corpus> => Sliced.run(() => steps(records, codebook, total))

function* steps(
  records: ReadonlyArray<AnonymisedRecord>,
  codebook: Codebook,
  total: number | undefined
): Sliced.Sliced<Corpus> {
  const { answered, table } = yield* Answered.make(codebook, records)
  return {
    ...(yield* withRecords(answered)),
    total: Math.max(total ?? 0, records.length),
    codebook,
    columns: table.columns,
    table
  }
}

/** The same corpus with other words in its records, in the same order. */
export const reworded = (corpus: Corpus, records: ReadonlyArray<AnonymisedRecord>): Effect.Effect<Corpus> =>
  Effect.map(
    Sliced.run(() => withRecords(records)),
    (known) => ({ ...corpus, ...known })
  )

function* withRecords(
  records: ReadonlyArray<AnonymisedRecord>
): Sliced.Sliced<Pick<Corpus, "records" | "byId" | "fingerprint">> {
  const index = new Map<string, AnonymisedRecord>()
  for (const record of records) if (!index.has(record.id)) index.set(record.id, record)
  return { records, byId: (id: string) => index.get(id), fingerprint: yield* fingerprint(records) }
}

/** Records that were read, and how many there were in all. */
export interface Collected {
  readonly records: ReadonlyArray<ResearchRecord>
  readonly total: number
}

/**
 * Gathers a stream of records. Memory is flat: of more than `maxRecords` a reservoir sample is kept, in which every record has the
 * same chance, and which is the same for the same data and seed. The order of the source is kept.
 *
 * Fails with a `CorpusError` where there is no record, or where two of the kept ones have the same id.
 */
export const collect = Effect.fnUntraced(function* <E, R>(
  stream: Stream.Stream<ResearchRecord, E, R>,
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
  return { records, total: reservoir.total } satisfies Collected
})

interface Kept {
  readonly position: number
  readonly record: ResearchRecord
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
  (reservoir: Reservoir, record: ResearchRecord): Reservoir => {
    const position = reservoir.total++
    if (position < maxRecords) reservoir.kept.push({ position, record })
    else {
      const slot = Math.floor(reservoir.random() * (position + 1))
      if (slot < maxRecords) reservoir.kept[slot] = { position, record }
    }
    return reservoir
  }

function* fingerprint(records: ReadonlyArray<AnonymisedRecord>): Sliced.Sliced<string> {
  let hashes = Fingerprint.empty
  let written = 0
  for (const { fields, id, kind } of records) {
    const content = JSON.stringify([
      id,
      kind,
      fields.map(({ name, question, speaker, text }) => [name, question, speaker, text])
    ])
    hashes = Fingerprint.add(hashes, content)
    written += content.length
    if (written > charactersBetween) {
      yield 20 * written
      written = 0
    }
  }
  return Fingerprint.hex(hashes)
}

const charactersBetween = 50_000
