/**
 * The Anonymiser of a run: the app's own with what it leaves out filled in, and the one place where records are branded as
 * anonymised.
 */
import { Brand, Effect } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { Cleaned, PersonalData } from "../domain/PersonalData.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { AnonymiserError, AnonymiserShape } from "../stages/Anonymiser.ts"

/** What the pipeline works with. */
export interface RunAnonymiser extends Required<
  Omit<AnonymiserShape, "anonymise" | "preview" | "prepare" | "revisit">
> {
  readonly anonymise: (record: ResearchRecord) => Effect.Effect<AnonymisedRecord, AnonymiserError>
  /** Null where nothing is to be known beforehand. */
  readonly prepare: ((records: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>) | null
  /** Null where tables are not looked at beforehand. */
  readonly preview: ((rows: ReadonlyArray<ResearchRecord>) => Effect.Effect<void, AnonymiserError>) | null
  /** Null where records are gone over only once. */
  readonly revisit: ((record: AnonymisedRecord) => Effect.Effect<AnonymisedRecord, AnonymiserError>) | null
}

const brand = Brand.nominal<AnonymisedRecord>()

/** The anonymiser of a run over that of an app. */
export const make = (service: AnonymiserShape): RunAnonymiser => {
  const { anonymise, counts, healthTerms, inspect, invented, prepare, preview, restore, revisit, warnings } = service
  return {
    anonymise: (record) => Effect.map(anonymise(record), brand),
    prepare: prepare ?? null,
    preview: preview ?? null,
    revisit: revisit === undefined ? null : (record) => Effect.map(revisit(record), brand),
    inspect,
    restore,
    clean:
      service.clean ??
      ((text, inspection) => Effect.map(inspect(text, inspection), (findings) => typesInstead(text, findings))),
    invented: invented ?? (() => Effect.succeed([])),
    counts: counts ?? Effect.succeed({}),
    healthTerms: healthTerms ?? Effect.succeed({ common: [], own: [] }),
    warnings: warnings ?? Effect.succeed([])
  }
}

/** Passes records on as they are: where `anonymiseInput` is false, and where a record was anonymised before. */
export const passThrough: RunAnonymiser = make({
  anonymise: Effect.succeed,
  inspect: () => Effect.succeed([]),
  restore: Effect.succeed
})

/** The text with its findings replaced by their types. Of findings that overlap, the first counts, and covers the others. */
const typesInstead = (text: string, findings: ReadonlyArray<PersonalData>): Cleaned => {
  const replaced: Array<string> = []
  let written = ""
  let done = 0
  for (const { start, end, type } of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= done) {
      written += `${text.slice(done, start)}[${type}]`
      replaced.push(type)
    }
    done = Math.max(done, end)
  }
  return { text: written + text.slice(done), replaced }
}
