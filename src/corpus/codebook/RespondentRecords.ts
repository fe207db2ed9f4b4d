/**
 * Rows to respondents: rows of one person become one record, with the first answer that is not blank to each question.
 */
import type { Codebook } from "../../domain/Codebook.ts"
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"

/** The records with rows of one respondent joined. Ids and places are those of the first row. Other records pass as they are. */
export const join = <R extends ResearchRecord>(
  codebook: Pick<Codebook, "respondentColumn">,
  records: ReadonlyArray<R>,
  /** Who a record is of, by its cell in the respondent column as the file has it. */
  respondentOf: (record: R) => string | undefined = (record) => cellOf(record, codebook.respondentColumn)
): ReadonlyArray<R> => {
  if (codebook.respondentColumn === null) return records
  const places = new Map<string, number>()
  const joined: Array<R> = []
  const fields: Array<Array<Field> | undefined> = []
  for (const record of records) {
    const key = record.kind === "row" ? respondentOf(record) : undefined
    const place = key === undefined ? undefined : places.get(key)
    if (place === undefined) {
      if (key !== undefined) places.set(key, joined.length)
      joined.push(record)
      fields.push(undefined)
      continue
    }
    const before = (fields[place] ??= [...(joined[place]?.fields ?? [])])
    const known = new Set(before.map(({ name }) => name))
    for (const field of record.fields) if (!known.has(field.name)) before.push(field)
  }
  return joined.map((record, i) => (fields[i] === undefined ? record : { ...record, fields: fields[i] }))
}

/**
 * The records of a study whose table has fewer respondents than its smallest segment may have. Beside interviews they are people
 * as these are, for there is no survey to speak of: the study is one of interviews, which have no minimum. Others pass as they are.
 */
export const heard = <R extends ResearchRecord>(records: ReadonlyArray<R>, minSize: number): ReadonlyArray<R> => {
  const rows = records.filter(({ kind }) => kind === "row").length
  return rows === 0 || rows >= minSize || rows === records.length
    ? records
    : records.map((record) => (record.kind === "row" ? { ...record, kind: "interview" } : record))
}

const cellOf = ({ fields }: ResearchRecord, column: string | null): string | undefined =>
  fields.find(({ name }) => name === column)?.text
