/**
 * The columns of the records as a whole: what each holds, what it is about, and how often each closed answer was given.
 *
 * A profile holds no free text, so that it may stand in a prompt or a report without being anybody's words.
 */
import { Array, Option, Order } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import type { AnswerCount, ColumnProfile } from "../domain/Stratum.ts"
import { parseNumber, split } from "./Answers.ts"
import * as ColumnKind from "./ColumnKind.ts"
import { label } from "./ColumnLabel.ts"
import * as ColumnRole from "./ColumnRole.ts"
import * as Tally from "./Tally.ts"

/** The most answers that a profile lists. */
const mostAnswers = 50

/**
 * The column that a field belongs to. Numbered passages of a transcript or document (`turn-12`, `paragraph-3`) have nothing in
 * common with those of the same number elsewhere, so all of them make up one column, named after the kind of the record.
 */
export const columnOf = (record: Pick<AnonymisedRecord, "kind">, field: Field): string =>
  record.kind !== "row" && (field.speaker !== undefined || /^[a-z]+-\d+$/.test(field.name)) ? record.kind : field.name

const speechLabels: Readonly<Record<string, string>> = { interview: "Interview", document: "Document" }

/** A column on its way to a profile: its answers in the order of the records. */
interface Column {
  readonly name: string
  readonly question: string | undefined
  readonly speech: boolean
  readonly answers: Array<string>
  answered: number
  last: number
}

/** The columns of these records, in the order in which they first appear. */
export const profile = (records: ReadonlyArray<AnonymisedRecord>): ReadonlyArray<ColumnProfile> =>
  collect(records).map(describe)

const collect = (records: ReadonlyArray<AnonymisedRecord>): ReadonlyArray<Column> => {
  const columns = new Map<string, Column>()
  for (const [index, record] of records.entries()) {
    for (const field of record.fields) {
      const name = columnOf(record, field)
      const speech = name !== field.name
      const column: Column = columns.get(name) ?? {
        name,
        question: speech ? undefined : field.question,
        speech,
        answers: [],
        answered: 0,
        last: -1
      }
      if (column.last !== index) {
        column.answered++
        column.last = index
      }
      column.answers.push(field.text)
      columns.set(name, column)
    }
  }
  return [...columns.values()]
}

const describe = (column: Column): ColumnProfile => {
  const { name, question, answers, answered } = column
  const nothing = { answers: [], numbers: null }
  if (column.speech) {
    return { name, label: speechLabels[name] ?? name, kind: "text", role: "other", answered, ...nothing }
  }
  const role = ColumnRole.detect(name, question ?? "", Array.dedupe(answers.slice(0, 1000)))
  const detected = ColumnKind.detect(name, role, answers)
  const head = { name, label: label(name, question), kind: detected.kind, role, answered }
  switch (detected.kind) {
    case "closed":
      return { ...head, answers: count(answers), numbers: null }
    case "multi":
      return {
        ...head,
        answers: count(
          answers.flatMap((answer) =>
            Array.dedupeWith(split(answer, detected.separator), (a, b) => Tally.key(a) === Tally.key(b))
          )
        ),
        numbers: null
      }
    case "number":
      return { ...head, answers: [], numbers: summary(Array.getSomes(answers.map(parseNumber))) }
    case "text":
    case "identifier":
      return { ...head, ...nothing }
  }
}

const count = (answers: ReadonlyArray<string>): ReadonlyArray<AnswerCount> =>
  Tally.make(answers)
    .filter((entry) => !isFreeText(entry))
    .slice(0, mostAnswers)

// What a single person wrote at length into the "Other" of a closed question is free text.
const isFreeText = (entry: AnswerCount): boolean => entry.count === 1 && entry.answer.length > 60

const summary = (values: ReadonlyArray<number>): ColumnProfile["numbers"] =>
  Option.match(Option.liftPredicate(values, Array.isReadonlyArrayNonEmpty), {
    onNone: () => null,
    onSome: (some) => {
      const sorted = Array.sort(some, Order.Number)
      const middle = (sorted.length - 1) / 2
      const low = sorted[Math.floor(middle)] ?? 0
      const high = sorted[Math.ceil(middle)] ?? 0
      return {
        min: sorted[0],
        median: (low + high) / 2,
        mean: some.reduce((sum, value) => sum + value, 0) / some.length,
        max: sorted.at(-1) ?? low
      }
    }
  })
