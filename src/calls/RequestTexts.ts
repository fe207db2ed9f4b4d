/**
 * Every text in what a stage is asked, so that a guard can look at each and none is forgotten: nothing here is copied as a whole,
 * so a new part of a request does not compile until it is decided here whether it is text.
 */
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest, SegmentBrief } from "../domain/DraftRequest.ts"
import type { Evaluation } from "../domain/Evaluation.ts"
import type { Claim, Fact, Persona, PersonaSegment } from "../domain/Persona.ts"
import type { Count, Passage } from "../domain/Evidence.ts"

/** What becomes of a text, and of the id of a record. */
export interface Rewriting {
  readonly text: (text: string) => string
  readonly recordId: (id: string) => string
}

/** A record: its fields rewritten. */
export const ofFields = (record: AnonymisedRecord, { text }: Pick<Rewriting, "text">): AnonymisedRecord => ({
  ...record,
  fields: record.fields.map((field) => ({
    name: text(field.name),
    text: text(field.text),
    ...(field.question !== undefined && { question: text(field.question) }),
    ...(field.speaker !== undefined && { speaker: text(field.speaker) })
  }))
})

const ofSegment = (segment: PersonaSegment, { text }: Rewriting): PersonaSegment => ({
  id: segment.id,
  label: text(segment.label),
  size: segment.size,
  of: segment.of,
  share: segment.share,
  interviews: segment.interviews
})

const ofFact = ({ count, demographic, label, value }: Fact, { text }: Rewriting): Fact => ({
  label: text(label),
  value: text(value),
  demographic,
  count
})

const ofCount = (count: Count, { text }: Rewriting): Count => ({
  id: count.id,
  question: text(count.question),
  label: text(count.label),
  ...(count.item !== undefined && { item: text(count.item) }),
  demographic: count.demographic,
  isMultiple: count.isMultiple,
  operator: count.operator,
  ...(count.answers !== undefined && { answers: count.answers.map(text) }),
  ...(count.range !== undefined && { range: count.range }),
  ...(count.terms !== undefined && { terms: count.terms.map(text) }),
  group: count.group,
  everyone: count.everyone
})

/** A passage as a stranger may see it: whose it is stands in no file name and no row. */
const ofPassage = (passage: Passage, { recordId, text }: Rewriting): Passage => ({
  id: passage.id,
  recordId: recordId(passage.recordId),
  field: text(passage.field),
  ...(passage.question !== undefined && { question: text(passage.question) }),
  text: text(passage.text),
  status: passage.status
})

const ofBrief = (brief: SegmentBrief, rewriting: Rewriting): SegmentBrief => ({
  segment: ofSegment(brief.segment, rewriting),
  name: brief.name,
  title: rewriting.text(brief.title),
  titleCounts: brief.titleCounts,
  anchor: rewriting.recordId(brief.anchor),
  facts: brief.facts.map((fact) => ofFact(fact, rewriting)),
  sharedBy: brief.sharedBy,
  counts: brief.counts.map((count) => ofCount(count, rewriting)),
  contrasts: brief.contrasts,
  asks: brief.asks,
  answered: Object.fromEntries(
    Object.entries(brief.answered).map(([field, people]) => [rewriting.text(field), people])
  ),
  unknowns: brief.unknowns.map(rewriting.text),
  verdict: brief.verdict
})

/** What a draft is made from. */
export const ofDraftRequest = (request: DraftRequest, rewriting: Rewriting): DraftRequest => ({
  ...ofBrief(request, rewriting),
  index: request.index,
  seed: request.seed,
  passages: request.passages.map((passage) => ofPassage(passage, rewriting)),
  common: request.common
})

/** A persona. */
export const ofPersona = (persona: Persona, rewriting: Rewriting): Persona => {
  const { recordId, text } = rewriting
  const ofClaim = (claim: Claim): Claim => ({
    id: claim.id,
    text: text(claim.text),
    evidence: claim.evidence,
    support: claim.support
  })
  return {
    id: persona.id,
    name: text(persona.name),
    title: text(persona.title),
    segment: ofSegment(persona.segment, rewriting),
    anchor: recordId(persona.anchor),
    facts: persona.facts.map((fact) => ofFact(fact, rewriting)),
    sharedBy: persona.sharedBy,
    bio: persona.bio.map(ofClaim),
    goals: persona.goals.map(ofClaim),
    painPoints: persona.painPoints.map(ofClaim),
    behaviours: persona.behaviours.map(ofClaim),
    motivations: persona.motivations.map(ofClaim),
    quotes: persona.quotes.map((quote) => ({ id: quote.id, text: text(quote.text), passage: quote.passage })),
    contrasts: persona.contrasts,
    unknowns: persona.unknowns.map(text),
    passages: persona.passages.map((passage) => ofPassage(passage, rewriting)),
    counts: persona.counts.map((count) => ofCount(count, rewriting))
  }
}

/** What a judge said. */
export const ofEvaluation = (evaluation: Evaluation, { text }: Rewriting): Evaluation => ({
  scores: evaluation.scores,
  overall: evaluation.overall,
  method: evaluation.method,
  remarks: evaluation.remarks.map((remark) => ({
    criterion: remark.criterion,
    claim: text(remark.claim),
    text: text(remark.text)
  })),
  checks: evaluation.checks,
  judge: evaluation.judge
})
