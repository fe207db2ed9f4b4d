/**
 * Which columns of a table together single people out, from as many rows as fit into memory.
 */
import { Effect } from "effect"
import * as Corpus from "../corpus/Corpus.ts"
import * as KAnonymity from "../corpus/KAnonymity.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import * as RunAnonymiser from "../pipeline/RunAnonymiser.ts"
import * as Output from "./Output.ts"

// People who are singled out among so many rows are so among more.
const mostRows = 20_000
// Longer answers are no attribute that people have in common.
const longestAttribute = 60

/** Keeps what of a row may single somebody out, by file. */
export const keepRow = (rows: Map<string, Array<ResearchRecord>>, record: ResearchRecord): void => {
  if (record.kind !== "row") return
  const kept = rows.get(record.source.file) ?? []
  rows.set(record.source.file, kept)
  if (kept.length >= mostRows) return
  const fields = record.fields.filter(({ text }) => text.length <= longestAttribute)
  if (fields.length > 0) kept.push({ ...record, fields })
}

/** Says of each file which of its columns single people out. */
export const warnOfRows = Effect.fnUntraced(function* (rows: ReadonlyMap<string, ReadonlyArray<ResearchRecord>>) {
  for (const [file, kept] of rows) {
    // They were replaced already, or nothing leaves the machine; this is only the brand.
    const passed = yield* Effect.orDie(Effect.forEach(kept, RunAnonymiser.passThrough.anonymise))
    const warning =
      passed.length === 0 ? undefined : KAnonymity.warningOf(KAnonymity.smallestGroup(Corpus.make(passed)))
    if (warning !== undefined) yield* Output.say(`Warning: ${file}: ${warning}`)
  }
})

/** Says how many answers are in a language in which names are found only where they are told. */
export const warnOfLanguage = (unread: number) =>
  unread === 0
    ? Effect.void
    : Output.say(
        `Warning: ${unread} answer${unread === 1 ? " is" : "s are"} in a language that is not known here: names in them are found only where a column, a label or a title tells. Give the names of participants with --roster.`
      )
