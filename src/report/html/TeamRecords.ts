/**
 * What a report for the team says of everybody: all answers, and where they stand.
 */
import type { Persona } from "../../domain/Persona.ts"
import type { StudyAnswers } from "../StudyAnswers.ts"
import { readable } from "./ReadableText.ts"
import type { ReportPassage, ReportRecord } from "./ReportData.ts"

/** More people than these make a page that no browser opens; then it holds those who are cited. */
const mostRecords = 2_000

/** The records in the order of their codes, and a passage with the whole answer that it is of. */
export const of = (
  { records }: StudyAnswers,
  personas: ReadonlyArray<Persona>,
  codes: Readonly<Record<string, string>>,
  interviews: ReadonlyArray<string>
) => {
  const sources = new Map(personas.flatMap(({ passages }) => passages.map((passage) => [passage.id, passage] as const)))
  const isCited = new Set([...sources.values()].map(({ recordId }) => recordId))
  const isInterview = new Set(interviews)
  const shown = records.length > mostRecords ? records.filter(({ record }) => isCited.has(record)) : records
  const byId = new Map(records.map((one) => [one.record, one]))
  return {
    records: shown
      .map(({ answers, record, source }): ReportRecord => ({
        id: codes[record] ?? record,
        kind: isInterview.has(record) ? "interview" : "survey",
        source: readable(source),
        answers: answers.map(({ field, question = field, text }) => ({
          question: readable(question),
          answer: readable(text)
        }))
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    withAnswer: (passage: ReportPassage): ReportPassage => {
      const source = sources.get(passage.id)
      const answer = byId.get(source?.recordId ?? "")?.answers.find(({ field }) => field === source?.field)
      return answer === undefined ? passage : { ...passage, answer: readable(answer.text) }
    }
  }
}
