/**
 * The schema of an answer on its way to a service, and the answer on its way back.
 *
 * A grammar on the server's side makes valid JSON, not valid data, and a schema is weakened on its way to a service. So every
 * answer is decoded with the codec that belongs to the schema that was sent.
 */
import { Result, Schema, SchemaIssue } from "effect"
import { LanguageModel } from "effect/ai"
import type { ChatRequest } from "./ChatModel.ts"

/** What a service is sent, and what its answer is decoded with. */
export interface AnswerSchema<A> {
  readonly codec: Schema.ConstraintCodec<A, unknown>
  readonly jsonSchema: Record<string, unknown>
}

/**
 * A schema as plain JSON Schema in which no object may have further properties, and the codec that belongs to it.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { answerSchema } from "effect-persona/llm/provider"
 *
 * const { jsonSchema } = answerSchema(Schema.Struct({ name: Schema.String }))
 * jsonSchema["additionalProperties"] // => false
 * ```
 */
export const answerSchema = <A>(schema: ChatRequest<A>["schema"]): AnswerSchema<A> => {
  const { codec, jsonSchema } = LanguageModel.defaultCodecTransformer(schema)
  return { codec, jsonSchema: closed(jsonSchema) }
}

// Where further properties are allowed, the grammar lets a model write any, and it does.
const closed = (schema: Record<string, unknown>): Record<string, unknown> => {
  const inside = Object.fromEntries(Object.entries(flat(schema)).map(([key, value]) => [key, closedIn(value)]))
  return "properties" in schema && schema["additionalProperties"] === true
    ? { ...inside, additionalProperties: false }
    : inside
}

/** Checks of a value beside its type: not every service reads `allOf`. */
const flat = ({ allOf, ...schema }: Record<string, unknown>): Record<string, unknown> => {
  if (!Array.isArray(allOf)) return schema
  const parts: ReadonlyArray<unknown> = allOf
  const own = Object.entries(schema)
  const checks = parts.flatMap((part) => (typeof part === "object" && part !== null ? Object.entries(part) : []))
  return Object.fromEntries([...own, ...checks])
}

const closedIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closedIn)
  return typeof value === "object" && value !== null ? closed({ ...value }) : value
}

/**
 * The schema in the words of a prompt: a server's grammar keeps a model to the shape, but does not tell it what the shape is.
 *
 * @example
 * ```ts
 * import { schemaInstruction } from "effect-persona/llm/provider"
 *
 * schemaInstruction({ type: "string" }).endsWith('{"type":"string"}') // => true
 * ```
 */
export const schemaInstruction = (jsonSchema: object): string =>
  `Answer with one JSON value and nothing else. It must match this JSON Schema:\n${JSON.stringify(jsonSchema)}`

const parseJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

/**
 * The value in the text of an answer; else where it is wrong, without a word of it.
 *
 * @example
 * ```ts
 * import { Result, Schema } from "effect"
 * import { answerSchema, decodeAnswer } from "effect-persona/llm/provider"
 *
 * const schema = answerSchema(Schema.Struct({ age: Schema.Finite }))
 * decodeAnswer(schema, '{"age": 36}') // => Result.succeed({ age: 36 })
 * decodeAnswer(schema, '{"age": "old"}') // => Result.fail("it is JSON whose age is missing or wrong")
 * ```
 */
export const decodeAnswer = <A>({ codec }: AnswerSchema<A>, text: string): Result.Result<A, string> => {
  const json = parseJson(text)
  if (Result.isFailure(json)) return Result.fail("it is not JSON")
  const value = Schema.decodeUnknownResult(codec)(json.success)
  return Result.mapError(value, ({ issue }) => places(issue))
}

// Names the wrong places only: the values are persona text.
const places = (issue: SchemaIssue.Issue): string => {
  const { issues } = SchemaIssue.makeFormatterStandardSchemaV1()(issue)
  const paths = issues.map(({ path }) => (path ?? []).map(String).join(".")).filter((path) => path !== "")
  return paths.length === 0
    ? "it is JSON of another shape"
    : `it is JSON whose ${[...new Set(paths)].slice(0, 5).join(", ")} ${paths.length === 1 ? "is" : "are"} missing or wrong`
}
