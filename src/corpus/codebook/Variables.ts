/**
 * The answers of a codebook's questions, one variable each: what a single respondent can be counted by. A question with several
 * options is one variable, an item of a grid is one.
 */
import { Option } from "effect"
import type { Codebook, Question, QuestionColumn } from "../../domain/Codebook.ts"
import { parseNumber, withPoint } from "../Answers.ts"
import { splitter } from "./DelimitedOptions.ts"
import { folded, shown } from "./PlainText.ts"

/** The cells of a row by their headers. */
export type Cells = ReadonlyMap<string, string>

/** What a respondent says to a variable. Nothing where they did not answer, or were not asked. */
export type Said =
  | { readonly kind: "options"; readonly options: ReadonlyArray<string> }
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | undefined

/** A variable of a question. */
export interface Variable {
  readonly question: Question
  /** Unique among the variables of a codebook; the header where the variable is a column. */
  readonly name: string
  /** A few words for a chart. */
  readonly label: string
  /** What was asked, in full. */
  readonly text: string
  /** `closed`: one of a list or a step of a scale; `multi`: any of a list. */
  readonly kind: "closed" | "multi" | "number" | "text"
  /** The item of a grid that it is. */
  readonly item?: string
  /** What a box beside the options is for, such as `Other` or `Additional comments`. */
  readonly box?: string
  /** The columns that it is read from. */
  readonly headers: ReadonlyArray<string>
  readonly read: (cells: Cells) => Said
}

/** The variables of the questions that may be used, in the order of the questions. */
export const of = (codebook: Codebook): ReadonlyArray<Variable> => {
  const taken = new Set<string>()
  return codebook.questions
    .filter(({ use }) => use)
    .flatMap(variablesOf)
    .map((variable) => {
      let { name } = variable
      for (let n = 2; taken.has(name); n++) name = `${variable.name} (${n})`
      taken.add(name)
      return name === variable.name ? variable : { ...variable, name }
    })
}

const variablesOf = (question: Question): ReadonlyArray<Variable> => {
  const open = question.columns.filter(({ openEnded }) => openEnded === true)
  const columns = question.columns.filter(({ openEnded }) => openEnded !== true)
  const isMissing = missingIn(question)
  const boxes = open.map((column) => ({
    ...textOf(question, column, isMissing, `${question.label} (${column.item ?? "other"})`),
    box: column.item ?? ""
  }))
  switch (question.layout) {
    case "one-hot":
      return [oneHot(question, columns, isMissing), ...boxes]
    case "grid":
      // Without the words of an item, its column tells which one was answered.
      return [
        ...columns.map((column) => inColumns(question, [column], isMissing, column.item ?? column.header)),
        ...boxes
      ]
    case "column":
    case "delimited":
      // Boxes of one question ("three skills") are each in words of their own; branches are the same question for other people.
      return question.kind === "text"
        ? [...columns.map((column) => textOf(question, column, isMissing, question.label)), ...boxes]
        : [inColumns(question, columns, isMissing, undefined), ...boxes]
  }
}

type IsMissing = (cell: string) => boolean

const missingIn = ({ missing }: Question): IsMissing => {
  if (missing.length === 0) return () => false
  const codes = new Set(missing.map(folded))
  const exact = new Set(missing)
  return memo((cell) => exact.has(cell) || (cell.length <= 80 && codes.has(folded(cell))))
}

/** So many different cells of a column are remembered: more than a list of answers has. */
const mostRemembered = 2000

/** A function of cells, which come again and again. */
const memo = <A>(of: (cell: string) => A): ((cell: string) => A) => {
  const known = new Map<string, { readonly value: A }>()
  return (cell) => {
    const entry = known.get(cell) ?? { value: of(cell) }
    if (known.size < mostRemembered) known.set(cell, entry)
    return entry.value
  }
}

/** What was asked, without Markdown's emphasis, and without the one item that a tool put behind it in brackets. */
const asked = ({ label, text }: Question): string =>
  text === ""
    ? label
    : text
        .replace(/(?<![\p{L}\p{N}])([*_]{1,2})(?=\S)([^*_]{1,200}?)(?<=\S)\1(?![\p{L}\p{N}])/gu, "$2")
        .replace(/\s*:\s*\[[^[\]]*\]$/, "")

const textOf = (question: Question, { header }: QuestionColumn, isMissing: IsMissing, label: string): Variable => ({
  question,
  name: header,
  label,
  text: asked(question),
  kind: "text",
  headers: [header],
  read: (cells) => {
    const cell = cells.get(header)
    return cell === undefined || isMissing(cell) ? undefined : { kind: "text", text: shown(cell) }
  }
})

const oneHot = (question: Question, columns: ReadonlyArray<QuestionColumn>, isMissing: IsMissing): Variable => {
  const unticked = folded(question.unticked ?? "")
  const items = columns.map(({ header, item }) => ({ header, option: item ?? header }))
  const base = question.base ?? []
  const isTicked = memo((cell) => folded(cell) !== unticked)
  return {
    question,
    name: question.text === "" ? question.key : question.text,
    label: question.label,
    text: asked(question),
    kind: question.kind === "single" ? "closed" : "multi",
    headers: columns.map(({ header }) => header),
    read: (cells) => {
      const options: Array<string> = []
      let wasAsked = base.some((header) => cells.has(header))
      for (const { header, option } of items) {
        const cell = cells.get(header)
        if (cell === undefined || isMissing(cell)) continue
        wasAsked = true
        if (unticked === "" || isTicked(cell)) options.push(option)
      }
      return wasAsked ? { kind: "options", options } : undefined
    }
  }
}

const inColumns = (
  question: Question,
  columns: ReadonlyArray<QuestionColumn>,
  isMissing: IsMissing,
  item: string | undefined
): Variable => {
  const headers = columns.map(({ header }) => header)
  const split =
    question.layout === "delimited" || (question.kind === "multiple" && question.separator !== undefined)
      ? splitter(question.separator ?? ";", question.options ?? [])
      : undefined
  const spelling = new Map(
    [...(question.options ?? []), ...(question.offScale ?? [])].map((option) => [folded(option), option])
  )
  const spelt = (answer: string) => spelling.get(folded(answer)) ?? shown(answer)
  const isNumber = question.kind === "number"
  const kind = isNumber
    ? "number"
    : question.kind === "multiple"
      ? "multi"
      : question.kind === "text" || question.kind === "date"
        ? "text"
        : "closed"
  const said = (cell: string): Said => {
    if (kind === "text") return { kind: "text", text: shown(cell) }
    if (isNumber) {
      const text = question.decimalSign === "," ? withPoint(shown(cell)) : shown(cell)
      const value = Option.getOrUndefined(parseNumber(text))
      return value === undefined ? undefined : { kind: "number", value, text }
    }
    return { kind: "options", options: split === undefined ? [spelt(cell)] : [...new Set(split(cell).map(spelt))] }
  }
  const remembered = kind === "text" ? said : memo(said)
  return {
    question,
    name: headers[0] ?? question.key,
    label: item === undefined ? question.label : question.text === "" ? item : `${question.label}: ${item}`,
    text: item === undefined ? asked(question) : question.text === "" ? item : `${asked(question)}: ${item}`,
    ...(item !== undefined && { item }),
    kind,
    headers,
    read: (cells) => {
      const cell = headers.map((header) => cells.get(header)).find((text) => text !== undefined && !isMissing(text))
      if (cell === undefined) return undefined
      return remembered(cell)
    }
  }
}
