/**
 * Objects (out of JSON, YAML or an app's memory) to records: a row of answers each, or an interview where one holds turns.
 */
import { Predicate } from "effect"
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import { answer, fields, scalar, unique } from "./Answer.ts"
import { fieldsOf, isResponse, responsesIn } from "./Typeform.ts"
import { fromTalk, type Reading, type Turn } from "./interviews/index.ts"

type Values = Record<PropertyKey, unknown>

/** The names under which the rows are found where a file holds more than them. */
export const listNames = [
  "data",
  "rows",
  "responses",
  "records",
  "results",
  "items",
  "respondents",
  "participants",
  "interviews"
]

const turnListNames = ["turns", "transcript", "utterances", "segments", "messages", "dialogue", "conversation"]
const answerListNames = ["answers", "responses", "items", "questions"]
const speakerNames = ["speaker", "role", "who", "author", "name", "from"]
const wordNames = ["text", "content", "utterance", "message", "said", "transcript"]

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value)

const text = (item: Values, names: ReadonlyArray<string>): string | undefined => {
  for (const name of names) {
    const found = scalar(item[name])
    if (found !== undefined) return found
  }
  return undefined
}

/** The turns in a list; nothing where an item has no speaker. */
const turnsIn = (list: unknown): ReadonlyArray<Turn> | undefined => {
  if (!isList(list) || list.length < 2) return undefined
  const turns: Array<Turn> = []
  for (const [i, item] of list.entries()) {
    if (!Predicate.isObject(item)) return undefined
    const speaker = text(item, speakerNames)
    if (speaker === undefined || !wordNames.some((name) => name in item)) return undefined
    const words = text(item, wordNames)
    if (words !== undefined) turns.push({ speaker, text: words, place: `turn ${i + 1}` })
  }
  return turns
}

/** Whether a value looks like a turn of a talk, in a list that nothing else says is one. */
export const isTurn = (value: unknown): boolean =>
  Predicate.isObject(value) &&
  ["speaker", "role", "who"].some((name) => scalar(value[name]) !== undefined) &&
  wordNames.some((name) => name in value) &&
  Object.keys(value).length <= 6

/** Whether a list is a talk: its items look like turns, and somebody speaks twice. Rows of a survey may look like turns too. */
const isTalk = (list: ReadonlyArray<unknown>): boolean => {
  const turns = list.every(isTurn) ? turnsIn(list) : undefined
  return turns !== undefined && new Set(turns.map((turn) => turn.speaker)).size < turns.length
}

/** Whether a value is an answer with its question. */
export const isAnswer = (value: unknown): boolean =>
  Predicate.isObject(value) && scalar(value["question"]) !== undefined && "answer" in value

/** Answers as `[{ question, answer }]`, as form tools export them; nothing where an item is otherwise. */
const answersIn = (list: unknown): ReadonlyArray<Field> | undefined => {
  if (!isList(list) || list.length === 0) return undefined
  const taken = new Set<string>()
  const found: Array<Field> = []
  for (const item of list) {
    const question = Predicate.isObject(item) && isAnswer(item) ? scalar(item["question"]) : undefined
    if (question === undefined || !Predicate.isObject(item)) return undefined
    // A column in a survey goes by its header: here that is the question itself.
    for (const { text } of fields(item["answer"], "answer")) found.push({ name: unique(question, taken), text })
  }
  return found
}

const findIn = <A>(value: Values, names: ReadonlyArray<string>, read: (list: unknown) => A | undefined) => {
  for (const name of names) {
    const found = read(value[name])
    if (found !== undefined) return { name, found }
  }
  return undefined
}

const without = (value: Values, name: string): Values => {
  const { [name]: _, ...rest } = value
  return rest
}

/** Where a value stands. */
export interface Position {
  readonly file: string
  readonly label: string
  /** The number of the next record, from 1. */
  readonly number: number
  /** For a person, such as `line 3`. */
  readonly place: string
  readonly interviewers?: ReadonlyArray<string>
  /** Given what was read where the value is a conversation. */
  readonly onReading?: (reading: Reading) => void
}

/** The records in one value; none where it holds no answer. */
export const toRecords = (value: unknown, at: Position): ReadonlyArray<ResearchRecord> => {
  const source = { file: at.file, place: at.place }
  const id = `${at.label}#${at.number}`
  const row = (all: ReadonlyArray<Field>): ReadonlyArray<ResearchRecord> =>
    all.every(({ text }) => answer(text) === undefined) ? [] : [{ id, source, kind: "row", fields: all }]
  if (typeof value === "string") {
    const words = answer(value)
    return words === undefined ? [] : [{ id, source, kind: "document", fields: [{ name: "answer", text: words }] }]
  }
  const bare = isList(value) && isTalk(value) ? turnsIn(value) : undefined
  const held = Predicate.isObject(value) ? findIn(value, turnListNames, turnsIn) : undefined
  const turns = bare ?? held?.found
  if (turns !== undefined) {
    const header = held !== undefined && Predicate.isObject(value) ? fields(without(value, held.name)) : []
    const reading = fromTalk({ header, turns }, at)
    at.onReading?.(reading)
    return reading.records.map((record) => ({ ...record, source }))
  }
  if (!Predicate.isObject(value)) return row(fields(value))
  if (isResponse(value)) return row(fieldsOf(value))
  const answers = findIn(value, answerListNames, answersIn)
  if (answers === undefined) return row(fields(value))
  const facts = fields(without(value, answers.name))
  const taken = new Set(facts.map((field) => field.name))
  return row([...facts, ...answers.found.map((field) => ({ ...field, name: unique(field.name, taken) }))])
}

/** The list of rows in a value: the value itself, the list it holds under one of `listNames`, or the value as the only row. */
export const rowsIn = (value: unknown): ReadonlyArray<unknown> => {
  if (isList(value)) return isTalk(value) ? [value] : value
  if (!Predicate.isObject(value)) return [value]
  const responses = responsesIn(value)
  if (responses !== undefined) return responses
  if (findIn(value, turnListNames, turnsIn) !== undefined || findIn(value, answerListNames, answersIn) !== undefined) {
    return [value]
  }
  for (const name of listNames) {
    const list = value[name]
    if (isList(list) && list.some(Predicate.isObject)) return isTalk(list) ? [list] : list
  }
  return [value]
}
