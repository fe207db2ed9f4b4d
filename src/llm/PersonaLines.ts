/**
 * A persona as lines of a prompt. Its words were made out of research data, by a model that may have been misled: they are data too.
 */
import { claimLists, type Persona } from "../domain/Persona.ts"
import type { Evidence } from "../domain/Evidence.ts"
import { json } from "./Delimit.ts"
import type { References } from "./References.ts"

/** What the persona says, one field a line, without its evidence. */
export const content = (persona: Persona): ReadonlyArray<string> => [
  "The persona:",
  `/name: ${json(persona.name)}`,
  `/title: ${json(persona.title)}`,
  ...(persona.age === null
    ? []
    : [`/age: ${json(persona.age.max === null ? `${persona.age.min}+` : `${persona.age.min}-${persona.age.max}`)}`]),
  ...(persona.occupation === null ? [] : [`/occupation: ${json(persona.occupation)}`]),
  `/summary: ${json(persona.summary)}`,
  ...Object.entries(persona.demographics).map(([name, value]) => `/demographics: ${json(name)} is ${json(value)}`),
  ...[...claimLists, "quotes" as const].flatMap((list) =>
    persona[list].map((text, index) => `/${list}/${index}: ${json(text)}`)
  )
]

/** What was found of the persona's evidence, one passage a line. */
export const evidence = (persona: Persona, references: References): ReadonlyArray<string> =>
  persona.evidence.length === 0
    ? ["It cites no evidence."]
    : ["What it cites:", ...persona.evidence.map((each) => `${json(each.claim)} cites ${cited(each, references)}`)]

const cited = (each: Evidence, references: References): string =>
  `${references.record(each.recordId) ?? "another record"} ${references.columnOf(each)}, ${each.status === "unverified" ? "unverified" : "verified"}: ${json(each.text)}`
