/**
 * A codebook for a person to read: each question with how it was answered and what was answered.
 */
import type { Codebook, Doubt } from "../corpus/codebook/index.ts"
import type { AnswerTable } from "../corpus/AnswerTable.ts"
import type { Variable } from "../corpus/codebook/Variables.ts"
import type { Meta, Question } from "../domain/Codebook.ts"

/** What is shown. */
export interface Shown {
  readonly codebook: Codebook
  readonly variables: ReadonlyArray<Variable>
  /** The answers of its variables. */
  readonly table: AnswerTable
  readonly doubts: ReadonlyArray<Doubt>
  /** The most characters of a line. */
  readonly width: number
}

/** The codebook as text. */
export const render = (shown: Shown): string => {
  const { codebook, doubts, width } = shown
  const { metadata, questions, respondents, rows } = codebook
  const people = rows === respondents ? `${respondents} people` : `${respondents} people in ${rows} rows`
  const columns = questions.reduce((sum, question) => sum + question.columns.length, metadata.length)
  return [
    `${people} · ${columns} columns · ${questions.length} questions`,
    "",
    ...questions.flatMap((question, i) => entry(question, i + 1, shown)),
    ...(metadata.length === 0 ? [] : ["Not asked", ...notAsked(metadata, width), ""]),
    ...(doubts.length === 0
      ? [
          "To correct anything: persona codebook FILE --format yaml > codebook.yaml, edit it, and give it back with --codebook."
        ]
      : ["Please look at", ...doubts.flatMap(({ message }) => wrapped(message, width, "  - ", "    "))]),
    ""
  ].join("\n")
}

const kinds: Readonly<Record<Question["kind"], string>> = {
  single: "one answer",
  multiple: "any of several",
  scale: "rating",
  number: "number",
  date: "date",
  text: "own words",
  rank: "ranking"
}

const layouts: Readonly<Record<Question["layout"], string | undefined>> = {
  column: undefined,
  "one-hot": "a column an option",
  delimited: "options in one cell",
  grid: "a column an item"
}

const asked: Readonly<Record<Question["asks"], string | undefined>> = {
  goal: "goals",
  pain: "problems",
  behaviour: "behaviour",
  opinion: "opinions",
  fact: undefined,
  other: undefined
}

const entry = (question: Question, number: number, shown: Shown): ReadonlyArray<string> => {
  const { width } = shown
  const { demographic, direction, key, kind, label, layout, missing, repeatOf, text, use } = question
  const title = text === "" || text === label ? label : `${label} – ${text}`
  const facts = [
    kinds[kind],
    kind === "single" && direction !== undefined ? "in order" : undefined,
    layouts[layout],
    demographic ?? asked[question.asks],
    repeatOf === undefined ? undefined : `asked again (${repeatOf})`,
    missing.length === 0 ? undefined : `no answer: ${missing.slice(0, 4).join(", ")}${missing.length > 4 ? " …" : ""}`,
    use ? undefined : "not used"
  ].filter((fact) => fact !== undefined)
  return [
    ...wrapped(title, width, `${String(number).padStart(3)}. `, "     "),
    ...wrapped(`${facts.join(" · ")} · key ${key}`, width, "     ", "     "),
    ...answersOf(question, shown).flatMap((line) => wrapped(line, width, "     ", "       ")),
    ""
  ]
}

const mostItems = 12

/** What was answered, a line for each column of answers. */
const answersOf = (
  question: Question,
  { codebook: { respondents }, table, variables }: Shown
): ReadonlyArray<string> => {
  const names = new Set(variables.filter((variable) => variable.question === question).map(({ name }) => name))
  const own = table.columns.filter(({ name }) => names.has(name))
  const lines = own.slice(0, mostItems).map((profile) => {
    const people = profile.answered === respondents ? "all" : `${profile.answered} of ${respondents}`
    const column = question.columns.find(({ header, openEnded }) => header === profile.name && openEnded !== true)
    const name = question.layout === "grid" && column !== undefined ? `${column.item ?? column.header}: ` : ""
    if (profile.numbers !== null)
      return `${name}${people} answered: ${profile.numbers.min} to ${profile.numbers.max}, median ${profile.numbers.median}`
    const choices = table.choices.find((column) => column.profile.name === profile.name)
    if (choices === undefined) return `${name}${people} answered in their own words`
    const counts = choices.answers.map((answer, code) => ({
      answer,
      count: choices.codes.filter((codes) => codes?.includes(code) === true).length
    }))
    const shown = (question.direction === undefined ? counts.toSorted((a, b) => b.count - a.count) : counts).slice(
      0,
      12
    )
    const more = counts.length - shown.length
    // Blank marks do not tell who was asked: only those who ticked something certainly were.
    const did = question.unticked === "" ? "ticked any" : "answered"
    const off = new Set(question.offScale)
    const listed = (some: typeof shown, by: string) =>
      some.map(({ answer, count }) => `${short(answer)} (${count})`).join(by)
    const inOrder = shown.filter(({ answer }) => !off.has(answer))
    const beside = shown.filter(({ answer }) => off.has(answer))
    const all = [listed(inOrder, question.direction === undefined ? ", " : " < "), listed(beside, ", ")].filter(
      (part) => part !== ""
    )
    return `${name}${people} ${did}: ${all.join("; ")}${more > 0 ? `, ${more} more` : ""}`
  })
  return own.length > mostItems ? [...lines, `and ${own.length - mostItems} more items`] : lines
}

const short = (answer: string): string => (answer.length <= 44 ? answer : `${answer.slice(0, 43).trimEnd()}…`)

const roles: Readonly<Record<Meta["role"], string>> = {
  "respondent-id": "tells people apart",
  "row-number": "numbers the rows",
  timestamp: "time",
  duration: "time taken",
  platform: "written by the survey tool",
  weight: "weight",
  design: "design of the study",
  computed: "made from other columns",
  empty: "nobody answered"
}

const notAsked = (metadata: ReadonlyArray<Meta>, width: number): ReadonlyArray<string> => {
  const byRole = new Map<Meta["role"], Array<string>>()
  for (const { column, role } of metadata)
    byRole.set(role, [...(byRole.get(role) ?? []), short(column === "" ? "(no header)" : column)])
  return [...byRole].flatMap(([role, columns]) => wrapped(`${roles[role]}: ${columns.join(", ")}`, width, "  ", "    "))
}

/** A text in lines of at most `width` characters. */
const wrapped = (text: string, width: number, first: string, rest: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = first
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + word.length > width && line !== first) {
      lines.push(line.trimEnd())
      line = rest
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()]
}
