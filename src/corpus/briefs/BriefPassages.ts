/**
 * What the people of a segment said in their own words: passages that can stand alone, the most central first and different from
 * each other, beginning with those of the respondent who stands for the segment.
 */
import { Array } from "effect"
import type { ClaimList } from "../../domain/Persona.ts"
import type { AnonymisedRecord } from "../../domain/AnonymisedRecord.ts"
import type { Field } from "../../domain/ResearchRecord.ts"
import { attributeRoles, type ColumnProfile } from "../../domain/Segment.ts"
import type { Passage } from "../../domain/Evidence.ts"
import { columnOf } from "../AnsweredRecords.ts"
import { diverse, rank } from "../Centrality.ts"
import type { Corpus } from "../Corpus.ts"
import { clarityOf, hasBracket, sentences, wordCount } from "../Sentences.ts"
import * as Verbatim from "../Verbatim.ts"
import * as AskedLists from "./AskedLists.ts"
import { deniesQuestion, isList, isSayableQuestion, saysNothing } from "./Sayable.ts"

/** A passage that has no id yet, and the list that its question asks for. */
export interface Candidate extends Omit<Passage, "id"> {
  readonly asks: ClaimList | undefined
  readonly isAnchors: boolean
  /** The column of a survey, or the kind of record for what is said in interviews. */
  readonly column: string
}

/** Less says nothing by itself, more is not read. */
const fewestWords = 4
const mostWords = 40

/** A result cites at most so many passages of one respondent. */
const mostOfOne = 4

/** So many passages are compared with each other, those of the most central members first. */
const mostCompared = 400

/** Of one question. */
const mostOfQuestion = 16

/** The most passages of a segment. */
const mostPassages = 64

/** Questions about reaching somebody: what is answered there tells nothing about them. */
const aboutContact = /\bcontact\b|e-?mail|phone number|\breach you\b|your name/i

const isUnsure = /^(?:not sure|no idea|i don['’]?t know|dunno|hmm|erm?|um|as above)\b/iu
const cutShort = /(?:…|\.\.\.|[-–—])$/

/** The passages of a segment, from its members in their order: who stands for it, then the most central. */
export const of = (corpus: Corpus, members: ReadonlyArray<number>): ReadonlyArray<Candidate> => {
  const profiles = new Map(corpus.columns.map((column) => [column.name, column]))
  const candidates: globalThis.Array<Candidate> = []
  for (const [at, member] of members.entries()) {
    const record = corpus.records[member]
    if (record === undefined) continue
    for (const field of record.fields) candidates.push(...ofField(record, field, profiles, at === 0))
    if (candidates.length > mostCompared) break
  }
  const topicOf = ({ asks, column }: Candidate): string => asks ?? `\n${column}`
  const ranked = Object.values(Array.groupBy(candidates, topicOf)).map((some: ReadonlyArray<Candidate>) =>
    diverse(rank(some, weigh), mostOfQuestion, (a, b) => (a.recordId === b.recordId ? 0.6 : 0))
  )
  return takingTurns(ranked)
}

/** The anchor's own words first; then the best of each question, the next best of each, and so on. */
const takingTurns = (ranked: ReadonlyArray<ReadonlyArray<Candidate>>): ReadonlyArray<Candidate> => {
  const ofOne = new Map<string, number>()
  const chosen: globalThis.Array<Candidate> = []
  const said = new Set<string>()
  const take = (candidate: Candidate | undefined) => {
    if (candidate === undefined || chosen.length >= mostPassages) return
    // The same words of two people are quoted once.
    const key = Verbatim.key(candidate.text)
    if (said.has(key)) return
    said.add(key)
    const before = ofOne.get(candidate.recordId) ?? 0
    if (before >= mostOfOne) return
    ofOne.set(candidate.recordId, before + 1)
    chosen.push(candidate)
  }
  for (const some of ranked) take(some.find(({ isAnchors }) => isAnchors))
  const taken = new Set(chosen)
  for (let turn = 0; turn < mostOfQuestion; turn++)
    for (const some of ranked) {
      const candidate = some[turn]
      if (candidate !== undefined && !taken.has(candidate)) take(candidate)
    }
  return chosen
}

const weigh = ({ asks, isAnchors, text }: Candidate): number =>
  (isAnchors ? 1.3 : 1) * (asks === undefined ? 0.8 : 1) * (hasBracket(text) ? 0.1 : 1) * (0.4 + 0.6 * clarityOf(text))

const ofField = (
  record: AnonymisedRecord,
  field: Field,
  profiles: ReadonlyMap<string, ColumnProfile>,
  isAnchors: boolean
): ReadonlyArray<Candidate> => {
  const column = columnOf(record, field)
  const profile = profiles.get(column)
  if (profile?.kind !== "text" || attributeRoles.has(profile.role) || aboutContact.test(profile.label)) return []
  const isTold = isSayableQuestion(profile) || profile.label.endsWith("…")
  const header = isTold ? profile.label : undefined
  const question = record.kind === "row" ? header : field.question
  // What answers a question that nobody can say cannot stand in a list without it.
  const ofColumn = isSayableQuestion(profile) ? AskedLists.ofRole(profile.role) : undefined
  const asks = record.kind === "row" ? ofColumn : AskedLists.ofQuestion(field.question)
  return stretches(field.text, record.kind === "row").map((text, place) => ({
    recordId: record.id,
    field: field.name,
    ...(question !== undefined && { question }),
    text,
    ...cutsOf(field.text, text),
    status: "verified",
    asks: record.kind === "row" ? asks : spoken(asks, text, place),
    isAnchors,
    column
  }))
}

/** On which sides more stood in the answer. */
const cutsOf = (answer: string, text: string): Pick<Passage, "cutBefore" | "cutAfter"> => ({
  ...(!answer.trimStart().startsWith(text.trimStart()) && { cutBefore: true }),
  ...(!answer.trimEnd().endsWith(text.trimEnd()) && { cutAfter: true })
})

/** A question in an interview is answered first; what follows may be about anything. A reason is what begins or goes on with one. */
const spoken = (asks: ClaimList | undefined, text: string, place: number): ClaimList | undefined => {
  if (asks === "motivations") return givesReason.test(text) ? asks : undefined
  return place === 0 ? asks : undefined
}

const givesReason = /\b(?:because|so that|weil|damit|parce que|afin|porque|para que|omdat|zodat|perché|bo|ponieważ)\b/iu

/** The whole answer where it is short enough, else those of its sentences that can stand alone. */
const stretches = (answer: string, isWritten: boolean): ReadonlyArray<string> => {
  const isWhole = wordCount(answer) <= mostWords && !answer.includes("\n")
  const parts = isWhole ? [answer] : sentences(answer).map(({ end, start }) => answer.slice(start, end))
  return parts.filter((text) => canStand(text, isWhole && isWritten))
}

const canStand = (text: string, isWhole: boolean): boolean => {
  const words = wordCount(text)
  const isLong = words >= fewestWords || (Verbatim.isSubstantial(text) && /[^\p{sc=Latin}\p{P}\p{N}\s]/u.test(text))
  if (
    !isLong ||
    words > mostWords ||
    saysNothing(text) ||
    deniesQuestion(text) ||
    isList(text) ||
    isUnsure.test(text) ||
    cutShort.test(text)
  )
    return false
  return isWhole || clarityOf(text) >= 0.5
}
