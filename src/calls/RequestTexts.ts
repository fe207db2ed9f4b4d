/**
 * Every text in what a stage is asked, so that a guard can look at each and none is forgotten: nothing here is copied as a whole,
 * so a new part of a request does not compile until it is decided here whether it is text.
 */
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evaluation } from "../domain/Evaluation.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { Persona } from "../domain/Persona.ts"
import type { ColumnProfile, Segment, Trait } from "../domain/Segment.ts"

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

/** A record as a stranger may see it: its file and place stand in neither its id nor its source. */
const ofRecord = (record: AnonymisedRecord, rewriting: Rewriting): AnonymisedRecord => {
  const id = rewriting.recordId(record.id)
  return { ...ofFields(record, rewriting), id, source: { file: id, place: id } }
}

const ofTrait = ({ column, answer, share, overallShare }: Trait, { text }: Rewriting): Trait => ({
  column: text(column),
  answer: text(answer),
  share,
  overallShare
})

const ofSegment = (segment: Segment, rewriting: Rewriting): Segment => ({
  id: segment.id,
  label: rewriting.text(segment.label),
  size: segment.size,
  of: segment.of,
  share: segment.share,
  interviews: segment.interviews,
  anchor: rewriting.recordId(segment.anchor),
  facts: segment.facts.map(({ column, label, role, value }) => ({
    column: rewriting.text(column),
    label: rewriting.text(label),
    role,
    value: rewriting.text(value)
  })),
  sharedBy: segment.sharedBy,
  typical: segment.typical.map((trait) => ofTrait(trait, rewriting)),
  distinctive: segment.distinctive.map((trait) => ofTrait(trait, rewriting))
})

const ofColumn = (column: ColumnProfile, { text }: Rewriting): ColumnProfile => ({
  name: text(column.name),
  label: text(column.label),
  kind: column.kind,
  role: column.role,
  answered: column.answered,
  answers: column.answers.map(({ answer, count }) => ({ answer: text(answer), count })),
  numbers: column.numbers
})

/** What a draft is made from. */
export const ofDraftRequest = (request: DraftRequest, rewriting: Rewriting): DraftRequest => ({
  index: request.index,
  seed: request.seed,
  segment: ofSegment(request.segment, rewriting),
  sample: request.sample.map((record) => ofRecord(record, rewriting)),
  columns: request.columns.map((column) => ofColumn(column, rewriting))
})

const ofEvidence = ({ claim, recordId, field, text, kind, status }: Evidence, rewriting: Rewriting): Evidence => ({
  // Facts by name are claimed by their names: `/demographics/Town`.
  claim: rewriting.text(claim),
  recordId: rewriting.recordId(recordId),
  field: rewriting.text(field),
  text: rewriting.text(text),
  kind,
  status
})

/** A persona. */
export const ofPersona = (persona: Persona, rewriting: Rewriting): Persona => {
  const { text } = rewriting
  return {
    id: persona.id,
    name: text(persona.name),
    age: persona.age,
    occupation: persona.occupation === null ? null : text(persona.occupation),
    title: text(persona.title),
    summary: text(persona.summary),
    demographics: Object.fromEntries(
      Object.entries(persona.demographics).map(([name, value]) => [text(name), text(value)])
    ),
    goals: persona.goals.map(text),
    painPoints: persona.painPoints.map(text),
    behaviours: persona.behaviours.map(text),
    motivations: persona.motivations.map(text),
    quotes: persona.quotes.map(text),
    evidence: persona.evidence.map((evidence) => ofEvidence(evidence, rewriting))
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
  judge: evaluation.judge
})
