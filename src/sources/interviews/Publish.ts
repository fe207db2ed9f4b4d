/**
 * Handing on what was read: warnings first, then who speaks, then the records.
 */
import { Effect } from "effect"
import type { ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { Origin } from "../Source.ts"
import { because, NoRecords, type SourceError } from "../SourceError.ts"
import type { Reading } from "./Interview.ts"

/**
 * The records of a reading, after its warnings and speakers were told. Fails where there is no record.
 *
 * @param nothing what the file is then said to have, such as `has no words to read`
 */
export const publish = Effect.fnUntraced(function* (
  { file, onSpeakers, warn }: Origin,
  { records, speakers, warnings }: Reading,
  nothing: string = "has no words to read"
): Effect.fn.Return<ReadonlyArray<ResearchRecord>, SourceError> {
  for (const warning of warnings) yield* warn(warning)
  if (onSpeakers !== undefined && speakers.length > 0) yield* onSpeakers(file, speakers)
  if (records.length === 0) return yield* because(new NoRecords({ file, what: nothing }))
  return records
})
