/**
 * Reading an answer that is more than its JSON, as local models write it: in a Markdown fence, after words or thoughts, with a
 * comma too many, with numbers in quotation marks. What was cut short is never completed.
 */
import { Result } from "effect"
import { jsonrepair } from "jsonrepair"
import { type AnswerSchema, decodeAnswer } from "./AnswerSchema.ts"

/** An answer, and whether it had to be repaired before it could be read. */
export interface ReadAnswer<A> {
  readonly value: A
  readonly repaired: boolean
}

/**
 * The value in the text of an answer: as it is, else without what stands around it, else repaired. Where nothing helps, what is
 * wrong with the text as it is, without a word of it.
 *
 * @example
 * ```ts
 * import { Result, Schema } from "effect"
 * import { answerSchema, readAnswer } from "effect-persona/llm/provider"
 *
 * const schema = answerSchema(Schema.Struct({ age: Schema.Finite }))
 * readAnswer(schema, '{"age": 36}') // => Result.succeed({ value: { age: 36 }, repaired: false })
 * readAnswer(schema, 'Here it is: {"age": "36",}') // => Result.succeed({ value: { age: 36 }, repaired: true })
 * ```
 */
export const readAnswer = <A>(schema: AnswerSchema<A>, text: string): Result.Result<ReadAnswer<A>, string> => {
  const asItIs = decodeAnswer(schema, text)
  if (Result.isSuccess(asItIs)) return Result.succeed({ value: asItIs.success, repaired: false })
  for (const json of objectsIn(withoutThoughts(text))) {
    const sound = soundOf(json)
    if (sound === undefined) continue
    for (const candidate of [sound, withNumbers(sound)]) {
      const value = decodeAnswer(schema, candidate)
      if (Result.isSuccess(value)) return Result.succeed({ value: value.success, repaired: true })
    }
  }
  return Result.fail(asItIs.failure)
}

/** Thoughts that a template leaves in the answer; of some models only their end is marked. */
const withoutThoughts = (text: string): string => {
  const end = text.lastIndexOf("</think>")
  return end < 0 ? text : text.slice(end + "</think>".length)
}

/** A text with this much before its JSON is no answer. */
const mostTried = 20

/** The objects that stand whole in a text, the longest first. */
const objectsIn = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  let from = text.indexOf("{")
  for (let tried = 0; from >= 0 && tried < mostTried; tried++) {
    const end = endOf(text, from)
    if (end > 0) found.push(text.slice(from, end))
    from = text.indexOf("{", end > 0 ? end : from + 1)
  }
  return found.toSorted((a, b) => b.length - a.length)
}

/** Where the object that begins here ends; -1 where it does not. */
const endOf = (text: string, from: number): number => {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char === "\\") at++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === "{") depth++
    else if (char === "}" && --depth === 0) return at + 1
  }
  return -1
}

const soundOf = (json: string): string | undefined => {
  try {
    return jsonrepair(json)
  } catch {
    return undefined
  }
}

/** The same with numbers that stand in quotation marks as numbers. */
const withNumbers = (json: string): string => json.replace(/:\s*"(-?\d{1,9}(?:\.\d{1,6})?)"(?=\s*[,}])/g, ":$1")
