/**
 * What a model answers when it drafts, and the persona it makes.
 *
 * The shape has no optional keys, unions or records: what every service's structured output understands. What is only untidy is
 * tidied here; what cannot be read fails the decoding.
 */
import { Array, Option, Schema } from "effect"
import { parseAge } from "../corpus/Answers.ts"
import { pointer } from "../domain/Coverage.ts"
import type { Evidence } from "../domain/Evidence.ts"
import { claimLists, type PersonaContent } from "../domain/Persona.ts"
import type { References } from "./References.ts"

const described = (description: string) => Schema.String.annotate({ description })

const Source = Schema.Struct({
  record: described('The record, such as "r2"'),
  column: described('The column, such as "c4"'),
  passage: described("Copied letter by letter from that answer")
})

const Sources = Schema.Array(Source)

const Claims = Schema.Array(Schema.Struct({ text: described("One sentence"), sources: Sources }))

/** What a model answers when it drafts. */
export const DraftAnswer = Schema.Struct({
  name: Schema.NonEmptyString.annotate({ description: "An invented first name" }),
  title: Schema.NonEmptyString.annotate({ description: "What kind of person this is, in three to eight words" }),
  summary: Schema.NonEmptyString.annotate({ description: "Two to five sentences" }),
  facts: Schema.Array(
    Schema.Struct({ name: described('"age", "occupation" or another'), value: Schema.String, sources: Sources })
  ),
  goals: Claims,
  painPoints: Claims,
  behaviours: Claims,
  motivations: Claims,
  quotes: Schema.Array(
    Schema.Struct({
      text: described("Copied letter by letter from that answer"),
      record: described('The record, such as "r2"'),
      column: described('The column, such as "c4"')
    })
  )
})

/** What a model answers when it drafts. */
export interface DraftAnswer extends Schema.Schema.Type<typeof DraftAnswer> {}

// More than a reader takes in, and a bound on what a model that does not stop can put in.
const mostEntries = 6
const mostFacts = 12
const mostSources = 4

/** The persona of an answer. Its evidence is as yet unverified; records that are not in the sample are cited by nothing. */
export const toContent = (answer: DraftAnswer, references: References): PersonaContent => {
  const facts = tidyFacts(answer.facts)
  const age = Option.getOrNull(Option.flatMap(factNamed(facts, "age"), ({ value }) => parseAge(value)))
  const occupation = Option.getOrNull(Option.map(factNamed(facts, "occupation"), ({ value }) => value))
  const demographics = facts.filter(
    ({ name }) => name.toLowerCase() !== "occupation" && (name.toLowerCase() !== "age" || age === null)
  )
  const lists = {
    goals: tidyClaims(answer.goals),
    painPoints: tidyClaims(answer.painPoints),
    behaviours: tidyClaims(answer.behaviours),
    motivations: tidyClaims(answer.motivations)
  }
  const quotes = Array.dedupeWith(
    answer.quotes.filter(({ text }) => text.trim() !== ""),
    (a, b) => a.text === b.text
  ).slice(0, mostEntries)
  const cite = (claim: string, sources: typeof Sources.Type) => evidence(references, claim, sources)
  const cited = (name: "age" | "occupation", present: boolean) =>
    present
      ? Option.match(factNamed(facts, name), { onNone: () => [], onSome: ({ sources }) => cite(`/${name}`, sources) })
      : []
  return {
    name: answer.name.trim(),
    age,
    occupation,
    title: answer.title.trim(),
    summary: answer.summary.trim(),
    demographics: Object.fromEntries(demographics.map(({ name, value }) => [name, value])),
    goals: lists.goals.map(({ text }) => text),
    painPoints: lists.painPoints.map(({ text }) => text),
    behaviours: lists.behaviours.map(({ text }) => text),
    motivations: lists.motivations.map(({ text }) => text),
    quotes: quotes.map(({ text }) => text),
    evidence: [
      ...cited("age", age !== null),
      ...cited("occupation", occupation !== null),
      ...demographics.flatMap(({ name, sources }) => cite(pointer("demographics", name), sources)),
      ...claimLists.flatMap((list) => lists[list].flatMap(({ sources }, index) => cite(pointer(list, index), sources))),
      ...quotes.flatMap(({ text, record, column }, index) =>
        cite(pointer("quotes", index), [{ record, column, passage: text }]).map(asQuote)
      )
    ]
  }
}

type Fact = DraftAnswer["facts"][number]

const factNamed = (facts: ReadonlyArray<Fact>, wanted: string): Option.Option<Fact> =>
  Option.fromUndefinedOr(facts.find(({ name }) => name.toLowerCase() === wanted))

const tidyFacts = (facts: ReadonlyArray<Fact>): ReadonlyArray<Fact> =>
  Array.dedupeWith(
    facts
      .map(({ name, sources, value }) => ({ name: name.trim(), value: value.trim(), sources }))
      .filter(({ name, value }) => name !== "" && value !== ""),
    (a, b) => a.name.toLowerCase() === b.name.toLowerCase()
  ).slice(0, mostFacts)

const tidyClaims = (claims: DraftAnswer["goals"]): DraftAnswer["goals"] =>
  Array.dedupeWith(
    claims.map(({ sources, text }) => ({ text: text.trim(), sources })).filter(({ text }) => text !== ""),
    (a, b) => a.text === b.text
  ).slice(0, mostEntries)

const asQuote = (evidence: Evidence): Evidence => ({ ...evidence, kind: "quote" })

const evidence = (references: References, claim: string, sources: typeof Sources.Type): ReadonlyArray<Evidence> =>
  sources.slice(0, mostSources).flatMap(({ column, passage, record }): ReadonlyArray<Evidence> => {
    const place = references.place(record, column)
    return place === undefined || passage.trim() === ""
      ? []
      : [{ claim, recordId: place.recordId, field: place.field, text: passage, kind: place.kind, status: "unverified" }]
  })
