/** Answers given to other respondents, question by question: every question keeps its answers, and nothing joins two of them. */
import * as Codebook from "../../src/corpus/codebook/index.ts"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { derive, generator } from "../../src/domain/Seed.ts"

/** The records with the answers of whole questions moved. */
export const shuffled = <R extends ResearchRecord>(records: ReadonlyArray<R>, seed = 1): ReadonlyArray<R> => {
  const questions = Codebook.of(records).questions.map(({ columns, key }) => {
    const random = generator(derive(seed, key))
    const order = records.map((_, at) => ({ at, order: random() })).toSorted((a, b) => a.order - b.order)
    return { headers: new Set(columns.map(({ header }) => header)), order }
  })
  const moved = new Set(questions.flatMap(({ headers }) => [...headers]))
  return records.map((record, place) => ({
    ...record,
    fields: [
      ...record.fields.filter(({ name }) => !moved.has(name)),
      ...questions.flatMap(({ headers, order }) =>
        (records[order[place]?.at ?? place]?.fields ?? []).filter(({ name }) => headers.has(name))
      )
    ]
  }))
}
