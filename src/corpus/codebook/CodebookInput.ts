/**
 * Corrections of a codebook as a researcher writes them, and what is wrong with them.
 */
import { Effect, Predicate, Result, Schema, SchemaIssue } from "effect"
import { Asks, Demographic, Layout, MetaRole, QuestionColumn, QuestionKind } from "../../domain/Codebook.ts"
import { suggestion } from "./Suggestion.ts"

/** So many of the things that are wrong are told in a message; `issues` has all. */
const mostShown = 20

/** A codebook cannot be used as it was given. */
export class CodebookError extends Schema.TaggedError<CodebookError>()("CodebookError", {
  /** What is wrong, each with where it stands and what to write instead. */
  issues: Schema.Array(Schema.String)
}) {
  override get message(): string {
    const more = this.issues.length - mostShown
    const shown = this.issues.slice(0, mostShown).map((issue) => `  ${issue}`)
    return ["The codebook cannot be used:", ...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n")
  }
}

const Texts = Schema.Array(Schema.String)
const optional = Schema.optionalKey

/** A correction of a question; what is left out stays as it was guessed. */
export const QuestionInput = Schema.Struct({
  /** The key of a question, or the header of its first column. */
  key: Schema.NonEmptyString,
  text: optional(Schema.String),
  label: optional(Schema.String),
  kind: optional(QuestionKind),
  layout: optional(Layout),
  columns: optional(Schema.Array(QuestionColumn)),
  decimalSign: optional(Schema.Literals([",", "."])),
  separator: optional(Schema.String),
  options: optional(Texts),
  offScale: optional(Texts),
  direction: optional(Schema.Literals(["ascending", "descending"])),
  missing: optional(Texts),
  unticked: optional(Schema.String),
  base: optional(Texts),
  asks: optional(Asks),
  demographic: optional(Schema.NullOr(Demographic)),
  repeatOf: optional(Schema.String),
  use: optional(Schema.Boolean),
  confidence: optional(Schema.Finite)
})

/** A correction of a question. */
export interface QuestionInput extends Schema.Schema.Type<typeof QuestionInput> {}

/** Any part of a codebook, as a researcher writes it: what is left out stays as it was guessed. */
export const CodebookInput = Schema.Struct({
  questions: optional(Schema.Array(QuestionInput)),
  /** Columns that hold no answer. A column named here leaves its question. */
  metadata: optional(
    Schema.Array(
      Schema.Struct({
        column: Schema.NonEmptyString,
        role: MetaRole,
        missing: optional(Texts),
        confidence: optional(Schema.Finite)
      })
    )
  ),
  /** Further codes for no answer, in all questions. */
  missing: optional(Texts),
  /** The column that tells people apart where they have several rows; null where each row is a person. */
  respondentColumn: optional(Schema.NullOr(Schema.String)),
  /** The column with the weight of each respondent; null where all count alike. */
  weightColumn: optional(Schema.NullOr(Schema.String)),
  rows: optional(Schema.Int),
  respondents: optional(Schema.Int)
})

/** Any part of a codebook. */
export interface CodebookInput extends Schema.Schema.Type<typeof CodebookInput> {}

const decodeInput = Schema.decodeUnknownResult(CodebookInput, { errors: "all", onExcessProperty: "error" })

/**
 * Checks what was written as a codebook, all of it or a part: the object in a YAML or JSON file. Fails with a `CodebookError` that
 * names each key that is unknown and each value that cannot be.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Codebook } from "effect-persona"
 *
 * const input = Codebook.decode({ questions: [{ key: "Q3", kind: "scale", options: ["low", "high"] }] })
 *
 * Effect.runSync(input).questions?.[0]?.kind // => "scale"
 * ```
 */
export const decode = (written: unknown): Effect.Effect<CodebookInput, CodebookError> => {
  const decoded = decodeInput(written)
  if (Result.isSuccess(decoded)) return Effect.succeed(decoded.success)
  const issues = SchemaIssue.makeFormatterStandardSchemaV1()(decoded.failure.issue).issues
  return Effect.fail(
    new CodebookError({ issues: issues.map(({ message, path = [] }) => issueOf(path.map(keyOf), message)) })
  )
}

const keyOf = (part: PropertyKey | { readonly key: PropertyKey }): string =>
  String(Predicate.isObject(part) ? part.key : part)

const issueOf = (path: ReadonlyArray<string>, message: string): string => {
  const place = path.length === 0 ? "(all)" : path.join(".")
  const known =
    path[0] === "questions" && path.length > 2
      ? Object.keys(QuestionInput.fields)
      : path.length === 1
        ? Object.keys(CodebookInput.fields)
        : ["column", "role", "missing"]
  const key = path.at(-1) ?? ""
  if (path.length === 1 && /expected array/i.test(message) && /^(?:questions|metadata)$/.test(place))
    return `${place}: must be a list, as in "- ${place === "metadata" ? "column" : "key"}: …" (persona codebook --format yaml shows it)`
  return /unexpected|excess/i.test(message) ? `${place}: no such key${suggestion(key, known)}` : `${place}: ${message}`
}
