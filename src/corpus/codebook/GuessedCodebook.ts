/**
 * The codebook as the data suggests it: roles of columns first, then questions, then what each is.
 */
import type { Codebook, Meta, Question } from "../../domain/Codebook.ts"
import * as Sliced from "../Sliced.ts"
import { asksOf } from "./AskedFor.ts"
import { type ColumnAnswers, of as answersOf } from "./ColumnAnswers.ts"
import type { ColumnTable } from "./ColumnTable.ts"
import { computed } from "./ComputedColumns.ts"
import { type Asked, asksWhatOneIs, demographicOf } from "./Demographics.ts"
import { type Header, partsOf } from "./HeaderParts.ts"
import { lonely, roleOf } from "./MetaRoles.ts"
import { folded, headerWords, isSentence } from "./PlainText.ts"
import type { Candidate, QuestionGroup } from "./QuestionGroup.ts"
import { group } from "./QuestionGroups.ts"
import { type Answered, answeredBy } from "./QuestionKinds.ts"
import { labelOf } from "./QuestionLabel.ts"
import { respondentColumn, respondents } from "./Respondents.ts"
import { varies } from "./WithinRespondents.ts"

/** The codebook of a table. */
export function* guess(table: ColumnTable): Sliced.Sliced<Codebook> {
  const columns = yield* Sliced.map(table.columns, 50 * Math.min(2000, table.rows), (column) => ({
    answers: answersOf(column),
    header: partsOf(column)
  }))
  const roles = rolesOf(columns, table.rows)
  const key = respondentColumn(
    columns
      .filter(({ answers }) => roles.get(answers.column.name)?.role === "respondent-id")
      .map(({ answers }) => answers),
    table.rows
  )
  if (key !== undefined) numberRows(columns, roles, key)
  const asked = columns.filter(({ answers }) => {
    const role = roles.get(answers.column.name)?.role
    return role === undefined || role === "empty"
  })
  const filled = asked.filter(({ answers }) => answers.answered > 0)
  const made = yield* computed(
    filled.map(({ answers }) => answers),
    filled.map(({ header }) => header.text)
  )
  for (const { column } of made) roles.set(column.name, { column: column.name, role: "computed", confidence: 0.8 })
  const open = asked.filter(({ answers }) => roles.get(answers.column.name)?.role !== "computed")
  const groups = (yield* group(open)).flatMap((one) => withoutEmpty(one, roles))
  for (const { members } of groups) for (const { answers } of members) roles.delete(answers.column.name)
  const questions = withRepeats(yield* Sliced.map(groups, 50_000, (one) => questionOf(one, key)))
  const weight = [...roles.values()].find(({ role }) => role === "weight")
  return {
    questions: questions.map(({ question }) => question),
    metadata: columns.flatMap(({ answers }) => {
      const meta = roles.get(answers.column.name)
      return meta === undefined ? [] : [{ ...meta, ...(answers.missing.length > 0 && { missing: answers.missing }) }]
    }),
    respondentColumn: key?.column.name ?? null,
    weightColumn: weight?.column ?? null,
    rows: table.rows,
    respondents: respondents(key, table.rows)
  }
}

const rolesOf = (columns: ReadonlyArray<Candidate>, rows: number): Map<string, Meta> => {
  const roles = new Map<string, Meta>()
  for (const { answers, header } of columns) {
    const found = roleOf(answers, rows, header.text)
    if (found !== undefined) roles.set(answers.column.name, { column: answers.column.name, ...found })
  }
  const all = [...roles.values()]
  const isExport = all.some(
    ({ confidence, role }) =>
      confidence > lonely && ["timestamp", "duration", "platform", "respondent-id"].includes(role)
  )
  if (!isExport) for (const { column, confidence } of all) if (confidence === lonely) roles.delete(column)
  return roles
}

/** In a table with several rows of each person, numbers that are new in nearly every row number the rows. */
const numberRows = (columns: ReadonlyArray<Candidate>, roles: Map<string, Meta>, key: ColumnAnswers): void => {
  for (const { answers, header } of columns) {
    const { name } = answers.column
    if (
      answers === key ||
      isSentence(header.text === "" ? name : header.text) ||
      !/\bid$/.test(headerWords(name).join(" "))
    )
      continue
    const isNew = answers.distinct > key.distinct * 1.5 && answers.numeric === 1
    const role = roles.get(name)?.role
    if (isNew) roles.set(name, { column: name, role: "row-number", confidence: 0.8 })
    else if (role === undefined) roles.set(name, { column: name, role: "platform", confidence: 0.6 })
  }
}

/** Columns that nobody answered are options nobody chose where others of their question were, else they are no question. */
const withoutEmpty = (one: QuestionGroup, roles: ReadonlyMap<string, Meta>): ReadonlyArray<QuestionGroup> => {
  const isEmpty = ({ answers }: Candidate) => roles.get(answers.column.name)?.role === "empty"
  const filled = one.members.filter((member) => !isEmpty(member))
  if (filled.length === 0) return []
  if (filled.length === one.members.length || filled.length >= 2) return [one]
  return [{ ...one, members: filled }]
}

interface Keyed {
  readonly question: Question
  /** What a question that is asked again has in common with the first. */
  readonly signature: string
}

const questionOf = (one: QuestionGroup, key: ColumnAnswers | undefined): Keyed => {
  const answered = ofCodes(answeredBy(one), one)
  const headers = one.members.map(({ header }) => header)
  const options =
    answered.options ??
    (answered.kind === "text" ? [] : (one.members[0]?.answers.answers.slice(0, 30).map(({ answer }) => answer) ?? []))
  const text = one.text === "" ? textOfItems(headers, one) : one.text
  const asked: Asked = {
    text,
    code: one.code === "" ? (headers[0]?.code ?? "") : one.code,
    kind: answered.kind,
    answers: options
  }
  const changes =
    key !== undefined && answered.kind !== "number" && one.members.some(({ answers }) => varies(answers, key))
  const demographic = changes ? null : demographicOf(asked)
  const { confidence, items, kind, layout, openEnded, ...rest } = answered
  // What people type beside the options ("n/a") is no code of the question.
  const closed = one.members.filter((member) => !openEnded.has(member))
  const missing = [...new Set((closed.length > 0 ? closed : one.members).flatMap(({ answers }) => answers.missing))]
  const columns = one.members.map((member) => {
    const item = items.get(member) ?? member.item
    return {
      header: member.answers.column.name,
      ...(item !== undefined && one.members.length > 1 && { item }),
      ...(openEnded.has(member) && { openEnded: true })
    }
  })
  return {
    signature:
      one.text.split(" ").length < 3
        ? ""
        : [folded(one.text), ...columns.map(({ item }) => folded((item ?? "").replace(/\{[^{}]*\}/g, "{}")))].join(
            "\n"
          ),
    question: {
      key: keyOf(one),
      text: one.text,
      label: labelOf(one.text, asked.code, demographic),
      kind,
      layout,
      columns,
      ...rest,
      missing,
      asks: asksOf(asked, demographic !== null, answered.direction !== undefined),
      demographic,
      use: true,
      confidence: Math.min(confidence, one.confidence)
    }
  }
}

/** "What is your gender?" is answered by numbers that stand for answers, not by a rating. */
const ofCodes = (answered: Answered, { members, text }: QuestionGroup): Answered => {
  if (answered.kind !== "scale" || answered.options !== undefined || !asksWhatOneIs(text)) return answered
  const { direction: _, ...rest } = answered
  const options = members[0]?.answers.answers.map(({ answer }) => answer) ?? []
  return { ...rest, kind: "single", options, confidence: 0.6 }
}

/** What is asked, read from the first item where only the items are in words. */
const textOfItems = (headers: ReadonlyArray<Header>, { members }: QuestionGroup): string =>
  members.length > 1 ? (headers.find(({ text }) => text !== "")?.text ?? "") : ""

const keyOf = ({ code, members, text }: QuestionGroup): string => {
  if (code !== "" && code.length <= 40) return code
  const words = headerWords(text === "" ? (members[0]?.answers.column.name ?? "question") : text).slice(0, 8)
  return words.join("-").slice(0, 48) || "question"
}

const withRepeats = (questions: ReadonlyArray<Keyed>): ReadonlyArray<Keyed> => {
  const taken = new Set<string>()
  const first = new Map<string, string>()
  return questions.map(({ question, signature }) => {
    let key = question.key
    for (let n = 2; taken.has(key); n++) key = `${question.key}-${n}`
    taken.add(key)
    const repeatOf = signature === "" ? undefined : first.get(signature)
    if (signature !== "" && repeatOf === undefined) first.set(signature, key)
    return { signature, question: { ...question, key, ...(repeatOf !== undefined && { repeatOf }) } }
  })
}
