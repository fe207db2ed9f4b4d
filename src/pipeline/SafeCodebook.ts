/**
 * The codebook in the words of the anonymised records: its headers are theirs, and no text of it holds what was replaced there.
 */
import { Effect } from "effect"
import type { Codebook, Question } from "../domain/Codebook.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { RunAnonymiser } from "./RunAnonymiser.ts"

/** What became of headers, and of the cells below each. */
interface Replaced {
  readonly headers: ReadonlyMap<string, string>
  /** By header and cell, only those that were changed. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Headers that were changed, or whose question was. */
  readonly changed: ReadonlySet<string>
}

/**
 * The codebook of records as that of the same records anonymised.
 *
 * @param before the records as they were read, in the same order
 */
export const make = Effect.fnUntraced(function* (
  codebook: Codebook,
  before: ReadonlyArray<ResearchRecord>,
  after: ReadonlyArray<ResearchRecord>,
  { clean }: Pick<RunAnonymiser, "clean">
) {
  const replaced = replacedIn(before, after)
  if (replaced.changed.size === 0 && replaced.cells.size === 0) return codebook
  const header = (name: string) => replaced.headers.get(name) ?? name
  const safe = (text: string) => Effect.map(clean(text), (cleaned) => cleaned.text)
  const questions = yield* Effect.forEach(codebook.questions, (question) => safeQuestion(question, replaced, safe))
  const safeCodebook: Codebook = {
    ...codebook,
    questions,
    metadata: codebook.metadata.map((meta) => ({ ...meta, column: header(meta.column) })),
    respondentColumn: codebook.respondentColumn === null ? null : header(codebook.respondentColumn),
    weightColumn: codebook.weightColumn === null ? null : header(codebook.weightColumn)
  }
  return safeCodebook
})

const replacedIn = (before: ReadonlyArray<ResearchRecord>, after: ReadonlyArray<ResearchRecord>): Replaced => {
  const headers = new Map<string, string>()
  const cells = new Map<string, Map<string, string>>()
  const changed = new Set<string>()
  for (const [i, { fields }] of before.entries()) {
    const safe = after[i]?.fields ?? []
    // An anonymiser that drops fields tells them apart by their names only.
    const byName = safe.length === fields.length ? undefined : new Map(safe.map((field) => [field.name, field]))
    for (const [at, field] of fields.entries()) {
      const now = byName === undefined ? safe[at] : byName.get(field.name)
      if (now === undefined) continue
      if (!headers.has(field.name)) headers.set(field.name, now.name)
      if (now.name !== field.name || now.question !== field.question) changed.add(field.name)
      if (now.text === field.text) continue
      const column = cells.get(field.name) ?? new Map<string, string>()
      column.set(field.text, now.text)
      cells.set(field.name, column)
    }
  }
  return { headers, cells, changed }
}

const safeQuestion = Effect.fnUntraced(function* (
  question: Question,
  { cells, changed, headers }: Replaced,
  safe: (text: string) => Effect.Effect<string>
) {
  const own = question.columns.map(({ header }) => header)
  const isChanged = own.some((header) => changed.has(header))
  const below = own.flatMap((header) => cells.get(header) ?? [])
  if (!isChanged && below.length === 0) return question
  const words = isChanged ? safe : (text: string) => Effect.succeed(text)
  // An option that stands alone in a cell became what that cell became; one among others is looked at by itself.
  const option = (text: string): Effect.Effect<string> => {
    const cell = below.map((column) => column.get(text)).find((now) => now !== undefined)
    if (cell !== undefined) return Effect.succeed(cell)
    return question.layout === "delimited" && below.length > 0 ? safe(text) : Effect.succeed(text)
  }
  const item = (text: string) => Effect.flatMap(option(text), words)
  const columns = yield* Effect.forEach(question.columns, (column) =>
    Effect.map(column.item === undefined ? Effect.succeed(undefined) : item(column.item), (text) => ({
      ...column,
      header: headers.get(column.header) ?? column.header,
      ...(text !== undefined && { item: text })
    }))
  )
  const list = (texts: ReadonlyArray<string> | undefined) =>
    texts === undefined
      ? Effect.succeed(undefined)
      : Effect.forEach(texts, question.layout === "one-hot" ? item : option)
  const options = yield* list(question.options)
  const offScale = yield* list(question.offScale)
  return {
    ...question,
    key: yield* words(question.key),
    text: yield* words(question.text),
    label: yield* words(question.label),
    columns,
    ...(options !== undefined && { options }),
    ...(offScale !== undefined && { offScale }),
    ...(question.base !== undefined && { base: question.base.map((header) => headers.get(header) ?? header) })
  }
})
