/**
 * Shorthands of the privacy tests.
 */
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import type { Recogniser } from "../../src/privacy/index.ts"

/** What a recogniser finds, as words. */
export const found = (recogniser: Recogniser, text: string, field?: string): ReadonlyArray<string> =>
  recogniser
    .recognise(text, field === undefined ? undefined : { field })
    .map(({ start, end }) => text.slice(start, end))

/** The different things a recogniser finds, without those inside of others. */
export const foundNames = (recogniser: Recogniser, text: string, field?: string): ReadonlyArray<string> =>
  [...new Set(found(recogniser, text, field))].toSorted()

/** A row of a table. */
export const row = (answers: Readonly<Record<string, string>>, number = 1, file = "survey.csv"): ResearchRecord => ({
  id: `${file}#${number}`,
  source: { file, place: `row ${number}` },
  kind: "row",
  fields: Object.entries(answers).map(([name, text]) => ({ name, text }))
})

/** A side of an interview: questions and answers in turn. */
export const interview = (
  speaker: string,
  turns: ReadonlyArray<readonly [question: string, answer: string]>,
  file = "interviews/01.txt"
): ResearchRecord => ({
  id: `${file}#1`,
  source: { file, place: "line 1" },
  kind: "interview",
  fields: turns.map(([question, text], i) => ({ name: `turn-${i * 2 + 2}`, question, text, speaker }))
})
