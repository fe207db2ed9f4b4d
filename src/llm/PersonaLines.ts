/**
 * A persona as lines of a prompt. Its words were made from research data, by a model that may have been misled: they are data too.
 */
import { claimFields, type Persona } from "../domain/Persona.ts"
import type { Citations } from "./Citations.ts"
import { json } from "./Delimit.ts"

/** What a persona says, one claim a line, each with what it cites. */
export const of = (persona: Persona, { nameOf }: Citations, heading = "The persona:"): ReadonlyArray<string> => {
  const named = (ids: ReadonlyArray<string>) => ids.map((id) => nameOf(id) ?? "a source not shown").join(", ")
  return [
    heading,
    `title: ${json(persona.title)}`,
    ...claimFields.flatMap((field) =>
      persona[field].map(({ evidence, id, text }) => `${id} cites ${named(evidence)}: ${json(text)}`)
    ),
    ...persona.quotes.map(({ id, passage, text }) => `${id} quotes ${named([passage])}: ${json(text)}`)
  ]
}

/** Everything of a persona that a remark can be about: its claims and quotes, its lists and its title. */
export const places = (persona: Persona): ReadonlyArray<string> => [
  "title",
  ...[...claimFields, "quotes" as const].flatMap((field) => [field, ...persona[field].map(({ id }) => id)])
]
