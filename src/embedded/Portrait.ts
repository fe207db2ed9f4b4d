/**
 * What a request says about the person to be portrayed, read once: closed answers, passages, and who in the sample is most like them.
 */
import { choices } from "../corpus/Answers.ts"
import { memoise } from "../corpus/Memoise.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { attributeRoles, type ColumnRole } from "../domain/Segment.ts"
import * as Facets from "./Facets.ts"
import * as Passages from "./Passages.ts"

/** What a request says about the person to be portrayed. */
export interface Portrait {
  readonly request: DraftRequest
  /** Who somebody is: age, gender, occupation, … */
  readonly attributes: ReadonlyArray<Facets.Facet>
  /** What they answered otherwise. */
  readonly topics: ReadonlyArray<Facets.Facet>
  readonly passages: ReadonlyArray<Passages.Passage>
  /** How much of what the persona answers a record answers too, 0 to 1. */
  readonly likeness: (record: AnonymisedRecord) => number
}

/** Reads a request; once, for it is drafted, judged and mended from the same one. */
export const of = memoise((request: DraftRequest): Portrait => make(request))

const make = (request: DraftRequest): Portrait => {
  const facets = Facets.ofRequest(request)
  return {
    request,
    attributes: compatible(
      facets.filter(({ column }) => attributeRoles.has(column.role)),
      request.sample[0]?.id
    ),
    topics: facets.filter(({ column }) => !attributeRoles.has(column.role)),
    passages: Passages.ofSample(request.sample, request.columns),
    likeness: likenessTo(facets, request.sample)
  }
}

/**
 * Two columns about one thing, such as the household in a survey and at the head of an interview, may be answered by different people:
 * then only one of them is told, the anchor's own or else the one that more answered.
 */
const compatible = (facets: ReadonlyArray<Facets.Facet>, anchor: string | undefined): ReadonlyArray<Facets.Facet> => {
  const givenBy = (facet: Facets.Facet) => new Set(facet.sources.map(({ recordId }) => recordId))
  const weightOf = (facet: Facets.Facet) =>
    facet.sources.length + (facet.sources.some(({ recordId }) => recordId === anchor) ? 1000 : 0)
  const chosen: Array<Facets.Facet> = []
  for (const facet of facets.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const people = givenBy(facet)
    const clashes = chosen.some(
      (other) => other.column.role === facet.column.role && !other.sources.some(({ recordId }) => people.has(recordId))
    )
    if (!clashes) chosen.push(facet)
  }
  return facets.filter((facet) => chosen.includes(facet))
}

/** The facet of this role. */
export const attribute = (portrait: Portrait, role: ColumnRole): Facets.Facet | undefined =>
  portrait.attributes.find(({ column }) => column.role === role)

// Whom somebody lives with and what gender they are shapes what they tell most: "my wife", "the kids".
const weight = (role: ColumnRole): number => (role === "household" || role === "gender" ? 3 : 1)

const likenessTo = (
  facets: ReadonlyArray<Facets.Facet>,
  sample: ReadonlyArray<AnonymisedRecord>
): ((record: AnonymisedRecord) => number) => {
  const closed = facets.filter(({ column }) => column.kind !== "number" && column.role !== "occupation")
  const total = closed.reduce((sum, { column }) => sum + weight(column.role), 0)
  const known = new Map(
    sample.map((record) => {
      const texts = new Map(record.fields.map((field) => [field.name, field.text]))
      const shared = closed.filter(({ answers, column }) => {
        const text = texts.get(column.name)
        return text !== undefined && (text === answers[0] || choices(text).includes(answers[0]))
      })
      const sum = shared.reduce((all, { column }) => all + weight(column.role), 0)
      return [record.id, total === 0 ? 0.5 : sum / total]
    })
  )
  return (record) => known.get(record.id) ?? 0
}
