/**
 * A codebook corrected by the researcher.
 */
import { Effect } from "effect"
import type { Codebook, Meta, Question } from "../../domain/Codebook.ts"
import { CodebookError, type CodebookInput, type QuestionInput } from "./CodebookInput.ts"
import { folded } from "./PlainText.ts"
import { quoted, suggestion } from "./Suggestion.ts"

/**
 * A codebook with the researcher's corrections. Fails with a `CodebookError` where a question or column is not there, or where
 * an order leaves out an answer that was given, each with the nearest match.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Codebook } from "effect-persona"
 *
 * const fields = (answer: string) => [{ name: "Q3", text: answer }]
 * const records = ["mild", "hot", "hot"].map((answer, i) => ({
 *   id: `survey.csv#${i + 1}`,
 *   source: { file: "survey.csv", place: `row ${i + 1}` },
 *   kind: "row" as const,
 *   fields: fields(answer)
 * }))
 * const corrected = Codebook.override(Codebook.of(records), {
 *   questions: [{ key: "Q3", label: "Spiciness", kind: "scale", options: ["mild", "hot"] }]
 * })
 *
 * Effect.runSync(corrected).questions[0]?.direction // => "ascending"
 * ```
 */
export const override = (codebook: Codebook, input: CodebookInput): Effect.Effect<Codebook, CodebookError> => {
  const issues: Array<string> = []
  const headers = [
    ...codebook.questions.flatMap(({ columns }) => columns.map(({ header }) => header)),
    ...codebook.metadata.map(({ column }) => column)
  ]
  const known = new Set(headers)
  const isHeader = (header: string, place: string): boolean => {
    const found = known.has(header)
    if (!found) issues.push(`${place}: no column is called ${quoted(header)}${suggestion(header, headers)}`)
    return found
  }
  let questions = codebook.questions.map((question) => ({
    ...question,
    missing: union(question.missing, input.missing ?? [])
  }))
  let metadata = codebook.metadata
  const take = (taken: ReadonlyArray<string>) => {
    questions = questions.flatMap((question) => {
      const columns = question.columns.filter(({ header }) => !taken.includes(header))
      return columns.length === 0
        ? []
        : [columns.length === question.columns.length ? question : { ...question, columns }]
    })
    metadata = metadata.filter(({ column }) => !taken.includes(column))
  }
  const addMeta = (column: string, role: Meta["role"], missing?: ReadonlyArray<string>, confidence = 1) => {
    const entry = { column, role, ...(missing !== undefined && { missing }), confidence }
    const at = metadata.findIndex((meta) => meta.column === column)
    if (at === -1) take([column])
    metadata = at === -1 ? [...metadata, entry] : metadata.with(at, entry)
  }
  for (const { column, confidence, missing, role } of input.metadata ?? [])
    if (isHeader(column, "metadata")) addMeta(column, role, missing, confidence)
  const named = new Set<string>()
  for (const change of input.questions ?? []) {
    const place = `questions ${quoted(change.key)}`
    const at = questions.findIndex(({ columns, key }) => key === change.key || columns[0]?.header === change.key)
    const before = questions[at]
    const columns = (change.columns ?? []).filter(({ header }) => isHeader(header, place))
    for (const header of change.base ?? []) isHeader(header, `${place}: base`)
    if (named.has(before?.key ?? change.key))
      issues.push(`${place}: named twice; write all of its corrections in one place`)
    named.add(before?.key ?? change.key)
    if (before === undefined && columns.length === 0) {
      const keys = questions.map(({ key }) => key)
      issues.push(
        `${place}: no question has this key${suggestion(change.key, [...keys, ...headers])}; to make one, name its columns`
      )
      continue
    }
    const missed = before === undefined || change.options === undefined ? [] : left(before, change)
    if (missed.length > 0)
      issues.push(
        `${place}: options leave out ${missed.map(quoted).join(", ")}, which was answered: add it, or name it under offScale or missing`
      )
    const { key, ...rest } = before === undefined ? change : { ...change, key: before.key }
    if (change.columns !== undefined) take(columns.map(({ header }) => header))
    const changed = corrected(
      { ...(before ?? blank(key)), ...rest, key, ...(change.columns !== undefined && { columns }) },
      change
    )
    const still = questions.findIndex((question) => question.key === key)
    questions = still === -1 ? [...questions, changed] : questions.with(still, changed)
  }
  for (const { key, repeatOf } of input.questions ?? []) {
    const keys = questions.map((question) => question.key)
    if (repeatOf !== undefined && !keys.includes(repeatOf))
      issues.push(
        `questions ${quoted(key)}: repeatOf: no question has the key ${quoted(repeatOf)}${suggestion(repeatOf, keys)}`
      )
  }
  const columnOf = (name: "respondentColumn" | "weightColumn", role: Meta["role"]): string | null => {
    const column = input[name]
    if (column === undefined || column === null) return column === null ? null : codebook[name]
    if (isHeader(column, name) && !metadata.some((meta) => meta.column === column && meta.role === role))
      addMeta(column, role)
    return column
  }
  const respondentColumn = columnOf("respondentColumn", "respondent-id")
  const weightColumn = columnOf("weightColumn", "weight")
  return issues.length > 0
    ? Effect.fail(new CodebookError({ issues }))
    : Effect.succeed({ ...codebook, questions, metadata, respondentColumn, weightColumn })
}

const union = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set([...a, ...b])]

/** Answers that were given and have no place in an order. */
const left = (
  before: Question,
  { missing = before.missing, offScale = [], options = [] }: QuestionInput
): ReadonlyArray<string> => {
  const placed = new Set([...options, ...offScale, ...missing].map(folded))
  return [...(before.options ?? []), ...(before.offScale ?? [])].filter((answer) => !placed.has(folded(answer)))
}

const blank = (key: string): Question => ({
  key,
  text: "",
  label: key,
  kind: "single",
  layout: "column",
  columns: [],
  missing: [],
  asks: "other",
  demographic: null,
  use: true,
  confidence: 1
})

/** Ratings and rankings have an order, lists may have one, all else has none. What the researcher wrote is sure. */
const corrected = (question: Question, change: QuestionInput): Question => {
  const { direction, ...rest } = question
  const isOrdered = ["scale", "rank"].includes(question.kind)
  const hasOrder = isOrdered || (question.kind === "single" && direction !== undefined)
  return {
    ...(hasOrder ? { ...question, direction: direction ?? "ascending" } : rest),
    confidence: change.confidence ?? 1
  }
}
