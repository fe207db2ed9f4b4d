/**
 * A result as CSV, one row a persona, for spreadsheets.
 */
import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import { claimFields, type Persona } from "../domain/Persona.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import { answered, answerText, factTexts, figureText, listTexts, namedIn, quoteText, standsFor } from "./Wording.ts"
import type { ResultFormat } from "./ResultFormat.ts"

const header = [
  "name",
  "title",
  "stands for",
  "people",
  "of",
  "interviews",
  "facts",
  "bio",
  "goals",
  "pain points",
  "behaviours",
  "motivations",
  "quotes",
  "more than elsewhere",
  "not known",
  "score",
  "segment",
  "id"
]

/** Without it, Excel reads the file in the code page of the machine. */
const byteOrderMark = "\ufeff"

/** A row for each persona; entries of a list are separated by line breaks within their cell. */
export const csv: ResultFormat = {
  name: "csv",
  file: "personas.csv",
  isDefault: true,
  render: (result) =>
    Stream.fromIterable([header, ...result.personas.map((one) => row(one, result))]).pipe(
      Stream.pipeThroughChannel(Csv.encodeString()),
      Stream.mkString,
      Effect.map((text) => `${byteOrderMark}${text}`),
      Effect.orDie
    )
}

const row = ({ persona, evaluation }: PersonaResult, result: HybridResult): ReadonlyArray<string> => {
  const { interviews, of, size } = persona.segment
  const named = namedIn(result)
  return [
    persona.name,
    persona.title,
    standsFor(persona),
    String(size),
    String(of),
    String(interviews),
    factTexts(persona).join("\n"),
    ...claimFields.map((field) => listTexts(persona, field, named).join("\n")),
    persona.quotes.map((quote) => quoteText(persona, quote, named)).join("\n"),
    contrasts(persona).join("\n"),
    persona.unknowns.join("\n"),
    evaluation.overall.toFixed(3),
    persona.segment.id,
    persona.id
  ].map(inert)
}

const contrasts = ({ contrasts: ids, counts }: Persona): ReadonlyArray<string> =>
  counts
    .filter(({ id }) => ids.includes(id))
    .map(
      (count) =>
        `${answered(count.label, answerText(count))} (${figureText(count.group)}; everyone: ${figureText(count.everyone)})`
    )

// What a spreadsheet may take for the beginning of a formula: also in full width or as a superscript, and after what it passes over.
const passedOver = /^[\p{Z}\p{C}]*/u
const beginsFormula = /^[=+\-@|\u2212]/
// A signed number, perhaps with a unit and words: `-5`, `+3 %`, `-10 to 0 degrees`. Nothing in it calls, refers or calculates.
const isNumber = /^[-+\u2212]\s?\d[\d.,'’]*\s?(?:[%‰°\p{Sc}]|°?\p{L}*)(?:[\s–][\p{L}\p{N}\s.,°%–]*)?$/u

/**
 * The cell, with an apostrophe before it where a spreadsheet would run it as a formula. Research text is text. A number keeps its sign
 * and stays a number.
 *
 * @internal
 */
export const inert = (cell: string): string => {
  const begins = cell.replace(passedOver, "").slice(0, 8).normalize("NFKC").replace(passedOver, "")
  return beginsFormula.test(begins) && !isNumber.test(cell) ? `'${cell}` : cell
}
