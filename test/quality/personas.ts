/**
 * Drafts whose quality is known: those of the embedded generator, and ten personas written by hand from the bundled survey.
 */
import { readFileSync } from "node:fs"
import { Effect, Schema } from "effect"
import * as Briefs from "../../src/corpus/briefs/index.ts"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import * as Sliced from "../../src/corpus/Sliced.ts"
import type { AnonymisedRecord } from "../../src/domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import { type ClaimField, claimFields, type DraftClaim, type PersonaContent } from "../../src/domain/Persona.ts"
import type { Count, Passage } from "../../src/domain/Evidence.ts"
import * as DraftContent from "../../src/embedded/DraftContent.ts"

/** A draft with what it was made from. */
export interface Sample {
  readonly request: DraftRequest
  readonly content: PersonaContent
}

/** Drafts of the segments of one study, divided in one way. */
export type SampleSet = ReadonlyArray<Sample>

const sampling = { maxPassages: 24, maxBytes: 8000, seed: 1 }

const briefsOf = (records: ReadonlyArray<AnonymisedRecord>, segments: number, by: string | null = null) =>
  Effect.gen(function* () {
    const corpus = Corpus.make(records)
    const { grouping, groups } = yield* Segments.make(corpus, { segments, by, minSize: 5, k: 3, seed: 1 })
    const briefs = Sliced.finish(Briefs.make(corpus, groups, { k: 3, verdict: grouping?.verdict ?? null }))
    return groups.flatMap(({ members }, index) => {
      const brief = briefs[index]
      return brief === undefined ? [] : [{ brief, members: members.flatMap((member) => corpus.records[member] ?? []) }]
    })
  })

/** Several drafts of each segment by the embedded generator. */
export const generated = (records: ReadonlyArray<AnonymisedRecord>, segments: number, draftsOfSegment = 3) =>
  Effect.map(briefsOf(records, segments), (all): SampleSet =>
    all.flatMap(({ brief }, place) =>
      Array.from({ length: draftsOfSegment }, (_, draftOfSegment): Sample => {
        const index = draftOfSegment * all.length + place
        const request = Briefs.request(brief, { index, draftOfSegment }, sampling)
        return { request, content: DraftContent.of(request) }
      })
    )
  )

const Claims = Schema.Array(Schema.NonEmptyArray(Schema.String))

const File = Schema.Struct({
  personas: Schema.Array(
    Schema.Struct({
      /** The question whose answer makes the segment. */
      by: Schema.String,
      answer: Schema.String,
      title: Schema.String,
      bio: Claims,
      goals: Claims,
      painPoints: Claims,
      behaviours: Claims,
      motivations: Claims,
      quotes: Schema.Array(Schema.String)
    })
  )
})

type Written = (typeof File.Type)["personas"][number]

// From the root of the project, where the tests and, built, the benchmarks run.
const path = "test/quality/handwritten.json"

const written = Schema.decodeUnknownSync(Schema.fromJsonString(File))(readFileSync(path, "utf8")).personas

/** The personas written by hand, those of one question together. */
export const handwritten = (records: ReadonlyArray<AnonymisedRecord>) =>
  Effect.forEach([...new Set(written.map(({ by }) => by))], (question) =>
    Effect.map(briefsOf(records, 1, question), (all): SampleSet =>
      written.flatMap((persona) => {
        if (persona.by !== question) return []
        const found = all.find(({ brief }) => brief.brief.segment.label === persona.answer)
        return found === undefined
          ? missing(`a segment of “${persona.answer}”`)
          : [resolved(persona, found.brief, found.members)]
      })
    )
  )

const missing = (what: string): never => {
  throw new Error(`The bundled survey has not ${what}: see handwritten.json.`)
}

const resolved = (persona: Written, brief: Briefs.Brief, members: ReadonlyArray<AnonymisedRecord>): Sample => {
  const request = Briefs.request(
    brief,
    { index: 0, draftOfSegment: 0 },
    { ...sampling, maxPassages: 64, maxBytes: 64_000 }
  )
  const added: Array<Passage> = []
  const passageOf = (reference: string): Passage => {
    const [row = "", ...rest] = reference.split(" ")
    const start = rest.join(" ")
    const offered = [...request.passages, ...added]
    const found = offered.find(({ recordId, text }) => recordId.endsWith(row) && text.startsWith(start))
    if (found !== undefined) return found
    const record = members.find(({ id }) => id.endsWith(row))
    const field = record?.fields.find(({ text }) => text.startsWith(start))
    if (record === undefined || field === undefined) return missing(`“${reference}” in the segment “${persona.answer}”`)
    const passage: Passage = {
      id: `a${added.length + 1}`,
      recordId: record.id,
      field: field.name,
      question: field.name,
      text: field.text,
      status: "verified"
    }
    added.push(passage)
    return passage
  }
  const evidenceOf = (reference: string): string =>
    reference.startsWith("#") ? passageOf(reference).id : countOf(reference, request.counts).id
  const claims = (field: ClaimField): ReadonlyArray<DraftClaim> =>
    persona[field].map(([text, ...evidence]) => ({ text, evidence: evidence.map(evidenceOf) }))
  const content = {
    title: persona.title,
    bio: claims("bio"),
    goals: claims("goals"),
    painPoints: claims("painPoints"),
    behaviours: claims("behaviours"),
    motivations: claims("motivations"),
    quotes: persona.quotes.map((reference) => {
      const { id, text } = passageOf(reference)
      return { text, passage: id }
    })
  }
  // A passage that the brief did not choose is asked for what the others of its question are.
  const listOf = ({ field }: Passage) => {
    const alike = request.passages.find((other) => other.field === field)
    return alike === undefined ? undefined : request.asks[alike.id]
  }
  const asks = Object.fromEntries(
    added.flatMap((passage) => {
      const list = listOf(passage)
      return list === undefined ? [] : [[passage.id, list]]
    })
  )
  return {
    request: { ...request, passages: [...request.passages, ...added], asks: { ...request.asks, ...asks } },
    content
  }
}

/** `question = answer / answer`, `question = from..to`, `question ~ word`. */
const countOf = (reference: string, counts: ReadonlyArray<Count>): Count => {
  const [question = "", wanted = ""] = reference.split(/ [=~] /)
  const told = ({ answers = [], range, terms = [] }: Count): string =>
    range === undefined ? [...answers, ...terms].join(" / ") : `${range.min ?? ""}..${range.max ?? ""}`
  return (
    counts.find((count) => count.label.includes(question) && told(count) === wanted) ??
    missing(`the count “${reference}”`)
  )
}

/** All claims of a draft with the list that each stands in. */
export const claimsWithField = (content: PersonaContent): ReadonlyArray<readonly [ClaimField, DraftClaim]> =>
  claimFields.flatMap((field) => content[field].map((claim): readonly [ClaimField, DraftClaim] => [field, claim]))
