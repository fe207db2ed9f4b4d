/**
 * A result as CSV, one row a persona, for spreadsheets.
 */
import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import { claimFields } from "../domain/Persona.ts"
import type { PersonaResult } from "../pipeline/HybridResult.ts"
import type { ResultFormat } from "./ResultFormat.ts"
import { factTexts, listTexts, quoteText, standsFor } from "./Wording.ts"

const header = [
  "id",
  "name",
  "title",
  "stands for",
  "facts",
  "bio",
  "goals",
  "pain points",
  "behaviours",
  "motivations",
  "quotes",
  "score",
  "refined",
  "segment",
  "cost USD"
]

/** A row for each persona; entries of a list are separated by line breaks within their cell. */
export const csv: ResultFormat = {
  name: "csv",
  file: "personas.csv",
  isDefault: true,
  render: (result) =>
    Stream.fromIterable([header, ...result.personas.map(row)]).pipe(
      Stream.pipeThroughChannel(Csv.encodeString()),
      Stream.mkString,
      Effect.orDie
    )
}

const row = ({ persona, evaluation, refined, provenance, costUsd }: PersonaResult): ReadonlyArray<string> =>
  [
    persona.id,
    persona.name,
    persona.title,
    standsFor(persona),
    factTexts(persona).join("\n"),
    ...claimFields.map((field) => listTexts(persona, field).join("\n")),
    persona.quotes.map((quote) => quoteText(persona, quote)).join("\n"),
    evaluation.overall.toFixed(3),
    String(refined),
    provenance.segment,
    String(costUsd)
  ].map(inert)

// A spreadsheet runs a cell that begins like a formula; research text is text.
const inert = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
