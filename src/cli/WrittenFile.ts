/**
 * Files that people write for the command, in YAML or JSON.
 */
import { Result, Schema } from "effect"
import { Yaml } from "effect/encoding"

const parseJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

/** What a file holds; where it is not well-formed, the language that it should be in. The ending of its name tells which. */
export const parse = (file: string, text: string): Result.Result<unknown, "YAML" | "JSON"> =>
  /\.ya?ml$/i.test(file)
    ? Result.mapError(
        Result.try(() => Yaml.parse(text)),
        () => "YAML" as const
      )
    : Result.mapError(parseJson(text), () => "JSON" as const)
