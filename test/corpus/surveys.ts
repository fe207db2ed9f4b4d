/**
 * Research data for the tests of this folder: records written here, and public surveys where they are at hand.
 */
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { Effect, Result, Stream } from "effect"
import * as Csv from "effect/encoding/Csv"
import type * as Corpus from "../../src/corpus/Corpus.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import { finish } from "../../src/corpus/Sliced.ts"
import type { AnonymisedRecord } from "../../src/domain/AnonymisedRecord.ts"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import * as RunAnonymiser from "../../src/pipeline/RunAnonymiser.ts"

const folder = resolve("../shared/data/surveys")

/** Whether the surveys shared between checkouts are there. They are public (FiveThirtyEight, CC BY 4.0), but no part of the project. */
export const surveysAbsent = !existsSync(folder)

if (surveysAbsent) console.warn("The shared surveys are absent: tests that need them are skipped.")

/** Declares records anonymised: those of the tests hold no personal data. */
export const anonymised = (records: ReadonlyArray<ResearchRecord>): ReadonlyArray<AnonymisedRecord> =>
  Effect.runSync(Effect.forEach(records, RunAnonymiser.passThrough.anonymise))

/** A record out of its answers by column; empty answers are left out, as a source does. */
export const row = (id: string, answers: Readonly<Record<string, string>>): ResearchRecord => ({
  id,
  source: { file: "test.csv", place: `row ${id}` },
  kind: "row",
  fields: Object.entries(answers).flatMap(([name, text]) => (text === "" ? [] : [{ name, text }]))
})

/** The segments of a corpus, made at once. */
export const divided = (corpus: Corpus.Corpus, segments: number, seed: number, minSize = 1) =>
  Result.getOrThrow(finish(Segments.divide(corpus, { segments, minSize, k: 3, seed }))).groups

/** Records out of rows of answers. */
export const rows = (
  table: ReadonlyArray<Readonly<Record<string, string>>>,
  prefix = "r"
): ReadonlyArray<AnonymisedRecord> => anonymised(table.map((answers, index) => row(`${prefix}${index + 1}`, answers)))

/** An interview out of what its participant said. */
export const interview = (
  id: string,
  turns: ReadonlyArray<string>,
  header: Readonly<Record<string, string>> = {}
): AnonymisedRecord =>
  anonymised([
    {
      ...row(id, header),
      kind: "interview",
      fields: [
        ...Object.entries(header).map(([name, text]) => ({ name, text })),
        ...turns.map((text, index) => ({ name: `turn-${index + 1}`, text, speaker: "P" }))
      ]
    }
  ])[0] ?? neverEmpty()

const neverEmpty = (): never => {
  throw new Error("an interview became no record")
}

/** A survey of the shared data; `skip` rows after the header are left out. */
export const survey = (name: string, skip = 0) =>
  Stream.make(readFileSync(`${folder}/${name}`, "utf8")).pipe(
    Stream.pipeThroughChannel(Csv.decodeString()),
    Stream.runCollect,
    Effect.map(([header = [], ...body]) =>
      anonymised(
        body
          .slice(skip)
          .map((cells, index) =>
            row(
              `${name}#${index + 2}`,
              Object.fromEntries(header.map((column, at) => [column, (cells[at] ?? "").trim()]))
            )
          )
      )
    )
  )
