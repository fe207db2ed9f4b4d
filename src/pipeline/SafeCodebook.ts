/**
 * The codebook of a run with personal data replaced: a header may name somebody, and models and results see what was asked. It is
 * anonymised as a row of the table, so that its headers come out as those of the records.
 */
import { Effect } from "effect"
import type { Codebook, Question } from "../domain/Codebook.ts"
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import type { AnonymiserError } from "../stages/Anonymiser.ts"
import type { RunAnonymiser } from "./RunAnonymiser.ts"

const place = "codebook"

const headingsOf = ({ metadata, questions, respondentColumn, weightColumn }: Codebook): ReadonlySet<string> =>
  new Set(
    [
      ...questions.flatMap(({ base = [], columns, key, label, repeatOf, text }) => [
        ...columns.flatMap(({ header, item }) => [header, item]),
        text,
        label,
        key,
        repeatOf,
        ...base
      ]),
      ...metadata.map(({ column }) => column),
      respondentColumn,
      weightColumn
    ].flatMap((heading) => (typeof heading === "string" && heading !== "" ? [heading] : []))
  )

const answersOf = ({ columns, offScale = [], options = [] }: Question): ReadonlyArray<Field> =>
  [...options, ...offScale].flatMap((text) => (text === "" ? [] : [{ name: columns[0]?.header ?? place, text }]))

/** Replaces what is personal in a codebook, once all records were anonymised. */
export const make = Effect.fnUntraced(function* (
  codebook: Codebook,
  file: string,
  { anonymise, clean, revisit }: RunAnonymiser
): Effect.fn.Return<Codebook, AnonymiserError> {
  const headings = [...headingsOf(codebook)]
  const answers = codebook.questions.map(answersOf)
  const fields = [...headings.map((name): Field => ({ name, text: "-" })), ...answers.flat()]
  const record: ResearchRecord = { id: place, source: { file, place }, kind: "row", fields }
  const first = yield* anonymise(record)
  const safe = revisit === null ? first : yield* revisit(first)
  // An anonymiser of somebody's own may leave fields out.
  const whole = safe.fields.length === fields.length
  const written = new Map<string, string>()
  for (const [i, heading] of headings.entries())
    written.set(heading, (whole ? safe.fields[i]?.name : undefined) ?? (yield* clean(heading)).text)
  const said = new Map<string, string>()
  for (const [i, { text }] of answers.flat().entries())
    said.set(text, (whole ? safe.fields[headings.length + i]?.text : undefined) ?? (yield* clean(text)).text)
  const told = (heading: string): string => written.get(heading) ?? heading
  const answered = (text: string): string => said.get(text) ?? text
  return {
    ...codebook,
    questions: codebook.questions.map((question): Question => ({
      ...question,
      key: told(question.key),
      text: told(question.text),
      label: told(question.label),
      columns: question.columns.map((column) => ({
        ...column,
        header: told(column.header),
        ...(column.item !== undefined && { item: told(column.item) })
      })),
      ...(question.options !== undefined && { options: question.options.map(answered) }),
      ...(question.offScale !== undefined && { offScale: question.offScale.map(answered) }),
      ...(question.base !== undefined && { base: question.base.map(told) }),
      ...(question.repeatOf !== undefined && { repeatOf: told(question.repeatOf) })
    })),
    metadata: codebook.metadata.map((meta) => ({ ...meta, column: told(meta.column) })),
    respondentColumn: codebook.respondentColumn === null ? null : told(codebook.respondentColumn),
    weightColumn: codebook.weightColumn === null ? null : told(codebook.weightColumn)
  }
})
