/**
 * Files that a flag of the command names and people write by hand.
 */
import { Effect, FileSystem, Result, Schema } from "effect"
import { Yaml } from "effect/encoding"
import { UsageError } from "./Exit.ts"

/** A file, and how messages speak of it. */
export interface NamedFile {
  readonly file: string
  /** What the file is, such as "configuration file". */
  readonly what: string
  /** The flag that names it, without dashes; null where it stands on the line by itself. */
  readonly flag: string | null
}

/** The text of a file, without a byte order mark. */
export const text = ({ file, what, flag }: NamedFile): Effect.Effect<string, UsageError, FileSystem.FileSystem> =>
  FileSystem.FileSystem.use((files) => files.readFileString(file)).pipe(
    Effect.map((content) => content.replace(/^\ufeff/, "")),
    Effect.mapError(
      ({ reason }) =>
        new UsageError({
          message: `The ${what} ${file} cannot be read (${reason._tag}): ${flag === null ? "check the name" : `check --${flag}`}.`
        })
    )
  )

const parseJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

/** What a text holds; where it is not well-formed, the language that it should be in. The ending of the file's name tells which. */
export const parse = (file: string, content: string): Result.Result<unknown, "YAML" | "JSON"> =>
  /\.ya?ml$/i.test(file)
    ? Result.mapError(
        Result.try(() => Yaml.parse(content)),
        () => "YAML" as const
      )
    : Result.mapError(parseJson(content), () => "JSON" as const)

/** What a file of YAML or JSON holds. */
export const values = (named: NamedFile): Effect.Effect<unknown, UsageError, FileSystem.FileSystem> =>
  Effect.flatMap(text(named), (content) =>
    Effect.mapError(
      Effect.fromResult(parse(named.file, content)),
      (language) =>
        new UsageError({
          message: `The ${named.what} ${named.file} is not valid ${language}: mend it${named.flag === null ? "" : `, or leave --${named.flag} out`}.`
        })
    )
  )
