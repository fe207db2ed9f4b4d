/**
 * Files as records to be scanned: the same parts that are rewritten, so that nothing is found that could not be replaced, nor the
 * other way round.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { RecordFinding } from "../privacy/index.ts"
import type { Rewriting, SourceError } from "../sources/index.ts"
import * as Output from "./Output.ts"
import { recordsOf } from "./rewrite.ts"

/** A record, and where in the file a finding in it stands; nowhere where it was counted with another. */
export interface Scannable {
  readonly record: ResearchRecord
  readonly placeOf: (finding: RecordFinding) => string | undefined
}

const ofPart = (file: string, part: Rewriting.Part): ReadonlyArray<Scannable> =>
  recordsOf(file, part).map((record, i) => ({
    record,
    placeOf: ({ field, part: where, start }) => {
      // What is said of somebody under a name is part of an answer, and was learnt from besides.
      const answer = part.people[i]?.answers.find(({ name }) => name === field)
      if (answer === undefined) return undefined
      if (part.lineOf === undefined) return record.source.place
      return `line ${part.lineOf(answer, where === "answer" ? start : 0)}`
    }
  }))

/** The records of a file; `warn` whether to say what is odd about it. */
export const scannable = (
  { file, parts }: Rewriting.Rewritable,
  warn: boolean
): Stream.Stream<Scannable, SourceError.SourceError> =>
  parts(({ message }) => (warn ? Output.say(`Warning: ${message}`) : Effect.void)).pipe(
    Stream.map((part) => ofPart(file, part)),
    Stream.flattenIterable
  )
