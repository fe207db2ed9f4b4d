/**
 * Responses as Typeform's API gives them: answers by the field they belong to, and the questions where the form's definition is there.
 */
import { Predicate } from "effect"
import type { Field } from "../domain/ResearchRecord.ts"
import { fields, scalar, unique } from "./Answer.ts"

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value)

const isAnswer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Predicate.isObject(value) && "type" in value && Predicate.isObject(value["field"])

/** Whether a value is one person's response. */
export const isResponse = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (!Predicate.isObject(value)) return false
  const { answers } = value
  if (isList(answers)) return answers.length > 0 && answers.every(isAnswer)
  // Who opened the form and answered nothing.
  return answers === null && "landing_id" in value
}

/** The questions by the ids and references of their fields, those in groups included. */
const questionsIn = (definition: unknown, into: Map<string, string>): ReadonlyMap<string, string> => {
  const list = Predicate.isObject(definition) ? definition["fields"] : undefined
  for (const field of isList(list) ? list : []) {
    if (!Predicate.isObject(field)) continue
    const title = scalar(field["title"])
    for (const key of [scalar(field["id"]), scalar(field["ref"])]) {
      if (key !== undefined && title !== undefined) into.set(key, title.replace(/\s+/g, " "))
    }
    questionsIn(field["properties"], into)
  }
  return into
}

/** What was answered: under the name of its kind, choices by their labels. */
const valueOf = (answer: Readonly<Record<string, unknown>>): unknown => {
  const value = answer[scalar(answer["type"]) ?? ""]
  if (!Predicate.isObject(value) || isList(value)) return value
  const { label, labels, other } = value
  if (isList(labels)) return other === undefined ? labels : [...labels, other]
  return label ?? other ?? value
}

/** The answers of a response. What the server noted about the visit is nobody's answer. */
export const fieldsOf = (response: Readonly<Record<string, unknown>>): ReadonlyArray<Field> => {
  const questions = questionsIn(response["definition"], new Map())
  const { answers, hidden, submitted_at: submitted } = response
  const taken = new Set<string>()
  const all: Array<Field> = []
  const add = ({ name, text }: Field, question?: string) =>
    all.push({ name: unique(name, taken), ...(question !== undefined && { question }), text })
  for (const field of [...fields(hidden), ...fields(submitted, "submitted_at")]) add(field)
  for (const answer of isList(answers) ? answers : []) {
    if (!isAnswer(answer)) continue
    const field = Predicate.isObject(answer["field"]) ? answer["field"] : {}
    const ref = scalar(field["ref"])
    const id = scalar(field["id"])
    const question = questions.get(id ?? "") ?? questions.get(ref ?? "")
    for (const one of fields(valueOf(answer), ref ?? id ?? "answer")) add(one, question)
  }
  return all
}

/** The responses in a file, each with the form's definition where it stands beside them. */
export const responsesIn = (file: unknown): ReadonlyArray<unknown> | undefined => {
  if (!Predicate.isObject(file) || !isList(file["items"])) return undefined
  const { form, items } = file
  if (!items.some(isResponse)) return undefined
  const own = [file["definition"], form, file].find((one) => Predicate.isObject(one) && isList(one["fields"]))
  return items.map((item) =>
    own !== undefined && Predicate.isObject(item) && !("definition" in item) ? { ...item, definition: own } : item
  )
}
