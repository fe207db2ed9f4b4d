/**
 * From the text of an answer to the value that was asked for.
 *
 * A grammar on the server's side makes valid JSON, not valid data, and a schema is weakened on its way to a service. So every
 * answer is decoded with the codec that belongs to the schema that was sent.
 */
import { Result, Schema, SchemaIssue } from "effect"

/** What a service is sent, and what its answer is decoded with. */
export interface Lowered<A> {
  readonly codec: Schema.ConstraintCodec<A, unknown>
  readonly jsonSchema: Record<string, unknown>
}

const parseJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

/** The value in a text; else where it is wrong, without a word of it. */
export const decode = <A>({ codec }: Lowered<A>, text: string): Result.Result<A, string> => {
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
