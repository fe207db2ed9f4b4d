/**
 * Who a persona is: age, occupation, and further facts by readable names.
 */
import { wordCount } from "../corpus/Sentences.ts"
import { Option } from "effect"
import { pointer } from "../domain/Coverage.ts"
import { parseAge } from "../corpus/Answers.ts"
import type { Age, PersonaContent } from "../domain/Persona.ts"
import type { ColumnRole } from "../domain/Segment.ts"
import { evidence } from "./Cite.ts"
import type { Facet } from "./Facets.ts"
import { capitalise, curly } from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"

const roleNames: Readonly<Partial<Record<ColumnRole, string>>> = {
  gender: "Gender",
  location: "Location",
  education: "Education",
  income: "Income",
  household: "Household"
}

/** A fact, and the answer behind it. */
export interface Fact<A> {
  readonly value: A
  readonly facet: Facet
}

/** The age, where the sample tells one. */
export const age = ({ attributes }: Portrait): Fact<Age> | undefined => {
  for (const facet of attributes.filter(({ column }) => column.role === "age")) {
    const value = Option.getOrUndefined(parseAge(facet.answers[0]))
    if (value !== undefined) return { value, facet }
  }
  return undefined
}

/** The occupation, where the sample tells one. */
export const occupation = ({ attributes }: Portrait): Fact<string> | undefined => {
  const facet = attributes.find(({ column }) => column.role === "occupation")
  return facet === undefined ? undefined : { value: capitalise(facet.answers[0].trim()), facet }
}

/** Further facts by name. A header of a few words names its fact; what a question asks for is named after its role. */
export const demographics = ({ attributes }: Portrait): ReadonlyArray<Fact<string> & { readonly name: string }> => {
  const taken = new Set<string>()
  return attributes
    .filter(({ column }) => column.role !== "age" && column.role !== "occupation")
    .map((facet) => {
      const plain = facet.column.label.replace(/\s*\([^)]*\)/g, "").trim()
      const own = !plain.includes("?") && wordCount(plain) <= 4 && plain !== ""
      const role = roleNames[facet.column.role] ?? "Other"
      const base = own ? sentenceCase(plain) : role
      const name = taken.has(base) ? `${base}: ${plain.slice(0, 60)}` : base
      taken.add(name)
      return { name, value: facet.answers.map(curly).join(", "), facet }
    })
}

// "Household Income" is "Household income"; abbreviations keep their capitals.
const sentenceCase = (text: string): string =>
  capitalise(text.replace(/(?<=\s)\p{Lu}\p{Ll}+/gu, (word) => word.toLowerCase()))

/** At most so many sources a fact: a reader wants to check it, not to count. */
const mostSources = 2

/** All that the sample tells about who somebody is, with its evidence. */
export const tell = (portrait: Portrait): Pick<PersonaContent, "age" | "occupation" | "demographics" | "evidence"> => {
  const years = age(portrait)
  const work = occupation(portrait)
  const facts = demographics(portrait)
  const cite = (claim: string, fact: Fact<unknown> | undefined) =>
    evidence(claim, fact?.facet.sources.slice(0, mostSources) ?? [])
  return {
    age: years?.value ?? null,
    occupation: work?.value ?? null,
    demographics: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    evidence: [
      ...cite(pointer("age"), years),
      ...cite(pointer("occupation"), work),
      ...facts.flatMap((fact) => cite(pointer("demographics", fact.name), fact))
    ]
  }
}
