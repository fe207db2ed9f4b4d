/**
 * Segments that the researcher gives: the answers to a question.
 */
import { Result } from "effect"
import { suggestion } from "./codebook/Suggestion.ts"
import { type Corpus, CorpusError } from "./Corpus.ts"
import * as Tally from "./Tally.ts"

/** Segments that are given. */
export interface GivenSegments {
  /** The column that they are given by. */
  readonly column: string
  /** Places in `corpus.records` of those who answered it. Whoever did not is in no segment. */
  readonly places: ReadonlyArray<number>
  /** For each of them the number of their segment. */
  readonly labels: Int32Array
  /** The answer of each segment. */
  readonly answers: ReadonlyArray<string>
}

/** The segments that a question gives, which is named by its key, label or header. */
export const of = (corpus: Corpus, by: string, minSize: number): Result.Result<GivenSegments, CorpusError> => {
  const wanted = Tally.key(by)
  const columns = corpus.table.choices.filter(({ profile }) => profile.kind === "closed")
  const column = columns.find(({ profile, question }) =>
    [profile.name, profile.label, question].some((name) => Tally.key(name) === wanted)
  )
  if (column === undefined) {
    const known = columns.flatMap(({ profile, question }) => [question, profile.label])
    return Result.fail(
      new CorpusError({
        reason: "UnknownQuestion",
        message: `Segments cannot be made by ${JSON.stringify(by)}: no question with a list of answers is called so${suggestion(by, known) || "."} The codebook names them all.`
      })
    )
  }
  const places = corpus.records.flatMap(({ kind }, place) =>
    kind === "row" && (column.codes[place]?.length ?? 0) > 0 ? [place] : []
  )
  const codes = places.map((place) => column.codes[place]?.[0] ?? 0)
  const sizes = column.answers.map((_, code) => codes.filter((other) => other === code).length)
  const given = sizes.flatMap((size, code) => (size > 0 ? [code] : []))
  const small = given.filter((code) => (sizes[code] ?? 0) < minSize)
  if (small.length > 0 || given.length === 0) {
    const list = small.map((code) => `${JSON.stringify(column.answers[code] ?? "")} (${sizes[code] ?? 0})`).join(", ")
    return Result.fail(
      new CorpusError({
        reason: "SegmentTooSmall",
        message:
          given.length === 0
            ? `Segments cannot be made by ${JSON.stringify(by)}: nobody answered it.`
            : `Segments cannot be made by ${JSON.stringify(by)}: fewer than ${minSize} people gave ${list}. Name these answers under missing in the codebook, or lower segments.minSize.`
      })
    )
  }
  return Result.succeed({
    column: column.profile.name,
    places,
    labels: Int32Array.from(codes, (code) => given.indexOf(code)),
    answers: given.map((code) => column.answers[code] ?? "")
  })
}
