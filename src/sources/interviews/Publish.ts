/**
 * Handing on what was read: warnings first, then who speaks, then the records.
 */
import { Effect } from "effect"
import type { ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { Origin } from "../Source.ts"
import { because, malformed, NoRecords, type SourceError } from "../SourceError.ts"
import type { Reading } from "./Interview.ts"

/** Says what is to be said of a reading: its warnings, and who speaks. Fails where it could not be read. */
export const announce = Effect.fnUntraced(function* (
  { file, onSpeakers, warn }: Origin,
  { problem, speakers, warnings }: Reading
): Effect.fn.Return<void, SourceError> {
  if (problem !== undefined) return yield* malformed(file, null, problem)
  for (const warning of warnings) yield* warn(warning)
  if (onSpeakers !== undefined && speakers.length > 0) yield* onSpeakers(file, speakers)
})

/**
 * The records of a reading, after its warnings and speakers were told. Fails where there is no record.
 *
 * @param nothing what the file is then said to have, such as `has no words to read`
 */
export const publish = Effect.fnUntraced(function* (
  origin: Origin,
  reading: Reading,
  nothing: string = "has no words to read"
): Effect.fn.Return<ReadonlyArray<ResearchRecord>, SourceError> {
  yield* announce(origin, reading)
  if (reading.records.length === 0) return yield* because(new NoRecords({ file: origin.file, what: nothing }))
  return reading.records
})
