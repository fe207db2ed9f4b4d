/**
 * The guesses of a codebook that may be wrong and would matter.
 */
import type { Codebook, Question } from "../../domain/Codebook.ts"
import { quoted } from "./Suggestion.ts"

/** A guess that may be wrong and would matter. */
export interface Doubt {
  /** The key of the question. */
  readonly question: string
  readonly message: string
}

/**
 * The guesses of a codebook that a researcher should look at, with how to settle each.
 *
 * @example
 * ```ts
 * import { Codebook } from "effect-persona"
 *
 * Codebook.doubts(Codebook.of([])) // => []
 * ```
 */
export const doubts = ({ questions, respondentColumn, respondents, rows }: Codebook): ReadonlyArray<Doubt> => [
  ...(respondentColumn === null
    ? []
    : [
        {
          question: respondentColumn,
          message: `${rows} rows are read as ${respondents} people by the column ${quoted(respondentColumn)}. If each row is a person, write respondentColumn: null.`
        }
      ]),
  ...questions.flatMap(doubtsOf)
]

const doubtsOf = ({
  columns,
  confidence,
  key,
  kind,
  label,
  layout,
  options = [],
  text,
  unticked,
  use
}: Question): ReadonlyArray<Doubt> => {
  if (!use) return []
  const say = (message: string): ReadonlyArray<Doubt> => [{ question: key, message: `${quoted(label)}: ${message}` }]
  if (layout === "one-hot" && unticked === "" && kind === "multiple" && columns.length > 1)
    return text === "" && confidence < 0.7
      ? say(
          `${columns.length} columns are read as the options of one question, whose words the file does not hold. Write its text and label under the key ${quoted(key)}.`
        )
      : []
  if (confidence >= 0.65) return []
  if (kind === "scale" && options.length === 0)
    return say(
      "its numbers are read as a rating. If they count something, write kind: number; if they stand for answers, kind: single."
    )
  if (kind === "scale")
    return say(
      `its answers are read in the order ${options.map(quoted).join(" < ")}. If that is wrong, write options in their order.`
    )
  if (kind === "single" && layout === "column" && options.every((option) => /^\d+$/.test(option)) && options.length > 0)
    return say(
      `its answers ${options.join(" and ")} are codes whose meaning the file does not hold. Write a codebook for what they stand for, or use: false.`
    )
  if (kind === "number")
    return say("it is read as a number, though not all of its answers are one. If they are words, write kind: text.")
  return []
}
