/**
 * Short names for records and columns: what a prompt calls them, and the way back.
 *
 * Ids of records say which file and row they came from, and headers are long and repeated in every record, so a prompt holds
 * neither: records are `r1`, `r2` … in the order of the sample, columns `c1`, `c2` … in the order of the profile.
 */
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import type { ColumnProfile } from "../domain/Segment.ts"

/** A place in the records: the field of a record. */
export interface Place {
  readonly recordId: string
  readonly field: string
  readonly kind: Evidence["kind"]
}

/** The short names of a request. */
export interface References {
  /** `r2`; undefined of a record that is not in the sample. */
  readonly record: (recordId: string) => string | undefined
  /** `c4`, or `turn-12` of an interview; `position` is where the field stands in its record. */
  readonly field: (field: Field, position: number) => string
  /** The field that is meant by a record's and a column's short name; undefined where the record is not in the sample. */
  readonly place: (record: string, column: string) => Place | undefined
  /** The short name of an evidence's column. */
  readonly columnOf: (evidence: Pick<Evidence, "recordId" | "field">) => string
}

/** What holds a participant's own words is quoted; anything else is an answer. */
const kindOf = (column: ColumnProfile | undefined): Evidence["kind"] =>
  column === undefined || column.kind === "text" ? "quote" : "answer"

const passageName = /^[a-z]+-\d+$/

/** The short names of a request's records and columns. */
export const make = ({ sample, columns }: Pick<DraftRequest, "sample" | "columns">): References => {
  const recordNames = new Map(sample.map(({ id }, index) => [id, `r${index + 1}`]))
  const columnNames = new Map(columns.map(({ name }, index) => [name, `c${index + 1}`]))
  const profiles = new Map(columns.map((column) => [column.name, column]))

  const field = ({ name }: Field, position: number): string =>
    columnNames.get(name) ?? (passageName.test(name) ? name : `f${position + 1}`)

  const fieldNamed = (record: AnonymisedRecord, wanted: string): Field | undefined =>
    record.fields.find((each, position) => field(each, position) === wanted) ??
    record.fields.find(({ name }) => name === wanted)

  return {
    record: (recordId) => recordNames.get(recordId),
    field,
    place: (recordName, columnName) => {
      const index = Number(/^\W*r(\d+)\W*$/i.exec(recordName.trim())?.[1] ?? Number.NaN) - 1
      const record = sample[index]
      if (record === undefined) return undefined
      const wanted = columnName.trim()
      const found = fieldNamed(record, wanted) ?? fieldNamed(record, wanted.toLowerCase())
      // A column that the record does not have: the evidence gate looks for the passage in the others.
      const name = found?.name ?? columns[Number(/^c(\d+)$/i.exec(wanted)?.[1] ?? Number.NaN) - 1]?.name ?? wanted
      return { recordId: record.id, field: name, kind: kindOf(profiles.get(name)) }
    },
    columnOf: ({ recordId, field: name }) => {
      const record = sample.find(({ id }) => id === recordId)
      const position = record?.fields.findIndex((each) => each.name === name) ?? -1
      const found = record?.fields[position]
      return record === undefined || found === undefined ? (columnNames.get(name) ?? "?") : field(found, position)
    }
  }
}
